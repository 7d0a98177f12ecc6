// What a rolling update promises, checked in every state that a random run passed through: no more pods than surge
// allows, no fewer available ones than promised but for those that a fault hit, and no pods without end.
import fc from 'fast-check';
import { type Cluster, cluster } from '../../src/actions/acting-cluster';
import { ApiError } from '../../src/api/api-error';
import type { Mark } from '../../src/cluster/cluster';
import { UsageError } from '../../src/cluster/describe/usage-error';
import type { Pod } from '../../src/kinds/generated/types.gen';
import { parseRfc3339 } from '../../src/sim/time';

export interface Promised {
  readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet';
  readonly replicas: number;
  readonly nodes: number;
  readonly surge: number;
  readonly unavailable: number;
  readonly minReadySeconds: number;
  readonly readiness: boolean;
  readonly seed: number;
}

export interface Step {
  readonly word: 'setImage' | 'advance' | 'deletePod' | 'crash' | 'failProbe' | 'failNode' | 'recoverNode' | 'evict';
  readonly a: number;
}

export const promises: fc.Arbitrary<Promised> = fc
  .record({
    kind: fc.constantFrom('Deployment' as const, 'Deployment' as const, 'StatefulSet' as const, 'DaemonSet' as const),
    replicas: fc.integer({ min: 1, max: 5 }),
    nodes: fc.integer({ min: 1, max: 4 }),
    surge: fc.integer({ min: 0, max: 2 }),
    unavailable: fc.integer({ min: 0, max: 2 }),
    minReadySeconds: fc.constantFrom(0, 0, 4),
    readiness: fc.boolean(),
    seed: fc.integer({ min: 1, max: 1000 }),
  })
  .map((drawn) => {
    // Only a Deployment has both numbers; one of them must not be 0.
    if (drawn.kind !== 'Deployment') return { ...drawn, surge: 0, unavailable: 1 };
    return drawn.surge + drawn.unavailable > 0 ? drawn : { ...drawn, surge: 1 };
  });

const words: Step['word'][] = ['setImage', 'setImage', 'deletePod', 'crash', 'failProbe', 'failNode', 'recoverNode'];

export const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({ word: fc.constantFrom(...words, 'evict' as const, ...Array(6).fill('advance')), a: fc.nat(30) }),
  { minLength: 1, maxLength: 14, size: 'max' },
) as fc.Arbitrary<readonly Step[]>;

const IMAGES = ['app:v1', 'app:v2', 'app:v3', 'app:broken'];
const SPANS = ['5ms', '300ms', '2s', '11s', '1m', '7m'];
const LABELS = { app: 'web' };

function manifestOf({ kind, replicas, surge, unavailable, minReadySeconds, readiness }: Promised): object {
  const probe = { httpGet: { path: '/', port: 8080 }, periodSeconds: 1 };
  const ports = [{ containerPort: 8080 }];
  const container = { name: 'app', image: 'app:v1', ports, ...(readiness ? { readinessProbe: probe } : {}) };
  const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: surge, maxUnavailable: unavailable } };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'web' },
    spec: {
      selector: { matchLabels: LABELS },
      minReadySeconds,
      ...(kind === 'DaemonSet' ? {} : { replicas }),
      ...(kind === 'Deployment' ? { strategy } : {}),
      template: { metadata: { labels: LABELS }, spec: { containers: [container], terminationGracePeriodSeconds: 2 } },
    },
  };
}

export class PromiseRun {
  readonly tank: Cluster;
  readonly lines: string[] = [];
  readonly problems: string[] = [];
  readonly #promised: Promised;
  readonly #wanted: number;
  /** Pods that a fault hit, by uid: each may be missing. */
  readonly #hit = new Set<string>();
  readonly #down = new Set<string>();
  #rollouts = 1;
  #seen: Mark;

  constructor(promised: Promised) {
    this.#promised = promised;
    this.#wanted = promised.kind === 'DaemonSet' ? promised.nodes : promised.replicas;
    this.tank = cluster({ nodes: promised.nodes, seed: promised.seed });
    this.tank.blockImage('app:broken');
    this.tank.create(manifestOf(promised));
    this.tank.settle();
    this.tank.advance('10s');
    this.#seen = this.tank.mark();
    this.lines.push(
      `const tank = cluster({ nodes: ${promised.nodes}, seed: ${promised.seed} });`,
      "tank.blockImage('app:broken');",
      `tank.create(${JSON.stringify(manifestOf(promised))});`,
      'tank.settle();',
      "tank.advance('10s');",
    );
  }

  get #pods(): readonly Pod[] {
    return this.tank.list('Pod', 'default').filter(({ metadata }) => metadata.labels?.app === 'web');
  }

  do({ word, a }: Step): void {
    if (this.problems.length > 0) return;
    const pods = this.#pods;
    const pod = pods[a % Math.max(1, pods.length)];
    const node = `node-${1 + (a % this.#promised.nodes)}`;
    if (word === 'advance') this.#call('advance', SPANS[a % SPANS.length]);
    else if (word === 'setImage') this.#roll(IMAGES[a % IMAGES.length] as string);
    else if (word === 'recoverNode') this.#recover(node);
    else if (word === 'failNode') {
      for (const one of pods) if (one.spec.nodeName === node) this.#hit.add(one.metadata.uid as string);
      this.#down.add(node);
      this.#call('failNode', node);
    } else if (pod?.status?.phase === 'Running' && !this.#down.has(pod.spec.nodeName as string)) {
      this.#hit.add(pod.metadata.uid as string);
      const target = `pod/${pod.metadata.name}`;
      if (word === 'failProbe') {
        if (this.#promised.readiness) this.#call('failProbe', target, 'readiness', { for: '20s' });
      } else this.#call(word === 'deletePod' ? 'delete' : word, target);
    }
    this.#check();
  }

  /** Ends all faults with an image that works: everything must come to rest as it is wanted. */
  finish(): void {
    for (const node of [...this.#down]) this.#recover(node);
    this.#roll('app:v9');
    this.#call('advance', '30m');
    this.#check();
    // A set in order never mends a pod of a broken revision by itself: somebody deletes it.
    if (this.#promised.kind === 'StatefulSet') this.#mendByHand();
    const images = this.#pods.map(({ spec }) => spec.containers[0]?.image);
    const available = this.#pods.filter((pod) => this.#isAvailable(pod, this.tank.nowMs)).length;
    if (available !== this.#wanted || images.some((image) => image !== 'app:v9')) {
      this.problems.push(`came to rest with ${available} of ${this.#wanted} available, images ${images.join(' ')}`);
    }
  }

  #mendByHand(): void {
    for (const pod of this.#pods) {
      if (pod.spec.containers[0]?.image === 'app:v9') continue;
      this.#hit.add(pod.metadata.uid as string);
      this.#call('delete', `pod/${pod.metadata.name}`);
    }
    this.#call('advance', '10m');
  }

  #roll(image: string): void {
    this.#rollouts++;
    this.#call('setImage', `${this.#promised.kind.toLowerCase()}/web`, image);
  }

  #recover(node: string): void {
    if (!this.#down.delete(node)) return;
    this.#call('recoverNode', node);
  }

  #call(method: string, ...args: readonly unknown[]): void {
    this.lines.push(`tank.${method}(${args.map((argument) => JSON.stringify(argument)).join(', ')});`);
    try {
      (this.tank as unknown as Record<string, (...args: unknown[]) => unknown>)[method]?.(...args);
    } catch (error) {
      // What cannot be done now is left out: to crash a container that does not run.
      if (error instanceof UsageError || error instanceof ApiError) this.lines.pop();
      else this.problems.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }

  #isAvailable({ metadata, status }: Pod, nowMs: number): boolean {
    if (metadata.deletionTimestamp || status?.phase === 'Failed' || status?.phase === 'Succeeded') return false;
    const ready = status?.conditions?.find(({ type }) => type === 'Ready');
    if (ready?.status !== 'True') return false;
    const sinceMs = parseRfc3339(ready.lastTransitionTime as string);
    return nowMs - sinceMs >= this.#promised.minReadySeconds * 1000;
  }

  /** Looks at every state since the last look. */
  #check(): void {
    const { surge, unavailable } = this.#promised;
    const most = this.#wanted + surge;
    // A fault takes its pod once, and what stands in for it may be young as well.
    const least = this.#wanted - unavailable - this.#hit.size;
    this.tank.past(this.#seen, ({ reader, atMs }) => {
      const pods = reader.list('Pod', 'default').filter(({ metadata }) => metadata.labels?.app === 'web');
      const alive = pods.filter(({ metadata, status }) => !metadata.deletionTimestamp && status?.phase !== 'Failed');
      const available = pods.filter((pod) => this.#isAvailable(pod, atMs)).length;
      if (alive.length > most) this.problems.push(`${alive.length} pods instead of at most ${most}`);
      if (available < least) this.problems.push(`${available} pods available instead of at least ${least}`);
      return this.problems.length === 0;
    });
    this.#seen = this.tank.mark();
    const made = this.tank.list('Event', 'default').filter(({ reason }) => reason === 'SuccessfulCreate').length;
    const bound = this.#rollouts * (most + 1) + 2 * this.#hit.size + 2;
    if (made > bound) this.problems.push(`${made} pods were made instead of at most ${bound}`);
  }
}

export function runPromises(promised: Promised, list: readonly Step[]): PromiseRun {
  const run = new PromiseRun(promised);
  for (const step of list) run.do(step);
  if (run.problems.length === 0) run.finish();
  return run;
}
