// Every kind that has a table of its own, under its resource's name. The rest (roles, limit ranges, definitions, ...)
// shows names and creation times.

import { printCertificateSigningRequest, printRoleBinding } from './access';
import {
  printMutatingAdmissionPolicy,
  printPolicyBinding,
  printValidatingAdmissionPolicy,
  printWebhooks,
} from './admission-registration';
import { printApiService, printConfigMap, printLease, printNameAndAge, printNamespace, printSecret } from './core';
import { printDeviceTaintRule, printResourceClaim, printResourceSlice } from './dynamic-resources';
import { printEvent } from './events';
import { printHorizontalPodAutoscaler } from './horizontal-pod-autoscaler';
import { printCronJob, printJob } from './jobs';
import { printIngress, printIngressClass, printIpAddress, printNetworkPolicy, printServiceCidr } from './networking';
import { printComponentStatus, printNode, printRuntimeClass } from './nodes';
import { printPod, printPodTemplate } from './pod';
import {
  printFlowSchema,
  printPodDisruptionBudget,
  printPriorityClass,
  printPriorityLevelConfiguration,
  printResourceQuota,
} from './policy';
import type { Printer } from './printer';
import { printEndpointSlice, printEndpoints, printService } from './services';
import {
  printCsiDriver,
  printCsiNode,
  printPersistentVolume,
  printPersistentVolumeClaim,
  printStorageClass,
  printVolumeAttachment,
  printVolumeAttributesClass,
} from './storage';
import {
  printControllerRevision,
  printDaemonSet,
  printDeployment,
  printReplicaSet,
  printReplicationController,
  printStatefulSet,
} from './workloads';

export const printers: Readonly<Record<string, Printer>> = {
  componentstatuses: printComponentStatus,
  configmaps: printConfigMap,
  endpoints: printEndpoints,
  events: printEvent,
  namespaces: printNamespace,
  nodes: printNode,
  persistentvolumeclaims: printPersistentVolumeClaim,
  persistentvolumes: printPersistentVolume,
  pods: printPod,
  podtemplates: printPodTemplate,
  replicationcontrollers: printReplicationController,
  resourcequotas: printResourceQuota,
  secrets: printSecret,
  serviceaccounts: printNameAndAge,
  services: printService,
  'apiservices.apiregistration.k8s.io': printApiService,
  'controllerrevisions.apps': printControllerRevision,
  'daemonsets.apps': printDaemonSet,
  'deployments.apps': printDeployment,
  'replicasets.apps': printReplicaSet,
  'statefulsets.apps': printStatefulSet,
  'events.events.k8s.io': printEvent,
  'horizontalpodautoscalers.autoscaling': printHorizontalPodAutoscaler,
  'cronjobs.batch': printCronJob,
  'jobs.batch': printJob,
  'certificatesigningrequests.certificates.k8s.io': printCertificateSigningRequest,
  'ingressclasses.networking.k8s.io': printIngressClass,
  'ingresses.networking.k8s.io': printIngress,
  'ipaddresses.networking.k8s.io': printIpAddress,
  'networkpolicies.networking.k8s.io': printNetworkPolicy,
  'servicecidrs.networking.k8s.io': printServiceCidr,
  'poddisruptionbudgets.policy': printPodDisruptionBudget,
  'clusterrolebindings.rbac.authorization.k8s.io': printRoleBinding,
  'rolebindings.rbac.authorization.k8s.io': printRoleBinding,
  'csidrivers.storage.k8s.io': printCsiDriver,
  'csinodes.storage.k8s.io': printCsiNode,
  'storageclasses.storage.k8s.io': printStorageClass,
  'volumeattachments.storage.k8s.io': printVolumeAttachment,
  'volumeattributesclasses.storage.k8s.io': printVolumeAttributesClass,
  'mutatingadmissionpolicies.admissionregistration.k8s.io': printMutatingAdmissionPolicy,
  'mutatingadmissionpolicybindings.admissionregistration.k8s.io': printPolicyBinding,
  'mutatingwebhookconfigurations.admissionregistration.k8s.io': printWebhooks,
  'validatingadmissionpolicies.admissionregistration.k8s.io': printValidatingAdmissionPolicy,
  'validatingadmissionpolicybindings.admissionregistration.k8s.io': printPolicyBinding,
  'validatingwebhookconfigurations.admissionregistration.k8s.io': printWebhooks,
  'priorityclasses.scheduling.k8s.io': printPriorityClass,
  'leases.coordination.k8s.io': printLease,
  'runtimeclasses.node.k8s.io': printRuntimeClass,
  'endpointslices.discovery.k8s.io': printEndpointSlice,
  'deviceclasses.resource.k8s.io': printNameAndAge,
  'resourceclaims.resource.k8s.io': printResourceClaim,
  'resourceclaimtemplates.resource.k8s.io': printNameAndAge,
  'devicetaintrules.resource.k8s.io': printDeviceTaintRule,
  'resourceslices.resource.k8s.io': printResourceSlice,
  'flowschemas.flowcontrol.apiserver.k8s.io': printFlowSchema,
  'prioritylevelconfigurations.flowcontrol.apiserver.k8s.io': printPriorityLevelConfiguration,
};
