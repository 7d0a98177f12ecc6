// What the scheduler keeps up to date change by change equals what it would count afresh.

import { describe, expect, test } from '@jest/globals';
import type { Pod, PodAffinityTerm } from '../../src/kinds/generated/types.gen';
import type { KubeObject } from '../../src/kinds/kind';
import type { SchedulerCache } from '../../src/scheduler/cache';
import { type Explanation, explain } from '../../src/scheduler/explain';
import { planFilters, runFilters } from '../../src/scheduler/filtering';
import { defaultProfile } from '../../src/scheduler/profile';
import { scoreNodes } from '../../src/scheduler/scoring';
import { RandomStreams } from '../../src/sim/random';
import { aNode, aPod, type PodOptions, Tank } from './tank';

const APPS = ['x', 'y', 'z'];
const SPACES = ['default', 'one', 'two'];

class Chance {
  readonly #random: RandomStreams;

  constructor(seed: number) {
    this.#random = new RandomStreams(seed);
  }

  below(limit: number): number {
    return this.#random.below(limit, 'spec');
  }

  of<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }
}

function term(chance: Chance): PodAffinityTerm {
  return {
    topologyKey: chance.of(['zone', 'kubernetes.io/hostname']),
    labelSelector: chance.of([
      { matchLabels: { app: chance.of(APPS) } },
      { matchExpressions: [{ key: 'app', operator: 'NotIn', values: [chance.of(APPS)] }] },
    ]),
    ...chance.of([{}, { namespaces: [chance.of(SPACES)] }, { namespaceSelector: { matchLabels: { team: 'a' } } }]),
  };
}

function someSpec(chance: Chance): PodOptions {
  const required = { requiredDuringSchedulingIgnoredDuringExecution: [term(chance)] };
  const preferred = {
    preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1 + chance.below(100), podAffinityTerm: term(chance) }],
  };
  return chance.of<PodOptions>([
    {},
    { affinity: { podAntiAffinity: required } },
    { affinity: { podAffinity: preferred, podAntiAffinity: preferred } },
    { affinity: { podAffinity: required } },
    {
      topologySpreadConstraints: [
        {
          maxSkew: 1 + chance.below(2),
          topologyKey: chance.of(['zone', 'kubernetes.io/hostname']),
          whenUnsatisfiable: chance.of(['DoNotSchedule', 'ScheduleAnyway']),
          labelSelector: { matchLabels: { app: chance.of(APPS) } },
        },
      ],
    },
  ]);
}

function somePod(chance: Chance, name: string): Pod {
  const options = { cpu: `${100 * chance.below(5)}m`, namespace: chance.of(SPACES), labels: { app: chance.of(APPS) } };
  return aPod(name, { ...options, ...someSpec(chance) });
}

function act(tank: Tank, chance: Chance, step: number): void {
  const pods = tank.client.list('Pod') as readonly Pod[];
  const pod = pods.length > 0 ? chance.of(pods) : undefined;
  const { name = '', namespace } = pod?.metadata ?? {};
  switch (chance.below(8)) {
    case 0:
      if (pod) tank.client.delete('Pod', namespace, name, { gracePeriodSeconds: 0 });
      break;
    case 1:
      if (pod) tank.client.delete('Pod', namespace, name);
      break;
    case 2:
      if (pod) tank.client.patch('Pod', namespace, name, 'merge', { metadata: { labels: { app: chance.of(APPS) } } });
      break;
    case 3:
      if (pod)
        tank.client.updateStatus({ ...pod, status: { ...pod.status, phase: chance.of(['Running', 'Succeeded']) } });
      break;
    case 4:
      tank.patch('Node', `n${chance.below(5)}`, { metadata: { labels: { zone: chance.of(['a', 'b', null]) } } });
      break;
    case 5:
      tank.client.patch('Namespace', undefined, chance.of(SPACES), 'merge', {
        metadata: { labels: { team: chance.of(['a', 'b']) } },
      });
      break;
    default:
      tank.create(somePod(chance, `p${step}`));
  }
  tank.settle();
}

const byNode = ({ nodes }: Explanation) => [...nodes].sort((a, b) => (a.node < b.node ? -1 : 1));

/** What plugins make of a pod, from this memory: what is kept in it, or, from a copy, counted anew. */
function answers(tank: Tank, cache: SchedulerCache, pod: Pod): unknown {
  const cx = { reader: tank.client, cache };
  const nodes = cache.nodes();
  const plan = planFilters(defaultProfile, pod, cx);
  const reasons = nodes.map((node) => runFilters(pod, plan.filters, node)?.rejection.reasons);
  return [reasons, scoreNodes(defaultProfile, pod, cx, nodes)];
}

describe('after any sequence of changes', () => {
  test.each([1, 2, 3, 4, 5, 6])('seed %i', (seed) => {
    const chance = new Chance(seed);
    const space = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }) as KubeObject;
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'x', namespace: 'default' },
      spec: { selector: { app: 'x' }, ports: [{ port: 80 }] },
    } as KubeObject;
    const nodes = Array.from({ length: 5 }, (_, index) =>
      aNode(`n${index}`, { labels: { zone: index % 2 ? 'a' : 'b' } }),
    );
    const tank = new Tank([...nodes, space('one'), space('two'), service]);
    for (let step = 0; step < 60; step++) {
      act(tank, chance, step);
      const probe = somePod(chance, 'probe');
      const known = byNode(tank.explain(probe));
      expect(known).toEqual(byNode(explain(tank.client, probe)));
      const { cache } = tank.state;
      expect(answers(tank, cache, probe)).toEqual(answers(tank, cache.copy(), probe));
      for (const info of cache.nodes()) {
        const pods = info.pods.reduce((sum, { usage }) => sum + usage.milliCpu, 0);
        expect([info.milliCpu, info.podCount]).toEqual([pods, info.pods.length]);
      }
    }
  });
});
