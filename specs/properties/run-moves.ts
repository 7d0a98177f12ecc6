// Runs a random user's moves on a random cluster, checks what must hold after each, and writes down what was done as
// lines of a spec.
import { type Cluster, cluster } from '../../src/actions/acting-cluster';
import { ApiError } from '../../src/api/api-error';
import { UsageError } from '../../src/cluster/describe/usage-error';
import { NotSettledError } from '../../src/cluster/run';
import { Invariants } from '../support/invariants';
import { settledProblems, waitingProblems } from '../support/settled-invariants';
import { type Call, type Move, readMove } from './moves';
import { manifestsOf, type Tank } from './tank';

export class RandomRun {
  cluster: Cluster;
  readonly lines: string[] = [];
  /** What was broken; the run ends with the first. */
  readonly problems: string[] = [];
  readonly #down = new Set<string>();
  /** Clusters that were left for a fork, and their traces' hashes then. */
  readonly #left: { readonly cluster: Cluster; readonly hash: string }[] = [];
  #invariants: Invariants;

  constructor({ options, workloads }: Tank) {
    this.cluster = cluster(options);
    this.#invariants = new Invariants(this.cluster);
    const manifests = workloads.flatMap((workload, index) => manifestsOf(`web-${index}`, workload));
    this.#call({ method: 'load', args: [manifests] });
  }

  get isBroken(): boolean {
    return this.problems.length > 0;
  }

  do(move: Move): void {
    const call = readMove(this.cluster, move);
    if (call && !this.isBroken) this.#call(call);
  }

  /** Lets everything come to rest and looks at the end state. */
  finish(): void {
    for (const call of [
      { method: 'settle', args: [] },
      { method: 'advance', args: ['30s'] },
    ]) {
      if (!this.isBroken) this.#call(call);
    }
    if (!this.isBroken) this.#call({ method: 'settle', args: [] });
    if (!this.isBroken) this.problems.push(...waitingProblems(this.cluster));
    for (const { cluster: left, hash } of this.#left) {
      if (left.simulation.trace.hash() !== hash) this.problems.push('a fork changed the cluster it came from');
    }
  }

  #call(call: Call): void {
    const text = callText(call);
    if (call.method === 'fork') this.#fork();
    else {
      const refusal = this.#try(call);
      this.lines.push(
        refusal === undefined ? `${text};` : `expect(() => ${text}).toThrow(${JSON.stringify(refusal)});`,
      );
      if (refusal === undefined) this.#follow(call);
    }
    if (this.isBroken) return;
    this.problems.push(...this.#invariants.problems());
    if (call.method === 'settle') this.problems.push(...settledProblems(this.cluster, this.#down));
  }

  /** The words of a refusal; undefined when the call went through, or broke what may not break. */
  #try({ method, args }: Call): string | undefined {
    try {
      (this.cluster as unknown as Record<string, (...args: unknown[]) => unknown>)[method]?.(...args);
      return undefined;
    } catch (error) {
      const isRefusal = error instanceof ApiError || error instanceof UsageError;
      const isPatient = method === 'drain' && error instanceof NotSettledError;
      if (isRefusal || isPatient) return error.message;
      this.problems.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return undefined;
    }
  }

  #follow({ method, args }: Call): void {
    if (method === 'failNode') this.#down.add(args[0] as string);
    if (method === 'recoverNode') this.#down.delete(args[0] as string);
  }

  #fork(): void {
    this.#left.push({ cluster: this.cluster, hash: this.cluster.simulation.trace.hash() });
    this.cluster = this.cluster.fork();
    this.#invariants = this.#invariants.on(this.cluster);
    this.lines.push('tank = tank.fork();');
  }
}

function callText({ method, args }: Call): string {
  return `tank.${method}(${args.map((argument) => JSON.stringify(argument)).join(', ')})`;
}

/** Runs all moves to the end or to the first thing that is broken. */
export function runMoves(tank: Tank, moves: readonly Move[]): RandomRun {
  const run = new RandomRun(tank);
  for (const move of moves) run.do(move);
  run.finish();
  return run;
}
