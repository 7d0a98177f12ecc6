// The checks table: every rule, in the order of the docs.

import type { Rule } from './rule';
import { accepted } from './rules/accepted';
import { addedCapabilitiesRule } from './rules/added-capabilities';
import { automountedToken } from './rules/automounted-token';
import { cpuLimit } from './rules/cpu-limit';
import { cpuRequest } from './rules/cpu-request';
import { cpuRequestEqualsLimit } from './rules/cpu-request-equals-limit';
import { dangerousCapabilities } from './rules/dangerous-capabilities';
import { defaultNamespace } from './rules/default-namespace';
import { defaultServiceAccount } from './rules/default-service-account';
import { deprecatedApi } from './rules/deprecated-api';
import { deprecatedServiceAccountField } from './rules/deprecated-service-account-field';
import { dnsOptions } from './rules/dns-options';
import { dropCapabilities } from './rules/drop-capabilities';
import { duplicateEnv } from './rules/duplicate-env';
import { ephemeralStorageLimit } from './rules/ephemeral-storage-limit';
import { ephemeralStorageRequestEqualsLimit } from './rules/ephemeral-storage-request-equals-limit';
import { highUserId } from './rules/high-user-id';
import { hostIpc } from './rules/host-ipc';
import { hostNetwork } from './rules/host-network';
import { hostPath } from './rules/host-path';
import { hostPid } from './rules/host-pid';
import { hostProcess } from './rules/host-process';
import { imagePullPolicy } from './rules/image-pull-policy';
import { imageRegistry } from './rules/image-registry';
import { imageTag } from './rules/image-tag';
import { ingressTls } from './rules/ingress-tls';
import { instanceLabel } from './rules/instance-label';
import { livenessProbe } from './rules/liveness-probe';
import { memoryLimit } from './rules/memory-limit';
import { memoryRequest } from './rules/memory-request';
import { memoryRequestEqualsLimit } from './rules/memory-request-equals-limit';
import { nodeAffinity } from './rules/node-affinity';
import { privilegeEscalation } from './rules/privilege-escalation';
import { privileged } from './rules/privileged';
import { privilegedPort } from './rules/privileged-port';
import { probesDiffer } from './rules/probes-differ';
import { procMount } from './rules/proc-mount';
import { rbacClusterAdmin } from './rules/rbac-cluster-admin';
import { rbacCreatePods } from './rules/rbac-create-pods';
import { rbacExec } from './rules/rbac-exec';
import { rbacReadSecrets } from './rules/rbac-read-secrets';
import { rbacWildcard } from './rules/rbac-wildcard';
import { readOnlyRootFilesystem } from './rules/read-only-root-filesystem';
import { readinessProbe } from './rules/readiness-probe';
import { requiredLabels } from './rules/required-labels';
import { restartPolicy } from './rules/restart-policy';
import { runAsNonRoot } from './rules/run-as-non-root';
import { runtimeSocket } from './rules/runtime-socket';
import { sccPrivileged } from './rules/scc-privileged';
import { seccompProfile } from './rules/seccomp-profile';
import { secretFromEnv } from './rules/secret-from-env';
import { secretInConfigMap } from './rules/secret-in-config-map';
import { secretInEnv } from './rules/secret-in-env';
import { sensitiveHostPath } from './rules/sensitive-host-path';
import { serviceSelectsPods } from './rules/service-selects-pods';
import { serviceType } from './rules/service-type';
import { sortedKeys } from './rules/sorted-keys';
import { sshPort } from './rules/ssh-port';
import { unconfinedProfile } from './rules/unconfined-profile';
import { unsafeSysctls } from './rules/unsafe-sysctls';
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
  serviceSelectsPods,
  serviceType,
  ingressTls,

  // names and labels
  requiredLabels,
  instanceLabel,
  defaultNamespace,
  sortedKeys,
];
