// The checks table: every rule, in the order of the docs.

import type { Rule } from './rule';
import { accepted } from './rules/accepted';
import { addedCapabilitiesRule } from './rules/added-capabilities';
import { automountedToken } from './rules/automounted-token';
import { autoscalerMinimum } from './rules/autoscaler-minimum';
import { autoscalerOwnsReplicas } from './rules/autoscaler-owns-replicas';
import { autoscalerRange } from './rules/autoscaler-range';
import { autoscalerRangeFits } from './rules/autoscaler-range-fits';
import { autoscalerTarget } from './rules/autoscaler-target';
import { badImageKeepsServing } from './rules/bad-image-keeps-serving';
import { budgetAllowsDisruption } from './rules/budget-allows-disruption';
import { budgetExists } from './rules/budget-exists';
import { budgetSelectsPods } from './rules/budget-selects-pods';
import { budgetStatesPolicy } from './rules/budget-states-policy';
import { budgetUnderAutoscalerMinimum } from './rules/budget-under-autoscaler-minimum';
import { budgetUnhealthyPods } from './rules/budget-unhealthy-pods';
import { budgetsOverlap } from './rules/budgets-overlap';
import { claimBound } from './rules/claim-bound';
import { clusterSettles } from './rules/cluster-settles';
import { configurationExists } from './rules/configuration-exists';
import { containerPorts } from './rules/container-ports';
import { cpuLimit } from './rules/cpu-limit';
import { cpuRequest } from './rules/cpu-request';
import { cpuRequestEqualsLimit } from './rules/cpu-request-equals-limit';
import { cronJobDeadline } from './rules/cron-job-deadline';
import { dangerousCapabilities } from './rules/dangerous-capabilities';
import { defaultNamespace } from './rules/default-namespace';
import { defaultServiceAccount } from './rules/default-service-account';
import { deprecatedApi } from './rules/deprecated-api';
import { deprecatedServiceAccountField } from './rules/deprecated-service-account-field';
import { dnsOptions } from './rules/dns-options';
import { drainFinishes } from './rules/drain-finishes';
import { dropCapabilities } from './rules/drop-capabilities';
import { duplicateEnv } from './rules/duplicate-env';
import { enoughReplicas } from './rules/enough-replicas';
import { ephemeralStorageLimit } from './rules/ephemeral-storage-limit';
import { ephemeralStorageRequestEqualsLimit } from './rules/ephemeral-storage-request-equals-limit';
import { gracePeriod } from './rules/grace-period';
import { highUserId } from './rules/high-user-id';
import { hostAntiAffinity } from './rules/host-anti-affinity';
import { hostIpc } from './rules/host-ipc';
import { hostNetwork } from './rules/host-network';
import { hostPath } from './rules/host-path';
import { hostPid } from './rules/host-pid';
import { hostPort } from './rules/host-port';
import { hostProcess } from './rules/host-process';
import { imagePullPolicy } from './rules/image-pull-policy';
import { imageRegistry } from './rules/image-registry';
import { imageTag } from './rules/image-tag';
import { ingressReachesService } from './rules/ingress-reaches-service';
import { ingressTls } from './rules/ingress-tls';
import { instanceLabel } from './rules/instance-label';
import { jobCompletes } from './rules/job-completes';
import { jobTimeToLive } from './rules/job-time-to-live';
import { livenessBeforeReadiness } from './rules/liveness-before-readiness';
import { livenessProbe } from './rules/liveness-probe';
import { memoryLimit } from './rules/memory-limit';
import { memoryRequest } from './rules/memory-request';
import { memoryRequestEqualsLimit } from './rules/memory-request-equals-limit';
import { networkPolicyCoversPods } from './rules/network-policy-covers-pods';
import { networkPolicyPeers } from './rules/network-policy-peers';
import { networkPolicySelectsPods } from './rules/network-policy-selects-pods';
import { nodeAffinity } from './rules/node-affinity';
import { podsCreated } from './rules/pods-created';
import { podsScheduled } from './rules/pods-scheduled';
import { podsSpread } from './rules/pods-spread';
import { priorityClass } from './rules/priority-class';
import { priorityClassExists } from './rules/priority-class-exists';
import { privilegeEscalation } from './rules/privilege-escalation';
import { privileged } from './rules/privileged';
import { privilegedPort } from './rules/privileged-port';
import { probePort } from './rules/probe-port';
import { probePortName } from './rules/probe-port-name';
import { probesDiffer } from './rules/probes-differ';
import { procMount } from './rules/proc-mount';
import { quotaLeavesRoomForRollout } from './rules/quota-leaves-room-for-rollout';
import { quotaLeft } from './rules/quota-left';
import { rbacClusterAdmin } from './rules/rbac-cluster-admin';
import { rbacCreatePods } from './rules/rbac-create-pods';
import { rbacExec } from './rules/rbac-exec';
import { rbacReadSecrets } from './rules/rbac-read-secrets';
import { rbacWildcard } from './rules/rbac-wildcard';
import { readOnlyRootFilesystem } from './rules/read-only-root-filesystem';
import { readinessProbe } from './rules/readiness-probe';
import { requiredLabels } from './rules/required-labels';
import { restartPolicy } from './rules/restart-policy';
import { rollbackHeals } from './rules/rollback-heals';
import { rollingUpdate } from './rules/rolling-update';
import { rolloutFinishes } from './rules/rollout-finishes';
import { rolloutLosesRequests } from './rules/rollout-loses-requests';
import { runAsNonRoot } from './rules/run-as-non-root';
import { runtimeSocket } from './rules/runtime-socket';
import { sccPrivileged } from './rules/scc-privileged';
import { seccompProfile } from './rules/seccomp-profile';
import { secretFromEnv } from './rules/secret-from-env';
import { secretInConfigMap } from './rules/secret-in-config-map';
import { secretInEnv } from './rules/secret-in-env';
import { selectorMatchesTemplate } from './rules/selector-matches-template';
import { selectorsOverlap } from './rules/selectors-overlap';
import { sensitiveHostPath } from './rules/sensitive-host-path';
import { serviceAccountExists } from './rules/service-account-exists';
import { serviceMonitorSelects } from './rules/service-monitor-selects';
import { serviceSelectsPods } from './rules/service-selects-pods';
import { serviceTargetPort } from './rules/service-target-port';
import { serviceTargetPortName } from './rules/service-target-port-name';
import { serviceType } from './rules/service-type';
import { sortedKeys } from './rules/sorted-keys';
import { spreadCountsOwnPods } from './rules/spread-counts-own-pods';
import { sshPort } from './rules/ssh-port';
import { statefulSetService } from './rules/stateful-set-service';
import { surgeFits } from './rules/surge-fits';
import { survivesNodeLoss } from './rules/survives-node-loss';
import { survivesPodDeletion } from './rules/survives-pod-deletion';
import { survivesRestart } from './rules/survives-restart';
import { survivesZoneLoss } from './rules/survives-zone-loss';
import { topologySpread } from './rules/topology-spread';
import { unconfinedProfile } from './rules/unconfined-profile';
import { unsafeSysctls } from './rules/unsafe-sysctls';
import { workloadAvailable } from './rules/workload-available';
import { writableHostPath } from './rules/writable-host-path';

export const rules: readonly Rule[] = [
  accepted,
  deprecatedApi,

  // images
  imageTag,
  imagePullPolicy,
  imageRegistry,

  // resources
  cpuRequest,
  memoryRequest,
  memoryLimit,
  cpuLimit,
  ephemeralStorageLimit,
  cpuRequestEqualsLimit,
  memoryRequestEqualsLimit,
  ephemeralStorageRequestEqualsLimit,

  // probes and ports
  readinessProbe,
  livenessProbe,
  probesDiffer,
  privilegedPort,
  sshPort,

  // security
  privileged,
  privilegeEscalation,
  runAsNonRoot,
  highUserId,
  readOnlyRootFilesystem,
  dangerousCapabilities,
  addedCapabilitiesRule,
  dropCapabilities,
  seccompProfile,
  unconfinedProfile,
  procMount,
  unsafeSysctls,
  sccPrivileged,

  // host access
  hostPid,
  hostIpc,
  hostNetwork,
  hostProcess,
  runtimeSocket,
  sensitiveHostPath,
  writableHostPath,
  hostPath,

  // secrets and environment
  secretInEnv,
  secretInConfigMap,
  secretFromEnv,
  duplicateEnv,

  // access
  automountedToken,
  defaultServiceAccount,
  deprecatedServiceAccountField,
  rbacClusterAdmin,
  rbacWildcard,
  rbacExec,
  rbacCreatePods,
  rbacReadSecrets,

  // workloads
  nodeAffinity,
  restartPolicy,
  dnsOptions,

  // services
  serviceType,
  ingressTls,

  // names and labels
  requiredLabels,
  instanceLabel,
  defaultNamespace,
  sortedKeys,

  // objects that refer to each other
  selectorMatchesTemplate,
  configurationExists,
  serviceAccountExists,
  priorityClassExists,
  claimBound,
  serviceSelectsPods,
  serviceTargetPortName,
  serviceTargetPort,
  ingressReachesService,
  statefulSetService,
  autoscalerTarget,
  serviceMonitorSelects,
  selectorsOverlap,

  // pods that start and become ready
  podsCreated,
  podsScheduled,
  workloadAvailable,
  jobCompletes,
  clusterSettles,
  containerPorts,
  probePortName,
  probePort,
  livenessBeforeReadiness,
  gracePeriod,

  // availability
  enoughReplicas,
  rollingUpdate,
  podsSpread,
  hostAntiAffinity,
  topologySpread,
  spreadCountsOwnPods,
  priorityClass,

  // budgets and autoscalers
  budgetExists,
  budgetStatesPolicy,
  budgetSelectsPods,
  budgetAllowsDisruption,
  budgetsOverlap,
  budgetUnderAutoscalerMinimum,
  budgetUnhealthyPods,
  autoscalerMinimum,
  autoscalerRange,
  autoscalerOwnsReplicas,

  // network
  networkPolicySelectsPods,
  networkPolicyPeers,
  networkPolicyCoversPods,

  // jobs
  cronJobDeadline,
  jobTimeToLive,

  // capacity
  hostPort,
  surgeFits,
  quotaLeft,

  // what befalls a running cluster
  survivesPodDeletion,
  survivesRestart,
  rolloutFinishes,
  rolloutLosesRequests,
  badImageKeepsServing,
  rollbackHeals,
  drainFinishes,
  survivesNodeLoss,
  survivesZoneLoss,
  quotaLeavesRoomForRollout,
  autoscalerRangeFits,
];
