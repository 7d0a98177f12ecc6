// The time of the change that a sync answers.

import { expect, test } from '@jest/globals';
import { forkSeen, type SeenTimes, triggerTime } from '../../../src/controllers/service-endpoints/trigger-time';
import type { Service } from '../../../src/kinds/generated/types.gen';
import { Table } from '../../../src/sim/table';
import { makePod, START_MS } from '../harness';

const service = { metadata: { name: 'web', creationTimestamp: '2026-01-01T00:00:00Z' } } as Service;
const turned = (name: string, seconds: number) => makePod({ name }, START_MS + seconds * 1000);

test('first the creation of the Service, then the earliest new transition, then nothing', () => {
  const seen = new Table<SeenTimes>();
  expect(triggerTime(seen, 'k', service, [turned('a', 5)])).toBe('2026-01-01T00:00:00Z');
  const later = [turned('a', 9), turned('b', 8)];
  expect(triggerTime(seen, 'k', service, later)).toBe('2026-01-01T00:00:08Z');
  expect(triggerTime(seen, 'k', service, later)).toBeUndefined();
  expect(triggerTime(seen, 'k', service, [turned('a', 9)])).toBeUndefined();
  expect(triggerTime(seen, 'k', service, [turned('a', 12)])).toBe('2026-01-01T00:00:12Z');
});

test('a fork remembers for itself', () => {
  const seen = new Table<SeenTimes>();
  triggerTime(seen, 'k', service, [turned('a', 5)]);
  const fork = forkSeen(seen);
  expect(triggerTime(fork, 'k', service, [turned('a', 9)])).toBe('2026-01-01T00:00:09Z');
  expect(triggerTime(seen, 'k', service, [turned('a', 9)])).toBe('2026-01-01T00:00:09Z');
});
