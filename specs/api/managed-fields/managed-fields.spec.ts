// metadata.managedFields as the server shows it: who wrote, how, when, and which fields.
import { describe, expect, test } from '@jest/globals';
import { managedFieldsOf } from '../../../src/api/managed-fields/managers-of';
import type { ManagedFieldsEntry, Pod } from '../../../src/kinds/generated/types.gen';
import type { KindRow, KubeObject } from '../../../src/kinds/kind';
import { kindByKey } from '../../../src/kinds/table';
import { type ApiTank, apiTank, configMap, deployment, pod, refusalOf } from '../api-tank';

const fieldsOf = ({ client }: ApiTank, kind: string, name: string): readonly ManagedFieldsEntry[] => {
  const row = kindByKey(kind) as KindRow;
  const key = row.namespaced ? `default/${name}` : name;
  return managedFieldsOf(client.store, row, client.store.get(row, key) as KubeObject) ?? [];
};

/** `manager operation subresource`, without what is not there. */
const namesOf = (tank: ApiTank, kind: string, name: string) =>
  fieldsOf(tank, kind, name).map(({ manager, operation, subresource }) =>
    [manager, operation, subresource].filter(Boolean).join(' '),
  );

const patchOf = (tank: ApiTank, manager: string, patch: object) =>
  tank.as(manager).patch('ConfigMap', 'default', 'a', 'merge', patch);

const apply = (tank: ApiTank, manager: string, rest: object, force = false) =>
  tank.as(manager).patch('ConfigMap', 'default', 'a', 'apply', configMap('a', rest), { force });

const wait = ({ client }: ApiTank, seconds: number) => {
  client.clock.nowMs += seconds * 1000;
};

describe('an entry', () => {
  test('tells manager, operation, version and time', () => {
    const tank = apiTank();
    tank.as('curl').create(configMap('a', { data: { x: '1' } }));
    expect(fieldsOf(tank, 'ConfigMap', 'a')).toEqual([
      {
        manager: 'curl',
        operation: 'Update',
        apiVersion: 'v1',
        time: '2026-01-01T00:00:00Z',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:data': { '.': {}, 'f:x': {} } },
      },
    ]);
  });

  test('of an applier has what it said, without the maps around it', () => {
    const tank = apiTank();
    apply(tank, 'm1', { metadata: { name: 'a', labels: { l: 'x' } }, data: { x: '1', y: '2' } });
    expect(fieldsOf(tank, 'ConfigMap', 'a')[0]).toMatchObject({
      operation: 'Apply',
      fieldsV1: { 'f:data': { 'f:x': {}, 'f:y': {} }, 'f:metadata': { 'f:labels': { 'f:l': {} } } },
    });
  });

  test('is not there for an object with nothing to own', () => {
    const tank = apiTank();
    tank.client.create(configMap('a'));
    expect(fieldsOf(tank, 'ConfigMap', 'a')).toEqual([]);
  });

  test('of a new Deployment has its defaults too, and no status', () => {
    const tank = apiTank();
    tank.client.create(deployment('web', { replicas: 2 }));
    const container = {
      '.': {},
      'f:image': {},
      'f:imagePullPolicy': {},
      'f:name': {},
      'f:resources': {},
      'f:terminationMessagePath': {},
      'f:terminationMessagePolicy': {},
    };
    expect(fieldsOf(tank, 'Deployment', 'web')[0]?.fieldsV1).toEqual({
      'f:spec': {
        'f:progressDeadlineSeconds': {},
        'f:replicas': {},
        'f:revisionHistoryLimit': {},
        'f:selector': {},
        'f:strategy': { 'f:rollingUpdate': { '.': {}, 'f:maxSurge': {}, 'f:maxUnavailable': {} }, 'f:type': {} },
        'f:template': {
          'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} } },
          'f:spec': {
            'f:containers': { 'k:{"name":"c"}': container },
            'f:dnsPolicy': {},
            'f:restartPolicy': {},
            'f:schedulerName': {},
            'f:securityContext': {},
            'f:terminationGracePeriodSeconds': {},
          },
        },
      },
    });
  });

  test('of a new Pod has nothing of what admission put in', () => {
    const tank = apiTank();
    tank.client.create(pod('p', { containers: [{ name: 'c', image: 'c', ports: [{ containerPort: 80 }] }] }));
    const [entry] = fieldsOf(tank, 'Pod', 'p') as [ManagedFieldsEntry];
    const { 'f:spec': spec } = entry.fieldsV1 as unknown as { 'f:spec': Record<string, unknown> };
    expect(Object.keys(spec)).toEqual([
      'f:containers',
      'f:dnsPolicy',
      'f:enableServiceLinks',
      'f:restartPolicy',
      'f:schedulerName',
      'f:securityContext',
      'f:terminationGracePeriodSeconds',
    ]);
    expect(spec['f:containers']).toMatchObject({
      'k:{"name":"c"}': {
        'f:ports': {
          '.': {},
          'k:{"containerPort":80,"protocol":"TCP"}': { '.': {}, 'f:containerPort': {}, 'f:protocol': {} },
        },
      },
    });
  });
});

describe('a write', () => {
  test('of others takes what it changes', () => {
    const tank = apiTank();
    tank.as('m1').create(configMap('a', { data: { x: '1', y: '1' } }));
    patchOf(tank, 'm2', { data: { x: '2' } });
    expect(fieldsOf(tank, 'ConfigMap', 'a').map(({ manager, fieldsV1 }) => [manager, fieldsV1])).toEqual([
      ['m1', { 'f:data': { '.': {}, 'f:y': {} } }],
      ['m2', { 'f:data': { 'f:x': {} } }],
    ]);
  });

  test('that changes nothing leaves managers and version', () => {
    const tank = apiTank();
    const made = tank.as('m1').create(configMap('a', { data: { x: '1' } }));
    expect(patchOf(tank, 'm2', { data: { x: '1' } })).toBe(made);
    expect(namesOf(tank, 'ConfigMap', 'a')).toEqual(['m1 Update']);
  });

  test('to the status is an entry of its own, whatever else it says', () => {
    const tank = apiTank();
    const made = tank.as('m1').create(deployment('web'));
    tank.as('m1').updateStatus({ ...made, spec: {}, status: { replicas: 1 } } as unknown as KubeObject);
    expect(namesOf(tank, 'Deployment', 'web')).toEqual(['m1 Update', 'm1 Update status']);
    expect(fieldsOf(tank, 'Deployment', 'web')[1]?.fieldsV1).toEqual({ 'f:status': { 'f:replicas': {} } });
  });

  test("to the scale of an object whose count is nobody's leaves it so", () => {
    const tank = apiTank();
    const { selector, template } = (deployment('web') as unknown as { spec: Record<string, unknown> }).spec;
    const body = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { selector, template } };
    tank.as('m1').patch('Deployment', 'default', 'web', 'apply', body);
    const scale = tank.client.scale('Deployment', 'default', 'web');
    tank.as('scaler').updateScale('Deployment', 'default', 'web', { ...scale, spec: { replicas: 5 } });
    expect(namesOf(tank, 'Deployment', 'web')).toEqual(['m1 Apply']);
  });

  test('to the scale takes the count, and has no time', () => {
    const tank = apiTank();
    tank.as('m1').create(deployment('web', { replicas: 2 }));
    const scale = tank.client.scale('Deployment', 'default', 'web');
    tank.as('scaler').updateScale('Deployment', 'default', 'web', { ...scale, spec: { replicas: 5 } });
    const entries = fieldsOf(tank, 'Deployment', 'web');
    expect(entries[0]).toEqual({
      manager: 'scaler',
      operation: 'Update',
      subresource: 'scale',
      apiVersion: 'apps/v1',
      fieldsType: 'FieldsV1',
      fieldsV1: { 'f:spec': { 'f:replicas': {} } },
    });
    expect(entries[1]?.fieldsV1).not.toHaveProperty('f:spec.f:replicas');
  });

  test('of the binding and of a deletion is nobody’s', () => {
    const tank = apiTank();
    tank.as('m1').create(pod('p', {}, { finalizers: ['x.io/a'] }));
    const before = fieldsOf(tank, 'Pod', 'p');
    tank.as('scheduler').createSubresource('Pod', 'default', 'p', 'binding', { target: { name: 'n' } });
    tank.as('m2').delete('Pod', 'default', 'p');
    expect(fieldsOf(tank, 'Pod', 'p')).toEqual(before);
    expect(tank.client.get('Pod', 'default', 'p')?.spec.nodeName).toBe('n');
  });

  test('by an eleventh updater makes the two oldest one', () => {
    const tank = apiTank();
    tank.as('m00').create(configMap('a', { data: { x: '1' } }));
    for (let index = 1; index <= 10; index++) {
      patchOf(tank, `m${String(index).padStart(2, '0')}`, { data: { [`k${index}`]: '1' } });
    }
    const names = namesOf(tank, 'ConfigMap', 'a');
    expect(names).toHaveLength(10);
    expect(names).toContain('ancient-changes Update');
    expect(names).not.toContain('m00 Update');
    expect(names).not.toContain('m01 Update');
  });
});

describe('the order', () => {
  test('appliers first, then by time and name', () => {
    const tank = apiTank();
    tank.as('z').create(configMap('a', { data: { x: '1' } }));
    apply(tank, 'm2', { data: { b: '1' } });
    apply(tank, 'm1', { data: { c: '1' } });
    expect(namesOf(tank, 'ConfigMap', 'a')).toEqual(['m1 Apply', 'm2 Apply', 'z Update']);
  });
});

describe('an apply', () => {
  test('that only shares what stands has no time, and is written all the same', () => {
    const tank = apiTank();
    const first = apply(tank, 'm1', { data: { x: '1' } });
    const second = apply(tank, 'm2', { data: { x: '1' } });
    expect(second.metadata.resourceVersion).not.toBe(first.metadata.resourceVersion);
    expect(fieldsOf(tank, 'ConfigMap', 'a').map(({ manager, time }) => [manager, time])).toEqual([
      ['m2', undefined],
      ['m1', '2026-01-01T00:00:00Z'],
    ]);
  });

  test('repeated later keeps its time and the version', () => {
    const tank = apiTank();
    const first = apply(tank, 'm1', { data: { x: '1' } });
    wait(tank, 60);
    expect(apply(tank, 'm1', { data: { x: '1' } })).toBe(first);
    expect(fieldsOf(tank, 'ConfigMap', 'a')[0]?.time).toBe('2026-01-01T00:00:00Z');
  });

  test('of nothing any more takes its entry away', () => {
    const tank = apiTank();
    apply(tank, 'm1', { data: { x: '1' } });
    expect(apply(tank, 'm1', {}).data).toBeUndefined();
    expect(fieldsOf(tank, 'ConfigMap', 'a')).toEqual([]);
  });

  test('to the status of a Deployment owns status alone', () => {
    const tank = apiTank();
    tank.client.create(deployment('web'));
    const body = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: { replicas: 9 },
      status: { conditions: [{ type: 'Mine', status: 'True' }] },
    };
    tank.as('m1').patch('Deployment', 'default', 'web', 'apply', body, { subresource: 'status' });
    expect(fieldsOf(tank, 'Deployment', 'web')[0]).toMatchObject({
      manager: 'm1',
      subresource: 'status',
      fieldsV1: {
        'f:status': { 'f:conditions': { 'k:{"type":"Mine"}': { '.': {}, 'f:status': {}, 'f:type': {} } } },
      },
    });
    expect(tank.client.get('Deployment', 'default', 'web')).toMatchObject({
      spec: { replicas: 1 },
      status: { conditions: [{ type: 'Mine' }] },
    });
  });

  test('to the scale conflicts with who owns the count', () => {
    const tank = apiTank();
    tank.as('m1').patch('Deployment', 'default', 'web', 'apply', deployment('web', { replicas: 2 }));
    const scale = { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: { name: 'web' }, spec: { replicas: 4 } };
    const ask = (force: boolean) =>
      tank.as('m2').patch('Deployment', 'default', 'web', 'apply', scale, { subresource: 'scale', force });
    expect(refusalOf(() => ask(false))?.message).toBe(
      'Apply failed with 1 conflict: conflict with "m1": .spec.replicas',
    );
    ask(true);
    expect(tank.client.get('Deployment', 'default', 'web')?.spec.replicas).toBe(4);
    expect(namesOf(tank, 'Deployment', 'web')).toEqual(['m2 Apply scale', 'm1 Apply']);
  });
});

describe('managedFields in a request', () => {
  test.each([{ given: [{}] }, { given: [] }])('$given forgets all managers', ({ given }) => {
    const tank = apiTank();
    const made = tank.as('m1').create(configMap('a', { data: { x: '1' } }));
    const next = patchOf(tank, 'm2', { metadata: { managedFields: given } });
    expect(next.metadata.resourceVersion).not.toBe(made.metadata.resourceVersion);
    expect(fieldsOf(tank, 'ConfigMap', 'a')).toEqual([]);
    patchOf(tank, 'm2', { data: { y: '1' } });
    expect(fieldsOf(tank, 'ConfigMap', 'a')).toEqual([]);
  });

  test('after that the first to apply finds all of it owned', () => {
    const tank = apiTank();
    tank.as('m1').create(configMap('a', { data: { x: '1', y: '1' } }));
    patchOf(tank, 'm2', { metadata: { managedFields: [{}] } });
    expect(refusalOf(() => apply(tank, 'm3', { data: { x: '2' } }))?.message).toBe(
      'Apply failed with 1 conflict: conflict with "before-first-apply" using v1: .data.x',
    );
    apply(tank, 'm3', { data: { x: '1' } });
    expect(namesOf(tank, 'ConfigMap', 'a')).toEqual(['m3 Apply', 'before-first-apply Update']);
  });

  test('an entry that makes no sense leaves them', () => {
    const tank = apiTank();
    tank.as('m1').create(configMap('a', { data: { x: '1' } }));
    patchOf(tank, 'm2', { metadata: { managedFields: [{ manager: 'm9', operation: 'Nope' }] } });
    expect(namesOf(tank, 'ConfigMap', 'a')).toEqual(['m1 Update']);
  });

  test('an entry is taken as it is', () => {
    const tank = apiTank();
    const made = tank.as('m1').create(configMap('a', { data: { x: '1' } }));
    const [entry] = fieldsOf(tank, 'ConfigMap', 'a');
    const managedFields = [{ ...entry, manager: 'm9' }] as unknown as undefined;
    tank.as('m2').update({ ...made, metadata: { ...made.metadata, managedFields } } as KubeObject);
    expect(namesOf(tank, 'ConfigMap', 'a')).toEqual(['m9 Update']);
  });

  test('an entry that owns nothing is left out, and a manager may have no name', () => {
    const tank = apiTank();
    tank.as('m1').create(configMap('a', { data: { x: '1' } }));
    const [entry] = fieldsOf(tank, 'ConfigMap', 'a');
    patchOf(tank, 'm2', {
      metadata: {
        managedFields: [
          { ...entry, manager: '' },
          { ...entry, fieldsV1: {} },
        ],
      },
    });
    const { manager: _manager, ...rest } = entry as object as { manager: string };
    expect(fieldsOf(tank, 'ConfigMap', 'a')).toEqual([rest]);
  });

  test('a JSON patch sees those that stand', () => {
    const tank = apiTank();
    tank.as('m1').create(configMap('a', { data: { x: '1' } }));
    const operations = [
      { op: 'test', path: '/metadata/managedFields/0/manager', value: 'm1' },
      { op: 'replace', path: '/metadata/managedFields/0/manager', value: 'm9' },
    ];
    tank.client.patch('ConfigMap', 'default', 'a', 'json', operations);
    expect(namesOf(tank, 'ConfigMap', 'a')).toEqual(['m9 Update']);
  });
});

describe('kubectl', () => {
  const annotation = (data: object) => ({
    'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a', namespace: 'default' },
      data,
    }),
  });
  const made = (live: object, last: object) => {
    const tank = apiTank();
    const metadata = { name: 'a', namespace: 'default', annotations: annotation(last) };
    tank.as('kubectl-client-side-apply').create(configMap('a', { metadata, data: live }));
    return tank;
  };

  test('takes over what it applied on its own side, and keeps the annotation up to date', () => {
    const tank = made({ x: '1' }, { x: '1' });
    const next = apply(tank, 'kubectl', { data: { x: '<2>' } });
    expect(next.data).toEqual({ x: '<2>' });
    expect(next.metadata.annotations).toEqual({
      'kubectl.kubernetes.io/last-applied-configuration':
        '{"apiVersion":"v1","data":{"x":"\\u003c2\\u003e"},"kind":"ConfigMap",' +
        '"metadata":{"name":"a","namespace":"default"}}\n',
    });
  });

  test('not what somebody changed since', () => {
    const tank = made({ x: '3' }, { x: '1' });
    expect(refusalOf(() => apply(tank, 'kubectl', { data: { x: '2' } }))?.message).toBe(
      'Apply failed with 1 conflict: conflict with "kubectl-client-side-apply" using v1: .data.x',
    );
  });

  test('others do not take it over', () => {
    const tank = made({ x: '1' }, { x: '1' });
    expect(refusalOf(() => apply(tank, 'm1', { data: { x: '2' } }))?.code).toBe(409);
  });
});

test('a fork and its original go on by themselves', () => {
  const tank = apiTank();
  tank.as('m1').create(configMap('a', { data: { x: '1' } }));
  const twin = tank.client.store.fork();
  patchOf(tank, 'm2', { data: { x: '2' } });
  const row = kindByKey('ConfigMap') as KindRow;
  const owners = managedFieldsOf(twin, row, twin.get(row, 'default/a') as KubeObject);
  expect(owners?.map(({ manager }) => manager)).toEqual(['m1']);
  expect(namesOf(tank, 'ConfigMap', 'a')).toEqual(['m1 Update', 'm2 Update']);
});

test('the answer to a dry run shows who would own what', () => {
  const tank = apiTank();
  const row = kindByKey('Pod') as KindRow;
  const planned = tank.as('m1').create(pod('p'), { dryRun: true }) as Pod;
  expect(managedFieldsOf(tank.client.store, row, planned)?.map(({ manager }) => manager)).toEqual(['m1']);
  expect(tank.client.get('Pod', 'default', 'p')).toBeUndefined();
});
