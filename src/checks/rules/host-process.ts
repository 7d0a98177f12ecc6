// A process of the Windows host is no container.

import { perContainer } from '../faults';
import { defineRule } from '../rule';

export const hostProcess = defineRule({
  id: 'host-process',
  title: 'no container is a process of a Windows host',
  severity: 'error',
  profile: 'essential',
  others: { polaris: ['hostProcess'] },
  remedy: 'Remove windowsOptions.hostProcess.',
  reads: 'manifests',
  check: (cx) =>
    perContainer(cx, ({ container, pod }) => {
      const own = container.securityContext?.windowsOptions?.hostProcess;
      if (!(own ?? pod.spec.securityContext?.windowsOptions?.hostProcess)) return undefined;
      const at = ['securityContext', 'windowsOptions', 'hostProcess'];
      return { at, from: own === undefined ? pod.path : undefined, says: 'is a process of its Windows host' };
    }),
});
