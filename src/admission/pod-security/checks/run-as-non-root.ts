// Programs do not run as root, and the pod says so.
// upstream: pod-security-admission/policy/check_runAsNonRoot.go

import { type Check, type CheckPod, containers, containersWith, exceptUserNamespaces, setters } from '../check';

const check: CheckPod = ({ spec }) => {
  const reason = 'runAsNonRoot != true';
  const ofPod = spec.securityContext?.runAsNonRoot;
  const explicit = setters(
    ofPod === false,
    containersWith(spec, ({ runAsNonRoot }) => runAsNonRoot === false),
  );
  if (explicit !== '') return { reason, detail: `${explicit} must not set securityContext.runAsNonRoot=false` };
  const silent = ofPod ? [] : containersWith(spec, ({ runAsNonRoot }) => runAsNonRoot === undefined);
  if (silent.length === 0) return undefined;
  return { reason, detail: `pod or ${containers(silent)} must set securityContext.runAsNonRoot=true` };
};

export const runAsNonRoot: Check = {
  id: 'runAsNonRoot',
  level: 'restricted',
  versions: [
    { since: 0, check },
    { since: 35, check: exceptUserNamespaces(check) },
  ],
};
