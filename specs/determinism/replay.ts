// A replay: the steps of a run again, each at the instant it was done at, while time passes in small uneven pieces.
import { Cluster } from '../../src/cluster/cluster';
import type { Run, Script } from './scripts';

const PIECES_MS = [1, 7, 97, 1009, 13];

/** A run that keeps the instant at which each of its steps began. */
export function record(start: Script['start']): { readonly run: Run; readonly instants: readonly number[] } {
  const run = start();
  const instants: number[] = [];
  for (let index = 0; index < run.length; index++) {
    instants.push(run.cluster.nowMs);
    run.step(index);
  }
  return { run, instants };
}

/** Errors: a step that comes at another instant than before. */
export function replay(start: Script['start'], instants: readonly number[]): Run {
  const again = start();
  passInPieces(again.cluster);
  for (const [index, atMs] of instants.entries()) {
    if (again.cluster.nowMs !== atMs) throw new Error(`step ${index} comes at ${again.cluster.nowMs}, not at ${atMs}`);
    again.step(index);
  }
  return again;
}

function passInPieces(cluster: Cluster): void {
  const advance = Cluster.prototype.advanceMs.bind(cluster);
  const inPieces = (spanMs: number) => {
    let leftMs = spanMs;
    for (let index = 0; leftMs > 0; index++) {
      const pieceMs = Math.min(leftMs, PIECES_MS[index % PIECES_MS.length] as number);
      advance(pieceMs);
      leftMs -= pieceMs;
    }
  };
  Object.defineProperty(cluster, 'advanceMs', { value: inPieces });
}
