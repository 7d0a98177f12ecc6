// Lets the API server's decoder read a manifest, and says what it finds wrong with place, expectation and hint.

import { cannotBeHandled, decode } from '../api/decode';
import type { DecodeProblem, Fault, StrictFault, Wanted } from '../api/decode-fault';
import type { ManifestProblem } from './errors';
import { fieldHint, pathText } from './hints';
import { locateIn, type Origin } from './source';

const WANTED: Readonly<Record<Wanted, string>> = {
  string: 'a text',
  bool: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  bytes: 'base64 text',
  list: 'a list',
  mapping: 'a mapping',
  'integer or string': 'a whole number or a text',
  time: 'a time, e.g. 2026-01-01T00:00:00Z',
  quantity: 'a quantity, e.g. 500m or 1Gi',
};

/** Nothing when the server would take it. `schema` is the kind's. */
export function checkDecode(
  value: Readonly<Record<string, unknown>>,
  schema: string,
  origin: Origin,
  duplicates: ReadonlyMap<object, readonly string[]> | undefined,
): readonly ManifestProblem[] {
  const result = decode(schema, value, 'Strict', duplicates ? { duplicates } : {});
  if (!('error' in result)) return [];
  const kind = String(value.kind);
  const server = cannotBeHandled(value, kind, duplicates ? result.error : sentAsKubectlDoes(value, schema));
  // Keys that stand twice have been told of where they were read.
  const problems = result.problems.filter((problem) => !('kind' in problem) || problem.kind === 'unknown field');
  const last = problems.length - 1;
  return problems.map((problem, index) => ({
    ...describe(problem, value, schema, origin),
    ...(index === last ? { server } : {}),
  }));
}

/** kubectl sorts keys before it sends them, and the server names faults in the order they come in. */
function sentAsKubectlDoes(value: unknown, schema: string): string {
  const result = decode(schema, sortKeys(value), 'Strict');
  return 'error' in result ? result.error : '';
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]));
}

function describe(problem: DecodeProblem, value: unknown, schema: string, origin: Origin): ManifestProblem {
  return 'kind' in problem ? unknownField(problem, schema, origin) : wrongValue(problem, value, origin);
}

function unknownField({ path, schema }: StrictFault, top: string, origin: Origin): ManifestProblem {
  const message = `unknown field ${JSON.stringify(pathText(path))}`;
  return { message, place: locateIn(origin, path), hint: fieldHint(path, schema, top) };
}

function wrongValue({ path, wanted, error }: Fault, value: unknown, origin: Origin): ManifestProblem {
  const given = valueAt(value, path);
  const place = locateIn(origin, path, 'value');
  const where = pathText(path);
  if (wanted === undefined) return { message: `${where}: ${String(error)}`, place };
  return {
    message: `${where} must be ${WANTED[wanted]}`,
    place,
    expected: WANTED[wanted],
    actual: actualText(given),
    hint: quotingHint(given, wanted),
  };
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  let at = value;
  for (const step of path) at = (at as Readonly<Record<string | number, unknown>> | undefined)?.[step];
  return at;
}

const MAX_SHOWN = 60;

function actualText(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value);
  const shown = json.length > MAX_SHOWN ? `${json.slice(0, MAX_SHOWN)}…` : json;
  if (Array.isArray(value)) return `a list, ${shown}`;
  if (typeof value === 'object') return `a mapping, ${shown}`;
  return typeof value === 'string' ? `the text ${shown}` : shown;
}

/** YAML turns bare words into numbers and booleans; quotes decide. */
function quotingHint(value: unknown, wanted: Wanted): string | undefined {
  if (wanted === 'string' && typeof value === 'boolean') {
    return 'yes, no, on, off, y, n, true and false are booleans in YAML; put quotes around it';
  }
  if (wanted === 'string' && typeof value === 'number') return `put quotes around it: "${value}"`;
  if (typeof value !== 'string') return undefined;
  if ((wanted === 'integer' || wanted === 'number') && /^-?\d+(\.\d+)?$/.test(value)) return 'leave out the quotes';
  if (wanted === 'bool' && /^(true|false)$/i.test(value)) return 'leave out the quotes';
  return undefined;
}
