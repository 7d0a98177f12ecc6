// What the kinds do of their own, by the key under which the kinds table holds them.

import { apiService } from './api-service';
import { autoscalingV1HorizontalPodAutoscaler } from './autoscaling-v1';
import { certificateSigningRequest } from './certificate-signing-request';
import { componentStatus } from './component-status';
import { configMap } from './config-map';
import { controllerRevision } from './controller-revision';
import { cronJob } from './cron-job';
import { csiDriver } from './csi-driver';
import { csiNode } from './csi-node';
import { csiStorageCapacity } from './csi-storage-capacity';
import { daemonSet } from './daemon-set';
import { deployment } from './deployment';
import { deviceClass } from './device-class';
import { deviceTaintRule } from './device-taint-rule';
import { endpointSlice } from './endpoint-slice';
import { endpoints } from './endpoints';
import { event } from './event';
import { eventsV1Event } from './events-v1';
import { flowSchema } from './flow-schema';
import { horizontalPodAutoscaler } from './horizontal-pod-autoscaler';
import { ingress } from './ingress';
import { ingressClass } from './ingress-class';
import { ipAddress } from './ip-address';
import { job } from './job';
import type { KindBehaviour } from './kind';
import { lease } from './lease';
import { limitRange } from './limit-range';
import { mutatingAdmissionPolicy, mutatingAdmissionPolicyBinding } from './mutating-admission-policy';
import { namespace } from './namespace';
import { networkPolicy } from './network-policy';
import { node } from './node';
import { persistentVolume } from './persistent-volume';
import { persistentVolumeClaim } from './persistent-volume-claim';
import { pod } from './pod';
import { podDisruptionBudget } from './pod-disruption-budget';
import { podTemplate } from './pod-template';
import { priorityClass } from './priority-class';
import { priorityLevelConfiguration } from './priority-level-configuration';
import { replicaSet } from './replica-set';
import { replicationController } from './replication-controller';
import { resourceClaim, resourceClaimTemplate } from './resource-claim';
import { resourceQuota } from './resource-quota';
import { resourceSlice } from './resource-slice';
import { clusterRole, clusterRoleBinding, role, roleBinding } from './role';
import { runtimeClass } from './runtime-class';
import { secret } from './secret';
import { service } from './service';
import { serviceAccount } from './service-account';
import { serviceCidr } from './service-cidr';
import { statefulSet } from './stateful-set';
import { storageClass } from './storage-class';
import { validatingAdmissionPolicy, validatingAdmissionPolicyBinding } from './validating-admission-policy';
import { volumeAttachment } from './volume-attachment';
import { volumeAttributesClass } from './volume-attributes-class';
import { mutatingWebhookConfiguration, validatingWebhookConfiguration } from './webhook-configuration';

// biome-ignore lint/suspicious/noExplicitAny: each kind's functions take its own type.
export const behaviours: Readonly<Record<string, KindBehaviour<any>>> = {
  Pod: pod,
  Deployment: deployment,
  ReplicaSet: replicaSet,
  ReplicationController: replicationController,
  Service: service,
  Namespace: namespace,
  Node: node,
  ServiceAccount: serviceAccount,
  ConfigMap: configMap,
  Secret: secret,
  ComponentStatus: componentStatus,
  Endpoints: endpoints,
  EndpointSlice: endpointSlice,
  Event: event,
  'Event.events.k8s.io': eventsV1Event,
  Lease: lease,
  StatefulSet: statefulSet,
  DaemonSet: daemonSet,
  Job: job,
  CronJob: cronJob,
  PersistentVolume: persistentVolume,
  PersistentVolumeClaim: persistentVolumeClaim,
  StorageClass: storageClass,
  HorizontalPodAutoscaler: horizontalPodAutoscaler,
  'HorizontalPodAutoscaler.autoscaling': autoscalingV1HorizontalPodAutoscaler,
  PodDisruptionBudget: podDisruptionBudget,
  Ingress: ingress,
  IngressClass: ingressClass,
  NetworkPolicy: networkPolicy,
  PriorityClass: priorityClass,
  ResourceQuota: resourceQuota,
  LimitRange: limitRange,
  Role: role,
  ClusterRole: clusterRole,
  RoleBinding: roleBinding,
  ClusterRoleBinding: clusterRoleBinding,
  ControllerRevision: controllerRevision,
  PodTemplate: podTemplate,
  RuntimeClass: runtimeClass,
  PriorityLevelConfiguration: priorityLevelConfiguration,
  FlowSchema: flowSchema,
  APIService: apiService,
  ServiceCIDR: serviceCidr,
  IPAddress: ipAddress,
  ValidatingWebhookConfiguration: validatingWebhookConfiguration,
  MutatingWebhookConfiguration: mutatingWebhookConfiguration,
  VolumeAttributesClass: volumeAttributesClass,
  VolumeAttachment: volumeAttachment,
  CSIStorageCapacity: csiStorageCapacity,
  CSINode: csiNode,
  CSIDriver: csiDriver,
  ValidatingAdmissionPolicy: validatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding: validatingAdmissionPolicyBinding,
  MutatingAdmissionPolicy: mutatingAdmissionPolicy,
  MutatingAdmissionPolicyBinding: mutatingAdmissionPolicyBinding,
  CertificateSigningRequest: certificateSigningRequest,
  DeviceClass: deviceClass,
  ResourceClaim: resourceClaim,
  ResourceClaimTemplate: resourceClaimTemplate,
  DeviceTaintRule: deviceTaintRule,
  ResourceSlice: resourceSlice,
};
