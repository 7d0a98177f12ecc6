import { expect, test } from '@jest/globals';
import {
  historyLimit,
  maxSurge,
  maxUnavailable,
  minAvailable,
  progressDeadlineSeconds,
} from '../../../src/controllers/deployment/limits';
import { deployment } from '../builders';

test.each([
  {
    name: 'percentages: surge up, unavailable down',
    replicas: 10,
    surge: '25%',
    unavailable: '25%',
    limits: [3, 2, 8],
  },
  { name: 'few replicas', replicas: 3, surge: '25%', unavailable: '25%', limits: [1, 0, 3] },
  { name: 'one replica', replicas: 1, surge: '25%', unavailable: '25%', limits: [1, 0, 1] },
  { name: 'numbers', replicas: 5, surge: 2, unavailable: 1, limits: [2, 1, 4] },
  { name: 'both resolve to nothing', replicas: 3, surge: 0, unavailable: '1%', limits: [0, 1, 2] },
  { name: 'more unavailable than there are', replicas: 2, surge: 0, unavailable: 5, limits: [0, 2, 0] },
  { name: 'no replicas', replicas: 0, surge: '25%', unavailable: 1, limits: [0, 0, 0] },
])('$name', ({ replicas, surge, unavailable, limits }) => {
  const web = deployment({ spec: { replicas }, surge, unavailable });
  expect([maxSurge(web), maxUnavailable(web), minAvailable(web)]).toEqual(limits);
});

test('Recreate has neither', () => {
  const web = deployment({ spec: { strategy: { type: 'Recreate' } } });
  expect([maxSurge(web), maxUnavailable(web), minAvailable(web)]).toEqual([0, 0, 3]);
});

test('the largest int32 means none', () => {
  const web = deployment({ spec: { progressDeadlineSeconds: 2147483647, revisionHistoryLimit: 2147483647 } });
  expect([progressDeadlineSeconds(web), historyLimit(web)]).toEqual([undefined, undefined]);
  expect([progressDeadlineSeconds(deployment()), historyLimit(deployment())]).toEqual([600, 10]);
});
