// Whether a container may be created with the user that its image or its spec gives it.
// upstream: pkg/kubelet/kuberuntime/security_context.go verifyRunAsNonRoot

import type { Container } from '../kinds/generated/types.gen';
import { type PodWorker, podText } from './kubelet-state';
import type { ProgramRule } from './program-rules';
import { programOf } from './programs';

const NO_VARIABLES: ReadonlyMap<string, string> = new Map();

export function securityProblem(
  rules: readonly ProgramRule[],
  worker: PodWorker,
  container: Container,
): string | undefined {
  const shared = worker.pod.spec.securityContext;
  const own = container.securityContext;
  if (!(own?.runAsNonRoot ?? shared?.runAsNonRoot)) return undefined;
  const subject = `(pod: ${JSON.stringify(podText(worker))}, container: ${container.name})`;
  const asked = own?.runAsUser ?? shared?.runAsUser;
  if (asked !== undefined) {
    return asked === 0 ? `container's runAsUser breaks non-root policy ${subject}` : undefined;
  }
  const user = programOf(rules, container, NO_VARIABLES).user ?? 0;
  if (user === 0) return `container has runAsNonRoot and image will run as root ${subject}`;
  if (typeof user === 'string') {
    return `container has runAsNonRoot and image has non-numeric user (${user}), cannot verify user is non-root ${subject}`;
  }
  return undefined;
}
