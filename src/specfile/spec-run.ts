// One run of a test of a spec file: a cluster of its own, the steps in their order, names for what came of them.

import { actionNamed, type Cluster, cluster, runNamed } from '../actions/acting-cluster';
import type { Action } from '../actions/action';
import { onFork } from '../actions/requests';
import { readClusterOptions } from '../cluster/cluster-type';
import { isProblem } from '../cluster/describe/argument';
import { duration, isPlainMap } from '../cluster/describe/types';
import { UsageError } from '../cluster/describe/usage-error';
import { NotSettledError } from '../cluster/run';
import { userType } from '../cluster/user-type';
import type { FieldPath, Place } from '../manifests/source';
import { replayCommand } from '../report/replay';
import { goDuration } from '../sim/duration';
import type { Expectation } from './expectation-words';
import { type AskedOf, checkExpectations, checkRefused, holdNow, type Names } from './expectations';
import { interpolate, interpolateText } from './interpolate';
import { located } from './located';
import { inPart, PartError } from './part-error';
import type { SpecDocument, SpecTest } from './spec-document';
import { BUILT_IN, type SpecStep } from './spec-steps';

const UNTIL_LIMIT = '10m';

/** A cluster, and what names mean in it. */
interface Scope {
  readonly cluster: Cluster;
  readonly names: Map<string, unknown>;
}

export class SpecRun {
  readonly name: string;
  readonly #spec: SpecDocument;
  readonly #test: SpecTest;
  readonly #values: Names;
  #scope: Scope | undefined;

  /** @param values of the matrix, by name */
  constructor(spec: SpecDocument, test: SpecTest, values: Names) {
    this.#spec = spec;
    this.#test = test;
    this.#values = values;
    this.name = this.#at(test.place, () => nameOf(test, values));
  }

  /** A fresh cluster with the file's manifests loaded and the steps before done. */
  open(): void {
    const { yaml, load, before } = this.#spec;
    const started = this.#at(yaml.locate(this.#clusterPath([])), () => this.#start());
    this.#scope = { cluster: started, names: new Map(this.#values) };
    const place = yaml.locate(['load']);
    const run = () => {
      const manifests = interpolate(load, this.#values);
      runNamed(started, actionNamed('load') as Action, { manifests }, place);
    };
    if (load !== undefined) this.#at(place, () => inPart(['load'], run));
    this.#all(this.#opened, before);
  }

  /** Does one step of the test. */
  step(position: number): void {
    this.#do(this.#opened, this.#test.steps[position] as SpecStep);
  }

  /** The steps after; a test that failed before its end does not come to them. */
  close(): void {
    this.#all(this.#opened, this.#spec.after);
  }

  get #opened(): Scope {
    if (!this.#scope) throw new Error('the test was not opened');
    return this.#scope;
  }

  /** What the test says about its cluster goes over what the file says. */
  #start(): Cluster {
    const said = { ...this.#spec.cluster, ...this.#test.cluster };
    try {
      return cluster(readClusterOptions(interpolate(said, this.#values)));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      throw new PartError(error.message, this.#clusterPath(error.path), error);
    }
  }

  #clusterPath(path: FieldPath): FieldPath {
    const { cluster: own, path: test } = this.#test;
    const isOwn = own !== undefined && (path.length === 0 || String(path[0]) in own);
    return [...(isOwn ? test : []), 'cluster', ...path];
  }

  #all(scope: Scope, steps: readonly SpecStep[]): void {
    for (const step of steps) this.#do(scope, step);
  }

  #do(scope: Scope, step: SpecStep): void {
    const { verb, value, steps } = step;
    if (verb === BUILT_IN.do) this.#all(scope, this.#spec.stepLists[String(value)] as readonly SpecStep[]);
    else if (verb === BUILT_IN.fork) this.#all(forked(scope), steps);
    else this.#at(step.place, () => this.#single(scope, step));
  }

  #single(scope: Scope, step: SpecStep): void {
    const { verb, value, refused, as, expectations, path } = step;
    const { cluster: on, names } = scope;
    const of = { cluster: on, names, replay: this.#replay };
    if (verb === BUILT_IN.mark) {
      names.set(
        inPart(path, () => String(interpolate(value, names))),
        on.mark(),
      );
    } else if (verb === BUILT_IN.expect) {
      checkExpectations(of, expectations);
    } else if (verb === BUILT_IN.until) {
      this.#until(scope, step);
    } else if (refused !== undefined) {
      const beside = [...path.slice(0, -1), 'refused'];
      const words = inPart(beside, () => interpolate(refused, names));
      checkRefused(of, verb, () => this.#act(scope, step), words, beside);
    } else {
      const result = this.#act(scope, step);
      if (as !== undefined) names.set(as, result);
    }
  }

  #act({ cluster, names }: Scope, { verb, value, user, path, place }: SpecStep): unknown {
    const beside = [...path.slice(0, -1), 'user'];
    const on = user === undefined ? cluster : inPart(beside, () => asUser(cluster, interpolate(user, names)));
    return inPart(path, () => runNamed(on, actionNamed(verb) as Action, interpolate(value, names), place));
  }

  #until({ cluster: on, names }: Scope, { value, expectations, path }: SpecStep): void {
    const of = { cluster: on, names, replay: this.#replay };
    const asked = isPlainMap(value) && 'expect' in value && value.limit !== undefined ? value.limit : UNTIL_LIMIT;
    const limitMs = inPart([...path, 'limit'], () => {
      const reading = duration().read(interpolate(asked, names));
      if (isProblem(reading)) throw new UsageError(`until: limit: ${reading.problem}`);
      return reading.value;
    });
    try {
      on.runUntilHolds(() => holdNow(of, expectations), limitMs, 'what was expected');
    } catch (error) {
      if (error instanceof NotSettledError) this.#untilFailure(of, expectations, goDuration(limitMs));
      throw error;
    }
  }

  /** The expectation's own words say more than that time ran out. */
  #untilFailure(of: AskedOf, expectations: readonly Expectation[], limit: string): void {
    try {
      checkExpectations(of, expectations);
    } catch (error) {
      if (error instanceof PartError) throw new PartError(`not so within ${limit}\n\n${error.message}`, error.path);
      throw error;
    }
  }

  get #replay(): string {
    const { name, file } = this.#spec;
    return replayCommand(file, name === undefined ? this.name : `${name} ${this.name}`);
  }

  /** Runs a part of the file; what it throws names the line of that part, or of what it says is wrong. */
  #at<T>(place: Place, run: () => T): T {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof PartError)) throw located(error, place);
      throw located(error.cause ?? error, this.#spec.yaml.locate(error.path));
    }
  }
}

/** The cluster as the user beside a step meets it. */
function asUser(cluster: Cluster, written: unknown): Cluster {
  const reading = userType.read(written);
  if (isProblem(reading)) throw new UsageError(`user: ${reading.problem}`, reading);
  return cluster.as(reading.value.name, reading.value);
}

/** Values of the matrix that the name does not mention stand after it. */
function nameOf({ name, matrix }: SpecTest, values: Names): string {
  const rest = Object.keys(matrix).filter((key) => !name.includes(`\${${key}}`));
  const texts = rest.map((key) => `${key}: ${JSON.stringify(values.get(key))}`);
  const text = String(interpolateText(name, values));
  return texts.length > 0 ? `${text} (${texts.join(', ')})` : text;
}

/** A copy of everything: names given in it are gone with it, and streams are those of the copy. */
function forked({ cluster: on, names }: Scope): Scope {
  const copy = on.fork();
  return { cluster: copy, names: new Map([...names].map(([name, value]) => [name, onFork(copy, value)])) };
}
