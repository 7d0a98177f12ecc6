// A process of the Windows host is no container.
// upstream: pod-security-admission/policy/check_windowsHostProcess.go

import { type Check, containersWith, setters } from '../check';

export const windowsHostProcess: Check = {
  id: 'windowsHostProcess',
  level: 'baseline',
  versions: [
    {
      since: 0,
      check: ({ spec }) => {
        const who = setters(
          spec.securityContext?.windowsOptions?.hostProcess === true,
          containersWith(spec, ({ windowsOptions }) => windowsOptions?.hostProcess === true),
        );
        if (who === '') return undefined;
        return { reason: 'hostProcess', detail: `${who} must not set securityContext.windowsOptions.hostProcess=true` };
      },
    },
  ],
};
