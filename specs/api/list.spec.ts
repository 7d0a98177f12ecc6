// Lists: selectors, pages, versions, and what the server refuses.
import { describe, expect, test } from '@jest/globals';
import { ApiError } from '../../src/api/api-error';
import { getObject, listObjects } from '../../src/api/list';
import type { ListOptions } from '../../src/api/list-options';
import type { KindRow, KubeObject } from '../../src/kinds/kind';
import { kindByName } from '../../src/kinds/table';
import { type ApiTank, apiTank, configMap, pod, refusalOf } from './api-tank';

function rowOf(name: string): KindRow {
  const row = kindByName(name);
  if (!row) throw new Error(`no kind ${name}`);
  return row;
}

const maps = rowOf('configmap');
const MINUTE = 60_000;

const list = ({ simulation }: ApiTank, options?: ListOptions, row = maps) =>
  listObjects(simulation.server, row, options);
const names = (items: readonly KubeObject[]) => items.map(({ metadata }) => metadata.name);
const advance = ({ simulation }: ApiTank, spanMs: number) => simulation.moveTo(simulation.nowMs + spanMs);

/** ConfigMaps a, b, c, ... in the namespace default. */
function tankOf(...made: string[]): ApiTank {
  const tank = apiTank();
  for (const name of made) tank.client.create(configMap(name));
  return tank;
}

/** What a list is refused with, the token for going on included. */
function refusalOfList(tank: ApiTank, options: ListOptions): ApiError {
  try {
    list(tank, options);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error('the list was answered');
}

const decoded = (token: string | undefined) => JSON.parse(Buffer.from(token ?? '', 'base64url').toString());

describe('a list', () => {
  test('is of one namespace or of all, in the order of keys, at the present revision', () => {
    const tank = tankOf('b', 'a');
    const pods = list(tank, {}, rowOf('pod'));
    expect(pods).toMatchObject({ kind: 'PodList', apiVersion: 'v1', items: [] });
    const found = list(tank, { namespace: 'default' });
    expect(names(found.items)).toEqual(['a', 'b']);
    expect(found.metadata).toEqual({ resourceVersion: String(tank.simulation.store.revision) });
    tank.client.create({ ...configMap('z'), metadata: { name: 'z', namespace: 'kube-system' } });
    expect(names(list(tank).items)).toEqual(['a', 'b', 'z']);
    expect(names(list(tank, { namespace: 'kube-system' }).items)).toEqual(['z']);
    expect(list(tank, { namespace: 'nowhere' }).items).toEqual([]);
  });

  test('is of what the selectors select', () => {
    const tank = apiTank();
    for (const [name, labels] of [
      ['a', { app: 'web', tier: 'x' }],
      ['b', { app: 'web' }],
      ['c', {}],
    ] as const) {
      tank.client.create(configMap(name, { metadata: { name, namespace: 'default', labels } }));
    }
    const selected = (labelSelector: string) => names(list(tank, { labelSelector }).items);
    expect(selected('app=web')).toEqual(['a', 'b']);
    expect(selected('app in (web,db),!tier')).toEqual(['b']);
    expect(selected('app!=web')).toEqual(['c']);
    expect(selected('')).toEqual(['a', 'b', 'c']);
    expect(names(list(tank, { fieldSelector: 'metadata.name!=b' }).items)).toEqual(['a', 'c']);
    expect(names(list(tank, { labelSelector: 'app', fieldSelector: 'metadata.name==b' }).items)).toEqual(['b']);
  });
});

describe('field selectors', () => {
  const tank = apiTank();
  tank.client.create(pod('p', { hostNetwork: true }));
  const known: readonly [kind: string, selector: string, count: number][] = [
    ['pod', 'spec.nodeName=', 1],
    ['pod', 'spec.host=', 1],
    ['pod', 'status.phase=Pending,spec.restartPolicy=Always', 1],
    ['pod', 'status.phase!=Pending', 0],
    ['pod', 'spec.hostNetwork=true', 1],
    ['pod', 'spec.serviceAccountName=default,spec.schedulerName=default-scheduler', 1],
    ['pod', 'status.podIP=,status.podIPs=,status.nominatedNodeName=', 1],
    ['pod', 'metadata.namespace=default', 1],
    ['pod', ',', 1],
    ['namespace', 'status.phase=Active,metadata.name=default', 1],
    ['node', 'spec.unschedulable=true', 0],
    ['secret', 'type=Opaque', 0],
    ['service', 'spec.type=ClusterIP', 1],
    ['job', 'status.successful=1', 0],
    ['csr', 'spec.signerName=x', 0],
    ['resourceslice', 'spec.driver=x,spec.nodeName=n', 0],
    ['event', 'involvedObject.kind=Pod,reason=x,source=kubelet,type=Warning', 0],
    ['storageclass', 'metadata.namespace=', 0],
  ];

  test.each(known)('%s: %s', (kind, fieldSelector, count) => {
    expect(list(tank, { fieldSelector }, rowOf(kind)).items).toHaveLength(count);
  });

  const refused: readonly [kind: string, selector: string, message: string][] = [
    ['configmap', 'foo=1', '"foo" is not a known field selector: only "metadata.name", "metadata.namespace"'],
    ['persistentvolume', 'name=1', '"name" is not a known field selector: only "metadata.name", "metadata.namespace"'],
    ['pod', 'spec.foo=1', 'field label not supported: spec.foo'],
    ['node', 'metadata.namespace=x', 'field label not supported: metadata.namespace'],
    ['job', 'spec.foo=1', 'field label "spec.foo" not supported for Job'],
    ['resourceslice', 'x=1', 'field label not supported for resource.k8s.io/v1, Kind=ResourceSlice: x'],
    ['pod', 'metadata.name', "invalid selector: 'metadata.name'; can't understand 'metadata.name'"],
    ['pod', 'z=1,b', "invalid selector: 'z=1,b'; can't understand 'b'"],
    ['pod', 'metadata.name=a=b', 'invalid field selector: unescaped character in value: 61'],
    ['pod', 'metadata.name=a\\x', 'invalid field selector: invalid escape sequence: \\x'],
    ['pod', 'metadata.name=a\\', 'invalid field selector: invalid escape sequence: \\'],
  ];

  test.each(refused)('%s: %s is refused', (kind, fieldSelector, message) => {
    const refusal = refusalOf(() => list(tank, { fieldSelector }, rowOf(kind)));
    expect(refusal).toEqual({ code: 400, reason: 'BadRequest', message });
  });

  test('take commas and equals signs that are escaped', () => {
    expect(list(tank, { fieldSelector: 'metadata.name=a\\,b\\=c' }).items).toEqual([]);
  });

  test('a label selector that cannot be read', () => {
    const refusal = refusalOf(() => list(tank, { labelSelector: '=x' }));
    expect(refusal).toMatchObject({ code: 400, message: expect.stringContaining('found') });
    const other = refusalOf(() => list(tank, { labelSelector: 'a==(' }));
    expect(other?.message).toBe("unable to parse requirement: found '(', expected: identifier");
  });
});

describe('pages', () => {
  test('follow one another and show the state of the first', () => {
    const tank = tankOf('a', 'b', 'c', 'd', 'e');
    const first = list(tank, { namespace: 'default', limit: 2 });
    expect(names(first.items)).toEqual(['a', 'b']);
    expect(first.metadata.remainingItemCount).toBe(3);
    const { revision } = tank.simulation.store;
    expect(decoded(first.metadata.continue)).toEqual({ v: 'meta.k8s.io/v1', rv: revision, start: '/b\u0000' });
    tank.client.delete('ConfigMap', 'default', 'c');
    tank.client.create(configMap('bb'));
    const second = list(tank, { namespace: 'default', limit: 2, continue: first.metadata.continue });
    expect(names(second.items)).toEqual(['c', 'd']);
    expect(second.metadata).toMatchObject({ resourceVersion: String(revision), remainingItemCount: 1 });
    const last = list(tank, { namespace: 'default', continue: second.metadata.continue });
    expect([names(last.items), last.metadata]).toEqual([['e'], { resourceVersion: String(revision) }]);
  });

  test('over all namespaces lead on by namespace and name', () => {
    const tank = tankOf('a');
    tank.client.create(configMap('z', { metadata: { name: 'z', namespace: 'kube-public' } }));
    const { metadata } = list(tank, { limit: 1 });
    expect(decoded(metadata.continue).start).toBe('/default/a\u0000');
    expect(names(list(tank, { continue: metadata.continue }).items)).toEqual(['z']);
  });

  test('of a selection do not tell how many remain, and may be followed by an empty one', () => {
    const tank = tankOf('a', 'b', 'c');
    const first = list(tank, { limit: 1, fieldSelector: 'metadata.name=a' });
    expect(first.metadata).toEqual({ resourceVersion: expect.any(String), continue: expect.any(String) });
    const second = list(tank, { limit: 1, fieldSelector: 'metadata.name=a', continue: first.metadata.continue });
    expect([second.items, second.metadata.continue]).toEqual([[], undefined]);
  });

  test('are not cut for resourceVersion 0 or a limit below 1', () => {
    const tank = tankOf('a', 'b', 'c');
    for (const options of [{ limit: 1, resourceVersion: '0' }, { limit: 0 }, { limit: -5 }]) {
      expect(names(list(tank, options).items)).toEqual(['a', 'b', 'c']);
      expect(list(tank, options).metadata.continue).toBeUndefined();
    }
  });

  test('of events are cut for resourceVersion 0 too, as there is no cache of them', () => {
    const tank = apiTank();
    const target = tank.client.create(configMap('a'));
    for (const reason of ['A', 'B']) tank.client.event(target, { type: 'Normal', reason, message: reason });
    const { items, metadata } = list(tank, { limit: 1, resourceVersion: '0', namespace: 'default' }, rowOf('event'));
    expect(items).toHaveLength(1);
    expect(decoded(metadata.continue).start).toBe(`${items[0]?.metadata.name}\u0000`);
  });

  test('that are too old lead to an inconsistent rest', () => {
    const tank = tankOf('a', 'b', 'c');
    const first = list(tank, { namespace: 'default', limit: 1 });
    tank.client.create(configMap('d'));
    advance(tank, 11 * MINUTE);
    const refusal = refusalOfList(tank, { namespace: 'default', continue: first.metadata.continue });
    expect([refusal.code, refusal.reason]).toEqual([410, 'Expired']);
    expect(refusal.message).toMatch(
      /^The provided continue parameter is too old to display a consistent list result\./,
    );
    const { metadata } = refusal.status() as { metadata: { continue: string } };
    expect(decoded(metadata.continue)).toEqual({ v: 'meta.k8s.io/v1', rv: -1, start: '/a\u0000' });
    const rest = list(tank, { namespace: 'default', continue: metadata.continue });
    expect(names(rest.items)).toEqual(['b', 'c', 'd']);
    expect(rest.metadata.resourceVersion).toBe(String(tank.simulation.store.revision));
  });

  const token = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const v = 'meta.k8s.io/v1';
  const badTokens: readonly [name: string, token: string, why: string][] = [
    ['no base64', '!x', 'illegal base64 data at input byte 0'],
    ['cut base64', 'abcde', 'illegal base64 data at input byte 4'],
    ['padded base64', 'YQ==', 'illegal base64 data at input byte 2'],
    ['no JSON', Buffer.from('hello').toString('base64url'), "invalid character 'h' looking for beginning of value"],
    ['no object', token([]), 'json: cannot unmarshal array into Go value of type storage.continueToken'],
    [
      'a version of the wrong type',
      token({ v, rv: 'x' }),
      'json: cannot unmarshal string into Go struct field continueToken.rv of type int64',
    ],
    ['a path upwards', token({ v, rv: 1, start: '../x' }), '../x'],
  ];

  test.each(badTokens)('a token that is %s', (_, text, why) => {
    const refusal = refusalOf(() => list(tankOf(), { continue: text }));
    const message = `invalid continue token: continue key is not valid: ${why}`;
    expect(refusal).toEqual({ code: 400, reason: 'BadRequest', message });
  });

  test.each([
    ['another version', { v: 'v2', rv: 1, start: 'a' }, 'server does not recognize this encoded version v2'],
    ['no revision', { v, start: 'a' }, 'incorrect encoded start resourceVersion (version meta.k8s.io/v1)'],
    ['no key', { v, rv: 1 }, 'encoded start key empty (version meta.k8s.io/v1)'],
  ])('a token with %s', (_, value, why) => {
    const refusal = refusalOf(() => list(tankOf(), { continue: token(value) }));
    expect(refusal?.message).toBe(`invalid continue token: continue key is not valid: ${why}`);
  });

  test('together with a version are refused', () => {
    const tank = tankOf('a', 'b');
    const { metadata } = list(tank, { limit: 1 });
    const refusal = refusalOf(() => list(tank, { continue: metadata.continue, resourceVersion: '1' }));
    expect(refusal?.message).toBe('specifying resource version is not allowed when using continue');
    expect(list(tank, { continue: metadata.continue, resourceVersion: '0' }).items).toHaveLength(1);
  });
});

describe('a version', () => {
  test('that is exact shows what stood then', () => {
    const tank = tankOf('a', 'b');
    const then = String(tank.simulation.store.revision);
    tank.client.delete('ConfigMap', 'default', 'a');
    tank.client.create(configMap('c'));
    const update = tank.client.get('ConfigMap', 'default', 'b') as KubeObject;
    tank.client.update({ ...update, data: { x: '1' } } as KubeObject);
    const past = list(tank, { resourceVersion: then, resourceVersionMatch: 'Exact' });
    expect([names(past.items), past.metadata.resourceVersion]).toEqual([['a', 'b'], then]);
    expect(past.items[1]).toBe(update);
    expect(names(list(tank, { resourceVersion: then, limit: 5 }).items)).toEqual(['a', 'b']);
    const present = list(tank, { resourceVersion: then, resourceVersionMatch: 'NotOlderThan' });
    expect(names(present.items)).toEqual(['b', 'c']);
    expect(names(list(tank, { resourceVersion: then }).items)).toEqual(['b', 'c']);
  });

  test('is kept for five minutes, and gone after ten at most', () => {
    const tank = tankOf('a');
    const then = String(tank.simulation.store.revision);
    const exact = { resourceVersion: then, resourceVersionMatch: 'Exact' };
    advance(tank, 4 * MINUTE);
    tank.client.create(configMap('b'));
    advance(tank, 5 * MINUTE);
    expect(names(list(tank, exact).items)).toEqual(['a']);
    advance(tank, MINUTE);
    const refusal = refusalOf(() => list(tank, exact));
    const message = 'The resourceVersion for the provided list is too old.';
    expect(refusal).toEqual({ code: 410, reason: 'Expired', message });
  });

  test.each([
    ['not older than', {}, 1],
    ['exact', { resourceVersionMatch: 'Exact' }, undefined],
  ])('that is not reached yet: %s', (_, options, retryAfterSeconds) => {
    const tank = tankOf();
    const { revision } = tank.simulation.store;
    const refusal = refusalOfList(tank, { resourceVersion: '5000', ...options });
    expect(refusal.status()).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: `Timeout: Too large resource version: 5000, current: ${revision}`,
      reason: 'Timeout',
      details: {
        causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
        ...(retryAfterSeconds ? { retryAfterSeconds } : {}),
      },
      code: 504,
    });
  });

  const invalid: readonly [options: ListOptions, why: string][] = [
    [
      { resourceVersionMatch: 'Exact' },
      'resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
    ],
    [
      { resourceVersionMatch: 'Exact', resourceVersion: '0' },
      'resourceVersionMatch: Forbidden: resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
    ],
    [
      { resourceVersionMatch: 'Foo', resourceVersion: '1' },
      'resourceVersionMatch: Unsupported value: "Foo": supported values: "Exact", "NotOlderThan", ""',
    ],
    [
      { resourceVersionMatch: 'NotOlderThan', resourceVersion: '1', continue: 'x' },
      'resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden when continue is provided',
    ],
    [{ sendInitialEvents: false }, 'sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list'],
  ];

  test.each(invalid)('%j is refused', (options, why) => {
    const { code, reason, message, details } = refusalOfList(tankOf(), options);
    expect({ code, reason, message }).toEqual({
      code: 422,
      reason: 'Invalid',
      message: `ListOptions.meta.k8s.io "" is invalid: ${why}`,
    });
    expect(details).toMatchObject({ group: 'meta.k8s.io', kind: 'ListOptions' });
  });

  test.each([
    ['abc', 'invalid syntax'],
    ['-1', 'invalid syntax'],
    ['99999999999999999999', 'value out of range'],
  ])('%s is no version', (resourceVersion, why) => {
    const text = `resourceVersion: Invalid value: "${resourceVersion}": strconv.ParseUint: parsing "${resourceVersion}": ${why}`;
    const tank = tankOf('a');
    expect(refusalOf(() => list(tank, { resourceVersion }))).toEqual({
      code: 400,
      reason: 'BadRequest',
      message: `invalid resource version: ${text}`,
    });
    const { server } = tank.simulation;
    const get = refusalOf(() => getObject(server, maps, 'default', 'a', resourceVersion));
    expect(get).toEqual({ code: 500, reason: undefined, message: text });
  });

  test('of a get is not older than asked', () => {
    const tank = tankOf('a');
    const { server, store } = tank.simulation;
    for (const resourceVersion of [undefined, '', '0', '1', String(store.revision)]) {
      expect(getObject(server, maps, 'default', 'a', resourceVersion).metadata.name).toBe('a');
    }
    expect(refusalOf(() => getObject(server, maps, 'default', 'a', '5000'))?.code).toBe(504);
  });
});
