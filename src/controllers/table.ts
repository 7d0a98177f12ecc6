// All controllers of the control plane, in the order in which they start and, at one instant, run. One line a
// controller.

import type { Actor } from '../api/actor';
import { apiServiceAvailabilityController } from './api-service/availability';
import { apiServiceRegistrationController } from './api-service/registration';
import { csrApprovingController } from './certificates/approving';
import { csrCleanerController } from './certificates/cleaner';
import { apiClientSigner, kubeletClientSigner, kubeletServingSigner } from './certificates/signing';
import { clusterRoleAggregationController } from './cluster-role-aggregation';
import { cronJobController } from './cron-job/cron-job';
import { apiApprovalController } from './custom-resource-definition/api-approval';
import { establishingController } from './custom-resource-definition/establishing';
import { finalizingController } from './custom-resource-definition/finalizing';
import { namingController } from './custom-resource-definition/naming';
import { daemonSetController } from './daemon-set/daemon-set';
import { deploymentController } from './deployment/deployment';
import { deviceTaintEvictionController } from './device-taint-eviction';
import { disruptionController } from './disruption/disruption-controller';
import { endpointSliceController } from './endpoint-slice/endpoint-slice-controller';
import { endpointSliceMirroringController } from './endpoint-slice-mirroring';
import { endpointsController } from './endpoints/endpoints-controller';
import { eventExpiry } from './event-expiry';
import { flowControlBootstrapController } from './flow-control/bootstrap-configuration';
import { flowSchemaStatusController } from './flow-control/dangling';
import { garbageCollector } from './garbage-collector/garbage-collector';
import { ipAddressRepairController } from './ip-address-repair';
import { jobController } from './job/job';
import { jobOrphanPods } from './job/orphan-pods';
import { kubernetesServiceController } from './kubernetes-service';
import { namespaceController } from './namespace/namespace-controller';
import { nodeIpamController } from './node-ipam';
import { nodeLifecycleController } from './node-lifecycle/node-lifecycle-controller';
import { persistentVolumeBinder } from './persistent-volume/binder';
import { ephemeralVolumeController } from './persistent-volume/ephemeral-volume';
import { claimProtection, volumeAttributesClassProtection, volumeProtection } from './persistent-volume/protection';
import { volumeExpansionController } from './persistent-volume/volume-expansion';
import { podGarbageCollector } from './pod-garbage-collector';
import { replicaSetController } from './replicaset/replicaset';
import { replicationController } from './replication-controller';
import { resourceClaimController } from './resource-claim/resource-claim-controller';
import { resourceQuotaController } from './resource-quota';
import { rootCaPublisher } from './root-ca-publisher';
import { serviceAccountController } from './service-account';
import { serviceAccountTokens } from './service-account-tokens';
import { serviceCidrController } from './service-cidr';
import { statefulSetController } from './stateful-set/stateful-set';
import { taintEvictionController } from './taint-eviction';
import { ttlController } from './ttl';
import { ttlAfterFinishedController } from './ttl-after-finished';
import { validatingAdmissionPolicyStatusController } from './validating-admission-policy-status';

// biome-ignore lint/suspicious/noExplicitAny: controllers of different private memory share one table
export const controllers: readonly Actor<any>[] = [
  serviceAccountController,
  serviceAccountTokens,
  rootCaPublisher,
  nodeIpamController,
  kubeletServingSigner,
  kubeletClientSigner,
  apiClientSigner,
  csrApprovingController,
  csrCleanerController,
  ttlController,
  nodeLifecycleController,
  taintEvictionController,
  podGarbageCollector,
  endpointsController,
  endpointSliceController,
  endpointSliceMirroringController,
  replicationController,
  replicaSetController,
  deploymentController,
  daemonSetController,
  statefulSetController,
  disruptionController,
  jobController,
  jobOrphanPods,
  ttlAfterFinishedController,
  cronJobController,
  persistentVolumeBinder,
  ephemeralVolumeController,
  resourceClaimController,
  deviceTaintEvictionController,
  volumeExpansionController,
  claimProtection,
  volumeProtection,
  volumeAttributesClassProtection,
  resourceQuotaController,
  serviceCidrController,
  kubernetesServiceController,
  ipAddressRepairController,
  namingController,
  establishingController,
  apiApprovalController,
  finalizingController,
  apiServiceRegistrationController,
  apiServiceAvailabilityController,
  clusterRoleAggregationController,
  validatingAdmissionPolicyStatusController,
  flowSchemaStatusController,
  flowControlBootstrapController,
  garbageCollector,
  namespaceController,
  eventExpiry,
];
