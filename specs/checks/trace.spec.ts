// The trace of a finding: what people watch about a few objects, each thing once, and of a long story what matters.
import { describe, expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import { traceOf } from '../../src/checks/trace';
import { object, workload } from './found';

const columns = (lines: readonly string[]) => lines.map((line) => line.split(/ {3,}/));

function shopOf(manifests: readonly object[]) {
  const shop = cluster({ nodes: 1 });
  shop.load(manifests);
  shop.settle();
  return shop;
}

describe('traceOf', () => {
  test('tells time from the start, actor, verb, object and what changed', () => {
    const shop = shopOf([workload('web', { spec: { replicas: 1 } })]);
    const [pod] = shop.list('Pod');
    const lines = columns(traceOf(shop, [{ kind: 'Pod', namespace: 'default', name: pod?.metadata.name ?? '' }]));
    expect(lines.map(([, actor, verb, , what]) => [actor, verb, what])).toEqual([
      ['replicaset-controller', 'create', 'Pending'],
      ['kube-scheduler', 'bind', 'on node-1'],
      ['kubelet', 'update', 'Running, ready'],
    ]);
    for (const [at] of lines) expect(at).toMatch(/^\+\d+(\.\d+)?s$/);
  });

  test('tells warnings, each once however often it comes', () => {
    const quota = object('v1', 'ResourceQuota', 'small', { spec: { hard: { pods: '0' } } });
    const shop = shopOf([quota, workload('web')]);
    const [set] = shop.list('ReplicaSet');
    const lines = traceOf(shop, [{ kind: 'ReplicaSet', namespace: 'default', name: set?.metadata.name ?? '' }]);
    expect(lines.filter((line) => line.includes('FailedCreate'))).toHaveLength(1);
  });

  test('begins at the mark', () => {
    const shop = shopOf([workload('web')]);
    const since = shop.mark();
    shop.scale('deployment/web', 3);
    shop.settle();
    const [first] = columns(traceOf(shop, [{ kind: 'Deployment', namespace: 'default', name: 'web' }], { since }));
    expect(first?.at(-1)).toContain('replicas 2 to 3');
  });

  test('keeps the first line, the last one and warnings of a long story, with gaps for the others', () => {
    const shop = shopOf([workload('web', { spec: { replicas: 1 }, container: { image: 'sim/exit:1-2' } })]);
    shop.advance('5m');
    const [pod] = shop.list('Pod');
    const about = [{ kind: 'Pod', namespace: 'default', name: pod?.metadata.name ?? '' }];
    const all = traceOf(shop, about, { lines: 100 });
    const short = traceOf(shop, about, { lines: 4 });
    const told = short.filter((line) => line !== '…');
    expect(all.length).toBeGreaterThan(4);
    expect(told).toHaveLength(3);
    expect(columns([told[0] ?? ''])[0]?.[4]).toBe('Pending');
    expect(short).toContain('…');
    expect(short.join('\n')).toContain('BackOff');
  });

  test('says nothing of objects that nothing happened to', () => {
    expect(traceOf(shopOf([workload('web')]), [{ kind: 'Pod', namespace: 'default', name: 'nobody' }])).toEqual([]);
  });
});
