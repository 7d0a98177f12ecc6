// The containers that a manifest describes, each with the path to it.

import type { Container } from '../kinds/generated/types.gen';
import type { FieldPath } from '../manifests/source';
import type { DescribedPod } from './manifest-set';

export interface DescribedContainer {
  readonly container: Container;
  /** From the object to the container. */
  readonly path: FieldPath;
  /** Init containers run to their end before the others start, unless they are restarted always: then they stay. */
  readonly role: 'container' | 'init' | 'sidecar';
}

const known = new WeakMap<DescribedPod, readonly DescribedContainer[]>();

/** Init containers first, as they run. */
export function containersOf(pod: DescribedPod): readonly DescribedContainer[] {
  let containers = known.get(pod);
  if (!containers) {
    containers = readContainers(pod);
    known.set(pod, containers);
  }
  return containers;
}

function readContainers({ spec, path }: DescribedPod): readonly DescribedContainer[] {
  const init = (spec.initContainers ?? []).map((container, index) => ({
    container,
    path: [...path, 'initContainers', index],
    role: container.restartPolicy === 'Always' ? ('sidecar' as const) : ('init' as const),
  }));
  const main = (spec.containers ?? []).map((container, index) => ({
    container,
    path: [...path, 'containers', index],
    role: 'container' as const,
  }));
  return [...init, ...main];
}

const WORDS = { container: 'container', init: 'init container', sidecar: 'sidecar' } as const;

/** `init container "migrate"` */
export const containerWords = ({ container, role }: DescribedContainer): string => `${WORDS[role]} "${container.name}"`;

/** Whether its containers are to run for as long as the pod is there: not those of Jobs, nor a Pod that runs once. */
export function staysUp({ owner, spec }: DescribedPod): boolean {
  return owner.kind !== 'Job' && owner.kind !== 'CronJob' && (spec.restartPolicy ?? 'Always') === 'Always';
}
