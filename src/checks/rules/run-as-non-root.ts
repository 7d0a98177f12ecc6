// Who is root in a container is root on the node as soon as there is a hole between the two.

import { perContainer } from '../faults';
import { defineRule } from '../rule';
import { effective, hasOwnUsers, isWindows } from '../security-context';

export const runAsNonRoot = defineRule({
  id: 'run-as-non-root',
  title: 'no container runs as root',
  severity: 'warning',
  profile: 'recommended',
  others: {
    'kube-score': ['container-security-context-user-group-id'],
    'kube-linter': ['run-as-non-root'],
    polaris: ['runAsRootAllowed'],
  },
  remedy:
    'Set securityContext.runAsNonRoot to true, and runAsUser where the image names its user by a word or not at all.',
  reads: 'manifests',
  check: (cx) =>
    perContainer(cx, (container) => {
      if (isWindows(container.pod) || hasOwnUsers(container.pod)) return undefined;
      const user = effective(container, 'runAsUser');
      const promise = effective(container, 'runAsNonRoot');
      if (user.value === 0) {
        const refused = promise.value ? ', and promises not to: the kubelet will not start it' : '';
        return { ...user, says: `runs as root, by runAsUser 0${refused}` };
      }
      if (user.value !== undefined || promise.value) return undefined;
      const says =
        promise.value === false ? 'may run as root, by runAsNonRoot false' : 'runs as root if its image does';
      return { ...promise, says };
    }),
});
