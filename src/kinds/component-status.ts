// ComponentStatus: an old list of the control plane's parts and their health, which the server asks them for.
// upstream: pkg/registry/core/componentstatus

import type { ComponentStatus } from './generated/types.gen';
import { defineKind } from './kind';

export const componentStatus = defineKind<ComponentStatus>({
  deprecation: 'v1 ComponentStatus is deprecated in v1.19+',
});

/** Here they are always well. */
export const componentStatuses = (): readonly ComponentStatus[] =>
  ['controller-manager', 'etcd-0', 'scheduler'].map((name) => ({
    apiVersion: 'v1',
    kind: 'ComponentStatus',
    metadata: { name },
    conditions: [{ type: 'Healthy', status: 'True', message: 'ok' }],
  }));
