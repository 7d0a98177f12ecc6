// Whether a container that ended is started again: its own rules first, then its own policy, then the pod's.
// upstream: pkg/api/v1/pod ContainerShouldRestart, FindMatchingContainerRestartRule

import type { Container, ContainerRestartRule, PodSpec } from '../generated/types.gen';

/** The first of the container's rules that the exit code meets. */
export function matchingRule(container: Container, exitCode: number): ContainerRestartRule | undefined {
  return container.restartPolicyRules?.find((rule) => {
    if (!rule.exitCodes) return false;
    const listed = (rule.exitCodes.values ?? []).includes(exitCode);
    return rule.exitCodes.operator === 'In' ? listed : !listed;
  });
}

export function shouldRestart(container: Container, spec: PodSpec, exitCode: number): boolean {
  if (container.restartPolicy !== undefined) {
    const rule = matchingRule(container, exitCode);
    if (rule?.action === 'Restart' || rule?.action === 'RestartAllContainers') return true;
  }
  const policy = container.restartPolicy ?? spec.restartPolicy ?? 'Always';
  if (policy === 'Always') return true;
  return policy === 'OnFailure' && exitCode !== 0;
}

/** Whether one of the pod's rules can restart the pod in place. upstream: AllContainersCouldRestart */
export function couldRestartAll({ containers, initContainers }: PodSpec): boolean {
  return containers.some(hasRestartAllRule) || (initContainers?.some(hasRestartAllRule) ?? false);
}

function hasRestartAllRule({ restartPolicyRules }: Container): boolean {
  return restartPolicyRules?.some((rule) => rule.action === 'RestartAllContainers') ?? false;
}
