// Field selectors: `status.phase!=Running,spec.nodeName=n1`, read as the server reads them and matched against the
// fields that a kind can be selected by.
// upstream: apimachinery/pkg/fields ParseSelector, runtime.Scheme.ConvertFieldLabel

import { type KindRow, type KubeObject, resourceName } from '../kinds/kind';
import { goQuote } from '../kinds/validation/field-error';
import { badRequest } from './api-error';

export type ObjectTest = (object: KubeObject) => boolean;

interface Term {
  readonly field: string;
  readonly value: string;
  readonly negated: boolean;
}

type FieldReader = (object: KubeObject) => string;

/** undefined when the text selects everything. Errors: 400 BadRequest in the server's words. */
export function compileFieldSelector(row: KindRow, text: string): ObjectTest | undefined {
  const tests = readTerms(text).map((term) => compileTerm(row, term));
  const needed = tests.filter((test) => test !== undefined);
  if (needed.length === 0) return undefined;
  return (object) => needed.every((test) => test(object));
}

function compileTerm(row: KindRow, { field, value, negated }: Term): ObjectTest | undefined {
  if (field === '' && value === '') return undefined;
  const read = fieldReader(row, field);
  return (object) => (read(object) === value) !== negated;
}

/** A kind that declares its fields takes no others; any other kind takes the two that all objects have. */
function fieldReader(row: KindRow, field: string): FieldReader {
  if (field === 'metadata.name') return ({ metadata }) => metadata.name;
  const declared = row.selectableFields;
  if (field === 'metadata.namespace' && (row.namespaced || !declared))
    return ({ metadata }) => metadata.namespace ?? '';
  if (!declared) {
    const known = 'only "metadata.name", "metadata.namespace"';
    throw badRequest(`${goQuote(field)} is not a known field selector: ${known}`);
  }
  const read = Object.hasOwn(declared, field) ? declared[field] : undefined;
  if (read) return read as FieldReader;
  throw badRequest(REFUSALS[resourceName(row)]?.(field) ?? `field label not supported: ${field}`);
}

/** Where a kind has words of its own for a field that it does not know. */
const REFUSALS: Readonly<Record<string, (field: string) => string>> = {
  'jobs.batch': (field) => `field label ${goQuote(field)} not supported for Job`,
  'resourceslices.resource.k8s.io': (field) =>
    `field label not supported for resource.k8s.io/v1, Kind=ResourceSlice: ${field}`,
};

const OPERATORS = ['!=', '==', '='] as const;

/** Terms are read in the order of their texts, which decides what is refused first. */
function readTerms(text: string): readonly Term[] {
  const parts = splitTerms(text).sort();
  return parts.filter((part) => part !== '').map((part) => readTerm(part, text));
}

/** At commas, unless a backslash stands before. */
function splitTerms(text: string): string[] {
  const terms: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === ',') {
      terms.push(text.slice(start, at));
      start = at + 1;
    }
  }
  terms.push(text.slice(start));
  return terms;
}

function readTerm(part: string, whole: string): Term {
  for (let at = 0; at < part.length; at++) {
    const operator = OPERATORS.find((each) => part.startsWith(each, at));
    if (!operator) continue;
    const value = unescaped(part.slice(at + operator.length));
    return { field: part.slice(0, at), value, negated: operator === '!=' };
  }
  throw badRequest(`invalid selector: '${whole}'; can't understand '${part}'`);
}

function unescaped(text: string): string {
  let value = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (char === ',' || char === '=') {
      throw badRequest(`invalid field selector: unescaped character in value: ${char.charCodeAt(0)}`);
    }
    if (char !== '\\') {
      value += char;
      continue;
    }
    at++;
    const next = text[at] ?? '';
    if (next === '' || !'\\,='.includes(next)) {
      throw badRequest(`invalid field selector: invalid escape sequence: \\${next}`);
    }
    value += next;
  }
  return value;
}
