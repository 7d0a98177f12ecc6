// A spec file as checked data: what may stand where, which steps there are, and where each stands in the file. What can
// be told from the file alone is told here, before anything runs.

import { isPlainMap, unknownKey } from '../cluster/describe/types';
import { nearest } from '../kinds/nearest';
import type { FieldPath, Place } from '../manifests/source';
import { PositionedYaml } from './positions';
import { BUILT_IN, readSteps, type SpecStep } from './spec-steps';

export interface SpecTest {
  readonly name: string;
  readonly mode: 'run' | 'skip' | 'only' | 'todo';
  readonly cluster: Readonly<Record<string, unknown>> | undefined;
  readonly matrix: Readonly<Record<string, readonly unknown[]>>;
  readonly steps: readonly SpecStep[];
  readonly path: FieldPath;
  readonly place: Place;
}

export interface SpecDocument {
  readonly file: string;
  readonly yaml: PositionedYaml;
  readonly name: string | undefined;
  readonly cluster: Readonly<Record<string, unknown>> | undefined;
  readonly load: unknown;
  readonly use: readonly string[];
  readonly before: readonly SpecStep[];
  readonly after: readonly SpecStep[];
  readonly stepLists: Readonly<Record<string, readonly SpecStep[]>>;
  readonly tests: readonly SpecTest[];
}

export const FILE_KEYS = ['name', 'cluster', 'load', 'use', 'before', 'after', 'steps', 'tests'] as const;
export const TEST_KEYS = ['name', 'cluster', 'matrix', 'skip', 'only', 'todo', 'steps'] as const;

/** Reads and checks a spec file's structure. Errors: SpecFileError. */
export function readSpec(file: string, text: string): SpecDocument {
  const yaml = new PositionedYaml(file, text);
  const root = yaml.value;
  if (!isPlainMap(root)) throw yaml.error(`expected a map with ${FILE_KEYS.join(', ')}`, []);
  checkKeys(yaml, root, FILE_KEYS, []);
  const { tests } = root;
  if (!Array.isArray(tests) || tests.length === 0) {
    throw yaml.error('a spec file needs tests: a list with at least one', ['tests']);
  }
  if (root.load === null) throw yaml.error('expected manifests to load, got nothing', ['load']);
  const spec: SpecDocument = {
    file,
    yaml,
    name: optionalText(yaml, root.name, ['name']),
    cluster: optionalMap(yaml, root.cluster, ['cluster']),
    load: root.load,
    use: paths(yaml, root.use, ['use']),
    before: 'before' in root ? readSteps(yaml, root.before, ['before']) : [],
    after: 'after' in root ? readSteps(yaml, root.after, ['after']) : [],
    stepLists: readStepLists(yaml, root.steps),
    tests: tests.map((test, index) => readTest(yaml, test, ['tests', index])),
  };
  checkLists(spec);
  checkAssertions(spec);
  return spec;
}

function checkKeys(yaml: PositionedYaml, map: object, known: readonly string[], path: FieldPath): void {
  for (const key of Object.keys(map)) {
    if (known.includes(key)) continue;
    const { problem, hint } = unknownKey(key, known);
    throw yaml.error(problem, [...path, key], hint);
  }
}

function readTest(yaml: PositionedYaml, test: unknown, path: FieldPath): SpecTest {
  if (!isPlainMap(test)) throw yaml.error(`expected a test: a map with ${TEST_KEYS.join(', ')}`, path);
  checkKeys(yaml, test, TEST_KEYS, path);
  const name = optionalText(yaml, test.name, [...path, 'name']);
  if (name === undefined) throw yaml.error('a test needs a name', path);
  const mode = readMode(yaml, test, path);
  return {
    name,
    mode,
    cluster: optionalMap(yaml, test.cluster, [...path, 'cluster']),
    matrix: readMatrix(yaml, test.matrix, [...path, 'matrix']),
    steps: mode === 'todo' && !('steps' in test) ? [] : readSteps(yaml, test.steps, [...path, 'steps']),
    path,
    place: yaml.locate([...path, 'name']),
  };
}

function readMode(yaml: PositionedYaml, test: Readonly<Record<string, unknown>>, path: FieldPath): SpecTest['mode'] {
  const modes = (['skip', 'only', 'todo'] as const).filter((mode) => test[mode] !== undefined && test[mode] !== false);
  const [mode, second] = modes;
  if (mode === undefined) return 'run';
  if (second !== undefined) throw yaml.error(`a test is either ${mode} or ${second}`, [...path, second]);
  if (test[mode] !== true) throw yaml.error(`expected ${mode}: true`, [...path, mode]);
  return mode;
}

function readMatrix(yaml: PositionedYaml, matrix: unknown, path: FieldPath): SpecTest['matrix'] {
  if (matrix === undefined) return {};
  if (!isPlainMap(matrix) || Object.keys(matrix).length === 0) {
    throw yaml.error('expected a matrix: a map from names to lists of values', path);
  }
  for (const key of Object.keys(matrix)) {
    const values = matrix[key];
    if (key === 'true' || key === 'false') {
      throw yaml.error(`this name reads as ${key} in YAML: choose another`, [...path, key]);
    }
    if (!Array.isArray(values) || values.length === 0) {
      throw yaml.error(`expected a list of values for "${key}"`, [...path, key]);
    }
  }
  return matrix as SpecTest['matrix'];
}

function readStepLists(yaml: PositionedYaml, lists: unknown): SpecDocument['stepLists'] {
  if (lists === undefined) return {};
  if (!isPlainMap(lists) || Object.keys(lists).length === 0) {
    throw yaml.error('expected named step lists: a map from names to lists of steps', ['steps']);
  }
  const names = Object.keys(lists);
  return Object.fromEntries(names.map((name) => [name, readSteps(yaml, lists[name], ['steps', name])]));
}

/** Every `do` names a list, and no list does itself. */
function checkLists({ yaml, stepLists, before, after, tests }: SpecDocument): void {
  const known = Object.keys(stepLists);
  const follow = (steps: readonly SpecStep[], within: readonly string[]): void => {
    for (const { verb, value, steps: nested, path } of steps) {
      follow(nested, within);
      if (verb !== BUILT_IN.do) continue;
      const list = known.find((name) => name === value);
      if (list === undefined) {
        throw yaml.error(`there is no step list "${value}"`, path, nearest(String(value), known), 'value');
      }
      if (within.includes(list)) throw yaml.error(`the step list "${list}" does itself: it would never end`, path);
      follow(stepLists[list] as readonly SpecStep[], [...within, list]);
    }
  };
  for (const name of known) follow(stepLists[name] as readonly SpecStep[], [name]);
  for (const steps of [before, after, ...tests.map((test) => test.steps)]) follow(steps, []);
}

/** A test that expects nothing could not fail. */
function checkAssertions({ yaml, before, after, stepLists, tests }: SpecDocument): void {
  const asserts = (steps: readonly SpecStep[]): boolean =>
    steps.some(({ verb, value, refused, steps: nested }) => {
      if (verb === BUILT_IN.do) return asserts(stepLists[String(value)] ?? []);
      return verb === BUILT_IN.expect || verb === BUILT_IN.until || refused !== undefined || asserts(nested);
    });
  if (asserts([...before, ...after])) return;
  for (const { name, mode, steps, path } of tests) {
    if (mode === 'todo' || asserts(steps)) continue;
    throw yaml.error(`test "${name}" expects nothing: it could not fail`, [...path, 'steps']);
  }
}

function optionalText(yaml: PositionedYaml, value: unknown, path: FieldPath): string | undefined {
  if (value === undefined || (typeof value === 'string' && value !== '')) return value;
  throw yaml.error(`expected a text, got ${JSON.stringify(value)}`, path, undefined, 'value');
}

function optionalMap(
  yaml: PositionedYaml,
  value: unknown,
  path: FieldPath,
): Readonly<Record<string, unknown>> | undefined {
  if (value === undefined || isPlainMap(value)) return value;
  throw yaml.error(`expected a map, got ${JSON.stringify(value)}`, path, undefined, 'value');
}

function paths(yaml: PositionedYaml, value: unknown, path: FieldPath): string[] {
  if (value === undefined) return [];
  const list = Array.isArray(value) ? value : [value];
  for (const [index, each] of list.entries()) {
    if (typeof each === 'string' && each !== '') continue;
    throw yaml.error('expected the path of a module', Array.isArray(value) ? [...path, index] : path);
  }
  return list as string[];
}
