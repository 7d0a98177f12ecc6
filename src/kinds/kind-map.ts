// Kinds by the names under which the kinds table holds them, with their types: `cx.get('Pod', ...)` answers a Pod. A
// kind that is not in this list (custom resources, rare kinds) is read as a plain KubeObject.

import type {
  APIService,
  Binding,
  CertificateSigningRequest,
  ClusterRole,
  ClusterRoleBinding,
  ComponentStatus,
  ConfigMap,
  ControllerRevision,
  CoreEvent,
  CronJob,
  CSIDriver,
  CSINode,
  CSIStorageCapacity,
  CustomResourceDefinition,
  DaemonSet,
  Deployment,
  DeviceClass,
  DeviceTaintRule,
  EndpointSlice,
  Endpoints,
  HorizontalPodAutoscaler,
  Ingress,
  IngressClass,
  IPAddress,
  Job,
  Lease,
  LimitRange,
  MutatingAdmissionPolicy,
  MutatingAdmissionPolicyBinding,
  Namespace,
  NetworkPolicy,
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  PodDisruptionBudget,
  PodTemplate,
  PriorityClass,
  ReplicaSet,
  ReplicationController,
  ResourceClaim,
  ResourceClaimTemplate,
  ResourceQuota,
  ResourceSlice,
  Role,
  RoleBinding,
  RuntimeClass,
  Secret,
  Service,
  ServiceAccount,
  ServiceCIDR,
  StatefulSet,
  StorageClass,
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
  VolumeAttachment,
} from './generated/types.gen';
import type { KubeObject } from './kind';

export interface KindMap {
  readonly Event: CoreEvent;
  readonly Binding: Binding;
  readonly CSIDriver: CSIDriver;
  readonly CSINode: CSINode;
  readonly CSIStorageCapacity: CSIStorageCapacity;
  readonly CertificateSigningRequest: CertificateSigningRequest;
  readonly ClusterRole: ClusterRole;
  readonly ClusterRoleBinding: ClusterRoleBinding;
  readonly ComponentStatus: ComponentStatus;
  readonly ConfigMap: ConfigMap;
  readonly ControllerRevision: ControllerRevision;
  readonly CronJob: CronJob;
  readonly CustomResourceDefinition: CustomResourceDefinition;
  readonly DaemonSet: DaemonSet;
  readonly DeviceTaintRule: DeviceTaintRule;
  readonly ResourceSlice: ResourceSlice;
  readonly ResourceClaimTemplate: ResourceClaimTemplate;
  readonly ResourceClaim: ResourceClaim;
  readonly DeviceClass: DeviceClass;
  readonly Deployment: Deployment;
  readonly EndpointSlice: EndpointSlice;
  readonly Endpoints: Endpoints;
  readonly HorizontalPodAutoscaler: HorizontalPodAutoscaler;
  readonly APIService: APIService;
  readonly IPAddress: IPAddress;
  readonly Ingress: Ingress;
  readonly IngressClass: IngressClass;
  readonly Job: Job;
  readonly Lease: Lease;
  readonly LimitRange: LimitRange;
  readonly Namespace: Namespace;
  readonly NetworkPolicy: NetworkPolicy;
  readonly Node: Node;
  readonly PersistentVolume: PersistentVolume;
  readonly PersistentVolumeClaim: PersistentVolumeClaim;
  readonly Pod: Pod;
  readonly PodDisruptionBudget: PodDisruptionBudget;
  readonly PodTemplate: PodTemplate;
  readonly PriorityClass: PriorityClass;
  readonly ReplicaSet: ReplicaSet;
  readonly ReplicationController: ReplicationController;
  readonly ResourceQuota: ResourceQuota;
  readonly Role: Role;
  readonly RoleBinding: RoleBinding;
  readonly RuntimeClass: RuntimeClass;
  readonly Secret: Secret;
  readonly Service: Service;
  readonly ServiceAccount: ServiceAccount;
  readonly ServiceCIDR: ServiceCIDR;
  readonly StatefulSet: StatefulSet;
  readonly StorageClass: StorageClass;
  readonly MutatingAdmissionPolicy: MutatingAdmissionPolicy;
  readonly MutatingAdmissionPolicyBinding: MutatingAdmissionPolicyBinding;
  readonly ValidatingAdmissionPolicy: ValidatingAdmissionPolicy;
  readonly ValidatingAdmissionPolicyBinding: ValidatingAdmissionPolicyBinding;
  readonly VolumeAttachment: VolumeAttachment;
}

export type KindName = keyof KindMap | (string & {});

export type KindOf<K extends KindName> = K extends keyof KindMap ? KindMap[K] : KubeObject;
