// Paths into objects: kubectl's dialect of JSONPath (`{.spec.replicas}`, `.metadata.labels.app\.kubernetes\.io/name`,
// `containers[-1]`) and the rest of JSONPath. A plain path is walked here; anything more goes through jsonpath-plus,
// whose expressions run in its safe mode.

import { JSONPath } from 'jsonpath-plus';
import { isPlainMap } from './describe/types';
import { UsageError } from './describe/usage-error';

export type PathStep = string | number;

export interface Found {
  readonly value: unknown;
  /** Where it is, negative indexes counted out. */
  readonly path: readonly PathStep[];
}

export interface FieldPath {
  /** As written. */
  readonly text: string;
  /** The steps of a path that names one place; undefined when it can find several. */
  readonly steps: readonly PathStep[] | undefined;
  readonly find: (object: unknown) => readonly Found[];
}

const known = new Map<string, FieldPath>();
const KNOWN_LIMIT = 1_000;

/** Errors: UsageError for a text that is no path. */
export function fieldPath(text: string): FieldPath {
  let path = known.get(text);
  if (!path) {
    path = readPath(text);
    if (known.size >= KNOWN_LIMIT) known.clear();
    known.set(text, path);
  }
  return path;
}

function readPath(text: string): FieldPath {
  const inner = withoutBraces(text.trim());
  const body = inner.replace(/^[$@]/, '');
  if (body === '' || body === '.') throw new UsageError(`the path "${text}" names no field`);
  const steps = plainSteps(body);
  if (steps) return { text, steps, find: (object) => walk(object, steps) };
  const query = translate(body, text);
  find(query, {}, text);
  return { text, steps: undefined, find: (object) => find(query, object, text) };
}

/** kubectl's templates are more than a path: text around braces, several of them, `range`. */
function withoutBraces(text: string): string {
  if (!/[{}]/.test(text)) return text;
  const match = /^\{([^{}]*)\}$/.exec(text);
  const inner = match?.[1]?.trim();
  if (inner === undefined || /^(range|end)\b/.test(inner)) {
    throw new UsageError(`"${text}" is a template: expected one path such as {.spec.replicas}`);
  }
  return inner;
}

const STEP =
  /(?:^|\.)((?:\\.|[^\\.[\]*?()'"`,:^~@$\s])+)|\[(-?\d+)\]|\.?\[(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)")\]/y;

/** The steps of a path of names and indexes; undefined when it is more than that. */
function plainSteps(body: string): PathStep[] | undefined {
  const steps: PathStep[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < body.length) {
    const match = STEP.exec(body);
    if (!match) return undefined;
    const [, name, index, single, double] = match;
    steps.push(index === undefined ? unescaped(name ?? single ?? (double as string)) : Number(index));
  }
  return steps;
}

const unescaped = (name: string) => name.replace(/\\(.)/g, '$1');

function walk(object: unknown, steps: readonly PathStep[]): readonly Found[] {
  let value = object;
  const path: PathStep[] = [];
  for (const step of steps) {
    if (typeof step === 'number') {
      if (!Array.isArray(value)) return [];
      const index = step < 0 ? value.length + step : step;
      if (index < 0 || index >= value.length) return [];
      value = value[index];
      path.push(index);
    } else {
      if (!isPlainMap(value) || !Object.hasOwn(value, step)) return [];
      value = value[step];
      path.push(step);
    }
  }
  return value === undefined ? [] : [{ value, path }];
}

/** jsonpath-plus' form: `$` in front, escaped names in brackets, an index from the end as a slice. */
function translate(body: string, text: string): string {
  let query = '$';
  let rest = body.startsWith('.') || body.startsWith('[') ? body : `.${body}`;
  while (rest !== '') {
    const name = /^\.((?:\\.|[^\\.[\]*?()'"`,:^~@$\s])+)/.exec(rest);
    const bracket = name ? undefined : bracketOf(rest);
    const part = name?.[0] ?? bracket ?? /^(?:\.\.|\.?\*|\.?[\^~])/.exec(rest)?.[0];
    if (part === undefined || part === '') throw new UsageError(`cannot read the path "${text}" at "${rest}"`);
    if (name) query += quoted(unescaped(name[1] as string));
    else query += bracket === undefined ? part : bracket.replace(/^\[(-\d+)\]$/, '[$1:]');
    rest = rest.slice(part.length);
    // A name right after `..` has no dot of its own.
    if (part === '..' && rest !== '' && !/^[.[*]/.test(rest)) rest = `.${rest}`;
  }
  if (query.endsWith('.')) throw new UsageError(`the path "${text}" ends in a dot`);
  return query.replace(/\.\.\[\*\]/g, '..*');
}

const quoted = (name: string) => (/^[\w-]+$/.test(name) ? `.${name}` : `['${name.replace(/'/g, "\\'")}']`);

/** A bracket with everything in it, quotes and inner brackets respected. */
function bracketOf(rest: string): string | undefined {
  if (!rest.startsWith('[')) return undefined;
  let depth = 0;
  let quote = '';
  for (let index = 0; index < rest.length; index++) {
    const char = rest[index] as string;
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === "'" || char === '"') quote = char;
    else if (char === '[') depth++;
    else if (char === ']' && --depth === 0) return rest.slice(0, index + 1);
  }
  return undefined;
}

function find(query: string, object: unknown, text: string): readonly Found[] {
  try {
    return evaluate(query, object, false);
  } catch (error) {
    const { message } = error as Error;
    // As for kubectl, an item that lacks what a filter looks at does not match.
    if (/^jsonPath: Cannot read properties of (undefined|null)/.test(message)) return evaluate(query, object, true);
    throw new UsageError(`cannot evaluate the path "${text}": ${message.replace(/^jsonPath: /, '')}`);
  }
}

function evaluate(query: string, object: unknown, ignoreEvalErrors: boolean): readonly Found[] {
  const json = object as object;
  const results = JSONPath({ path: query, json, resultType: 'all', wrap: true, eval: 'safe', ignoreEvalErrors });
  return (results as readonly { readonly path: string; readonly value: unknown }[]).map(({ path, value }) => ({
    value,
    path: steps(path, object),
  }));
}

/** The steps of a result's own path, indexes as numbers where lists are. */
function steps(path: string, object: unknown): PathStep[] {
  let value = object;
  const names = (JSONPath as unknown as { toPathArray(path: string): string[] }).toPathArray(path).slice(1);
  return names.map((name) => {
    const step = Array.isArray(value) && /^\d+$/.test(name) ? Number(name) : name;
    value = (value as Record<PathStep, unknown> | undefined)?.[step];
    return step;
  });
}

/** `spec.containers[0].image`, names with dots in brackets. */
export function pathText(path: readonly PathStep[]): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[\w-]+$/.test(step)) text += text === '' ? step : `.${step}`;
    else text += `['${step}']`;
  }
  return text;
}
