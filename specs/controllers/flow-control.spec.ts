// The server's own FlowSchemas and PriorityLevelConfigurations, and what becomes of them.

import { describe, expect, test } from '@jest/globals';
import { flowControlBootstrapController } from '../../src/controllers/flow-control/bootstrap-configuration';
import { flowSchemaStatusController } from '../../src/controllers/flow-control/dangling';
import type { FlowSchema, PriorityLevelConfiguration } from '../../src/kinds/generated/types.gen';
import { type Harness, harness } from './harness';

const AUTO = 'apf.kubernetes.io/autoupdate-spec';
const tank = () => harness(flowSchemaStatusController, flowControlBootstrapController);

const level = ({ user }: Harness, name: string) =>
  user.get('PriorityLevelConfiguration', undefined, name) as PriorityLevelConfiguration | undefined;
const schema = ({ user }: Harness, name: string) => user.get('FlowSchema', undefined, name) as FlowSchema | undefined;
const change = ({ user }: Harness, name: string, patch: object) =>
  user.patch('PriorityLevelConfiguration', undefined, name, 'merge', patch);
const shares = (count: number) => ({ spec: { limited: { nominalConcurrencyShares: count } } });
const saying = (value: string | null) => ({ metadata: { annotations: { [AUTO]: value } } });
const schemaFor = (name: string, priorityLevel: string) => ({
  apiVersion: 'flowcontrol.apiserver.k8s.io/v1',
  kind: 'FlowSchema',
  metadata: { name },
  spec: { priorityLevelConfiguration: { name: priorityLevel } },
});

test('a cluster begins with them, found', () => {
  const it = tank();
  expect(it.user.list('PriorityLevelConfiguration')).toHaveLength(8);
  const schemas = it.user.list('FlowSchema') as readonly FlowSchema[];
  expect(schemas).toHaveLength(11);
  for (const { status } of schemas) expect(status?.conditions).toMatchObject([{ type: 'Dangling', status: 'False' }]);
  expect(schema(it, 'service-accounts')).toMatchObject({
    metadata: { generation: 1, annotations: { [AUTO]: 'true' } },
    spec: { matchingPrecedence: 9000, priorityLevelConfiguration: { name: 'workload-low' } },
  });
});

test('nothing is done while nobody touches them', () => {
  const it = tank();
  const { revision } = it.user.store;
  it.wait(600);
  expect(it.user.store.revision).toBe(revision);
});

describe('within the minute', () => {
  test.each(['system', 'catch-all'])('%s is made again', (name) => {
    const it = tank();
    it.wait(10);
    it.user.delete('PriorityLevelConfiguration', undefined, name);
    it.wait(49);
    expect(level(it, name)).toBeUndefined();
    it.wait(2);
    expect(level(it, name)).toMatchObject({ metadata: { annotations: { [AUTO]: 'true' } } });
  });

  test.each([
    { name: 'a suggested one is put back', level: 'workload-low', patch: shares(7), left: 100, says: 'true' },
    {
      name: 'unless its annotation says no',
      level: 'workload-low',
      patch: { ...shares(7), ...saying('false') },
      left: 7,
      says: 'false',
    },
    {
      name: 'or says nothing, which is told from then on',
      level: 'workload-low',
      patch: { ...shares(7), ...saying(null) },
      left: 7,
      says: 'false',
    },
    {
      name: 'who says nothing and changes nothing follows',
      level: 'system',
      patch: saying(null),
      left: 30,
      says: 'true',
    },
    { name: 'what says yes in another way may stay', level: 'system', patch: saying('t'), left: 30, says: 't' },
    {
      name: 'a mandatory one is put back whatever it says',
      level: 'catch-all',
      patch: { ...shares(7), ...saying('false') },
      // Its spec may not be changed in the first place.
      left: 5,
      says: 'true',
    },
  ])('$name', ({ level: name, patch, left, says }) => {
    const it = tank();
    change(it, name, name === 'catch-all' ? saying('false') : patch);
    it.wait(61);
    expect(level(it, name)).toMatchObject({
      metadata: { annotations: { [AUTO]: says } },
      spec: { limited: { nominalConcurrencyShares: left } },
    });
  });

  test('the numbers of the exempt level are left alone', () => {
    const it = tank();
    change(it, 'exempt', { spec: { exempt: { lendablePercent: 3 } } });
    it.wait(61);
    expect(level(it, 'exempt')).toMatchObject({ spec: { exempt: { lendablePercent: 3 } } });
  });

  test.each([
    { says: 'true', isKept: false },
    { says: 'false', isKept: true },
    { says: 'maybe', isKept: true },
    { says: undefined, isKept: true },
  ])('one of a name that the server does not know, whose annotation says $says', ({ says, isKept }) => {
    const it = tank();
    const annotations = says === undefined ? {} : { [AUTO]: says };
    const made = schemaFor('mine', 'exempt');
    it.create({ ...made, metadata: { ...made.metadata, annotations } });
    it.wait(61);
    expect(schema(it, 'mine') !== undefined).toBe(isKept);
  });
});

describe('a FlowSchema', () => {
  const dangling = (it: Harness, name: string) =>
    schema(it, name)?.status?.conditions?.map(({ status, reason, message }) => [status, reason, message])[0];
  const opening = 'This FlowSchema references the PriorityLevelConfiguration object named "mine"';

  test('tells that its priority level is not there, until it is', () => {
    const it = tank();
    it.create(schemaFor('mine', 'mine'));
    it.settle();
    expect(dangling(it, 'mine')).toEqual(['True', 'NotFound', `${opening} but there is no such object`]);
    const { apiVersion } = schemaFor('', '');
    const spec = { type: 'Limited', limited: { limitResponse: { type: 'Reject' } } };
    it.create({ apiVersion, kind: 'PriorityLevelConfiguration', metadata: { name: 'mine' }, spec });
    it.settle();
    expect(dangling(it, 'mine')).toEqual(['False', 'Found', `${opening} and it exists`]);
  });
});
