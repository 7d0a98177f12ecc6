// The old name of a field still works, until somebody sets the new one too.

import { perPod } from '../faults';
import { defineRule } from '../rule';

export const deprecatedServiceAccountField = defineRule({
  id: 'deprecated-service-account-field',
  title: 'pods name their service account by serviceAccountName',
  severity: 'note',
  profile: 'recommended',
  others: { 'kube-linter': ['deprecated-service-account-field'] },
  remedy: 'Rename serviceAccount to serviceAccountName.',
  reads: 'manifests',
  check: (cx) =>
    perPod(cx, ({ spec: { serviceAccount, serviceAccountName } }) => {
      if (!serviceAccount || serviceAccount === serviceAccountName) return undefined;
      const says = serviceAccountName
        ? `serviceAccount ${serviceAccount} has no effect: serviceAccountName says ${serviceAccountName}`
        : `names service account ${serviceAccount} by the deprecated field serviceAccount`;
      return { at: ['serviceAccount'], says };
    }),
});
