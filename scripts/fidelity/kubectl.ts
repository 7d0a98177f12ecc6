// The kubectl commands of the scenarios, run by the real kubectl against a served cluster. Time stands still while
// the client works; it goes on when the client waits: to the next thing a watch tells, or with real time while it
// sleeps. So a run comes out the same however fast this machine is.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cluster } from '../../src/cluster/cluster';
import type { ServingClock } from '../../src/serve/clock';
import { type Serving, serve } from '../../src/serve/serve';
import type { ServedCluster } from '../../src/serve/served-cluster';
import { parseDuration } from '../../src/sim/duration';
import { shellWords } from './shell-words';

export interface KubectlOutput {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The one the scenarios were recorded with, unless the environment names another. */
const KUBECTL = process.env.KUBECTL ?? 'kubectl';

export const isInstalled = (): boolean => spawnSync(KUBECTL, ['version', '--client']).status === 0;

const LOOK_MS = 10;
/** So long a client may think before it counts as waiting: with a watch open, and without. */
const THINKS_MS = { watching: 60, silent: 200 };
const MAX_WAIT_MS = 600_000;
const KILLED_AFTER_MS = 120_000;

/** Moves time while a command waits. */
class WaitingClock implements ServingClock {
  readonly #served: ServedCluster;
  #timer: NodeJS.Timeout | undefined;
  #answering = 0;
  #lastMs = 0;
  #untilMs = 0;
  #seen = false;

  constructor(served: ServedCluster) {
    this.#served = served;
  }

  catchUp(): void {}

  enter(): () => void {
    this.#answering++;
    this.#seen = true;
    return () => {
      this.#answering--;
      this.#lastMs = performance.now();
    };
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** @param waitMs how much virtual time the command may wait at most */
  async during<T>(waitMs: number, run: () => Promise<T>): Promise<T> {
    this.#untilMs = this.#served.nowMs + waitMs;
    this.#seen = false;
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
    try {
      return await run();
    } finally {
      this.stop();
    }
  }

  #look(): void {
    const watching = this.#served.watches.size > 0;
    const idleMs = performance.now() - this.#lastMs;
    if (this.#answering > 0 || !this.#seen || idleMs < THINKS_MS[watching ? 'watching' : 'silent']) return;
    const { cluster } = this.#served;
    if (watching) this.#runToNextTelling();
    else {
      this.#lastMs = performance.now() - THINKS_MS.silent + LOOK_MS;
      cluster.advanceMs(Math.min(LOOK_MS, Math.max(0, this.#untilMs - cluster.nowMs)));
    }
  }

  #runToNextTelling(): void {
    const { simulation } = this.#served.cluster;
    while (simulation.step(this.#untilMs)) {
      if (!this.#served.tellWatchers()) continue;
      this.#lastMs = performance.now();
      return;
    }
    if (simulation.nowMs < this.#untilMs) simulation.moveTo(this.#untilMs);
  }
}

/** kubectl with a server of its own for one cluster. */
export class Kubectl {
  readonly #serving: Serving;
  readonly #clock: WaitingClock;
  readonly #home: string;

  static async start(cluster: Cluster): Promise<Kubectl> {
    let clock: WaitingClock | undefined;
    const serving = await serve(cluster, {}, (served) => {
      clock = new WaitingClock(served);
      return clock;
    });
    return new Kubectl(serving, clock as WaitingClock);
  }

  private constructor(serving: Serving, clock: WaitingClock) {
    this.#serving = serving;
    this.#clock = clock;
    this.#home = mkdtempSync(join(tmpdir(), 'kubectl-'));
    // The recorder's words for its cluster, which kubectl repeats.
    writeFileSync(join(this.#home, 'config'), serving.kubeconfig.replaceAll('wavetank', 'u'));
  }

  run(command: string, stdin: string | undefined): Promise<KubectlOutput> {
    const words = shellWords(command);
    return this.#clock.during(longestWaitMs(words), () => this.#spawn(words, stdin));
  }

  async close(): Promise<void> {
    await this.#serving.close();
    rmSync(this.#home, { recursive: true, force: true });
  }

  #spawn(words: readonly string[], stdin: string | undefined): Promise<KubectlOutput> {
    return new Promise((resolve, reject) => {
      const env = {
        PATH: process.env.PATH,
        HOME: this.#home,
        TMPDIR: this.#home,
        KUBECONFIG: join(this.#home, 'config'),
      };
      const child = spawn(KUBECTL, words, { env, cwd: this.#home, timeout: KILLED_AFTER_MS });
      const text = { stdout: '', stderr: '' };
      for (const name of ['stdout', 'stderr'] as const) {
        child[name].setEncoding('utf8').on('data', (chunk: string) => {
          text[name] += chunk;
        });
      }
      child.on('error', reject);
      child.on('close', (code) => resolve({ code: code ?? -1, ...text }));
      child.stdin.on('error', () => {});
      child.stdin.end(stdin ?? '');
    });
  }
}

/** What `--timeout` allows; `wait` gives up after 30 seconds by itself. */
function longestWaitMs(words: readonly string[]): number {
  const at = words.findIndex((word) => word.startsWith('--timeout'));
  const text = words[at]?.split('=')[1] ?? words[at + 1] ?? '';
  if (at >= 0) return parseDuration(text) || MAX_WAIT_MS;
  return words[0] === 'wait' ? 30_000 : MAX_WAIT_MS;
}
