// What compiles and what does not: checked by tsc with the rest of the project, never run.
import { expect } from '@jest/globals';
import '../../src/jest/jest-globals-entry';
import type { Cluster } from '../../src/cluster/cluster';
import type { NameLookup, Response, Traffic } from '../../src/cluster/results';
import { atLeast } from '../../src/matchers/quantifiers';

declare const shop: Cluster;
declare const answer: Response;
declare const visitors: Traffic;
declare const address: NameLookup;

export function compiles(): void {
  expect(shop.deployment('frontend')).toBeAvailable();
  expect(shop.deployment('frontend')).toBeAvailable({ always: true, since: '5m' });
  expect(shop.deployment('frontend')).not.toBeAvailable({ for: '30s' });
  expect(shop.deployment('frontend')).toMatchManifest({ spec: { replicas: 3 } });
  expect(shop.deployment('frontend')).toMatchManifest({
    spec: { replicas: expect.any(Number), template: { spec: { containers: [{ name: 'web', image: /v2$/ }] } } },
  });
  expect(shop.deployment('frontend')).toMatchManifest({ spec: { paused: null } }, { lists: 'contains' });
  expect(shop.pods({ labels: 'app=web' })).toBeReady();
  expect(atLeast(2, shop.pods())).toBeReady({ always: true });
  expect(shop.node('node-1')).toBeReady();
  expect(shop.object('deployment/frontend')).toBeAvailable();
  expect(shop.object('configmap/settings')).toExist();
  expect(shop.service('frontend')).toHaveEndpoints({ atLeast: 2, always: true });
  expect(shop.service('frontend')).toBeReachable({ from: 'outside' });
  expect(answer).toBeAnswered({ status: 200, pod: /^web-/ });
  expect(visitors).toHaveLost({ atMost: 30 });
  expect(address).toHaveResolvedTo('10.96.0.1');
  expect(() => shop.settleWithin()).toBeRefused({ code: 404 });
  expect({ web: shop.deployment('web') }).toEqual({ web: expect.toBeAvailable() });
  expect({ web: shop.deployment('web') }).toEqual({ web: expect.not.toBeAvailable() });
  expect(1).toBe(1);
}

export function doesNotCompile(something: unknown): void {
  // @ts-expect-error a Deployment is not scheduled
  expect(shop.deployment('frontend')).toBeScheduled();
  // @ts-expect-error nor with .not
  expect(shop.deployment('frontend')).not.toBeScheduled();
  // @ts-expect-error a pod has no endpoints
  expect(shop.pod('web-0')).toHaveEndpoints();
  // @ts-expect-error pods are not available, Deployments are
  expect(shop.pods()).toBeAvailable();
  // @ts-expect-error a number is no workload
  expect(1).toBeAvailable();
  // @ts-expect-error nor is something
  expect(something).toBeAvailable();
  // @ts-expect-error traffic is not answered, a response is
  expect(visitors).toBeAnswered();
  // @ts-expect-error a result has no past
  expect(visitors).toHaveLost({ always: true });
  // @ts-expect-error a request is sent now
  expect(shop.service('frontend')).toBeReachable({ always: true });
  // @ts-expect-error a value is no function
  expect(answer).toBeRefused();
  // @ts-expect-error there is no such option
  expect(shop.deployment('frontend')).toBeAvailable({ allways: true });
  // @ts-expect-error an option is said or left out
  expect(shop.deployment('frontend')).toBeAvailable({ always: false });
  // @ts-expect-error a span of time has a unit
  expect(shop.deployment('frontend')).toBeAvailable({ for: 30 });
  // @ts-expect-error a revision is a number
  expect(shop.deployment('frontend')).toHaveRevision('1');
  // @ts-expect-error an argument is missing
  expect(shop.pod('web-0')).toHaveExitCode();
  // @ts-expect-error a Deployment has replicas, not replica
  expect(shop.deployment('frontend')).toMatchManifest({ spec: { replica: 3 } });
  // @ts-expect-error replicas are a number
  expect(shop.deployment('frontend')).toMatchManifest({ spec: { replicas: '3' } });
  // @ts-expect-error not a class
  expect(shop.pod('web-0')).toHaveQoS('Best');
  // @ts-expect-error quantifiers are for selections of one kind
  expect(atLeast(2, shop.services)).toExist();
}
