// What single rules say of small manifests, as tables of specs read best: messages only, in the order of the table.
import { check } from '../../../src/checks/check';
import { CheckContext } from '../../../src/checks/context';
import { ManifestSet } from '../../../src/checks/manifest-set';
import type { Rule } from '../../../src/checks/rule';
import { rules } from '../../../src/checks/table';
import { loadManifests, type ManifestInput } from '../../../src/manifests/load';

export interface Given {
  readonly settings?: unknown;
  /** What the cluster holds before. */
  readonly base?: readonly object[];
}

export function findings(
  id: string,
  objects: ManifestInput | readonly ManifestInput[],
  { settings, base = [] }: Given = {},
) {
  const rule = rules.find((one) => one.id === id) as Rule;
  const before = base.length > 0 ? loadManifests(base) : [];
  return check(new CheckContext(new ManifestSet(loadManifests(objects)), before, {}), [rule], { [id]: settings });
}

export const messages = (
  id: string,
  objects: ManifestInput | readonly ManifestInput[],
  given?: Given,
): readonly string[] => findings(id, objects, given).map(({ message }) => message);

type Part = Readonly<Record<string, unknown>>;

/** A container called web, but for what is given. */
export const container = (part: Part = {}): Part => ({ name: 'web', image: 'nginx:1.29.1', ...part });

/** A Deployment called web, whose pods have the labels of `app: web`. */
export function deployment(
  { containers = [container()], ...spec }: Part & { readonly containers?: readonly Part[] },
  metadata: Part = {},
  annotations?: Part,
): object {
  const labels = { app: 'web' };
  const template = {
    metadata: { labels, ...(annotations ? { annotations } : {}) },
    spec: { ...spec, containers },
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', ...metadata },
    spec: { selector: { matchLabels: labels }, template },
  };
}

/** A Deployment with one container. */
export const deploymentOf = (part: Part, spec: Part = {}): object =>
  deployment({ ...spec, containers: [container(part)] });

export const job = (spec: Part, jobSpec: Part = {}, metadata: Part = {}): object => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'web', ...metadata },
  spec: { ...jobSpec, template: { spec: { restartPolicy: 'Never', containers: [container()], ...spec } } },
});

export const service = (ports: readonly Part[], spec: Part = {}, metadata: Part = {}): object => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', ...metadata },
  spec: { selector: { app: 'web' }, ports, ...spec },
});
