import { describe, expect, test } from '@jest/globals';
import { type Cluster, cluster } from '../../src/actions/acting-cluster';
import { summaryOf } from '../../src/cluster/change-summary';
import type { TimelineRow } from '../../src/cluster/timeline';
import { timelineText } from '../../src/report/timeline';

const pod = (name: string, namespace = 'default') => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace },
  spec: { containers: [{ name: 'c', image: 'c' }] },
});

function tankWithPod(): Cluster {
  const tank = cluster({ nodes: 1 });
  tank.create(pod('web'));
  tank.settle();
  return tank;
}

const texts = (rows: readonly TimelineRow[]) => rows.map(({ actor, verb, what }) => `${actor} ${verb}: ${what}`);

describe('rows', () => {
  test('tell who did what, in order', () => {
    const tank = tankWithPod();
    const rows = tank.timeline().filter(({ target }) => target === 'pod/web');
    const lines = texts(rows).filter((line) => !line.endsWith(': '));
    expect(lines).toEqual([
      'user create: Pending',
      'kube-scheduler bind: on node-1',
      expect.stringMatching(/^kubelet update: Running/),
      ...(lines.length > 3 ? ['kubelet update: ready'] : []),
    ]);
    const revisions = rows.map(({ revision }) => revision);
    expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
  });

  test('begin at a mark', () => {
    const tank = tankWithPod();
    const mark = tank.mark();
    expect(tank.timeline({ since: mark })).toEqual([]);
    tank.delete('pod/web', { graceSeconds: 0 });
    expect(texts(tank.timeline({ since: mark }))).toEqual(['user delete: terminating', 'user remove: gone']);
  });

  test('leave events out unless asked', () => {
    const tank = tankWithPod();
    const events = (rows: readonly TimelineRow[]) => rows.filter(({ target }) => target.includes('event/'));
    expect(events(tank.timeline())).toEqual([]);
    expect(events(tank.timeline({ events: true })).map(({ what }) => what)).toContain('Started: Container started');
  });

  test('are fewer when brief: only what people watch', () => {
    const tank = tankWithPod();
    const [all, brief] = [tank.timeline(), tank.timeline({ brief: true })];
    expect(brief.length).toBeLessThan(all.length);
    expect(brief.every(({ what, verb }) => what !== '' || verb === 'create')).toBe(true);
  });

  test('name the namespace outside of default', () => {
    const tank = cluster({ nodes: 1 });
    tank.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } });
    tank.settle();
    tank.create(pod('web', 'team'));
    const targets = tank.timeline().map(({ target }) => target);
    expect(targets).toEqual(expect.arrayContaining(['namespace/team', 'team/pod/web']));
  });

  test("lead to the user's line", () => {
    const tank = tankWithPod();
    const ofPod = tank.timeline().filter(({ target }) => target === 'pod/web');
    expect(new Set(ofPod.map(({ source }) => source?.file))).toEqual(new Set([__filename]));
  });
});

test('the text counts from the mark and has one line a row', () => {
  const tank = tankWithPod();
  const mark = tank.mark();
  tank.advance('90s');
  tank.delete('pod/web', { graceSeconds: 0 });
  expect(timelineText(tank, { since: mark })).toBe(
    '  +90.000s  user  delete  pod/web  terminating\n  +90.000s  user  remove  pod/web  gone',
  );
  expect(timelineText(tank, { since: tank.mark() })).toBe('');
});

describe('the summary of a change', () => {
  const object = (rest: object) => ({ apiVersion: 'v1', kind: 'X', metadata: { name: 'x' }, ...rest });
  const change = (kind: string, before: object | undefined, after: object, type = 'MODIFIED') =>
    summaryOf({
      type,
      kind,
      previous: before && object(before),
      object: object(after),
    } as unknown as Parameters<typeof summaryOf>[0]);
  const ready = (status: string) => ({ conditions: [{ type: 'Ready', status }] });
  const waiting = (reason: string) => [{ name: 'c', restartCount: 0, state: { waiting: { reason } } }];
  const ended = (exitCode: number, reason: string) => [
    { name: 'c', restartCount: 1, state: { terminated: { exitCode, reason } } },
  ];

  test.each([
    { name: 'a new pod', kind: 'Pod', after: { spec: {}, status: { phase: 'Pending' } }, says: 'Pending' },
    { name: 'a bound pod', kind: 'Pod', before: { spec: {} }, after: { spec: { nodeName: 'n' } }, says: 'on n' },
    {
      name: 'a pod that became ready',
      kind: 'Pod',
      before: { spec: {}, status: { phase: 'Running' } },
      after: { spec: {}, status: { phase: 'Running', ...ready('True') } },
      says: 'ready',
    },
    {
      name: 'a pull that fails',
      kind: 'Pod',
      before: { spec: {}, status: {} },
      after: { spec: {}, status: { containerStatuses: waiting('ErrImagePull') } },
      says: 'ErrImagePull',
    },
    {
      name: 'a quiet reason',
      kind: 'Pod',
      before: { spec: {}, status: {} },
      after: { spec: {}, status: { containerStatuses: waiting('ContainerCreating') } },
      says: '',
    },
    {
      name: 'a crash',
      kind: 'Pod',
      before: { spec: {}, status: {} },
      after: { spec: {}, status: { containerStatuses: ended(137, 'OOMKilled') } },
      says: 'OOMKilled (exit code 137), restarts 1',
    },
    {
      name: 'replicas',
      kind: 'ReplicaSet',
      before: { spec: { replicas: 3 } },
      after: { spec: { replicas: 4 } },
      says: 'replicas 3 to 4',
    },
    {
      name: 'a node that falls silent',
      kind: 'Node',
      before: { spec: {}, status: ready('True') },
      after: { spec: {}, status: ready('Unknown') },
      says: 'Ready True to Unknown',
    },
    {
      name: 'a cordoned node',
      kind: 'Node',
      before: { spec: {}, status: {} },
      after: { spec: { unschedulable: true }, status: {} },
      says: 'cordoned',
    },
    {
      name: 'endpoints of a slice',
      kind: 'EndpointSlice',
      before: { endpoints: [{}] },
      after: { endpoints: [{}, { conditions: { ready: false } }, { conditions: { ready: true } }] },
      says: 'ready endpoints 1 to 2',
    },
    { name: 'a kind that nobody watches', kind: 'Lease', before: { spec: {} }, after: { spec: { x: 1 } }, says: '' },
    { name: 'a removal', kind: 'Pod', after: { spec: {} }, type: 'DELETED', says: 'gone' },
  ])('$name', ({ kind, before, after, type, says }) => {
    expect(change(kind, before, after, type)).toBe(says);
  });
});
