// What is said about pods that are already there when their namespace becomes stricter.
// upstream: pod-security-admission/admission/admission.go EvaluatePodsInNamespace

import type { Pod } from '../../kinds/generated/types.gen';
import { controllerOf } from '../../kinds/owner';
import { reasonText, violations } from './evaluate';
import { type LevelVersion, levelText } from './policy';

const MOST_CHECKED = 3000;

/** One line for each kind of violation, with the first pod by name and the number of the others. */
export function existingPodWarnings(namespace: string, enforce: LevelVersion, pods: readonly Pod[]): string[] {
  const checked = byController(pods).slice(0, MOST_CHECKED);
  const names = new Map<string, string[]>();
  for (const { metadata, spec } of checked) {
    const found = violations(enforce, { annotations: metadata.annotations ?? {}, spec });
    if (found.length === 0) continue;
    const text = reasonText(found);
    names.set(text, [...(names.get(text) ?? []), metadata.name]);
  }
  const warnings: string[] = [];
  if (checked.length < pods.length) {
    const many = `the first ${checked.length} of ${pods.length} existing pods`;
    warnings.push(`new PodSecurity enforce level only checked against ${many}`);
  }
  if (names.size > 0) {
    const level = `the new PodSecurity enforce level "${levelText(enforce)}"`;
    warnings.push(`existing pods in namespace "${namespace}" violate ${level}`);
  }
  return [...warnings, ...[...names].map(([text, violating]) => `${podsText(violating)}: ${text}`).sort()];
}

/** One pod of each controller first. */
function byController(pods: readonly Pod[]): readonly Pod[] {
  const seen = new Set<string>();
  const others: Pod[] = [];
  const first = pods.filter((pod) => {
    const uid = controllerOf(pod)?.uid;
    if (uid === undefined || !seen.has(uid)) {
      if (uid !== undefined) seen.add(uid);
      return true;
    }
    others.push(pod);
    return false;
  });
  return [...first, ...others];
}

function podsText(names: readonly string[]): string {
  const [first = ''] = [...names].sort();
  const others = names.length - 1;
  return others === 0 ? first : `${first} (and ${others} other ${others === 1 ? 'pod' : 'pods'})`;
}
