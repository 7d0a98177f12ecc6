// The pod failure policy: the first rule that a failed pod meets says whether it counts, fails its index or the job.
// upstream: pkg/controller/job/pod_failure_policy.go

import type {
  ContainerStatus,
  Pod,
  PodFailurePolicy,
  PodFailurePolicyOnExitCodesRequirement,
  PodFailurePolicyRule,
} from '../../kinds/generated/types.gen';

export interface Verdict {
  /** Of the rule that was met; undefined when none was. */
  readonly action: PodFailurePolicyRule['action'] | undefined;
  /** Whether the failure counts towards the back-off limits. */
  readonly counts: boolean;
  /** Why the job fails, when it does. */
  readonly message: string | undefined;
}

const COUNTS: Verdict = { action: undefined, counts: true, message: undefined };

/** What the policy makes of a failed pod; without a policy it simply counts. */
export function judgeFailure(policy: PodFailurePolicy | undefined, pod: Pod): Verdict {
  for (const [index, rule] of (policy?.rules ?? []).entries()) {
    const met = describeMatch(rule, pod);
    if (met === undefined) continue;
    const { action } = rule;
    const message = action === 'FailJob' ? `${met} matching ${action} rule at index ${index}` : undefined;
    return { action, counts: action !== 'Ignore', message };
  }
  return COUNTS;
}

/** What of the pod the rule matches, in words; undefined when nothing. */
function describeMatch({ onExitCodes, onPodConditions }: PodFailurePolicyRule, pod: Pod): string | undefined {
  const { namespace, name } = pod.metadata;
  const { containerStatuses, initContainerStatuses, conditions = [] } = pod.status ?? {};
  if (onExitCodes) {
    const container = findExit(containerStatuses, onExitCodes) ?? findExit(initContainerStatuses, onExitCodes);
    const exitCode = container?.state?.terminated?.exitCode;
    return container && `Container ${container.name} for pod ${namespace}/${name} failed with exit code ${exitCode}`;
  }
  const condition = conditions.find(({ type, status }) =>
    onPodConditions?.some((pattern) => pattern.type === type && (pattern.status ?? 'True') === status),
  );
  return condition && `Pod ${namespace}/${name} has condition ${condition.type}`;
}

/** The first container that ended with a code that the rule asks for; 0 never counts. */
function findExit(
  statuses: readonly ContainerStatus[] | undefined,
  { containerName, operator, values }: PodFailurePolicyOnExitCodesRequirement,
): ContainerStatus | undefined {
  return statuses?.find(({ name, state }) => {
    const exitCode = state?.terminated?.exitCode;
    if (exitCode === undefined || exitCode === 0) return false;
    if (containerName !== undefined && containerName !== name) return false;
    return operator === 'In' ? values.includes(exitCode) : !values.includes(exitCode);
  });
}
