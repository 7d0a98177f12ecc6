// A user of the container that is also a user of the node has that user's files when he gets out.

import { integer } from '../../cluster/describe/types';
import { perContainer } from '../faults';
import { defineRule } from '../rule';
import { effective, hasOwnUsers, isWindows } from '../security-context';
import { setting } from '../setting';

export const highUserId = defineRule({
  id: 'high-user-id',
  title: 'containers run as users and groups that no node has',
  severity: 'note',
  profile: 'strict',
  others: { 'kube-score': ['container-security-context-user-group-id'] },
  remedy: 'Set securityContext.runAsUser and runAsGroup to a high number, or give the pod users of its own.',
  reads: 'manifests',
  yieldsTo: ['run-as-non-root'],
  settings: [setting('least', integer(1), 10_000, 'the lowest number of a user or a group')],
  check: (cx, { least }) =>
    perContainer(cx, (container) => {
      if (isWindows(container.pod) || hasOwnUsers(container.pod)) return undefined;
      const user = effective(container, 'runAsUser');
      const group = effective(container, 'runAsGroup');
      if (user.value === undefined && group.value === undefined) {
        return { ...user, says: 'says neither as which user nor as which group it runs' };
      }
      const low = [
        { ...user, what: 'user' },
        { ...group, what: 'group' },
      ].filter(({ value }) => value === undefined || value < least);
      const [first] = low;
      if (!first) return undefined;
      const names = low.map(({ value, what }) => (value === undefined ? `a ${what} not said` : `${what} ${value}`));
      return { ...first, says: `runs as ${names.join(' and ')}: the lowest to be is ${least}` };
    }),
});
