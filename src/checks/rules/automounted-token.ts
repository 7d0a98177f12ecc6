// A token of the API server in a pod that never asks the API server is of use to thieves only.

import { perPod } from '../faults';
import { defineRule } from '../rule';
import { accountName, accountOf, hasRights, mountsToken } from '../service-accounts';

export const automountedToken = defineRule({
  id: 'automounted-token',
  title: 'pods without rights have no token for the API server',
  severity: 'note',
  profile: 'strict',
  others: { polaris: ['automountServiceAccountToken'] },
  remedy: 'Set automountServiceAccountToken to false, for the pod or for its service account.',
  reads: 'manifests',
  check: (cx) =>
    perPod(cx, (pod) => {
      const name = accountName(pod);
      // What the account of another repository says, nobody here knows.
      const isKnown = name === 'default' || accountOf(cx, pod) || pod.spec.automountServiceAccountToken;
      if (!isKnown || !mountsToken(cx, pod) || hasRights(cx, pod)) return undefined;
      const says = `its pods have the token of service account ${name}, to which nothing here gives rights`;
      return { at: ['automountServiceAccountToken'], says };
    }),
});
