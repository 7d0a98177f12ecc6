// What the determinism specs run: every kept scenario, and the fixtures as a user works with them. Each is a list of
// steps, so that a run can be forked between two of them.
import { join } from 'node:path';
import { keptScenarios } from '../../scripts/fidelity/kept';
import { type Scenario, type ScenarioRun, startScenario } from '../../scripts/fidelity/scenario';
import { type Cluster, cluster } from '../../src/actions/acting-cluster';
import type { Cluster as BaseCluster } from '../../src/cluster/cluster';
import type { ClusterOptions } from '../../src/cluster/options';
import { fixtures } from '../support/root';

type Options = Pick<ClusterOptions, 'seed' | 'shuffle'>;

export interface Run {
  readonly cluster: BaseCluster;
  /** How many steps there are. */
  readonly length: number;
  step(index: number): void;
  /** The same run from here on, on a fork of its cluster. */
  fork(): Run;
}

export interface Script {
  readonly name: string;
  readonly start: (options?: Options) => Run;
}

class ScenarioScriptRun implements Run {
  readonly scenario: Scenario;
  readonly run: ScenarioRun;

  constructor(scenario: Scenario, run: ScenarioRun) {
    this.scenario = scenario;
    this.run = run;
  }

  get cluster(): BaseCluster {
    return this.run.cluster;
  }

  get length(): number {
    return this.scenario.steps.length;
  }

  step(index: number): void {
    this.run.run(this.scenario.steps[index] as Scenario['steps'][number]);
  }

  fork(): Run {
    return new ScenarioScriptRun(this.scenario, this.run.fork());
  }
}

type Step = (cluster: Cluster) => void;

class ActionRun implements Run {
  readonly cluster: Cluster;
  readonly steps: readonly Step[];

  constructor(running: Cluster, steps: readonly Step[]) {
    this.cluster = running;
    this.steps = steps;
  }

  get length(): number {
    return this.steps.length;
  }

  step(index: number): void {
    this.steps[index]?.(this.cluster);
  }

  fork(): Run {
    return new ActionRun(this.cluster.fork(), this.steps);
  }
}

/** What a working day does to fixtures/shop. */
const shop: readonly Step[] = [
  (tank) => tank.load(join(fixtures, 'shop')),
  (tank) => tank.settle(),
  (tank) => void tank.traffic('http://frontend', { perSecond: 3, name: 'visitors' }),
  (tank) => tank.setImage('deployment/frontend', 'shop/frontend:v2'),
  (tank) => tank.advance('20s'),
  (tank) => tank.scale('deployment/catalog', 5),
  (tank) => tank.blockImage('shop/cart:v2', { failure: 'unreachable' }),
  (tank) => tank.setImage('deployment/cart', 'shop/cart:v2'),
  (tank) => tank.advance('3m'),
  (tank) => tank.rolloutUndo('deployment/cart'),
  (tank) => tank.delete(`pod/${firstPod(tank, 'catalog')}`),
  (tank) => tank.removeLabel(`pod/${firstPod(tank, 'frontend')}`, 'app'),
  (tank) => tank.advance('30s'),
  (tank) => tank.failNode('node-2'),
  (tank) => tank.advance('7m'),
  (tank) => tank.recoverNode('node-2'),
  (tank) => void tank.request('http://cart:7070'),
  (tank) => tank.drain('node-1', { force: true }),
  (tank) => tank.uncordon('node-1'),
  (tank) => tank.crash(`pod/${firstPod(tank, 'cart')}`),
  (tank) => tank.stopTraffic('visitors'),
  (tank) => tank.delete('deployment/catalog', { propagation: 'Foreground' }),
  (tank) => tank.settle(),
  (tank) => tank.advance('2m'),
];

function firstPod(tank: Cluster, app: string): string {
  const found = tank.list('Pod', 'default').find(({ metadata }) => metadata.labels?.app === app);
  return found?.metadata.name ?? 'none';
}

/** The same shop as its visitors meet it. */
const names: readonly Step[] = [
  (tank) => tank.apply(join(fixtures, 'shop')),
  (tank) => tank.settle(),
  (tank) => void tank.resolve('frontend'),
  (tank) => void tank.resolve('catalog.default.svc', { from: 'node/node-1' }),
  (tank) => void tank.request('http://frontend', { from: `pod/${firstPod(tank, 'cart')}` }),
  (tank) => void tank.traffic('http://catalog:8080/items', { perSecond: 30, duration: '1m', name: 'readers' }),
  (tank) => tank.evict(`pod/${firstPod(tank, 'catalog')}`),
  (tank) => tank.advance('2m'),
  (tank) => tank.taint('node-2', 'maintenance=now:NoExecute'),
  (tank) => tank.settle(),
  (tank) => void tank.request('tcp://catalog:8080', { from: 'outside' }),
];

export const scripts: readonly Script[] = [
  { name: 'fixtures/shop', start: (options) => new ActionRun(cluster({ nodes: 3, ...options }), shop) },
  {
    name: 'fixtures/shop behind ipvs',
    start: (options) => new ActionRun(cluster({ nodes: 2, network: { proxyMode: 'ipvs' }, ...options }), names),
  },
  ...keptScenarios(join(fixtures, 'fidelity')).map(({ name, scenario }) => ({
    name: `fixtures/fidelity/${name}`,
    start: (options?: Options) => new ScenarioScriptRun(scenario, startScenario(scenario, options)),
  })),
];

/** All steps from this one on. */
export function finish(run: Run, from = 0): Run {
  for (let index = from; index < run.length; index++) run.step(index);
  return run;
}
