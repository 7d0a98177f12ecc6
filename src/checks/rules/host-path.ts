// A pod that reads files of its node works on the nodes that have them, and sees what other pods leave there.

import { perPod } from '../faults';
import { hostPathsOf } from '../host-paths';
import { defineRule } from '../rule';

export const hostPath = defineRule({
  id: 'host-path',
  title: 'no pod uses files of its node',
  severity: 'note',
  profile: 'strict',
  others: { polaris: ['hostPathSet'] },
  remedy: 'Use a PersistentVolumeClaim, a ConfigMap or an emptyDir.',
  reads: 'manifests',
  yieldsTo: ['runtime-socket', 'sensitive-host-path', 'writable-host-path'],
  check: (cx) =>
    perPod(cx, (pod) =>
      hostPathsOf(pod).map(({ index, path }) => ({
        at: ['volumes', index, 'hostPath'],
        says: `its pods use ${path} of their node`,
      })),
    ),
});
