// One way of changing what runs under traffic: the cluster, what is done to it, and what became of the requests, with
// the instants that matter in order.

import { type Cluster, cluster } from 'wavetank';
import type { Traffic } from '../../src/cluster/results';
import type { TrafficResult } from '../../src/network/traffic-result';
import { rowsSince } from '../lifecycles/page';

export interface Scenario {
  readonly replicas?: number;
  readonly container?: object;
  readonly pod?: object;
  /** Further fields of the Deployment's spec. */
  readonly spec?: object;
  /** Further fields of the Service's spec. */
  readonly service?: object;
  readonly budget?: object;
  readonly program?: object;
  /** Options of the stream; 100 requests a second unless given. */
  readonly traffic?: object;
  readonly prepare?: (tank: Cluster) => void;
  /** Rolls a new image out unless given. */
  readonly act?: (tank: Cluster, visitors: Traffic) => void;
  readonly forSeconds?: number;
}

export interface Moment {
  /** From the action. */
  readonly atMs: number;
  readonly what: string;
}

export interface Outcome {
  readonly result: TrafficResult;
  readonly moments: readonly Moment[];
}

const labels = { app: 'web' };

/** Twenty milliseconds an answer; for eight seconds from its start the process can do no more than say 503. */
const PROGRAM = { image: 'shop/web:*', readyAfterMs: 8_000, answers: [{ status: 200, delayMs: 20 }] };

export const readinessProbe = { httpGet: { path: '/', port: 8080 }, periodSeconds: 1 };
export const preStop = (seconds: number) => ({ lifecycle: { preStop: { sleep: { seconds } } } });

function objectsOf({ replicas = 3, container, pod, spec, service, budget }: Scenario): object[] {
  const main = { name: 'web', image: 'shop/web:v1', ports: [{ containerPort: 8080 }], ...container };
  const template = { metadata: { labels }, spec: { containers: [main], ...pod } };
  const metadata = { name: 'web' };
  const selector = { matchLabels: labels };
  return [
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { replicas, selector, template, ...spec } },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }], ...service },
    },
    ...(budget
      ? [{ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata, spec: { selector, ...budget } }]
      : []),
  ];
}

/** Three nodes whose proxies follow half a second after the endpoints, visitors for two seconds, then the action. */
export function run(scenario: Scenario): Outcome {
  const programs = [{ ...PROGRAM, ...scenario.program }];
  const tank = cluster({ nodes: 3, timings: { proxyLagMs: 500 }, programs });
  scenario.prepare?.(tank);
  tank.load(objectsOf(scenario));
  tank.advance('30s');
  tank.uncordon('node-2');
  tank.uncordon('node-3');
  const before = new Set(tank.list('Pod').map(({ metadata }) => metadata.name));
  const visitors = tank.traffic('http://web', { perSecond: 100, ...scenario.traffic });
  tank.advance('2s');
  const mark = tank.mark();
  const { act = (target) => target.setImage('deployment/web', 'shop/web:v2') } = scenario;
  act(tank, visitors);
  tank.advance(`${scenario.forSeconds ?? 60}s`);
  tank.stopTraffic(visitors);
  tank.advance('10s');
  const { result } = visitors;
  return { result, moments: momentsOf(tank, mark, result, before) };
}

/** What a reader needs to see of all that happens. */
const TOLD = /ready endpoints \d|\*Killing\*|removes pod|^failNode|^setImage|^drain|^scale/;

function momentsOf(
  tank: Cluster,
  mark: ReturnType<Cluster['mark']>,
  result: TrafficResult,
  before: ReadonlySet<string>,
): Moment[] {
  const rows = rowsSince(tank, mark).filter(({ what }) => TOLD.test(what));
  const moments = [
    ...rows.map(({ atMs, what }) => ({ atMs: atMs - mark.atMs, what: briefly(what) })),
    ...lossMoments(result, mark.atMs),
  ];
  const names = new Map<string, string>();
  const shortName = (name: string) => {
    const kind = before.has(name) ? 'old' : 'new';
    const known = names.get(name) ?? `${kind}-${[...names.values()].filter((one) => one.startsWith(kind)).length + 1}`;
    names.set(name, known);
    return known;
  };
  return moments
    .sort((a, b) => a.atMs - b.atMs)
    .map(({ atMs, what }) => ({ atMs, what: what.replace(/web-[a-z0-9]+-[a-z0-9]{5}\b/g, shortName) }));
}

function briefly(what: string): string {
  return what
    .replace(/^updates endpointslice\S+ /, '')
    .replace(/^\*Killing\* on pod\/(\S+): .*/, '$1 is told to stop')
    .replace(/^removes pod\/(\S+)/, '$1 is gone');
}

/** Losses of one cause without a second between them are one moment. */
function lossMoments({ losses }: TrafficResult, fromMs: number): Moment[] {
  const runs: { cause: string; firstMs: number; lastMs: number; count: number }[] = [];
  for (const { atMs, cause } of losses) {
    const run = runs.findLast((one) => one.cause === cause && atMs - one.lastMs <= 1_000);
    if (run) Object.assign(run, { lastMs: atMs, count: run.count + 1 });
    else runs.push({ cause, firstMs: atMs, lastMs: atMs, count: 1 });
  }
  return runs.map(({ cause, firstMs, lastMs, count }) => {
    const span = firstMs === lastMs ? '' : ` until ${((lastMs - fromMs) / 1000).toFixed(2)} s`;
    return { atMs: firstMs - fromMs, what: `**${count} lost**${span}: ${cause}` };
  });
}
