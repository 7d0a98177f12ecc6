// The steps of a Chainsaw test: what they try becomes steps of the spec; what runs when something fails only shows
// things, and what cleans up has nothing to do in a cluster that ends with its test.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FieldPath } from '../../manifests/source';
import { type Data, type Document, readFileDocuments } from '../documents';
import { gap, type Line, note } from '../draft';
import { listOf, mapOf } from '../kuttl/cases';
import { type Bindings, told, UNTOLD, withBindings } from './bindings';
import { operationLines } from './operation';
import { type OperationContext, timeoutsOf } from './operation-context';

export type TestContext = Omit<OperationContext, 'bindings' | 'document' | 'path' | 'isTemplate' | 'compiler'>;

/** @param document the Test */
export function stepLines(test: TestContext, document: Document, bindings: Bindings): readonly Line[] {
  const spec = mapOf(document.value.spec);
  const lines: Line[] = [...elsewhere(spec, document, ['spec'])];
  for (const [index, step] of listOf(spec.steps).map(mapOf).entries()) {
    const path = ['spec', 'steps', index];
    lines.push(...elsewhere(step, document, path));
    lines.push(...oneStep(test, document, step, path, withBindings(bindings, step.bindings, step.compiler), spec));
  }
  return lines;
}

function oneStep(
  test: TestContext,
  document: Document,
  step: Data,
  path: FieldPath,
  bindings: Bindings,
  spec: Data,
): readonly Line[] {
  const timeouts = timeoutsOf(test.timeouts, step.timeouts);
  const use = mapOf(step.use);
  if (step.use !== undefined) return templateLines({ ...test, timeouts }, document, use, path, bindings);
  const isTemplate = (step.template ?? spec.template) !== false;
  const compiler = step.compiler ?? spec.compiler;
  return tried({ ...test, timeouts }, document, step, path, bindings, { isTemplate, compiler });
}

/** Operations under `try`, and words for what stands beside them. */
function tried(
  test: TestContext,
  document: Document,
  step: Data,
  path: FieldPath,
  start: Bindings,
  how: { readonly isTemplate: boolean; readonly compiler: unknown },
): readonly Line[] {
  const lines: Line[] = [];
  let bindings = start;
  for (const index of listOf(step.try).keys()) {
    const cx: OperationContext = { ...test, ...how, document, path: [...path, 'try', index], bindings };
    const done = operationLines(cx);
    lines.push(...done.lines);
    bindings = done.bindings;
  }
  const named = ['catch', 'finally', 'cleanup'].filter((key) => listOf(step[key]).length > 0);
  if (named.length > 0) lines.push(note(`left out: ${named.join(', ')}: the cluster ends with the test`));
  return lines;
}

function templateLines(
  test: TestContext,
  document: Document,
  use: Data,
  path: FieldPath,
  bindings: Bindings,
): readonly Line[] {
  const name = told(use.template, bindings);
  const file = typeof name === 'string' ? resolve(test.folder, name) : undefined;
  const at = document.at([...path, 'use']);
  if (file === undefined || name === UNTOLD || !existsSync(file)) {
    return [gap('action', 'a step template that is no file', String(use.template), at)];
  }
  const template = readFileDocuments(test.cx.root, file).find(({ value }) => value.kind === 'StepTemplate');
  if (!template) return [gap('action', 'a step template that is no file', String(use.template), at)];
  const spec = mapOf(template.value.spec);
  const given = withBindings(bindings, spec.bindings);
  const all = withBindings(given, mapOf(use.with).bindings);
  const how = { isTemplate: true, compiler: spec.compiler };
  // Files that a template names lie beside the test that uses it.
  return tried(test, template, spec, ['spec'], all, how);
}

function elsewhere(of: Data, document: Document, path: FieldPath): readonly Line[] {
  if (typeof of.cluster !== 'string' || of.cluster === '') return [];
  return [gap('action', 'another cluster or user', `cluster: ${of.cluster}`, document.at([...path, 'cluster']))];
}
