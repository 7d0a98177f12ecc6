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
  /** The field to blame, below the container or the pod's spec, or below `from`. */
  readonly at: FieldPath;
  /** From the object, where it stands somewhere else: what the pod says for all its containers. */
  readonly from?: FieldPath | undefined;
  /** What is wrong: of a container as it follows its name, `is privileged`; of a pod the whole message. */
  readonly says: string;
  readonly remedy?: string | undefined;
}

/** None, one or several. */
export type Faults = Fault | readonly Fault[] | undefined;

const listOf = (faults: Faults): readonly Fault[] => (faults === undefined ? [] : 'says' in faults ? [faults] : faults);

/** What is wrong with each container of the manifests. What a pod says for several of them is told once. */
export function* perContainer(
  { manifests }: CheckContext,
  faultsOf: (container: PlacedContainer) => Faults,
): Iterable<Violation> {
  for (const pod of manifests.pods) {
    const shared = new Map<string, { readonly fault: Fault; readonly names: string[] }>();
    for (const described of containersOf(pod)) {
      const words = containerWords(described);
      for (const fault of listOf(faultsOf({ ...described, pod }))) {
        if (!fault.from) {
          yield violation(pod, described.path, fault, `${words} ${fault.says}`);
          continue;
        }
        const key = JSON.stringify([fault.from, fault.at, fault.says]);
        const known = shared.get(key);
        if (known) known.names.push(words);
        else shared.set(key, { fault, names: [words] });
      }
    }
    for (const { fault, names } of shared.values()) {
      yield violation(pod, fault.from ?? [], fault, `${firstOf(names)} ${fault.says}`);
    }
  }
}

/** `container "a"`, `container "a" (and 2 others)` */
function firstOf([first = '', ...others]: readonly string[]): string {
  if (others.length === 0) return first;
  return `${first} (and ${others.length} ${others.length === 1 ? 'other' : 'others'})`;
}

/** What is wrong with each pod of the manifests. */
export function* perPod({ manifests }: CheckContext, faultsOf: (pod: DescribedPod) => Faults): Iterable<Violation> {
  for (const pod of manifests.pods) {
    for (const fault of listOf(faultsOf(pod))) yield violation(pod, fault.from ?? pod.path, fault, fault.says);
  }
}

function violation(pod: DescribedPod, from: FieldPath, { at, remedy }: Fault, message: string): Violation {
  return { object: pod.reference, path: [...from, ...at], message, remedy };
}
