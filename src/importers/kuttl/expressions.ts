// The CEL expressions of a TestAssert, where one compares a field of one object with a literal.

import { isPlainMap } from '../../cluster/describe/types';
import type { Document } from '../documents';
import { gap, type Line } from '../draft';
import { identityOf, namedSubject } from '../identity';
import type { Asked } from '../object-match';
import { listOf, mapOf } from './cases';
import type { StepContext } from './step';

export interface Expressions {
  readonly asked: readonly Asked[];
  readonly lines: readonly Line[];
  readonly counts: number;
}

export function expressionsAsked({ known, namespace }: StepContext, document: Document): Expressions {
  const subjects = new Map<string, string>();
  for (const reference of listOf(document.value.resourceRefs).map(mapOf)) {
    const { apiVersion, kind, name, ref, namespace: own } = reference;
    const identity = identityOf(known, { apiVersion, kind, metadata: { name, namespace: own } }, namespace);
    if (identity?.name !== undefined) subjects.set(String(ref), namedSubject(identity));
  }
  const asked: Asked[] = [];
  const lines: Line[] = [];
  const any = listOf(document.value.assertAny);
  for (const key of ['assertAll', 'assertAny'] as const) {
    for (const [index, entry] of listOf(document.value[key]).entries()) {
      const text = isPlainMap(entry) ? String(entry.celExpr) : '';
      const found = key === 'assertAny' && any.length > 1 ? undefined : comparison(text, subjects);
      if (found) asked.push(found);
      else lines.push(gap('assertion', 'a CEL expression', text, document.at([key, index])));
    }
  }
  return { asked, lines, counts: asked.length };
}

const COMPARISON =
  /^\s*([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*|\['[^']+'\]|\["[^"]+"\]|\[\d+\])+)\s*(==|>=|<=|>|<)\s*(.+?)\s*$/;

/** `ref.spec.replicas >= 2` */
function comparison(text: string, subjects: ReadonlyMap<string, string>): Asked | undefined {
  const [, ref = '', path = '', operator = '', literal = ''] = COMPARISON.exec(text) ?? [];
  const subject = subjects.get(ref);
  const value = literalOf(literal);
  if (subject === undefined || value === undefined) return undefined;
  const options = optionsOf(operator, value);
  return (
    options && { subject, matcher: { toHaveField: { path: path.slice(path.startsWith('.') ? 1 : 0), ...options } } }
  );
}

function literalOf(text: string): string | number | boolean | undefined {
  const quoted = /^(?:'([^'\\]*)'|"([^"\\]*)")$/.exec(text);
  if (quoted) return quoted[1] ?? quoted[2];
  if (/^-?\d+$/.test(text)) return Number(text);
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

function optionsOf(operator: string, value: string | number | boolean): object | undefined {
  if (operator === '==') return { equals: value };
  if (typeof value !== 'number') return undefined;
  // CEL compares whole numbers with whole numbers.
  if (operator === '>=' || operator === '>') return { atLeast: operator === '>' ? value + 1 : value };
  return { atMost: operator === '<' ? value - 1 : value };
}
