// Who breaks into a container that cannot write finds no place to put his tools.

import { perContainer } from '../faults';
import { defineRule } from '../rule';
import { isWindows } from '../security-context';

export const readOnlyRootFilesystem = defineRule({
  id: 'read-only-root-filesystem',
  title: 'no container writes into its image',
  severity: 'warning',
  profile: 'strict',
  others: {
    'kube-score': ['container-security-context-readonlyrootfilesystem'],
    'kube-linter': ['no-read-only-root-fs'],
    polaris: ['notReadOnlyRootFilesystem'],
  },
  remedy: 'Set securityContext.readOnlyRootFilesystem to true, and mount an emptyDir where the program writes.',
  reads: 'manifests',
  check: (cx) =>
    perContainer(cx, ({ container, pod }) => {
      if (container.securityContext?.readOnlyRootFilesystem || isWindows(pod)) return undefined;
      return { at: ['securityContext', 'readOnlyRootFilesystem'], says: 'can write to its root file system' };
    }),
});
