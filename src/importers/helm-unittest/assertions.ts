// helm-unittest's assertions on one rendered document as matchers on the object that comes of it. What a manifest says
// is asked of what is stored: defaults stand beside it, so maps are asked for their fields and not for being all.

import { isPlainMap } from '../../cluster/describe/types';
import { UsageError } from '../../cluster/describe/usage-error';
import { fieldPath } from '../../cluster/json-path';
import type { Data } from '../documents';
import { mapOf } from '../kuttl/cases';
import { leafMatchers } from '../leaf-fields';

/** Matchers, or why there are none. */
export type Matchers = readonly unknown[] | string;

type Row = (said: Said) => Matchers;

interface Said {
  readonly path: string;
  /** Its steps where it names one place. */
  readonly steps: readonly (string | number)[] | undefined;
  readonly args: Data;
  /** What is there in the rendered document. */
  readonly rendered: readonly unknown[];
  readonly document: Data;
}

const NEGATIONS: Readonly<Record<string, string>> = {
  notEqual: 'equal',
  notMatchRegex: 'matchRegex',
  notContains: 'contains',
  notExists: 'exists',
  isNull: 'exists',
  isNotSubset: 'isSubset',
  notGreaterOrEqual: 'greaterOrEqual',
  notLessOrEqual: 'lessOrEqual',
};
const SYNONYMS: Readonly<Record<string, string>> = {
  isNotNull: 'exists',
  isEmpty: 'isNullOrEmpty',
  isNotEmpty: 'isNotNullOrEmpty',
};

/** Words for what the tank knows nothing of. */
const FOREIGN: Readonly<Record<string, string>> = {
  matchSnapshot: 'a snapshot',
  matchSnapshotRaw: 'a snapshot',
  equalRaw: 'the text of NOTES.txt',
  notEqualRaw: 'the text of NOTES.txt',
  matchRegexRaw: 'the text of NOTES.txt',
  notMatchRegexRaw: 'the text of NOTES.txt',
  isType: 'the type of a value',
  isNotType: 'the type of a value',
  notLengthEqual: 'a length that is not',
};

export const foreignVerb = (verb: string) => FOREIGN[verb];

export function assertionMatchers(verb: string, args: Data, negated: boolean, document: Data): Matchers {
  const plain = NEGATIONS[verb] ?? SYNONYMS[verb] ?? verb;
  const row = ROWS[plain];
  if (!row) return `an assertion: ${verb}`;
  const said = read(args, document);
  if (typeof said === 'string') return said;
  if (args.decodeBase64 === true && plain !== 'equal') return 'an assertion on decoded text';
  const matchers = row(said);
  const isNegated = negated !== (NEGATIONS[verb] !== undefined);
  if (!isNegated || typeof matchers === 'string') return matchers;
  const [only, second] = matchers;
  if (second !== undefined || (isPlainMap(only) && 'not' in only)) return 'a negation of several conditions';
  return [{ not: only }];
}

function read(args: Data, document: Data): Said | string {
  if (args.path === undefined) return { path: '', steps: undefined, args, rendered: [document], document };
  const path = String(args.path).replace(/^\$\.?/, '');
  try {
    const { steps, find } = fieldPath(path);
    const first = steps?.[0] ?? path.split(/[.[]/)[0];
    if (first === 'stringData') return 'stringData, which is not stored';
    return { path, steps, args, rendered: find(document).map(({ value }) => value), document };
  } catch (error) {
    if (error instanceof UsageError) return 'a path that cannot be read';
    throw error;
  }
}

const isScalar = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);

/** A part of a manifest with the value at these steps; undefined where a step is an index. */
function partAt(steps: Said['steps'], value: unknown): Data | undefined {
  if (!steps || steps.length === 0 || steps.some((step) => typeof step === 'number')) return undefined;
  return [...steps].reverse().reduce<unknown>((inner, step) => ({ [step]: inner }), value) as Data;
}

const ROWS: Readonly<Record<string, Row>> = {
  equal: ({ path, steps, args }) => {
    const { value } = args;
    if (path === '') return 'an assertion on a whole document';
    if (args.decodeBase64 === true) {
      return [{ toHaveField: { path, equals: Buffer.from(String(value)).toString('base64') } }];
    }
    if (isScalar(value) || value === null) return leafMatchers(path, value);
    const part = partAt(steps, value);
    if (part && !isEmpty(value)) return [{ toMatchManifest: { manifest: part, lists: 'position' } }];
    return leafMatchers(path, value);
  },
  exists: ({ path }) => [{ toHaveField: path }],
  matchRegex: ({ path, args }) => {
    const pattern = String(args.pattern);
    if (path === '' || /\(\?[a-zA-Z]|\[\[:|\\[zZAQ]/.test(pattern)) return 'a pattern that only Go knows';
    return [{ toHaveField: { path, matches: `/${pattern.replaceAll(/(?<!\\)\//g, '\\/')}/` } }];
  },
  contains: ({ steps, args }) => {
    if (args.count !== undefined || args.any === true) return 'a count of items, or any of them';
    const part = partAt(steps, [args.content]);
    return part ? [{ toMatchManifest: { manifest: part, lists: 'contains' } }] : 'an item of a list inside of a list';
  },
  isSubset: ({ path, steps, args }) => {
    const part = partAt(steps, args.content);
    if (part && !isEmpty(args.content)) return [{ toMatchManifest: { manifest: part, lists: 'position' } }];
    return path === '' ? 'an assertion on a whole document' : leafMatchers(path, args.content);
  },
  isKind: ({ args, document }) => (args.of === document.kind ? ['toExist'] : DIFFERS),
  isAPIVersion: ({ args, document }) => (args.of === document.apiVersion ? ['toExist'] : DIFFERS),
  isNullOrEmpty: ({ path, rendered }) => {
    const [value] = rendered;
    if (value !== undefined && value !== null && !isEmpty(value)) return DIFFERS;
    return value === undefined || value === null
      ? [{ not: { toHaveField: path } }]
      : [{ toHaveField: { path, equals: value } }];
  },
  isNotNullOrEmpty: ({ path, rendered }) => {
    const [value] = rendered;
    if (value === undefined || value === null || isEmpty(value)) return DIFFERS;
    const empty = Array.isArray(value) ? [] : isPlainMap(value) ? {} : '';
    return [
      { toHaveField: path },
      ...(isScalar(value) && value !== '' && typeof value !== 'string'
        ? []
        : [{ not: { toHaveField: { path, equals: empty } } }]),
    ];
  },
  lengthEqual: ({ path, steps, args }) => {
    const { count } = args;
    if (!steps || typeof count !== 'number') return 'a length over several paths';
    if (count === 0) return [{ toHaveField: { path, equals: [] } }];
    return [{ toHaveField: `${path}[${count - 1}]` }, { not: { toHaveField: `${path}[${count}]` } }];
  },
  greaterOrEqual: ({ path, args }) => bound(path, 'atLeast', args.value),
  lessOrEqual: ({ path, args }) => bound(path, 'atMost', args.value),
};

const DIFFERS = 'an assertion that does not hold as helm renders it here';

function bound(path: string, key: string, value: unknown): Matchers {
  const isQuantity = typeof value === 'string' && /^\d+(\.\d+)?(m|k|[KMGTPE]i?)?$/.test(value);
  if (typeof value !== 'number' && !isQuantity) return 'an order of texts';
  return [{ toHaveField: { path, [key]: value } }];
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isPlainMap(value) ? Object.keys(value).length === 0 : value === '';
}

/** What an assertion says: its verb, its arguments, whether it is turned round. */
export function readAssertion(assertion: Data): { verb: string; args: Data; negated: boolean } {
  const verb = Object.keys(assertion).find((key) => !BESIDE.includes(key)) ?? '';
  return { verb, args: mapOf(assertion[verb]), negated: assertion.not === true };
}

const BESIDE = ['not', 'template', 'templates', 'documentIndex', 'documentSelector'];
