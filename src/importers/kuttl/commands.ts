// Commands of a kuttl step: kubectl's are translated, sleep lets time pass, anything else would be another program.
// upstream: internal/utils/commands.go GetArgs

import { resolve } from 'node:path';
import type { FieldPath } from '../../manifests/source';
import { commandText } from '../command-text';
import type { Document } from '../documents';
import { gap, type Line } from '../draft';
import { mapOf } from './cases';
import type { StepContext } from './step';

/** @param path of the command in the document */
export function commandLines(
  step: StepContext,
  document: Document,
  path: FieldPath,
  role: 'action' | 'assertion',
): readonly Line[] {
  const entry = mapOf(path.reduce<unknown>((value, key) => (value as never)?.[key], document.value));
  const at = document.at(path);
  const { command, script, background, ignoreFailure, namespaced } = entry;
  const text = typeof command === 'string' && command !== '' ? command : String(script ?? '');
  if (background === true) return [gap('setup', 'a program in the background', text, at)];
  if (ignoreFailure === true) return [gap(role, 'a command that may fail', text, at)];
  const expanded = text.replaceAll(/\$\{?NAMESPACE\}?/g, step.namespace);
  return commandText(
    {
      known: step.known,
      namespace: namespaced === true ? step.namespace : 'default',
      folder: step.folder,
      suite: step.cx,
      spec: step.spec,
      path: (name) => resolve(step.folder, name),
    },
    { text: expanded, isScript: command === undefined || command === '', role, at },
  );
}
