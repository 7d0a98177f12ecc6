// A replay: the steps of a run again, each at the instant it was done at, while time passes in small uneven pieces.
import { Cluster } from '../../src/cluster/cluster';
import type { Run, Script } from './scripts';

const PIECES_MS = [1, 7, 97, 1009, 13];

/** Errors: a step that comes at another instant than before. */
export function replay(start: Script['start']): Run {
  const instants: number[] = [];
  const recorded = start();
  for (let index = 0; index < recorded.length; index++) {
    instants.push(recorded.cluster.nowMs);
    recorded.step(index);
  }
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
