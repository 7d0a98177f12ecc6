// The controllers of definitions: names accepted or refused, established, approved, taken apart at the end.
import { describe, expect, test } from '@jest/globals';
import type { CustomResourceDefinition } from '../../../src/kinds/generated/types.gen';
import { CustomTank, definition, instance, refusal } from '../../custom/custom-tank';

const NAME = 'widgets.example.com';

const conditions = (tank: CustomTank, name = NAME) =>
  ((tank.get('crd', name) as CustomResourceDefinition | undefined)?.status?.conditions ?? []).map(
    ({ type, status, reason, message }) => `${type} ${status} ${reason}: ${message}`,
  );

/** What was written to a definition, one line a write. */
const writes = ({ cluster }: CustomTank) =>
  cluster.simulation.store.changes
    .filter(({ kind }) => kind === 'CustomResourceDefinition')
    .map(({ type, writer, object }) => {
      const { status } = object as CustomResourceDefinition;
      return `${type} ${writer} ${(status?.conditions ?? []).map((each) => `${each.type}=${each.status}`).join(' ')}`;
    });

describe('names', () => {
  test('are accepted, then the definition is established', () => {
    const tank = new CustomTank(definition());
    expect(conditions(tank)).toEqual([
      'NamesAccepted True NoConflicts: no conflicts found',
      'Established True InitialNamesAccepted: the initial names have been accepted',
    ]);
    expect(writes(tank)).toEqual([
      'ADDED wavetank ',
      'MODIFIED kube-apiserver NamesAccepted=True Established=False',
      'MODIFIED kube-apiserver NamesAccepted=True Established=True',
    ]);
    expect(tank.get('crd', NAME)).toMatchObject({
      status: { acceptedNames: { plural: 'widgets', singular: 'widget', kind: 'Widget', listKind: 'WidgetList' } },
    });
  });

  const other = (names: object) =>
    definition({
      metadata: { name: 'gadgets.example.com' },
      names: { plural: 'gadgets', singular: 'gadget', shortNames: [], ...names },
    });

  test.each<[name: string, names: object, reason: string, taken: string]>([
    ['a singular', { singular: 'widget', kind: 'Gadget' }, 'SingularConflict', 'widget'],
    ['a kind', { kind: 'Widget', listKind: 'GadgetList' }, 'KindConflict', 'Widget'],
    ['a kind of lists', { kind: 'Gadget', listKind: 'WidgetList' }, 'ListKindConflict', 'WidgetList'],
    ['a short name', { kind: 'Gadget', shortNames: ['wd'] }, 'ShortNamesConflict', 'wd'],
  ])('%s that another one of the group has is refused', (_, names, reason, taken) => {
    const tank = new CustomTank(definition());
    tank.send(other(names));
    tank.cluster.settleWithin();
    expect(conditions(tank, 'gadgets.example.com')).toEqual([
      `NamesAccepted False ${reason}: "${taken}" is already in use`,
      'Established False NotAccepted: not all names are accepted',
    ]);
  });

  test('that become free are given to who waits for them', () => {
    const tank = new CustomTank(definition());
    tank.send(other({ kind: 'Gadget', shortNames: ['wd'] }));
    tank.cluster.settleWithin();
    tank.cluster.client(0).delete('CustomResourceDefinition', undefined, NAME);
    tank.cluster.settleWithin();
    expect(conditions(tank, 'gadgets.example.com')).toEqual([
      'NamesAccepted True NoConflicts: no conflicts found',
      'Established True InitialNamesAccepted: the initial names have been accepted',
    ]);
  });

  test('may be the same in another group', () => {
    const tank = new CustomTank(definition());
    tank.send(definition({ metadata: { name: 'widgets.example.org' }, spec: { group: 'example.org' } }));
    tank.cluster.settleWithin();
    expect(conditions(tank, 'widgets.example.org')[0]).toContain('NamesAccepted True');
  });
});

test('Kubernetes’ own groups tell whether they were approved', () => {
  const annotations = { 'api-approved.kubernetes.io': 'unapproved, experimental-only' };
  const body = definition({ spec: { group: 'x.k8s.io' }, metadata: { name: 'widgets.x.k8s.io', annotations } });
  const tank = new CustomTank(body);
  expect(conditions(tank, 'widgets.x.k8s.io')).toContain(
    'KubernetesAPIApprovalPolicyConformant False UnapprovedAnnotation: not approved: "unapproved, experimental-only"',
  );
});

describe('a deletion', () => {
  test('takes the objects along', () => {
    const tank = new CustomTank(definition());
    tank.send(instance('a'));
    tank.cluster.client(0).delete('CustomResourceDefinition', undefined, NAME);
    tank.cluster.settleWithin();
    expect(tank.get('crd', NAME)).toBeUndefined();
    expect(tank.cluster.reader.registry.custom).toEqual([]);
    expect(writes(tank).slice(3)).toEqual([
      'MODIFIED wavetank NamesAccepted=True Established=True Terminating=True',
      'MODIFIED kube-apiserver NamesAccepted=True Established=True Terminating=True',
      'DELETED kube-apiserver NamesAccepted=True Established=True Terminating=False',
    ]);
  });

  test('waits for objects that something holds, looking every five seconds', () => {
    const tank = new CustomTank(definition());
    tank.send({ ...instance('a'), metadata: { name: 'a', finalizers: ['example.com/hold'] } });
    tank.cluster.client(0).delete('CustomResourceDefinition', undefined, NAME);
    tank.cluster.advanceMs(7_000);
    expect(conditions(tank).at(-1)).toBe(
      'Terminating True InstanceDeletionInProgress: CustomResource deletion is in progress',
    );
    expect(refusal(() => tank.send(instance('b')))).toMatchObject({
      code: 403,
      message:
        'widgets.example.com "b" is forbidden: create not allowed while custom resource definition is terminating',
    });
    tank.patch('wd', 'a', { metadata: { finalizers: null } });
    tank.cluster.advanceMs(1_000);
    expect(tank.get('crd', NAME)).toBeDefined();
    tank.cluster.advanceMs(3_000);
    expect(tank.get('crd', NAME)).toBeUndefined();
  });

  test('begins anew after a minute', () => {
    const tank = new CustomTank(definition());
    tank.send({ ...instance('a'), metadata: { name: 'a', finalizers: ['example.com/hold'] } });
    tank.cluster.client(0).delete('CustomResourceDefinition', undefined, NAME);
    tank.cluster.advanceMs(65_000);
    const { changes } = tank.cluster.simulation.store;
    const reasons = changes.flatMap(({ object }) => {
      const { status } = object as CustomResourceDefinition;
      return status?.conditions?.filter?.(({ type }) => type === 'Terminating').map(({ reason }) => reason) ?? [];
    });
    expect(reasons.slice(-2)).toEqual(['InstanceDeletionCheck', 'InstanceDeletionInProgress']);
  });

  test('of one that was never established needs no looking', () => {
    const tank = new CustomTank(definition());
    const twin = definition({
      metadata: { name: 'gadgets.example.com' },
      names: { plural: 'gadgets', singular: 'gadget', shortNames: [] },
    });
    tank.send(twin);
    tank.cluster.settleWithin();
    tank.cluster.client(0).delete('CustomResourceDefinition', undefined, 'gadgets.example.com');
    tank.cluster.settleWithin();
    expect(tank.get('crd', 'gadgets.example.com')).toBeUndefined();
    expect(conditions(tank)[1]).toContain('Established True');
  });
});
