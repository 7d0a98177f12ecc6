// One step of a kuttl test, in kuttl's order: deletions, commands, objects, then what is asserted, all of which has to
// hold at one moment before the time is over.
// upstream: internal/step/step.go Run, Check

import { isPlainMap } from '../../cluster/describe/types';
import type { Data, Document } from '../documents';
import { action, assertion, gap, type Line, note } from '../draft';
import { identityOf, namedSubject, namespaceOption, targetOf } from '../identity';
import type { ImportContext } from '../import-context';
import type { Known } from '../known';
import { type Asked, expectMap, expectNoObject, expectObject, type Matched } from '../object-match';
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

/** kuttl deletes what is there, and waits until it is gone. */
function deletion(step: StepContext, document: Document, index: number): readonly Line[] {
  const { known, timeout } = step;
  const reference = mapOf(listOf(document.value.delete)[index]);
  const { apiVersion, kind, name, namespace, labels } = reference;
  const at = document.at(['delete', index]);
  const place = typeof namespace === 'string' && namespace !== '' ? namespace : step.namespace;
  if (!known.kind(String(apiVersion), String(kind))) {
    return [gap('action', FOREIGN, `delete ${String(apiVersion)} ${String(kind)}`, at)];
  }
  if (typeof name !== 'string' || name === '') {
    const text = `delete ${String(kind)} ${JSON.stringify(labels ?? {})}`;
    if (CONTROLLED.includes(String(kind)) && known.hasWorkloads) {
      return [gap('action', 'deleting a selection that controllers add to', text, at)];
    }
    const found = known.selected(String(apiVersion), String(kind), place, mapOf(labels));
    if (found.length === 0) return [note(`nothing is there to delete: ${text} (${at.file}:${at.line})`)];
    return found.flatMap((object, position) => deleted(object, position === 0 ? 1 : 0));
  }
  return deleted({ apiVersion: String(apiVersion), kind: String(kind), name, namespace: place }, 1);

  function deleted(object: { apiVersion: string; kind: string; name: string; namespace: string }, counts: number) {
    const metadata = { name: object.name, namespace: object.namespace };
    const data: Data = { apiVersion: object.apiVersion, kind: object.kind, metadata };
    const identity = identityOf(known, data, place);
    if (!identity) return [];
    known.gone(data, place);
    const options = namespaceOption(identity.namespace);
    const target = targetOf(identity);
    return [
      action({ delete: Object.keys(options).length === 0 ? target : { target, ...options } }, counts),
      assertion({ until: { expect: { [namedSubject(identity)]: { not: 'toExist' } }, limit: `${timeout}s` } }, 0),
    ];
  }
}

const FOREIGN = 'a custom kind without its definition';

/** Kinds of which controllers make objects by themselves. */
const CONTROLLED = [
  'Pod',
  'ReplicaSet',
  'Job',
  'ControllerRevision',
  'PersistentVolumeClaim',
  'Event',
  'EndpointSlice',
];

/** kuttl creates what is not there, and merges into what is. */
function applied(step: StepContext, file: AppliedFile): readonly Line[] {
  const { known, namespace, cx, spec } = step;
  for (const { value } of file.objects) if (value.kind === 'CustomResourceDefinition') known.define(value);
  const foreign = file.objects.find(({ value }) => !identityOf(known, value, namespace));
  if (foreign) {
    const { apiVersion, kind } = foreign.value;
    return [gap('action', FOREIGN, `${String(apiVersion)} ${String(kind)}`, foreign.at())];
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
    return merged(step, value);
  });
}

function load(manifests: unknown, namespace: string, counts: number): Line {
  return action({ load: { manifests, ...namespaceOption(namespace) } }, counts);
}

export function merged({ known, namespace }: Pick<StepContext, 'known' | 'namespace'>, value: Data): Line {
  const identity = identityOf(known, value, namespace);
  if (!identity) throw new Error('an object of no kind');
  const { part } = identity;
  const patch = Object.keys(part).length > 0 ? part : { metadata: {} };
  const given = { target: targetOf(identity), patch, type: 'merge', ...namespaceOption(identity.namespace) };
  return action({ patch: given });
}

function asserted(step: StepContext, { asserts, errors, testAssert }: StepParts): readonly Line[] {
  const asked: Asked[] = [];
  const lost: Line[] = [];
  let counts = 0;
  const take = (document: Document, matched: Matched | undefined) => {
    if (matched && matched.asked.length > 0) counts++;
    asked.push(...(matched?.asked ?? []));
    const missing = matched ? matched.lost : [{ category: FOREIGN, text: describe(document.value) }];
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
