// Runs a YAML spec file inside jest: opens a cluster for each test, does its steps, checks its expectations. A failure's stack
// names the step's line in the YAML file.

import { dirname, resolve } from 'node:path';
import { actionNamed, actionNames, type Cluster, cluster, runNamed } from '../actions/acting-cluster';
import { ApiError } from '../api/api-error';
import type { Mark } from '../cluster/cluster';
import { nearest } from '../cluster/describe/nearest';
import { isPlainMap } from '../cluster/describe/types';
import { UsageError } from '../cluster/describe/usage-error';
import { readClusterOptions } from './cluster-options';
import { checkExpectation, holdsNow } from './expectations';
import { interpolate } from './interpolate';
import { checkRefusal } from './refusals';
import { readSpec, type SpecDocument, type SpecStep, type SpecTest, STEP_WORDS } from './spec-document';
import { frame, type Position } from './spec-error';

/** Opens a spec file; `load` is jest's require, for the modules that the file uses. */
export function openSuite(file: string, text: string, load: (path: string) => unknown): Suite {
  const spec = readSpec(file, text);
  for (const path of spec.use) load(resolve(dirname(file), path));
  return new Suite(spec);
}

export class Suite {
  readonly spec: SpecDocument;

  constructor(spec: SpecDocument) {
    this.spec = spec;
  }

  /** One run for each combination of the test's matrix. */
  runs(index: number): SpecRun[] {
    const test = this.spec.tests[index] as SpecTest;
    return combinations(test.matrix).map((values) => new SpecRun(this.spec, test, values));
  }
}

function combinations(matrix: SpecTest['matrix']): ReadonlyMap<string, unknown>[] {
  let rows: Map<string, unknown>[] = [new Map()];
  for (const [name, values] of Object.entries(matrix)) {
    rows = rows.flatMap((row) => values.map((value) => new Map([...row, [name, value]])));
  }
  return rows;
}

export class SpecRun {
  readonly name: string;
  readonly #spec: SpecDocument;
  readonly #test: SpecTest;
  readonly #names: Map<string, unknown>;
  #cluster: Cluster | undefined;

  constructor(spec: SpecDocument, test: SpecTest, values: ReadonlyMap<string, unknown>) {
    this.#spec = spec;
    this.#test = test;
    this.#names = new Map(values);
    const texts = [...values].map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
    this.name = texts.length > 0 ? `${test.name} (${texts.join(', ')})` : test.name;
  }

  /** A fresh cluster with the file's manifests loaded and the steps before done. */
  open(): void {
    const { yaml, load, before } = this.#spec;
    const path = this.#test.cluster === undefined ? ['cluster'] : [...this.#test.path, 'cluster'];
    this.#at(yaml.locate(path), () => {
      const asked = interpolate(this.#test.cluster ?? this.#spec.cluster, this.#names);
      this.#cluster = cluster(readClusterOptions(asked));
    });
    if (load !== undefined) this.#act(this.#opened, 'load', load, yaml.locate(['load']));
    this.#all(this.#opened, before);
  }

  step(position: number): void {
    this.#do(this.#opened, this.#test.steps[position] as SpecStep);
  }

  close(): void {
    if (this.#cluster) this.#all(this.#cluster, this.#spec.after);
  }

  get #opened(): Cluster {
    if (!this.#cluster) throw new Error('the test was not opened');
    return this.#cluster;
  }

  #all(on: Cluster, steps: readonly SpecStep[]): void {
    for (const step of steps) this.#do(on, step);
  }

  #do(on: Cluster, step: SpecStep): void {
    const { verb, source } = step;
    if (verb === 'do') this.#at(source, () => this.#all(on, this.#listNamed(step)));
    else if (verb === 'fork') this.#all(on.fork() as Cluster, step.steps);
    else this.#at(source, () => this.#single(on, step), step);
  }

  #single(on: Cluster, step: SpecStep): void {
    const { verb, refused, as, source } = step;
    const value = interpolate(step.value, this.#names);
    if (verb === 'mark') {
      if (typeof value !== 'string') throw new UsageError('mark: expected a name for this moment');
      this.#names.set(value, on.mark() satisfies Mark);
    } else if (verb === 'expect') {
      checkExpectation(on, value, this.#names);
    } else if (verb === 'until') {
      this.#runUntil(on, value);
    } else if (refused !== undefined) {
      checkRefusal(() => this.#act(on, verb, value, source), interpolate(refused, this.#names));
    } else {
      const result = this.#act(on, verb, value, source);
      if (as !== undefined) this.#names.set(as, result);
    }
  }

  #act(on: Cluster, verb: string, value: unknown, source: Position): unknown {
    const action = actionNamed(verb);
    if (!action) {
      const known = [...actionNames(), ...STEP_WORDS];
      throw new UsageError(`there is no step "${verb}"`, { hint: nearest(verb, known) });
    }
    return runNamed(on, action, value, source);
  }

  /** `until: { expect: …, limit: 5m }`, or an expectation alone with the limit of ten minutes. */
  #runUntil(on: Cluster, value: unknown): void {
    const asked = isPlainMap(value) && 'expect' in value ? value : { expect: value };
    const action = actionNamed('advance');
    const limit = 'limit' in asked ? asked.limit : '10m';
    const reading = action?.args[0]?.type.read(limit);
    if (!reading || 'problem' in reading)
      throw new UsageError(`until: limit: expected a duration, got ${JSON.stringify(limit)}`);
    try {
      on.runUntilHolds(() => holdsNow(on, asked.expect, this.#names), reading.value as number, 'the expectation');
    } catch (error) {
      // The expectation's own words say more than that time ran out.
      checkExpectation(on, asked.expect, this.#names);
      throw error;
    }
  }

  #listNamed(step: SpecStep): readonly SpecStep[] {
    const name = step.value;
    const lists = this.#spec.stepLists;
    if (typeof name === 'string' && Object.hasOwn(lists, name)) return lists[name] as readonly SpecStep[];
    const known = Object.keys(lists);
    throw new UsageError(`there is no step list "${String(name)}"`, { hint: nearest(String(name), known) });
  }

  /** Runs a part of the file; what it throws names the part's line. */
  #at(source: Position, run: () => void, step?: SpecStep): void {
    try {
      run();
    } catch (error) {
      throw located(error, this.#precise(error, source, step), this.#spec.yaml.text);
    }
  }

  /** The wrong argument's own line, where the error says which it is. */
  #precise(error: unknown, source: Position, step: SpecStep | undefined): Position {
    if (!(error instanceof UsageError) || error.path.length === 0 || !step) return source;
    return this.#spec.yaml.locate([...step.path, ...error.path], 'key');
  }
}

const LOCATED = new WeakSet<object>();

/** The error with a stack that begins at the YAML file's line. */
function located(error: unknown, { file, line, column }: Position, text: string): unknown {
  if (!(error instanceof Error) || LOCATED.has(error)) return error;
  LOCATED.add(error);
  if (error instanceof UsageError) error.message = `${error.message}\n\n${frame(text, line, column)}`;
  const shown =
    error instanceof ApiError ? `refused with ${error.code} ${error.reason ?? ''}: ${error.message}` : error.message;
  error.message = shown;
  error.stack = `${error.name}: ${shown}\n    at step (${file}:${line}:${column})`;
  return error;
}
