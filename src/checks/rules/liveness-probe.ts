// A program that hangs without exiting stays that way, unless a liveness probe has it restarted.

import { staysUp } from '../containers';
import { perContainer } from '../faults';
import { defineRule } from '../rule';

export const livenessProbe = defineRule({
  id: 'liveness-probe',
  title: 'every container that stays has a liveness probe',
  severity: 'note',
  profile: 'strict',
  others: {
    'kube-score': ['pod-probes'],
    'kube-linter': ['no-liveness-probe'],
    polaris: ['livenessProbeMissing'],
  },
  remedy: 'Add a livenessProbe that fails only when nothing but a restart helps.',
  reads: 'manifests',
  check: (cx) =>
    perContainer(cx, ({ container, role, pod }) => {
      if (container.livenessProbe || role !== 'container' || !staysUp(pod)) return undefined;
      return { at: ['livenessProbe'], says: 'has no liveness probe: it stays as it is when it hangs' };
    }),
});
