// A seccomp profile keeps a container from the system calls that holes in the kernel are reached through.

import { perContainer } from '../faults';
import { defineRule } from '../rule';
import { effective, isPrivileged, isWindows } from '../security-context';

export const seccompProfile = defineRule({
  id: 'seccomp-profile',
  title: 'every container asks for a seccomp profile',
  severity: 'note',
  profile: 'strict',
  others: { 'kube-score': ['container-seccomp-profile'], polaris: ['linuxHardening'] },
  remedy: "Set seccompProfile.type to RuntimeDefault in the pod's securityContext.",
  reads: 'manifests',
  check: (cx) =>
    perContainer(cx, (container) => {
      const { value, ...place } = effective(container, 'seccompProfile');
      if (value || isPrivileged(container) || isWindows(container.pod)) return undefined;
      return { ...place, says: 'asks for no seccomp profile: it has one only where the kubelet gives it by default' };
    }),
});
