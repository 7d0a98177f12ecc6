// A YAML spec file as checked data: what may stand where, which steps there are, and where each stands in the file. Every
// unknown key is an error here, before anything runs.

import { nearest } from '../cluster/describe/nearest';
import { isPlainMap } from '../cluster/describe/types';
import { type Path, PositionedYaml } from './positions';
import type { Position } from './spec-error';

export interface SpecStep {
  /** An action's name, or one of `expect`, `until`, `do`, `fork`, `mark`. */
  readonly verb: string;
  readonly value: unknown;
  /** Words that the refusal must have. */
  readonly refused: unknown;
  /** Name for what the action gives back. */
  readonly as: string | undefined;
  /** Nested steps of `fork`. */
  readonly steps: readonly SpecStep[];
  readonly path: Path;
  readonly source: Position;
}

export interface SpecTest {
  readonly name: string;
  readonly mode: 'run' | 'skip' | 'only' | 'todo';
  readonly cluster: unknown;
  readonly matrix: Readonly<Record<string, readonly unknown[]>>;
  readonly steps: readonly SpecStep[];
  readonly path: Path;
  readonly source: Position;
}

export interface SpecDocument {
  readonly yaml: PositionedYaml;
  readonly name: string | undefined;
  readonly cluster: unknown;
  readonly load: unknown;
  readonly use: readonly string[];
  readonly before: readonly SpecStep[];
  readonly after: readonly SpecStep[];
  readonly stepLists: Readonly<Record<string, readonly SpecStep[]>>;
  readonly tests: readonly SpecTest[];
}

export const FILE_KEYS = ['name', 'cluster', 'load', 'use', 'before', 'after', 'steps', 'tests'] as const;
export const TEST_KEYS = ['name', 'cluster', 'matrix', 'skip', 'only', 'todo', 'steps'] as const;
/** Steps that are no actions. */
export const STEP_WORDS = ['expect', 'until', 'do', 'fork', 'mark'] as const;
const BESIDE = ['refused', 'as'];

/** Reads and checks a spec file's structure. Errors: SpecFileError. */
export function readSpec(file: string, text: string): SpecDocument {
  const yaml = new PositionedYaml(file, text);
  const root = yaml.value;
  if (!isPlainMap(root)) throw yaml.error(`expected a map with ${FILE_KEYS.join(', ')}`, []);
  checkKeys(yaml, root, FILE_KEYS, []);
  const tests = root.tests;
  if (!Array.isArray(tests) || tests.length === 0) {
    throw yaml.error('a spec file needs tests: a list with at least one', 'tests' in root ? ['tests'] : []);
  }
  return {
    yaml,
    name: optionalText(yaml, root.name, ['name']),
    cluster: root.cluster,
    load: root.load,
    use: texts(yaml, root.use, ['use']),
    before: readSteps(yaml, root.before, ['before'], true),
    after: readSteps(yaml, root.after, ['after'], true),
    stepLists: readStepLists(yaml, root.steps),
    tests: tests.map((test, index) => readTest(yaml, test, ['tests', index])),
  };
}

function checkKeys(yaml: PositionedYaml, map: object, known: readonly string[], path: Path): void {
  for (const key of Object.keys(map)) {
    if (known.includes(key)) continue;
    throw yaml.error(`unknown key "${key}", expected ${known.join(', ')}`, [...path, key], nearest(key, known), 'key');
  }
}

function readTest(yaml: PositionedYaml, test: unknown, path: Path): SpecTest {
  if (!isPlainMap(test)) throw yaml.error(`expected a test: a map with ${TEST_KEYS.join(', ')}`, path);
  checkKeys(yaml, test, TEST_KEYS, path);
  const name = optionalText(yaml, test.name, [...path, 'name']);
  if (name === undefined) throw yaml.error('a test needs a name', path);
  const mode = readMode(yaml, test, path);
  const steps = mode === 'todo' ? [] : readSteps(yaml, test.steps, [...path, 'steps'], false);
  if (mode !== 'todo' && !asserts(steps)) {
    throw yaml.error(`test "${name}" expects nothing: it could not fail`, [...path, 'steps']);
  }
  const matrix = readMatrix(yaml, test.matrix, [...path, 'matrix']);
  const source = yaml.locate([...path, 'name']);
  return { name, mode, cluster: test.cluster, matrix, steps, path, source };
}

function readMode(yaml: PositionedYaml, test: Readonly<Record<string, unknown>>, path: Path): SpecTest['mode'] {
  const modes = (['skip', 'only', 'todo'] as const).filter((mode) => test[mode] !== undefined);
  if (modes.length > 1) throw yaml.error(`a test is either ${modes.join(' or ')}`, path);
  const [mode] = modes;
  if (mode === undefined) return 'run';
  const value = test[mode];
  if (value === false) return 'run';
  if (value !== true && !(mode === 'todo' && typeof value === 'string')) {
    throw yaml.error(`expected ${mode}: true`, [...path, mode]);
  }
  return mode;
}

function readMatrix(yaml: PositionedYaml, matrix: unknown, path: Path): SpecTest['matrix'] {
  if (matrix === undefined) return {};
  if (!isPlainMap(matrix) || Object.keys(matrix).length === 0) {
    throw yaml.error('expected a matrix: a map from names to lists of values', path);
  }
  for (const key of Object.keys(matrix)) {
    const values = matrix[key];
    if (!Array.isArray(values) || values.length === 0) {
      throw yaml.error(`expected a list of values for "${key}"`, [...path, key]);
    }
  }
  return matrix as SpecTest['matrix'];
}

function readStepLists(yaml: PositionedYaml, lists: unknown): SpecDocument['stepLists'] {
  if (lists === undefined) return {};
  if (!isPlainMap(lists)) throw yaml.error('expected named step lists: a map from names to lists of steps', ['steps']);
  const names = Object.keys(lists);
  return Object.fromEntries(names.map((name) => [name, readSteps(yaml, lists[name], ['steps', name], false)]));
}

function readSteps(yaml: PositionedYaml, steps: unknown, path: Path, mayBeAbsent: boolean): SpecStep[] {
  if (steps === undefined && mayBeAbsent) return [];
  if (!Array.isArray(steps) || steps.length === 0) throw yaml.error('expected a list of steps', path);
  return steps.map((step, index) => readStep(yaml, step, [...path, index]));
}

function readStep(yaml: PositionedYaml, step: unknown, path: Path): SpecStep {
  const source = yaml.locate(path);
  const bare = { value: undefined, refused: undefined, as: undefined, steps: [] };
  if (typeof step === 'string' && step !== '') return { verb: step, ...bare, path, source };
  if (!isPlainMap(step))
    throw yaml.error('expected a step: an action by name, or a map from its name to its arguments', path);
  const [verb, second] = Object.keys(step).filter((key) => !BESIDE.includes(key));
  if (verb === undefined) throw yaml.error('expected a step, got only what stands beside one', path);
  if (second !== undefined) {
    throw yaml.error(
      `a step is one action, got ${verb} and ${second}: give each its own "-"`,
      [...path, second],
      undefined,
      'key',
    );
  }
  const nested = verb === 'fork' ? readSteps(yaml, step.fork, [...path, 'fork'], false) : [];
  const { value, as } = takeName(yaml, step[verb], step.as, [...path, verb]);
  return { verb, value, refused: step.refused, as, steps: nested, path: [...path, verb], source };
}

/** `as` may stand beside the action or among its arguments. */
function takeName(yaml: PositionedYaml, value: unknown, beside: unknown, path: Path) {
  if (!isPlainMap(value) || !('as' in value)) return { value, as: optionalText(yaml, beside, path) };
  const { as, ...rest } = value;
  return { value: rest as unknown, as: optionalText(yaml, as, [...path, 'as']) };
}

function asserts(steps: readonly SpecStep[]): boolean {
  return steps.some(
    ({ verb, refused, steps: nested }) =>
      verb === 'expect' || verb === 'until' || verb === 'do' || refused !== undefined || asserts(nested),
  );
}

function optionalText(yaml: PositionedYaml, value: unknown, path: Path): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value !== '') return value;
  throw yaml.error('expected a text', path);
}

function texts(yaml: PositionedYaml, value: unknown, path: Path): string[] {
  if (value === undefined) return [];
  const list = Array.isArray(value) ? value : [value];
  for (const [index, each] of list.entries()) {
    if (typeof each !== 'string') throw yaml.error('expected a path', Array.isArray(value) ? [...path, index] : path);
  }
  return list as string[];
}
