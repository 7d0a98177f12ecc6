// For rules that look at one container or one pod at a time: they say what is wrong with it, and the rest of the
// violation follows from where it stands.

import type { FieldPath } from '../manifests/source';
import { containersOf, containerWords, type DescribedContainer } from './containers';
import type { CheckContext } from './context';
import type { Violation } from './finding';
import type { DescribedPod } from './manifest-set';

export interface PlacedContainer extends DescribedContainer {
  readonly pod: DescribedPod;
}

export interface Fault {
  /** The field to blame, below the container or the pod's spec. */
  readonly at: FieldPath;
  /** What is wrong: of a container as it follows its name, `is privileged`; of a pod the whole message. */
  readonly says: string;
  readonly remedy?: string | undefined;
  /** The field to blame belongs to the pod and not to the container. */
  readonly ofPod?: boolean | undefined;
}

/** None, one or several. */
export type Faults = Fault | readonly Fault[] | undefined;

const listOf = (faults: Faults): readonly Fault[] => (faults === undefined ? [] : 'says' in faults ? [faults] : faults);

/** What is wrong with each container of the manifests. */
export function* perContainer(
  { manifests }: CheckContext,
  faultsOf: (container: PlacedContainer) => Faults,
): Iterable<Violation> {
  for (const pod of manifests.pods) {
    for (const described of containersOf(pod)) {
      for (const { at, says, remedy, ofPod } of listOf(faultsOf({ ...described, pod }))) {
        const path = [...(ofPod ? pod.path : described.path), ...at];
        yield { object: pod.reference, path, message: `${containerWords(described)} ${says}`, remedy };
      }
    }
  }
}

/** What is wrong with each pod of the manifests. */
export function* perPod({ manifests }: CheckContext, faultsOf: (pod: DescribedPod) => Faults): Iterable<Violation> {
  for (const pod of manifests.pods) {
    for (const { at, says, remedy } of listOf(faultsOf(pod))) {
      yield { object: pod.reference, path: [...pod.path, ...at], message: says, remedy };
    }
  }
}
