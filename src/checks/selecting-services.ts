// Which Services lead to the pods of a manifest, and to which of their containers.

import type { Service } from '../kinds/generated/types.gen';
import { hasLabels, type Labels } from '../kinds/labels';
import { containersOf, type DescribedContainer } from './containers';
import type { CheckContext } from './context';
import { type DescribedPod, referenceOf } from './manifest-set';
import { withoutNulls } from './without-nulls';

/** By namespace and one of the labels that they select by. */
type Index = ReadonlyMap<string, readonly Service[]>;

const indexes = new WeakMap<CheckContext, Index>();

/** Services that send to a pod only while it is ready; those that do not care are left out. */
export function selectingServices(cx: CheckContext, { reference, labels }: DescribedPod): readonly Service[] {
  let index = indexes.get(cx);
  if (!index) {
    index = indexOf(cx);
    indexes.set(cx, index);
  }
  const candidates = Object.entries(labels).flatMap(([key, value]) =>
    index.get(keyOf(reference.namespace, key, value)),
  );
  return candidates.filter((service) => service !== undefined && hasLabels(labels, selectorOf(service))) as Service[];
}

const keyOf = (namespace: string, key: string, value: string) => `${namespace} ${key}=${value}`;

const selectorOf = ({ spec }: Service): Labels => spec?.selector ?? {};

function indexOf({ manifests, base }: CheckContext): Index {
  const index = new Map<string, Service[]>();
  const before = base.filter(
    ({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'Service',
  ) as unknown as Service[];
  for (const written of [...before, ...manifests.ofKind('Service')]) {
    const service = withoutNulls(written);
    const [first] = Object.entries(selectorOf(service));
    if (!first || service.spec?.publishNotReadyAddresses || service.spec?.type === 'ExternalName') continue;
    const key = keyOf(referenceOf(service).namespace, ...first);
    index.set(key, [...(index.get(key) ?? []), service]);
  }
  return index;
}

/** The containers that declare a port to which the Service sends; none where no container declares one. */
export function servingContainers({ spec }: Service, pod: DescribedPod): readonly DescribedContainer[] {
  const targets = (spec?.ports ?? []).map(({ port, targetPort }) => targetPort || port);
  return containersOf(pod).filter(({ container, role }) =>
    role === 'init'
      ? false
      : container.ports?.some(({ containerPort, name }) => targets.some((to) => to === containerPort || to === name)),
  );
}
