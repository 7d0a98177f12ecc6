// Nobody says that a program is to run as root.
// upstream: pod-security-admission/policy/check_runAsUser.go

import { type Check, type CheckPod, containersWith, exceptUserNamespaces, setters } from '../check';

const check: CheckPod = ({ spec }) => {
  const who = setters(
    spec.securityContext?.runAsUser === 0,
    containersWith(spec, ({ runAsUser }) => runAsUser === 0),
  );
  return who === '' ? undefined : { reason: 'runAsUser=0', detail: `${who} must not set runAsUser=0` };
};

export const runAsUser: Check = {
  id: 'runAsUser',
  level: 'restricted',
  versions: [
    { since: 23, check },
    { since: 35, check: exceptUserNamespaces(check) },
  ],
};
