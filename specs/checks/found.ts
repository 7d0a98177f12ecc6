// What rules find in manifests, and manifests that read like speech.
import { check } from '../../src/checks/check';
import { CheckContext } from '../../src/checks/context';
import type { Finding } from '../../src/checks/finding';
import { ManifestSet } from '../../src/checks/manifest-set';
import { rules } from '../../src/checks/table';
import type { ClusterOptions } from '../../src/cluster/options';
import { loadManifests } from '../../src/manifests/load';

export interface Checked {
  /** Rules by name; all of them unless given. */
  readonly rules?: readonly string[];
  readonly base?: readonly object[];
  readonly options?: ClusterOptions;
}

export function findings(
  manifests: readonly object[],
  { rules: names, base = [], options = {} }: Checked = {},
): readonly Finding[] {
  const chosen = names ? rules.filter(({ id }) => names.includes(id)) : rules;
  const before = base.length > 0 ? loadManifests(base) : [];
  return check(new CheckContext(new ManifestSet(loadManifests(manifests)), before, options), chosen);
}

/** The messages of one rule. */
export const messagesOf = (rule: string, manifests: readonly object[], checked: Checked = {}) =>
  findings(manifests, { ...checked, rules: [rule] }).map(({ message }) => message);

/** `rule Kind/name`, without those of opinion. */
export const told = (manifests: readonly object[], checked: Checked = {}) =>
  findings(manifests, checked)
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, object }) => `${rule} ${object.kind}/${object.name}`);

export interface WorkloadParts {
  readonly kind?: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly selector?: object;
  /** Fields of the workload's spec. */
  readonly spec?: object;
  /** Fields of the pods' spec. */
  readonly pod?: object;
  /** Fields of the container. */
  readonly container?: object;
}

/** A Deployment of two pods unless said otherwise, with one container of its own name. */
export function workload(name: string, parts: WorkloadParts = {}): object {
  const { kind = 'Deployment', namespace = 'default', labels = { app: name } } = parts;
  const selector = parts.selector ?? { matchLabels: labels };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace },
    spec: {
      ...(kind === 'DaemonSet' ? {} : { replicas: 2 }),
      selector,
      ...parts.spec,
      template: { metadata: { labels }, spec: podSpec(name, parts) },
    },
  };
}

/** A CronJob whose pods have the labels. */
export function cronJob(name: string, parts: WorkloadParts = {}): object {
  const { namespace = 'default', labels = { app: name } } = parts;
  const template = { metadata: { labels }, spec: { restartPolicy: 'Never', ...podSpec(name, parts) } };
  const spec = { schedule: '0 * * * *', jobTemplate: { spec: { template } } };
  return { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name, namespace }, spec };
}

const podSpec = (name: string, { pod, container }: WorkloadParts) => ({
  ...pod,
  containers: [{ name, image: `${name}:1.0.0`, ...container }],
});

/** A Service of port 80 unless `ports` says otherwise. */
export const service = (
  name: string,
  selector: object | undefined,
  spec: object = {},
  namespace = 'default',
): object => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace, labels: { app: name } },
  spec: { ...(selector && { selector }), ports: [{ port: 80 }], ...spec },
});

export const object = (
  apiVersion: string,
  kind: string,
  name: string,
  rest: object = {},
  namespace = 'default',
): object => ({
  apiVersion,
  kind,
  metadata: { name, namespace },
  ...rest,
});
