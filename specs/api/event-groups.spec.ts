// Events of both API groups are one storage: what is written one way is read the other way.
import { describe, expect, test } from '@jest/globals';
import { deleteObject } from '../../src/api/deletion';
import { listObjects } from '../../src/api/list';
import { createFromBody, patchFromBody, updateFromBody } from '../../src/api/request';
import { watchObjects } from '../../src/api/watch';
import type { KindRow, KubeObject } from '../../src/kinds/kind';
import { kindByVersion } from '../../src/kinds/table';
import { cellsOf } from '../../src/printers/table';
import { type ApiTank, apiTank, configMap, refusalOf } from './api-tank';

const core = kindByVersion('v1', 'Event') as KindRow;
const events = kindByVersion('events.k8s.io/v1', 'Event') as KindRow;
const caller = { actor: 'user', component: 'user', manager: 'wavetank', cause: () => 0 };
const AT = '2026-01-01T00:00:00.000000Z';

const regarding = { kind: 'Pod', namespace: 'default', name: 'p', apiVersion: 'v1' };
const newer = (fields: object = {}) => ({
  apiVersion: 'events.k8s.io/v1',
  kind: 'Event',
  metadata: { name: 'e', namespace: 'default' },
  eventTime: AT,
  reportingController: 'x.io/c',
  reportingInstance: 'c-1',
  action: 'Binding',
  reason: 'Scheduled',
  regarding,
  note: 'assigned',
  type: 'Normal',
  ...fields,
});
const older = (fields: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: 'e', namespace: 'default' },
  involvedObject: regarding,
  reason: 'Pulled',
  message: 'done',
  type: 'Normal',
  count: 3,
  firstTimestamp: '2026-01-01T00:00:00Z',
  lastTimestamp: '2026-01-01T00:00:05Z',
  source: { component: 'kubelet', host: 'n1' },
  ...fields,
});

const create = ({ simulation }: ApiTank, body: object) => createFromBody(simulation.server, caller, body).object;
const get = ({ simulation }: ApiTank, row: KindRow) => simulation.server.get(row, 'default', 'e');

describe('an event', () => {
  test('of the newer group is one of the core group', () => {
    const tank = apiTank();
    const made = create(tank, newer({ series: { count: 2, lastObservedTime: AT } }));
    expect(made).toMatchObject({ apiVersion: 'events.k8s.io/v1', note: 'assigned', regarding });
    const { metadata, ...fields } = get(tank, core) as unknown as Record<string, unknown>;
    expect(metadata).toEqual(made.metadata);
    expect(fields).toEqual({
      apiVersion: 'v1',
      kind: 'Event',
      involvedObject: regarding,
      reason: 'Scheduled',
      message: 'assigned',
      source: {},
      firstTimestamp: null,
      lastTimestamp: null,
      type: 'Normal',
      eventTime: AT,
      series: { count: 2, lastObservedTime: AT },
      action: 'Binding',
      reportingComponent: 'x.io/c',
      reportingInstance: 'c-1',
    });
  });

  test('of the core group is one of the newer group', () => {
    const tank = apiTank();
    create(tank, older());
    const { metadata, ...fields } = get(tank, events) as unknown as Record<string, unknown>;
    expect(fields).toEqual({
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      eventTime: null,
      reason: 'Pulled',
      regarding,
      note: 'done',
      type: 'Normal',
      deprecatedSource: { component: 'kubelet', host: 'n1' },
      deprecatedFirstTimestamp: '2026-01-01T00:00:00Z',
      deprecatedLastTimestamp: '2026-01-01T00:00:05Z',
      deprecatedCount: 3,
    });
  });

  test('is listed, selected, watched and printed in both forms', () => {
    const tank = apiTank();
    const { server, store } = tank.simulation;
    const from = { resourceVersion: String(store.revision) };
    const [older, younger] = [watchObjects(server, core, from), watchObjects(server, events, from)];
    const target = tank.client.create(configMap('a'));
    tank.client.event(target, { type: 'Warning', reason: 'Odd', message: 'so it is' });
    const list = (row: KindRow, fieldSelector: string) => listObjects(server, row, { fieldSelector });
    const [stored] = list(core, 'involvedObject.kind=ConfigMap,reason=Odd').items;
    const listed = list(events, 'regarding.kind=ConfigMap,reason=Odd');
    expect(listed).toMatchObject({ kind: 'EventList', apiVersion: 'events.k8s.io/v1' });
    expect(listed.items).toMatchObject([{ apiVersion: 'events.k8s.io/v1', note: 'so it is', deprecatedCount: 1 }]);
    expect(list(events, 'regarding.name=b').items).toEqual([]);
    expect(refusalOf(() => list(events, 'involvedObject.kind=Pod'))?.message).toBe(
      'field label not supported: involvedObject.kind',
    );
    expect(older.take()).toEqual([{ type: 'ADDED', object: stored }]);
    expect(younger.take()).toEqual([{ type: 'ADDED', object: listed.items[0] }]);
    const cx = { nowMs: tank.simulation.nowMs };
    expect(cellsOf(events, listed.items[0] as KubeObject, cx)).toEqual(cellsOf(core, stored as KubeObject, cx));
  });

  test('is changed and deleted in either form', () => {
    const tank = apiTank();
    const { server } = tank.simulation;
    create(tank, newer());
    const request = { row: events, namespace: 'default', name: 'e', type: 'merge' as const };
    const series = { count: 2, lastObservedTime: AT };
    patchFromBody(server, caller, { ...request, patch: { series } });
    expect(get(tank, core)).toMatchObject({ series });
    const read = get(tank, core) as unknown as Record<string, unknown>;
    updateFromBody(server, caller, { ...read, message: 'again' });
    expect(get(tank, events)).toMatchObject({ note: 'again' });
    const { object } = deleteObject(server, caller, events, 'default', 'e');
    expect(object.apiVersion).toBe('events.k8s.io/v1');
    expect(refusalOf(() => get(tank, core))?.message).toBe('events "e" not found');
    expect(refusalOf(() => get(tank, events))?.message).toBe('events.events.k8s.io "e" not found');
  });

  test('that is there already is refused by the name it was sent to', () => {
    const tank = apiTank();
    create(tank, newer());
    expect(refusalOf(() => create(tank, newer()))?.message).toBe('events.events.k8s.io "e" already exists');
    expect(refusalOf(() => create(tank, older()))?.message).toBe('events "e" already exists');
  });
});

describe('the newer group asks for more', () => {
  const cases: readonly [name: string, fields: object, why: string][] = [
    ['no type', { type: 'Odd' }, 'type: Invalid value: "": has invalid value: Odd'],
    ['a count', { deprecatedCount: 1 }, 'count: Invalid value: "": needs to be unset'],
    ['a source', { deprecatedSource: { component: 'x' } }, 'source: Invalid value: "": needs to be unset'],
    [
      'a series of one',
      { series: { count: 1, lastObservedTime: AT } },
      'series.count: Invalid value: "": should be at least 2',
    ],
    ['no controller', { reportingController: '' }, 'reportingController: Required value'],
    ['no action', { action: undefined }, 'action: Required value'],
  ];

  test.each(cases)('%s', (_, fields, why) => {
    const refusal = refusalOf(() => create(apiTank(), newer(fields)));
    expect(refusal).toMatchObject({ code: 422, message: expect.stringContaining(why) });
    expect(refusal?.message).toMatch(/^Event "e" is invalid: /);
  });

  test('but not the older one', () => {
    expect(create(apiTank(), older({ type: 'Odd' }))).toMatchObject({ type: 'Odd' });
  });

  test('an event without a time of its own', () => {
    expect(refusalOf(() => create(apiTank(), newer({ eventTime: null })))?.message).toContain(
      'eventTime: Required value',
    );
  });

  test('what was said does not change', () => {
    const tank = apiTank();
    create(tank, newer());
    const request = { row: events, namespace: 'default', name: 'e', type: 'merge' as const };
    const refusal = refusalOf(() =>
      patchFromBody(tank.simulation.server, caller, { ...request, patch: { note: 'other' } }),
    );
    expect(refusal?.message).toBe('Event "e" is invalid: message: Invalid value: "other": field is immutable');
  });
});

describe('a HorizontalPodAutoscaler', () => {
  const v1 = kindByVersion('autoscaling/v1', 'HorizontalPodAutoscaler') as KindRow;
  const v2 = kindByVersion('autoscaling/v2', 'HorizontalPodAutoscaler') as KindRow;
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  const body = {
    apiVersion: 'autoscaling/v1',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'e', namespace: 'default' },
    spec: { scaleTargetRef, maxReplicas: 5, targetCPUUtilizationPercentage: 60 },
  };

  test('of either version is read, listed, watched and patched as the other', () => {
    const tank = apiTank();
    const { server, store } = tank.simulation;
    const watched = watchObjects(server, v1, { resourceVersion: String(store.revision) });
    expect(create(tank, body)).toMatchObject({
      apiVersion: 'autoscaling/v1',
      spec: { targetCPUUtilizationPercentage: 60 },
    });
    const resource = { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } };
    expect(get(tank, v2)).toMatchObject({
      apiVersion: 'autoscaling/v2',
      spec: { minReplicas: 1, metrics: [{ resource }] },
    });
    expect(listObjects(server, v1).items).toEqual([get(tank, v1)]);
    expect(watched.take()).toEqual([{ type: 'ADDED', object: get(tank, v1) }]);
    const patch = { spec: { targetCPUUtilizationPercentage: 70 } };
    patchFromBody(server, caller, { row: v1, namespace: 'default', name: 'e', type: 'merge', patch });
    expect(get(tank, v2)).toMatchObject({ spec: { metrics: [{ resource: { target: { averageUtilization: 70 } } }] } });
    const cells = cellsOf(v1, get(tank, v1), { nowMs: tank.simulation.nowMs });
    expect(cells).toEqual(['e', 'Deployment/web', 'cpu: <unknown>/70%', '1', 5, 0, '0s']);
    deleteObject(server, caller, v1, 'default', 'e');
    expect(listObjects(server, v2).items).toEqual([]);
  });
});
