// The chains of causes: each write's step leads to the step that caused it, down to the user's line. Steps that many
// writes share are written once.

import { relative } from 'node:path';
import type { Cluster, SourceLine } from '../cluster/cluster';
import { stepOf } from '../cluster/why';
import type { TraceRow } from '../sim/trace';
import type { StepColumns } from './page-data';
import type { ValueTable } from './value-table';

export class Steps {
  readonly columns = {
    cause: [] as number[],
    atMs: [] as number[],
    actor: [] as number[],
    verb: [] as number[],
    target: [] as number[],
    source: [] as number[],
  } satisfies StepColumns;
  readonly #cluster: Cluster;
  readonly #values: ValueTable;
  /** Step by trace row; runs are folded into what they were caused by. */
  readonly #byRow = new Map<number, number>([[0, -1]]);

  constructor(cluster: Cluster, values: ValueTable) {
    this.#cluster = cluster;
    this.#values = values;
  }

  /** The step of a trace row; -1 when nothing is known of it. */
  of(row: number): number {
    const { trace } = this.#cluster.simulation;
    const fresh: TraceRow[] = [];
    let next = trace.row(row);
    while (next && !this.#byRow.has(next.id)) {
      fresh.push(next);
      next = trace.row(next.cause);
    }
    let step = next ? (this.#byRow.get(next.id) as number) : -1;
    for (const row of fresh.reverse()) {
      step = this.#add(row, step);
      this.#byRow.set(row.id, step);
    }
    return step;
  }

  /** The steps of all actions of the user, oldest first. */
  actions(): number[] {
    const { trace } = this.#cluster.simulation;
    const steps: number[] = [];
    for (let id = 1; id <= trace.length; id++) {
      const row = trace.row(id);
      if (row?.actor === 'user' && row.revision === 0 && row.cause === 0) steps.push(this.of(id));
    }
    return steps;
  }

  #add(row: TraceRow, cause: number): number {
    const step = stepOf(this.#cluster.simulation, row, this.#cluster.actionSources);
    if (!step) return cause;
    const { cause: causes, atMs, actor, verb, target, source } = this.columns;
    atMs.push(step.atMs - this.#cluster.simulation.parts.startMs);
    actor.push(this.#values.text(step.actor));
    verb.push(this.#values.text(step.verb));
    target.push(this.#values.text(step.target));
    source.push(step.source ? this.#values.text(placeText(step.source)) : -1);
    return causes.push(cause) - 1;
  }
}

/** `manifests/shop.yaml:12`, from the folder that the process runs in. */
export function placeText({ file, line }: SourceLine): string {
  const path = relative(process.cwd(), file);
  return `${path.startsWith('..') ? file : path}:${line}`;
}
