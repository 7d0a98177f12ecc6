// Campaigns on several threads, for the command: this thread takes part, then waits for what others have taken. It
// blocks on purpose: nothing else has to happen meanwhile.

import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { CheckContext } from '../context';
import type { CampaignCase, Outcome } from './outcome';
import { runCase } from './run';
import { DONE, runFreeCases, TAKEN, type ThreadInput } from './thread-work';

/** Fewer cases are run sooner than a thread has started its cluster. */
const CASES_FOR_A_THREAD = 30;
/** After so long without an answer a thread is given up on, and its case is run here. */
const PATIENCE_MS = 60_000;
const ENTRY = join(__dirname, 'check-thread.cjs');

/**
 * What came of the cases, in their order: the same for any number of threads.
 * @param threads how many at most, this one among them; as many as the machine has cores unless given
 */
export function runInThreads(
  cx: CheckContext,
  cases: readonly CampaignCase[],
  threads = availableParallelism(),
): readonly Outcome[] {
  const states = new Int32Array(new SharedArrayBuffer(4 * cases.length));
  const others = Math.min(threads - 1, Math.floor(cases.length / CASES_FOR_A_THREAD));
  const { manifests, base, options } = cx;
  const input: ThreadInput = { objects: manifests.objects, base, options, cases, states };
  const helpers = Array.from({ length: existsSync(ENTRY) ? others : 0 }, () => startThread(input));
  const outcomes: Outcome[] = [];
  const keep = (index: number, outcome: Outcome) => {
    outcomes[index] = outcome;
  };
  runFreeCases(cx.started, input, keep);
  for (const [index, one] of cases.entries()) {
    if (outcomes[index]) continue;
    Atomics.wait(states, index, TAKEN, PATIENCE_MS);
    for (const { port } of helpers) receive(port, keep);
    if (Atomics.load(states, index) !== DONE || !outcomes[index]) keep(index, runCase(cx.started.cluster, one));
  }
  for (const { worker } of helpers) void worker.terminate();
  return outcomes;
}

function startThread(input: ThreadInput): { readonly worker: Worker; readonly port: MessagePort } {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(ENTRY, { workerData: { ...input, port: port2 }, transferList: [port2] });
  worker.unref();
  port1.unref();
  return { worker, port: port1 };
}

function receive(port: MessagePort, keep: (index: number, outcome: Outcome) => void): void {
  for (let got = receiveMessageOnPort(port); got; got = receiveMessageOnPort(port)) {
    const [index, outcome] = got.message as [number, Outcome];
    keep(index, outcome);
  }
}
