// The checks table: every rule, in the order of the docs.

import type { Rule } from './rule';
import { accepted } from './rules/accepted';
import { cpuLimit } from './rules/cpu-limit';
import { cpuRequest } from './rules/cpu-request';
import { hostIpc } from './rules/host-ipc';
import { hostNetwork } from './rules/host-network';
import { hostPid } from './rules/host-pid';
import { imageTag } from './rules/image-tag';
import { memoryLimit } from './rules/memory-limit';
import { memoryRequest } from './rules/memory-request';
import { privilegeEscalation } from './rules/privilege-escalation';
import { privileged } from './rules/privileged';
import { runAsNonRoot } from './rules/run-as-non-root';
import { serviceSelectsPods } from './rules/service-selects-pods';

export const rules: readonly Rule[] = [
  accepted,

  // images
  imageTag,

  // resources
  cpuRequest,
  memoryRequest,
  memoryLimit,
  cpuLimit,

  // security
  privileged,
  privilegeEscalation,
  runAsNonRoot,

  // host access
  hostPid,
  hostIpc,
  hostNetwork,

  // services
  serviceSelectsPods,
];
