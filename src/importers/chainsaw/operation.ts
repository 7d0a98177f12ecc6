// One operation of a Chainsaw step. Each is a row of a table; what only shows something is left out with a word.

import { isPlainMap } from '../../cluster/describe/types';
import type { Data } from '../documents';
import { action, gap, type Line, note } from '../draft';
import { listOf, mapOf } from '../kuttl/cases';
import { assertLines } from './asserting';
import { type Bindings, told, UNTOLD, withBindings } from './bindings';
import { bringLines } from './bringing';
import type { Operation, OperationContext } from './operation-context';
import { programLines } from './programs';
import { deleteLines, waitLines } from './waiting';

type Lines = (cx: OperationContext, operation: Operation) => readonly Line[];

const shown: Lines = (_cx, { verb }) => [note(`left out, it only prints: ${verb}`)];

const OPERATIONS: Readonly<Record<string, Lines>> = {
  apply: bringLines,
  create: bringLines,
  patch: bringLines,
  update: bringLines,
  assert: assertLines,
  error: assertLines,
  delete: deleteLines,
  wait: waitLines,
  script: programLines,
  command: programLines,
  sleep: (_cx, { value, at, verb }) =>
    typeof value.duration === 'string'
      ? [action({ advance: value.duration })]
      : [gap('action', `an operation: ${verb}`, JSON.stringify(value), at)],
  describe: shown,
  events: shown,
  get: shown,
  podLogs: shown,
};

const BESIDE = ['description', 'continueOnError', 'compiler'];

export function operationLines(cx: OperationContext): { lines: readonly Line[]; bindings: Bindings } {
  const entry = mapOf(cx.path.reduce<unknown>((value, key) => (value as never)?.[key], cx.document.value));
  const verb = Object.keys(entry).find((key) => !BESIDE.includes(key)) ?? '';
  const value = mapOf(entry[verb]);
  const at = cx.document.at([...cx.path, verb]);
  const compiler = entry.compiler ?? cx.compiler;
  const own = withBindings(cx.bindings, value.bindings, compiler);
  const read = OPERATIONS[verb];
  if (typeof value.cluster === 'string' && value.cluster !== '') {
    const lines = [gap(roleOf(verb), 'another cluster or user', `cluster: ${value.cluster}`, at)];
    return { lines, bindings: cx.bindings };
  }
  if (!read) {
    return { lines: [gap('action', `an operation: ${verb}`, JSON.stringify(value), at)], bindings: cx.bindings };
  }
  const inside: OperationContext = { ...cx, compiler, bindings: own };
  return { lines: read(inside, { verb, value, at, bindings: own }), bindings: afterOutputs(cx.bindings, value) };
}

const roleOf = (verb: string) => (verb === 'assert' || verb === 'error' ? 'assertion' : 'action');

/** Outputs come of what runs: their names mean nothing that can be told. */
function afterOutputs(bindings: Bindings, value: Data): Bindings {
  const outputs = listOf(value.outputs);
  if (outputs.length === 0) return bindings;
  const all = new Map(bindings);
  for (const output of outputs) {
    const name = isPlainMap(output) ? told(output.name, bindings) : UNTOLD;
    if (typeof name === 'string') all.delete(name);
  }
  return all;
}
