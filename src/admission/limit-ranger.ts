// LimitRanger: fills in what a namespace's LimitRanges give as defaults, and refuses what lies outside of them.
// upstream: plugin/pkg/admission/limitranger/admission.go

import { type AdmissionTarget, defineAdmission } from '../api/admission';
import type { Container, LimitRange, PersistentVolumeClaim, Pod } from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';
import type { ResourceList } from '../kinds/pod-spec/resource-list';
import { changeItems } from '../kinds/with-defaults';
import { claimProblems, podProblems } from './limit-range-rules';
import { isFor, onlyFor, reasonsText, refused } from './request';

const ANNOTATION = 'kubernetes.io/limit-ranger';

export const limitRanger = defineAdmission({
  name: 'LimitRanger',
  handles: concerns,
  mutate: (request, object, cx) => {
    if (!isFor(request, 'Pod', 'CREATE')) return object;
    let pod = object as unknown as Pod;
    for (const range of cx.list('LimitRange', request.namespace)) pod = withDefaults(pod, range);
    return pod as KubeObject;
  },
  validate: (request, cx) => {
    if (request.stored?.metadata.deletionTimestamp) return;
    for (const { spec } of cx.list('LimitRange', request.namespace)) {
      const limits = spec?.limits ?? [];
      const problems =
        request.row.key === 'Pod'
          ? podProblems(limits, request.object as unknown as Pod)
          : claimProblems(limits, request.object as unknown as PersistentVolumeClaim);
      if (problems.length > 0) throw refused(request, reasonsText(problems));
    }
  },
});

const isForObject = onlyFor({ Pod: ['CREATE'], PersistentVolumeClaim: ['CREATE', 'UPDATE'] });

function concerns(target: AdmissionTarget): boolean {
  const { row, operation, subresource } = target;
  return isForObject(target) || (row.key === 'Pod' && subresource === 'resize' && operation === 'UPDATE');
}

function withDefaults(pod: Pod, range: LimitRange): Pod {
  const limits: Record<string, string> = {};
  const requests: Record<string, string> = {};
  for (const item of range.spec?.limits ?? []) {
    if (item.type !== 'Container') continue;
    Object.assign(limits, item.default);
    Object.assign(requests, item.defaultRequest);
  }
  const notes: string[] = [];
  const fill = (what: string) => (container: Container) => filled(container, what, { limits, requests }, notes);
  const spec = changeItems(
    changeItems(pod.spec, 'containers', fill('container')),
    'initContainers',
    fill('init container'),
  );
  if (notes.length === 0) return pod;
  const annotations = { ...pod.metadata.annotations, [ANNOTATION]: `LimitRanger plugin set: ${notes.join('; ')}` };
  return { ...pod, metadata: { ...pod.metadata, annotations }, spec };
}

interface Defaults {
  readonly limits: ResourceList;
  readonly requests: ResourceList;
}

function filled(container: Container, what: string, defaults: Defaults, notes: string[]): Container {
  const { resources = {} } = container;
  const missing = (side: 'limits' | 'requests') =>
    Object.keys(defaults[side]).filter((name) => resources[side]?.[name] === undefined);
  const next = { ...resources };
  // Notes name the requests before the limits.
  for (const side of ['requests', 'limits'] as const) {
    const names = missing(side);
    if (names.length === 0) continue;
    next[side] = {
      ...resources[side],
      ...Object.fromEntries(names.map((name) => [name, defaults[side][name]])),
    } as ResourceList;
    notes.push(
      `${[...names].sort().join(', ')} ${side === 'requests' ? 'request' : 'limit'} for ${what} ${container.name}`,
    );
  }
  return next.limits === resources.limits && next.requests === resources.requests
    ? container
    : { ...container, resources: next };
}
