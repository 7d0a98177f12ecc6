// script and command: kubectl's commands are translated; other programs have no equal.
// upstream: pkg/engine/operations/{script,command}

import { resolve } from 'node:path';
import { commandText } from '../command-text';
import type { Data } from '../documents';
import { assertion, gap, type Line } from '../draft';
import { listOf, mapOf } from '../kuttl/cases';
import { UNTOLD } from './bindings';
import { refusalIn } from './bringing';
import type { Operation, OperationContext } from './operation-context';

export function programLines(cx: OperationContext, { verb, value, at }: Operation): readonly Line[] {
  const text = verb === 'script' ? String(value.content ?? '') : commandLine(value);
  const lose = (role: 'action' | 'assertion', category: string) => [gap(role, category, text, at)];
  const refused = refusalIn(mapOf(value.check));
  if (refused === UNTOLD) return lose('assertion', 'the output of a command');
  const expanded = text.replaceAll(/\$\{?NAMESPACE\}?/g, cx.namespace);
  const folder = typeof value.workDir === 'string' ? resolve(cx.folder, value.workDir) : cx.folder;
  const lines = commandText(
    {
      known: cx.known,
      namespace: 'default',
      folder,
      suite: cx.cx,
      spec: cx.spec,
      path: (name) => resolve(folder, name),
    },
    { text: expanded, isScript: verb === 'script', role: 'action', at },
  );
  if (refused === undefined) return lines;
  const [only, second] = lines.filter((line) => 'step' in line);
  if (lines.some((line) => 'gap' in line)) return lines;
  if (!only || second || !('step' in only) || only.role !== 'action' || 'advance' in stepMap(only.step))
    return lose('assertion', 'a command that has to fail');
  return [assertion({ ...stepMap(only.step), refused })];
}

const stepMap = (step: unknown): Data => (typeof step === 'string' ? { [step]: {} } : (step as Data));

function commandLine(value: Data): string {
  const words = [value.entrypoint, ...listOf(value.args)].map(String);
  return words.map((word) => (/^[\w$@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}
