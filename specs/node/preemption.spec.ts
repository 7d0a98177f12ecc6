// Critical pods that a full node takes all the same, and who has to go for them.

import { describe, expect, test } from '@jest/globals';
import type { Pod } from '../../src/kinds/generated/types.gen';
import { chooseVictims } from '../../src/node/preemption';
import { KubeletCluster, type PodParts } from './kubelet-cluster';

const CRITICAL = 2_000_000_000;
const asks = (cpu: string, more: Partial<PodParts> = {}): PodParts => ({
  containers: [{ image: 'sim/ignore-term:1', resources: { requests: { cpu } } }],
  terminationGracePeriodSeconds: 5,
  ...more,
});

describe('a critical pod on a full node', () => {
  test('gets its room when the others are gone', () => {
    const node = new KubeletCluster({ nodes: [{ name: 'node-1', cpu: 2 }] });
    node.pod('small', asks('500m'));
    node.pod('large', asks('1500m'));
    node.advance(5);
    node.pod('vital', asks('1', { priority: CRITICAL }));
    node.advance(3);
    expect(node.status('vital').phase).toBe('Pending');
    node.advance(8);
    expect(node.status('vital').phase).toBe('Running');
    expect(node.status('small').phase).toBe('Running');
    const message = 'Preempted in order to admit critical pod';
    expect(node.status('large')).toMatchObject({ phase: 'Failed', reason: 'Preempting', message });
    expect(node.status('large').conditions?.[0]).toMatchObject({
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'TerminationByKubelet',
      message: 'Pod was preempted by Kubelet to accommodate a critical pod.',
    });
    expect(node.events('large')).toContain(`Warning Preempting: ${message}`);
  });

  test('holds up the pods that come after it', () => {
    const node = new KubeletCluster({ nodes: [{ name: 'node-1', cpu: 2 }] });
    node.pod('large', asks('1500m'));
    node.advance(5);
    node.pod('vital', asks('1500m', { priority: CRITICAL }));
    node.pod('late', asks('400m'));
    node.pod('later', asks('400m'));
    node.advance(3);
    expect(node.status('late').phase).toBe('Pending');
    expect(node.status('late').startTime).toBeUndefined();
    node.advance(8);
    expect(node.status('vital').phase).toBe('Running');
    expect(node.status('late').phase).toBe('Running');
    expect(node.status('later').reason).toBe('OutOfcpu');
  });

  test('is refused when nobody can go', () => {
    const node = new KubeletCluster({ nodes: [{ name: 'node-1', cpu: 2 }] });
    node.pod('other', asks('2', { priority: CRITICAL }));
    node.advance(5);
    node.pod('vital', asks('1', { priority: CRITICAL }));
    node.advance(5);
    expect(node.status('vital')).toMatchObject({
      phase: 'Failed',
      reason: 'UnexpectedAdmissionError',
      message:
        'Pod was rejected: Unexpected error while attempting to recover from admission failure: preemption: error ' +
        'finding a set of pods to preempt: no set of running pods found to reclaim resources: [(res: cpu, q: 1000), ]',
    });
  });

  test('is refused for anything but room in the usual words', () => {
    const node = new KubeletCluster({ nodes: [{ name: 'node-1', cpu: 2 }] });
    node.pod('other', asks('2'));
    node.advance(5);
    node.pod('vital', asks('1', { priority: CRITICAL, nodeSelector: { disk: 'ssd' } }));
    node.advance(5);
    expect(node.status('vital').reason).toBe('NodeAffinity');
    expect(node.status('other').phase).toBe('Running');
  });
});

interface Row {
  readonly name: string;
  /** `quality cpu memory` */
  readonly pods: Readonly<Record<string, string>>;
  readonly wanted: Readonly<Record<string, number>>;
  readonly victims: readonly string[] | string;
}
const GI = 1_073_741_824;
const rows: readonly Row[] = [
  { name: 'the nearest', pods: { a: 'Burstable 2 0', b: 'Burstable 1 0' }, wanted: { cpu: 900 }, victims: ['b'] },
  { name: 'as few as can be', pods: { a: 'Burstable 1 0', b: 'Burstable 2 0' }, wanted: { cpu: 1500 }, victims: ['b'] },
  {
    name: 'two when one is not enough',
    pods: { a: 'Burstable 1 0', b: 'Burstable 1 0' },
    wanted: { cpu: 1500 },
    victims: ['b', 'a'],
  },
  {
    name: 'burstable before guaranteed',
    pods: { a: 'Guaranteed 1 1Gi', b: 'Burstable 4 0' },
    wanted: { cpu: 500 },
    victims: ['b'],
  },
  {
    name: 'guaranteed when nothing else helps',
    pods: { a: 'Guaranteed 1 1Gi', b: 'Burstable 1 0' },
    wanted: { cpu: 1500 },
    victims: ['b', 'a'],
  },
  {
    name: 'best effort for a place',
    pods: { a: 'BestEffort 0 0', b: 'Burstable 1 0' },
    wanted: { pods: 1 },
    victims: ['a'],
  },
  {
    name: 'nobody',
    pods: { a: 'Burstable 1 0' },
    wanted: { cpu: 1500, memory: GI },
    victims: `no set of running pods found to reclaim resources: [(res: cpu, q: 500), (res: memory, q: ${GI}), ]`,
  },
];
test.each(rows)('victims: $name', ({ pods, wanted, victims }) => {
  const workers = Object.keys(pods).map((name) => {
    const [qosClass, cpu, memory] = (pods[name] as string).split(' ');
    const container = { name: 'c', resources: { requests: { cpu, memory } } };
    return {
      name,
      pod: { metadata: { name }, spec: { containers: [container] }, status: { qosClass } } as unknown as Pod,
    };
  });
  const chosen = chooseVictims(
    workers,
    Object.entries(wanted).map(([resource, quantity]) => ({ resource, quantity })),
  );
  expect(typeof chosen === 'string' ? chosen : chosen.map(({ name }) => name)).toEqual(victims);
});
