// Which rendered documents an assertion is about: templates by name or pattern, a document by its index in its file, or
// by a value in it.
// upstream: helm-unittest pkg/unittest/{assertion,test_job}.go, internal/../valueutils

import { isDeepStrictEqual } from 'node:util';
import { Minimatch } from 'minimatch';
import { UsageError } from '../../cluster/describe/usage-error';
import { fieldPath } from '../../cluster/json-path';
import type { Data } from '../documents';
import { listOf, mapOf } from '../kuttl/cases';

export interface RenderedDocument {
  readonly template: string;
  /** Among those of its template. */
  readonly index: number;
  readonly value: Data;
}

/** Names of templates as a suite writes them: with or without the folder, with wildcards. */
export function inTemplates(template: string, names: readonly string[]): boolean {
  if (names.length === 0) return true;
  return names.some((name) => {
    const full = /^(templates|charts|crds)\//.test(name) ? name : `templates/${name}`;
    return template === full || template === name || new Minimatch(full).match(template);
  });
}

export function templatesOf(said: Data): readonly string[] {
  const one = typeof said.template === 'string' ? [said.template] : [];
  return [...one, ...listOf(said.templates).map(String)];
}

/** The documents that an assertion of the test is about; undefined when that cannot be told. */
export function selected(
  documents: readonly RenderedDocument[],
  test: Data,
  assertion: Data,
): readonly RenderedDocument[] | undefined {
  const names = templatesOf(assertion).length > 0 ? templatesOf(assertion) : templatesOf(test);
  const scoped = documents.filter(({ template }) => inTemplates(template, names));
  const index = assertion.documentIndex ?? test.documentIndex;
  const selector = mapOf(assertion.documentSelector ?? test.documentSelector);
  if (Object.keys(selector).length > 0) return bySelector(scoped, selector);
  if (typeof index === 'number' && index >= 0) return scoped.filter((document) => document.index === index);
  return scoped;
}

function bySelector(
  documents: readonly RenderedDocument[],
  { path, value }: Data,
): readonly RenderedDocument[] | undefined {
  if (typeof path !== 'string') return undefined;
  try {
    const where = fieldPath(path);
    return documents.filter((document) =>
      where.find(document.value).some((found) => isDeepStrictEqual(found.value, value)),
    );
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
