// A row shows what a gate changes: the same steps in a cluster with it on and in one with it off.
import type { Cluster } from '../../../src/actions/acting-cluster';
import type { FeatureGate, FeatureGateSettings } from '../../../src/kinds/feature-gates';

export interface Row {
  readonly gate: FeatureGate;
  readonly see: (tank: Cluster) => unknown;
  readonly on: unknown;
  readonly off: unknown;
  /** Gates that need this one: off where it is off. */
  readonly needing?: readonly (keyof FeatureGateSettings)[];
  /** Gates that this one needs: on where it is on. */
  readonly needs?: readonly (keyof FeatureGateSettings)[];
  /** APIs that the gate's components wait for. */
  readonly runtimeConfig?: readonly string[];
  /** 1 unless given. */
  readonly nodes?: number;
}

export const container = (more: object = {}) => ({ name: 'app', image: 'app:v1', ...more });
export const pod = (spec: object = {}, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a', ...metadata },
  spec: { containers: [container()], ...spec },
});
export const labels = { app: 'a' };
export const template = (spec: object = {}, metadata: object = {}) => ({
  metadata: { labels, ...metadata },
  spec: { containers: [container()], terminationGracePeriodSeconds: 1, ...spec },
});
export const workload = (kind: string, spec: object) => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'a' },
  spec: { selector: { matchLabels: labels }, template: template(), ...spec },
});

/** What a call is refused with; `accepted` when it is not. */
export function refusal(act: () => unknown): string {
  try {
    act();
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
}

export const theSpec = (tank: Cluster) => tank.get('Pod', 'default', 'a')?.spec;
export const created = (object: object) => (tank: Cluster) => refusal(() => tank.create(object));

export function specOf(spec: object, metadata: object = {}) {
  return (tank: Cluster) => {
    tank.create(pod(spec, metadata));
    return theSpec(tank);
  };
}
