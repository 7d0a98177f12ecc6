// Custom resources through the API: bodies, metadata, subresources, versions.
import { describe, expect, test } from '@jest/globals';
import { CustomTank, definition, faults, instance, refusal, version, widgets } from './custom-tank';

const size = { type: 'object', properties: { size: { type: 'integer' } } };

describe('a body', () => {
  test('with unknown fields is refused when strict, each by its path in order', () => {
    const tank = widgets(size);
    const body = { ...instance('a', { zz: 1, sizee: 2 }), extra: true };
    expect(refusal(() => tank.send(body))).toMatchObject({
      code: 400,
      message:
        'Widget in version "v1" cannot be handled as a Widget: strict decoding error: ' +
        'unknown field "extra", unknown field "spec.sizee", unknown field "spec.zz"',
    });
  });

  test('loses them with warnings, or in silence', () => {
    const tank = widgets(size);
    const warned = tank.send(instance('a', { zz: 1 }), { fieldValidation: 'Warn' });
    expect(warned.warnings).toEqual(['unknown field "spec.zz"']);
    expect(warned.object).toMatchObject({ spec: {} });
    expect(tank.send(instance('b', { zz: 1 }), { fieldValidation: 'Ignore' }).warnings).toEqual([]);
  });

  test('has typed metadata', () => {
    const tank = widgets(size);
    const body = { ...instance('a'), metadata: { name: 'a', labels: { a: 1 } } };
    expect(refusal(() => tank.send(body)).message).toBe(
      'Widget in version "v1" cannot be handled as a Widget: ' +
        'json: cannot unmarshal number into Go struct field ObjectMeta.labels of type string',
    );
    const misspelt = { ...instance('a'), metadata: { name: 'a', label: {} } };
    expect(refusal(() => tank.send(misspelt)).message).toContain('unknown field "metadata.label"');
  });

  test('without metadata wants a name', () => {
    const { metadata: _, ...body } = instance('a') as unknown as Record<string, unknown>;
    const refused = refusal(() => widgets(size).send(body as never));
    expect(refused.message).toContain('metadata.name: Required value: name or generateName is required');
  });

  test('of a kind that the definition does not serve is nobody’s', () => {
    const tank = widgets(size);
    const body = { ...instance('a'), apiVersion: 'example.com/v2' };
    expect(refusal(() => tank.send(body))).toMatchObject({ code: 404, message: '404 page not found\n' });
  });

  test('needs a resourceVersion to replace', () => {
    const tank = widgets(size);
    const { object } = tank.send(instance('a'));
    expect(refusal(() => tank.put(instance('a', { size: 2 }))).message).toBe(
      'widgets.example.com "a" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update',
    );
    const { resourceVersion } = object.metadata;
    const next = { ...instance('a', { size: 2 }), metadata: { name: 'a', resourceVersion } };
    expect(tank.put(next).object).toMatchObject({ spec: { size: 2 }, metadata: { generation: 2 } });
  });

  test('may have any finalizer, with a warning', () => {
    const tank = widgets(size);
    const finalizers = ['plain', 'example.com', 'example.com/fine'];
    expect(tank.send({ ...instance('a'), metadata: { name: 'a', finalizers } }).warnings).toEqual([
      'metadata.finalizers: "example.com": prefer a domain-qualified finalizer name including a path (/) to avoid ' +
        'accidental conflicts with other finalizer writers',
      'metadata.finalizers: "plain": prefer a domain-qualified finalizer name to avoid accidental conflicts with other ' +
        'finalizer writers',
    ]);
  });
});

describe('an embedded resource', () => {
  const embedded = { type: 'object', 'x-kubernetes-embedded-resource': true } as const;
  const pod = { type: 'object', properties: { pod: { ...embedded, 'x-kubernetes-preserve-unknown-fields': true } } };

  test.each<[name: string, pod: object, field: string, message: string]>([
    ['says what it is', { kind: 'Pod' }, 'spec.pod.apiVersion', 'Required value'],
    [
      'has a version',
      { apiVersion: 'a/b/c', kind: 'Pod' },
      'spec.pod.apiVersion',
      'Invalid value: "a/b/c": unexpected GroupVersion string: a/b/c',
    ],
    ['has a kind', { apiVersion: 'v1', kind: '' }, 'spec.pod.kind', 'Invalid value: "": must not be empty'],
    [
      'has a name that fits a path',
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a/b' } },
      'spec.pod.metadata.name',
      'Invalid value: "a/b": may not contain \'/\'',
    ],
  ])('%s', (_, value, field, message) => {
    expect(faults(() => widgets(pod).send(instance('a', { pod: value })))).toEqual([`${field}: ${message}`]);
  });

  test('has typed metadata', () => {
    const body = instance('a', { pod: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 5 } } });
    expect(refusal(() => widgets(pod).send(body)).message).toBe(
      'Widget in version "v1" cannot be handled as a Widget: spec.pod.metadata: Invalid value: {"name":5}: ' +
        'json: cannot unmarshal number into Go struct field ObjectMeta.name of type string',
    );
  });
});

describe('patches', () => {
  test('are merge, JSON or apply', () => {
    const tank = widgets(size);
    tank.send(instance('a', { size: 1 }));
    expect(refusal(() => tank.patch('wd', 'a', { spec: { size: 2 } }, { type: 'strategic' }))).toMatchObject({
      code: 415,
      message:
        'the body of the request was in an unknown format - accepted media types include: ' +
        'application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
    });
    const replace = [{ op: 'replace', path: '/spec/size', value: 3 }];
    expect(tank.patch('wd', 'a', replace, { type: 'json' }).object).toMatchObject({ spec: { size: 3 } });
    const applied = { ...instance('b', { size: 4 }) };
    expect(tank.patch('wd', 'b', applied, { type: 'apply' }).code).toBe(201);
  });

  test('apply merges lists by their keys and sets by their items', () => {
    const keyed = {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name', 'proto'],
      items: {
        type: 'object',
        required: ['name'],
        properties: { name: { type: 'string' }, proto: { type: 'string', default: 'TCP' }, v: { type: 'integer' } },
      },
    };
    const set = { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } };
    const tank = widgets({
      type: 'object',
      properties: { keyed, set, list: { type: 'array', items: { type: 'integer' } } },
    } as never);
    const apply = (manager: string, spec: object, force = false) =>
      tank.patch('wd', 'a', instance('a', spec), { type: 'apply', force }, { fieldManager: manager });
    apply('one', { keyed: [{ name: 'p', v: 1 }], set: ['a', 'b'], list: [1] });
    apply('two', { keyed: [{ name: 'q' }], set: ['b', 'c'] });
    expect(tank.get('wd', 'a')).toMatchObject({
      spec: {
        keyed: [
          { name: 'p', proto: 'TCP', v: 1 },
          { name: 'q', proto: 'TCP' },
        ],
        set: ['a', 'b', 'c'],
        list: [1],
      },
    });
    expect(refusal(() => apply('two', { list: [2], keyed: [{ name: 'p', v: 5 }] })).message).toBe(
      'Apply failed with 2 conflicts: conflicts with "one":\n- .spec.list\n- .spec.keyed[name="p",proto="TCP"].v',
    );
  });
});

describe('status', () => {
  const withStatus = () =>
    new CustomTank(definition({ versions: [version('v1', size, { subresources: { status: {} } })] }));

  test('is no part of a create or of an update, and counts no generation', () => {
    const keep = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
    const schema = { openAPIV3Schema: { type: 'object', properties: { spec: size, status: keep } } };
    const tank = new CustomTank(
      definition({ versions: [version('v1', size, { schema, subresources: { status: {} } })] }),
    );
    expect(tank.send({ ...instance('a', { size: 1 }), status: { x: 1 } }).object).not.toHaveProperty('status');
    const status = tank.patch(
      'wd',
      'a',
      { status: { x: 1 }, spec: { size: 9 }, metadata: { labels: { a: 'b' } } },
      { subresource: 'status' },
    );
    expect(status.object).toMatchObject({ status: { x: 1 }, spec: { size: 1 }, metadata: { generation: 1 } });
    expect(status.object.metadata.labels).toBeUndefined();
    const main = tank.patch('wd', 'a', { status: { x: 2 }, spec: { size: 2 } });
    expect(main.object).toMatchObject({ status: { x: 1 }, spec: { size: 2 }, metadata: { generation: 2 } });
  });

  test('is a field like any other without the subresource', () => {
    const keep = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
    const schema = { openAPIV3Schema: { type: 'object', properties: { spec: size, status: keep } } };
    const tank = new CustomTank(definition({ versions: [version('v1', size, { schema })] }));
    expect(tank.send({ ...instance('a'), status: { x: 1 } }).object).toMatchObject({ status: { x: 1 } });
    expect(tank.patch('wd', 'a', { status: { x: 2 } }).object.metadata.generation).toBe(2);
  });

  test('changes of metadata count no generation', () => {
    const tank = withStatus();
    tank.send(instance('a'));
    expect(tank.patch('wd', 'a', { metadata: { labels: { a: 'b' } } }).object.metadata.generation).toBe(1);
  });
});

describe('scale', () => {
  const scale = {
    specReplicasPath: '.spec.size',
    statusReplicasPath: '.status.size',
    labelSelectorPath: '.status.selector',
  };
  const status = { type: 'object', properties: { size: { type: 'integer' }, selector: { type: 'string' } } };
  const schema = { openAPIV3Schema: { type: 'object', properties: { spec: size, status } } };
  const scalable = () =>
    new CustomTank(definition({ versions: [version('v1', size, { schema, subresources: { scale } })] }));

  test('shows the counts and the selector where the definition says', () => {
    const tank = scalable();
    tank.send({ ...instance('a', { size: 3 }), status: { size: 2, selector: 'a=b' } });
    const client = tank.cluster.client(0);
    expect(client.scale('Widget.example.com', 'default', 'a')).toMatchObject({
      kind: 'Scale',
      spec: { replicas: 3 },
      status: { replicas: 2, selector: 'a=b' },
    });
    client.updateScale('Widget.example.com', 'default', 'a', {
      ...client.scale('Widget.example.com', 'default', 'a'),
      spec: { replicas: 5 },
    });
    expect(tank.get('wd', 'a')).toMatchObject({ spec: { size: 5 }, metadata: { generation: 2 } });
  });

  test('is not there without a count', () => {
    const tank = scalable();
    tank.send(instance('a'));
    expect(refusal(() => tank.cluster.client(0).scale('Widget.example.com', 'default', 'a'))).toMatchObject({
      code: 500,
      message: 'Internal error occurred: the spec replicas field ".spec.size" does not exist',
    });
  });

  test.each<[name: string, body: object, fault: string]>([
    [
      'a text',
      { spec: { size: 'x' } },
      '.spec.size: Invalid value: 0: .spec.size accessor error: x is of the type string, expected int64',
    ],
    ['a negative count', { spec: { size: -1 } }, '.spec.size: Invalid value: -1: should be a non-negative integer'],
    [
      'too large a count',
      { spec: { size: 3e9 } },
      '.spec.size: Invalid value: 3000000000: should be less than or equal to 2147483647',
    ],
    [
      'a selector that is no text',
      { status: { selector: 1 } },
      '.status.selector: Invalid value: "": .status.selector accessor error: 1 is of the type int64, expected string',
    ],
  ])('takes %s for what it is', (_, parts, fault) => {
    expect(faults(() => scalable().send({ ...instance('a'), ...parts }))).toContain(fault);
  });
});

describe('versions', () => {
  const old = { type: 'object', properties: { size: { type: 'integer' }, only: { type: 'string', default: 'old' } } };
  const fresh = {
    type: 'object',
    properties: { size: { type: 'integer', default: 3 }, more: { type: 'string', default: 'new' } },
  };
  const two = () =>
    new CustomTank(definition({ versions: [version('v1alpha1', old, { deprecated: true }), version('v1', fresh)] }));

  test('show the same objects, each by its own schema, with the defaults of the stored version', () => {
    const tank = two();
    const { object } = tank.send(instance('a', { size: 5 }, 'example.com/v1alpha1'));
    expect(object).toMatchObject({ apiVersion: 'example.com/v1alpha1', spec: { size: 5 } });
    expect(tank.get('wd', 'a')).toMatchObject({ apiVersion: 'example.com/v1', spec: { size: 5, more: 'new' } });
    const { simulation } = tank.cluster;
    const row = simulation.server.kinds.byVersion('example.com/v1alpha1', 'Widget');
    expect(simulation.store.get(row as never, 'default/a')).toMatchObject({ spec: { size: 5 } });
  });

  test('the preferred one is the newest stable one', () => {
    const tank = two();
    expect(tank.cluster.kindNamed('widgets').version).toBe('v1');
    expect(tank.cluster.kindNamed('widgets.v1alpha1.example.com').version).toBe('v1alpha1');
  });

  test('a deprecated one warns, and names a better one', () => {
    expect(two().send(instance('a', {}, 'example.com/v1alpha1')).warnings).toEqual([
      'example.com/v1alpha1 Widget is deprecated; use example.com/v1 Widget',
    ]);
  });

  test('one that is not served is not found', () => {
    const tank = new CustomTank(definition({ versions: [version('v1'), version('v2', size, { served: false })] }));
    expect(refusal(() => tank.send(instance('a', {}, 'example.com/v2'))).code).toBe(404);
  });
});

describe('a new default', () => {
  test('shows on objects that were stored before it, and is stored with their next write', () => {
    const tank = widgets(size);
    tank.send(instance('a', { size: 1 }));
    const path = '/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/fresh';
    const add = [{ op: 'add', path, value: { type: 'string', default: 'new' } }];
    tank.patch('crd', 'widgets.example.com', add, { type: 'json' });
    tank.cluster.settleWithin();
    const before = tank.cluster.simulation.store.revision;
    expect(tank.get('wd', 'a')).toMatchObject({ spec: { size: 1, fresh: 'new' }, metadata: { generation: 1 } });
    expect(tank.cluster.simulation.store.revision).toBe(before);
  });
});

describe('field selectors', () => {
  test('know what the definition names', () => {
    const selectableFields = [{ jsonPath: '.spec.size' }];
    const tank = new CustomTank(definition({ versions: [version('v1', size, { selectableFields })] }));
    tank.send(instance('a', { size: 1 }));
    tank.send(instance('b', { size: 2 }));
    const found = (fields: string) =>
      tank.cluster.selection('widgets', { fields }).objects.map((each) => each.metadata.name);
    expect(found('spec.size=2')).toEqual(['b']);
    expect(() => found('spec.color=red')).toThrow('field label not supported');
  });
});
