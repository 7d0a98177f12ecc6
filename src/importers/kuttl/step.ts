// One step of a kuttl test, in kuttl's order: deletions, commands, objects, then what is asserted, all of which has to
// hold at one moment before the time is over.
// upstream: internal/step/step.go Run, Check

import { isPlainMap } from '../../cluster/describe/types';
import type { Data, Document } from '../documents';
import { action, assertion, gap, type Line } from '../draft';
import { foreignKind } from '../foreign-kind';
import { type Identity, identityOf, namespaceOption } from '../identity';
import type { ImportContext } from '../import-context';
import type { Known } from '../known';
import { merged } from '../merged';
import { type Asked, expectMap, expectNoObject, expectObject, type Matched } from '../object-match';
import { removal } from '../removal';
import { type KuttlStepFiles, listOf, mapOf } from './cases';
import { commandLines } from './commands';
import { expressionsAsked } from './expressions';
import { type AppliedFile, readStep, type StepParts } from './step-files';

export interface StepContext {
  readonly cx: ImportContext;
  readonly known: Known;
  readonly namespace: string;
  /** Of the test case. */
  readonly folder: string;
  /** Path of the spec. */
  readonly spec: string;
  /** Seconds. */
  readonly timeout: number;
}

export function kuttlStep(step: StepContext, { files }: KuttlStepFiles): readonly Line[] {
  const parts = readStep(step.cx.root, step.folder, files);
  const { testStep, testAssert } = parts;
  const own = mapOf(testAssert?.value).timeout;
  const timeout = typeof own === 'number' && own > 0 ? own : step.timeout;
  const timed: StepContext = { ...step, timeout };
  return [
    ...parts.lines,
    ...elsewhere(testStep),
    ...listOf(testStep?.value.delete).flatMap((_, index) => deletion(timed, testStep as Document, index)),
    ...commands(step, testStep, 'action'),
    ...parts.applied.flatMap((file) => applied(step, file)),
    ...asserted(timed, parts),
    ...commands(timed, testAssert, 'assertion'),
  ];
}

/** A step that goes to another cluster. */
function elsewhere(testStep: Document | undefined): readonly Line[] {
  return ['kubeconfig', 'context'].flatMap((key) => {
    const value = testStep?.value[key];
    if (!testStep || value === undefined || value === '') return [];
    return [gap('action', 'another cluster or user', `${key}: ${String(value)}`, testStep.at([key]))];
  });
}

function commands(step: StepContext, document: Document | undefined, role: 'action' | 'assertion'): readonly Line[] {
  if (!document) return [];
  return listOf(document.value.commands).flatMap((_, index) => commandLines(step, document, ['commands', index], role));
}

function deletion(step: StepContext, document: Document, index: number): readonly Line[] {
  const { known, timeout } = step;
  const { apiVersion, kind, name, namespace, labels } = mapOf(listOf(document.value.delete)[index]);
  return removal({
    known,
    apiVersion: String(apiVersion),
    kind: String(kind),
    name: typeof name === 'string' && name !== '' ? name : undefined,
    namespace: typeof namespace === 'string' && namespace !== '' ? namespace : step.namespace,
    labels: mapOf(labels),
    limit: `${timeout}s`,
    at: document.at(['delete', index]),
  });
}

/** kuttl creates what is not there, and merges into what is. */
function applied(step: StepContext, file: AppliedFile): readonly Line[] {
  const { known, namespace, cx, spec } = step;
  for (const { value } of file.objects) if (value.kind === 'CustomResourceDefinition') known.define(value);
  const foreign = file.objects.find(({ value }) => !identityOf(known, value, namespace));
  if (foreign) {
    const { apiVersion, kind } = foreign.value;
    return [gap('action', foreignKind(apiVersion, kind), `${String(apiVersion)} ${String(kind)}`, foreign.at())];
  }
  const isNew = file.objects.every(({ value }) => !known.isThere(value, namespace));
  if (isNew && file.isPlain && file.objects.length > 0) {
    for (const { value } of file.objects) known.made(value, namespace);
    return [load(cx.manifestPath(spec, file.path), namespace, file.objects.length)];
  }
  return file.objects.map(({ value }) => {
    if (!known.isThere(value, namespace)) {
      known.made(value, namespace);
      return load(value, namespace, 1);
    }
    return merged(identityOf(known, value, namespace) as Identity);
  });
}

function load(manifests: unknown, namespace: string, counts: number): Line {
  return action({ load: { manifests, ...namespaceOption(namespace) } }, counts);
}

function asserted(step: StepContext, { asserts, errors, testAssert }: StepParts): readonly Line[] {
  const asked: Asked[] = [];
  const lost: Line[] = [];
  let counts = 0;
  const take = (document: Document, matched: Matched | undefined) => {
    if (matched && matched.asked.length > 0) counts++;
    asked.push(...(matched?.asked ?? []));
    const missing = matched
      ? matched.lost
      : [{ category: foreignKind(document.value.apiVersion, document.value.kind), text: describe(document.value) }];
    for (const { category, text } of missing) lost.push(gap('assertion', category, text, document.at()));
  };
  for (const document of asserts) {
    const identity = identityOf(step.known, document.value, step.namespace);
    take(document, identity && expectObject(identity));
  }
  for (const document of errors) {
    const { value } = document;
    const identity = identityOf(step.known, value, step.namespace);
    const wasMade = step.known.wasMade(value, step.namespace);
    take(document, identity && expectNoObject(identity, wasMade));
  }
  const expressions = testAssert ? expressionsAsked(step, testAssert) : { asked: [], lines: [], counts: 0 };
  asked.push(...expressions.asked);
  counts += expressions.counts;
  const all = [...lost, ...expressions.lines];
  if (asked.length === 0) return all;
  return [assertion({ until: { expect: expectMap(asked), limit: `${step.timeout}s` } }, counts), ...all];
}

const describe = ({ apiVersion, kind, metadata }: Data) =>
  `${String(apiVersion)} ${String(kind)} ${isPlainMap(metadata) ? String(metadata.name ?? '') : ''}`;
