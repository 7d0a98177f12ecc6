// Whether a container that ended is started again: its own rules first, then its own policy, then the pod's.
// upstream: pkg/api/v1/pod ContainerShouldRestart, FindMatchingContainerRestartRule

import type { Container, ContainerRestartRule, PodSpec } from '../kinds/generated/types.gen';

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

/** Whether a container that a probe or a changed definition kills comes back; exit code rules do not count here. */
export function restartsAfterKill(container: Container, spec: PodSpec): boolean {
  return (container.restartPolicy ?? spec.restartPolicy ?? 'Always') !== 'Never';
}

/** Whether one of the pod's rules can restart the pod in place. upstream: AllContainersCouldRestart */
export function couldRestartAll({ containers, initContainers }: PodSpec): boolean {
  return containers.some(hasRestartAllRule) || (initContainers?.some(hasRestartAllRule) ?? false);
}

function hasRestartAllRule({ restartPolicyRules }: Container): boolean {
  return restartPolicyRules?.some((rule) => rule.action === 'RestartAllContainers') ?? false;
}

/** Init containers first, then the regular ones, in the order of the spec; ephemeral containers last. */
export function allContainers(spec: PodSpec): readonly Container[] {
  const { initContainers, containers, ephemeralContainers } = spec;
  if (!initContainers?.length && !ephemeralContainers?.length) return containers;
  return [...(initContainers ?? []), ...containers, ...ephemeralOf(spec)];
}

const NONE: readonly Container[] = Object.freeze([]);

/** Containers that were added to the running pod. They are what any container is, but for what they may not have. */
export function ephemeralOf({ ephemeralContainers }: PodSpec): readonly Container[] {
  return ephemeralContainers ?? NONE;
}

export function isEphemeral(spec: PodSpec, name: string): boolean {
  return spec.ephemeralContainers?.some((container) => container.name === name) ?? false;
}
