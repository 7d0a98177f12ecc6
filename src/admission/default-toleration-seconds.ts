// DefaultTolerationSeconds: a pod stays 300 s on a node that is not ready or out of reach, unless it says otherwise.
// upstream: plugin/pkg/admission/defaulttolerationseconds/admission.go

import { defineAdmission } from '../api/admission';
import type { Pod, Toleration } from '../kinds/generated/types.gen';
import { memoised, withField, withFields } from '../kinds/with-defaults';
import { onlyFor } from './request';

const tolerationOf = (key: string): Toleration =>
  Object.freeze({ effect: 'NoExecute', key, operator: 'Exists', tolerationSeconds: 300 });

const DEFAULTS: readonly Toleration[] = Object.freeze(
  ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'].map(tolerationOf),
);

export const defaultTolerationSeconds = defineAdmission({
  name: 'DefaultTolerationSeconds',
  handles: onlyFor({ Pod: ['CREATE', 'UPDATE'] }),
  mutate: (_request, object) => {
    const pod = object as unknown as Pod;
    const given = pod.spec.tolerations;
    const tolerations = given?.length ? completed(given) : DEFAULTS;
    return tolerations === given ? object : withField(pod, 'spec', withFields(pod.spec, { tolerations }));
  },
});

/** Remembered by identity: pods of one template share the longer list. */
const completed = memoised((given: readonly Toleration[]): readonly Toleration[] => {
  const missing = DEFAULTS.filter(({ key }) => !given.some((toleration) => covers(toleration, key as string)));
  return missing.length === 0 ? given : [...given, ...missing];
});

/** A toleration without a key or an effect covers every one. */
function covers({ key, effect }: Toleration, wanted: string): boolean {
  return (!key || key === wanted) && (!effect || effect === 'NoExecute');
}
