// The assertions of one test: of every document in their scope, each asked of the object that comes of it.

import type { Data, Document } from '../documents';
import { assertion, gap, type Line } from '../draft';
import { foreignKind } from '../foreign-kind';
import { identityOf, namedSubject, selection } from '../identity';
import type { Known } from '../known';
import { listOf, mapOf } from '../kuttl/cases';
import { type Asked, expectMap } from '../object-match';
import { assertionMatchers, foreignVerb, readAssertion } from './assertions';
import { type RenderedDocument, selected } from './scope';

export interface AssertedTest {
  readonly known: Known;
  readonly documents: readonly RenderedDocument[];
  readonly test: Data;
  /** The suite. */
  readonly document: Document;
  readonly index: number;
  readonly release: string;
  readonly namespace: string;
}

export function assertedLines(of: AssertedTest): readonly Line[] {
  const asked: Asked[] = [];
  const lost: Line[] = [];
  let counts = 0;
  for (const [each, entry] of listOf(of.test.asserts).map(mapOf).entries()) {
    const found = oneAssertion(of, named(of, entry));
    if (typeof found === 'string') {
      const at = of.document.at(['tests', of.index, 'asserts', each]);
      lost.push(gap('assertion', found, JSON.stringify(entry), at));
    } else {
      counts++;
      asked.push(...found);
    }
  }
  if (asked.length === 0) return lost;
  return [assertion({ expect: expectMap(unique(asked)) }, counts), ...lost];
}

/** helm-unittest renders with a name and a namespace that no object could have: they stand for the ones used here. */
function named<T>({ release, namespace }: AssertedTest, value: T): T {
  const text = JSON.stringify(value);
  return JSON.parse(text.replaceAll('RELEASE-NAME', release).replaceAll(/\bNAMESPACE\b/g, namespace)) as T;
}

function unique(asked: readonly Asked[]): readonly Asked[] {
  const seen = new Set<string>();
  return asked.filter((each) => {
    const key = JSON.stringify(each);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function oneAssertion(of: AssertedTest, entry: Data): readonly Asked[] | string {
  const { verb, args, negated } = readAssertion(entry);
  if (verb === 'failedTemplate') return 'a template that has to fail';
  if (verb === 'notFailedTemplate') return 'that a template renders';
  const foreign = foreignVerb(verb);
  if (foreign !== undefined) return foreign;
  if (verb === 'containsDocument') return containsDocument(of, args, negated);
  const documents = selected(of.documents, of.test, entry);
  if (!documents) return 'a document selector';
  if (verb === 'hasDocuments') return hasDocuments(of, documents, args, negated);
  if (documents.length === 0) return 'an assertion on no document';
  const asked: Asked[] = [];
  for (const { value } of documents) {
    const identity = identityOf(of.known, value, of.namespace);
    if (!identity) return foreignKind(value.apiVersion, value.kind);
    if (identity.name === undefined) return 'a document without a name';
    const matchers = assertionMatchers(verb, args, negated, value);
    if (typeof matchers === 'string') return matchers;
    asked.push(...matchers.map((matcher) => ({ subject: namedSubject(identity), matcher })));
  }
  return asked;
}

/** Kinds of which the cluster has objects of its own in every namespace, or makes more. */
const OWN = ['ConfigMap', 'ServiceAccount', 'Pod', 'ReplicaSet', 'Job', 'ControllerRevision', 'Event', 'Secret'];

/** As many documents as objects of their kinds. */
function hasDocuments(
  of: AssertedTest,
  documents: readonly RenderedDocument[],
  { count }: Data,
  negated: boolean,
): readonly Asked[] | string {
  const category = 'a count of documents';
  if (negated || count !== documents.length || documents.length === 0) return category;
  const kinds = new Map<string, { subject: string; kind: string; count: number }>();
  for (const { value } of documents) {
    const identity = identityOf(of.known, value, of.namespace);
    const kind = String(value.kind);
    if (!identity || identity.namespace !== of.namespace || OWN.includes(kind)) return category;
    const subject = selection({ ...identity, name: undefined, labels: {} });
    const row = kinds.get(subject) ?? { subject, kind, count: 0 };
    kinds.set(subject, { ...row, count: row.count + 1 });
  }
  const others = of.documents.filter((document) => !documents.includes(document));
  if (others.some(({ value }) => [...kinds.values()].some(({ kind }) => kind === value.kind))) return category;
  return [...kinds.values()].map((row) => ({ subject: `exactly ${row.count} ${row.subject}`, matcher: 'toExist' }));
}

function containsDocument(of: AssertedTest, args: Data, negated: boolean): readonly Asked[] | string {
  const { apiVersion, kind, name, namespace } = args;
  const identity = identityOf(of.known, { apiVersion, kind, metadata: { name, namespace } }, of.namespace);
  if (!identity) return foreignKind(apiVersion, kind);
  const subject = identity.name === undefined ? selection(identity) : namedSubject(identity);
  return [{ subject, matcher: negated ? { not: 'toExist' } : 'toExist' }];
}
