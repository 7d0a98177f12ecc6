// What may change in a definition once it is there.
import { describe, expect, test } from '@jest/globals';
import { CustomTank, definition, faults, refusal, version } from './custom-tank';

describe('an update', () => {
  const tank = () => new CustomTank(definition({ versions: [version('v1'), version('v2')] }));
  const patched = (patch: unknown, more: object = {}) =>
    faults(() => tank().patch('crd', 'widgets.example.com', patch, more));

  test.each<[name: string, patch: object, ...errors: string[]]>([
    ['of the scope', { spec: { scope: 'Cluster' } }, 'spec.scope: Invalid value: "Cluster": field is immutable'],
    [
      'of the kind',
      { spec: { names: { kind: 'Gadget' } } },
      'spec.names.kind: Invalid value: "Gadget": field is immutable',
    ],
    [
      'of the plural',
      { spec: { names: { plural: 'gadgets' } } },
      'spec.names.plural: Invalid value: "gadgets": field is immutable',
    ],
  ])('%s is refused', (_, patch, ...errors) => {
    expect(patched(patch)).toEqual(errors);
  });

  test('keeps a version that objects were stored in', () => {
    expect(
      patched(
        [
          { op: 'remove', path: '/spec/versions/0' },
          { op: 'add', path: '/spec/versions/0/storage', value: true },
        ],
        { type: 'json' },
      ),
    ).toEqual([
      'status.storedVersions[0]: Invalid value: "v1": missing from spec.versions; v1 was previously a storage version, ' +
        'and must remain in spec.versions until a storage migration ensures no data remains persisted in v1 and removes ' +
        'v1 from status.storedVersions',
    ]);
  });

  test('counts a generation, and remembers which versions were stored', () => {
    const moved = [
      { op: 'replace', path: '/spec/versions/0/storage', value: false },
      { op: 'replace', path: '/spec/versions/1/storage', value: true },
    ];
    expect(tank().patch('crd', 'widgets.example.com', moved, { type: 'json' }).object).toMatchObject({
      metadata: { generation: 2 },
      status: { storedVersions: ['v1', 'v2'] },
    });
  });

  test('needs a resourceVersion to replace', () => {
    expect(refusal(() => tank().put(definition())).message).toContain('must be specified for an update');
  });
});
