// The admission plugins in upstream's order: all of them change an object first, then all of them judge it.
// upstream: pkg/kubeapiserver/options/plugins.go AllOrderedPlugins

import type { AdmissionPlugin } from '../api/admission';
import { certificateApproval, certificateSigning, certificateSubjectRestriction } from './certificates';
import { defaultIngressClass } from './default-ingress-class';
import { defaultStorageClass } from './default-storage-class';
import { defaultTolerationSeconds } from './default-toleration-seconds';
import { limitRanger } from './limit-ranger';
import { namespaceLifecycle } from './namespace-lifecycle';
import { nodeDeclaredFeatures } from './node-declared-features';
import { nodeRestriction } from './node-restriction';
import { persistentVolumeClaimResize } from './persistent-volume-claim-resize';
import { podResize } from './pod-resize';
import { podSecurity } from './pod-security/pod-security';
import { podTopologyLabels } from './pod-topology-labels';
import { mutatingAdmissionPolicies } from './policy/mutating-admission-policy';
import { validatingAdmissionPolicies } from './policy/validating-admission-policy';
import { priority } from './priority';
import { resourceClaimAccess } from './resource-claim-access';
import { resourceQuota } from './resource-quota';
import { runtimeClass } from './runtime-class';
import { serviceAccount } from './service-account';
import { storageObjectInUseProtection } from './storage-object-in-use-protection';
import { taintNodesByCondition } from './taint-nodes-by-condition';
import { mutatingWebhooks } from './webhook/mutating-webhook';
import type { WebhookRule } from './webhook/rule';
import { validatingWebhooks } from './webhook/validating-webhook';

/** All plugins, with what answers for webhooks. */
export const admissionTable = (webhooks: readonly WebhookRule[]): readonly AdmissionPlugin[] => [
  namespaceLifecycle,
  limitRanger,
  serviceAccount,
  nodeRestriction,
  taintNodesByCondition,
  podSecurity,
  priority,
  defaultTolerationSeconds,
  defaultStorageClass,
  storageObjectInUseProtection,
  persistentVolumeClaimResize,
  runtimeClass,
  certificateApproval,
  certificateSigning,
  certificateSubjectRestriction,
  defaultIngressClass,
  podTopologyLabels,
  nodeDeclaredFeatures,
  podResize,
  resourceClaimAccess,
  mutatingAdmissionPolicies,
  mutatingWebhooks(webhooks),
  validatingAdmissionPolicies,
  validatingWebhooks(webhooks),
  resourceQuota,
];
