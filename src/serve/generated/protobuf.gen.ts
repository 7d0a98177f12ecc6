// Field numbers of every Kubernetes 1.36 message that a request may carry: `NUMBER NAME TYPE`, the type with `[]` behind it
// for a list and `{}` for a map with string keys; `~` for the name of a member that JSON does not wrap.
// Written by `npm run generate`; edits would be lost.

export const messageTexts: Readonly<Record<string, string>> = {
  ApplyConfiguration: '1 expression string',
  AuditAnnotation: '1 key string,2 valueExpression string',
  ExpressionWarning: '2 fieldRef string,3 warning string',
  JSONPatch: '1 expression string',
  MatchCondition: '1 name string,2 expression string',
  MatchResources:
    '1 namespaceSelector LabelSelector,2 objectSelector LabelSelector,3 resourceRules NamedRuleWithOperations[],4 excludeResourceRules NamedRuleWithOperations[],7 matchPolicy string',
  LabelSelector: '1 matchLabels string{},2 matchExpressions LabelSelectorRequirement[]',
  LabelSelectorRequirement: '1 key string,2 operator string,3 values string[]',
  NamedRuleWithOperations: '1 resourceNames string[],2 ~ RuleWithOperations',
  RuleWithOperations: '1 operations string[],2 ~ Rule',
  Rule: '1 apiGroups string[],2 apiVersions string[],3 resources string[],4 scope string',
  MutatingAdmissionPolicy: '1 metadata ObjectMeta,2 spec MutatingAdmissionPolicySpec',
  ObjectMeta:
    '1 name string,2 generateName string,3 namespace string,4 selfLink string,5 uid string,6 resourceVersion string,7 generation int64,8 creationTimestamp Time,9 deletionTimestamp Time,10 deletionGracePeriodSeconds int64,11 labels string{},12 annotations string{},13 ownerReferences OwnerReference[],14 finalizers string[],17 managedFields ManagedFieldsEntry[]',
  Time: '1 seconds int64,2 nanos int32',
  OwnerReference:
    '5 apiVersion string,1 kind string,3 name string,4 uid string,6 controller bool,7 blockOwnerDeletion bool',
  ManagedFieldsEntry:
    '1 manager string,2 operation string,3 apiVersion string,4 time Time,6 fieldsType string,7 fieldsV1 FieldsV1,8 subresource string',
  FieldsV1: '1 Raw bytes',
  MutatingAdmissionPolicySpec:
    '1 paramKind ParamKind,2 matchConstraints MatchResources,3 variables Variable[],4 mutations Mutation[],5 failurePolicy string,6 matchConditions MatchCondition[],7 reinvocationPolicy string',
  ParamKind: '1 apiVersion string,2 kind string',
  Variable: '1 name string,2 expression string',
  Mutation: '2 patchType string,3 applyConfiguration ApplyConfiguration,4 jsonPatch JSONPatch',
  MutatingAdmissionPolicyBinding: '1 metadata ObjectMeta,2 spec MutatingAdmissionPolicyBindingSpec',
  MutatingAdmissionPolicyBindingSpec: '1 policyName string,2 paramRef ParamRef,3 matchResources MatchResources',
  ParamRef: '1 name string,2 namespace string,3 selector LabelSelector,4 parameterNotFoundAction string',
  MutatingAdmissionPolicyBindingList: '1 metadata ListMeta,2 items MutatingAdmissionPolicyBinding[]',
  ListMeta:
    '1 selfLink string,2 resourceVersion string,3 continue string,4 remainingItemCount int64,5 shardInfo ShardInfo',
  ShardInfo: '1 selector string',
  MutatingAdmissionPolicyList: '1 metadata ListMeta,2 items MutatingAdmissionPolicy[]',
  MutatingWebhook:
    '1 name string,2 clientConfig WebhookClientConfig,3 rules RuleWithOperations[],4 failurePolicy string,9 matchPolicy string,5 namespaceSelector LabelSelector,11 objectSelector LabelSelector,6 sideEffects string,7 timeoutSeconds int32,8 admissionReviewVersions string[],10 reinvocationPolicy string,12 matchConditions MatchCondition[]',
  WebhookClientConfig: '3 url string,1 service ServiceReference,2 caBundle bytes',
  ServiceReference: '1 namespace string,2 name string,3 path string,4 port int32',
  MutatingWebhookConfiguration: '1 metadata ObjectMeta,2 webhooks MutatingWebhook[]',
  MutatingWebhookConfigurationList: '1 metadata ListMeta,2 items MutatingWebhookConfiguration[]',
  TypeChecking: '1 expressionWarnings ExpressionWarning[]',
  ValidatingAdmissionPolicy:
    '1 metadata ObjectMeta,2 spec ValidatingAdmissionPolicySpec,3 status ValidatingAdmissionPolicyStatus',
  ValidatingAdmissionPolicySpec:
    '1 paramKind ParamKind,2 matchConstraints MatchResources,3 validations Validation[],4 failurePolicy string,5 auditAnnotations AuditAnnotation[],6 matchConditions MatchCondition[],7 variables Variable[]',
  Validation: '1 expression string,2 message string,3 reason string,4 messageExpression string',
  ValidatingAdmissionPolicyStatus: '1 observedGeneration int64,2 typeChecking TypeChecking,3 conditions Condition[]',
  Condition:
    '1 type string,2 status string,3 observedGeneration int64,4 lastTransitionTime Time,5 reason string,6 message string',
  ValidatingAdmissionPolicyBinding: '1 metadata ObjectMeta,2 spec ValidatingAdmissionPolicyBindingSpec',
  ValidatingAdmissionPolicyBindingSpec:
    '1 policyName string,2 paramRef ParamRef,3 matchResources MatchResources,4 validationActions string[]',
  ValidatingAdmissionPolicyBindingList: '1 metadata ListMeta,2 items ValidatingAdmissionPolicyBinding[]',
  ValidatingAdmissionPolicyList: '1 metadata ListMeta,2 items ValidatingAdmissionPolicy[]',
  ValidatingWebhook:
    '1 name string,2 clientConfig WebhookClientConfig,3 rules RuleWithOperations[],4 failurePolicy string,9 matchPolicy string,5 namespaceSelector LabelSelector,10 objectSelector LabelSelector,6 sideEffects string,7 timeoutSeconds int32,8 admissionReviewVersions string[],11 matchConditions MatchCondition[]',
  ValidatingWebhookConfiguration: '1 metadata ObjectMeta,2 webhooks ValidatingWebhook[]',
  ValidatingWebhookConfigurationList: '1 metadata ListMeta,2 items ValidatingWebhookConfiguration[]',
  ControllerRevision: '1 metadata ObjectMeta,2 data RawExtension,3 revision int64',
  RawExtension: '1 raw bytes',
  ControllerRevisionList: '1 metadata ListMeta,2 items ControllerRevision[]',
  DaemonSet: '1 metadata ObjectMeta,2 spec DaemonSetSpec,3 status DaemonSetStatus',
  DaemonSetSpec:
    '1 selector LabelSelector,2 template PodTemplateSpec,3 updateStrategy DaemonSetUpdateStrategy,4 minReadySeconds int32,6 revisionHistoryLimit int32',
  PodTemplateSpec: '1 metadata ObjectMeta,2 spec PodSpec',
  PodSpec:
    '1 volumes Volume[],20 initContainers Container[],2 containers Container[],34 ephemeralContainers EphemeralContainer[],3 restartPolicy string,4 terminationGracePeriodSeconds int64,5 activeDeadlineSeconds int64,6 dnsPolicy string,7 nodeSelector string{},8 serviceAccountName string,9 serviceAccount string,21 automountServiceAccountToken bool,10 nodeName string,11 hostNetwork bool,12 hostPID bool,13 hostIPC bool,27 shareProcessNamespace bool,14 securityContext PodSecurityContext,15 imagePullSecrets LocalObjectReference[],16 hostname string,17 subdomain string,18 affinity Affinity,19 schedulerName string,22 tolerations Toleration[],23 hostAliases HostAlias[],24 priorityClassName string,25 priority int32,26 dnsConfig PodDNSConfig,28 readinessGates PodReadinessGate[],29 runtimeClassName string,30 enableServiceLinks bool,31 preemptionPolicy string,32 overhead Quantity{},33 topologySpreadConstraints TopologySpreadConstraint[],35 setHostnameAsFQDN bool,36 os PodOS,37 hostUsers bool,38 schedulingGates PodSchedulingGate[],39 resourceClaims PodResourceClaim[],40 resources ResourceRequirements,41 hostnameOverride string,43 schedulingGroup PodSchedulingGroup',
  Volume: '1 name string,2 ~ VolumeSource',
  VolumeSource:
    '1 hostPath HostPathVolumeSource,2 emptyDir EmptyDirVolumeSource,3 gcePersistentDisk GCEPersistentDiskVolumeSource,4 awsElasticBlockStore AWSElasticBlockStoreVolumeSource,5 gitRepo GitRepoVolumeSource,6 secret SecretVolumeSource,7 nfs NFSVolumeSource,8 iscsi ISCSIVolumeSource,9 glusterfs GlusterfsVolumeSource,10 persistentVolumeClaim PersistentVolumeClaimVolumeSource,11 rbd RBDVolumeSource,12 flexVolume FlexVolumeSource,13 cinder CinderVolumeSource,14 cephfs CephFSVolumeSource,15 flocker FlockerVolumeSource,16 downwardAPI DownwardAPIVolumeSource,17 fc FCVolumeSource,18 azureFile AzureFileVolumeSource,19 configMap ConfigMapVolumeSource,20 vsphereVolume VsphereVirtualDiskVolumeSource,21 quobyte QuobyteVolumeSource,22 azureDisk AzureDiskVolumeSource,23 photonPersistentDisk PhotonPersistentDiskVolumeSource,26 projected ProjectedVolumeSource,24 portworxVolume PortworxVolumeSource,25 scaleIO ScaleIOVolumeSource,27 storageos StorageOSVolumeSource,28 csi CSIVolumeSource,29 ephemeral EphemeralVolumeSource,30 image ImageVolumeSource',
  HostPathVolumeSource: '1 path string,2 type string',
  EmptyDirVolumeSource: '1 medium string,2 sizeLimit Quantity',
  Quantity: '1 string string',
  GCEPersistentDiskVolumeSource: '1 pdName string,2 fsType string,3 partition int32,4 readOnly bool',
  AWSElasticBlockStoreVolumeSource: '1 volumeID string,2 fsType string,3 partition int32,4 readOnly bool',
  GitRepoVolumeSource: '1 repository string,2 revision string,3 directory string',
  SecretVolumeSource: '1 secretName string,2 items KeyToPath[],3 defaultMode int32,4 optional bool',
  KeyToPath: '1 key string,2 path string,3 mode int32',
  NFSVolumeSource: '1 server string,2 path string,3 readOnly bool',
  ISCSIVolumeSource:
    '1 targetPortal string,2 iqn string,3 lun int32,4 iscsiInterface string,5 fsType string,6 readOnly bool,7 portals string[],8 chapAuthDiscovery bool,11 chapAuthSession bool,10 secretRef LocalObjectReference,12 initiatorName string',
  LocalObjectReference: '1 name string',
  GlusterfsVolumeSource: '1 endpoints string,2 path string,3 readOnly bool',
  PersistentVolumeClaimVolumeSource: '1 claimName string,2 readOnly bool',
  RBDVolumeSource:
    '1 monitors string[],2 image string,3 fsType string,4 pool string,5 user string,6 keyring string,7 secretRef LocalObjectReference,8 readOnly bool',
  FlexVolumeSource:
    '1 driver string,2 fsType string,3 secretRef LocalObjectReference,4 readOnly bool,5 options string{}',
  CinderVolumeSource: '1 volumeID string,2 fsType string,3 readOnly bool,4 secretRef LocalObjectReference',
  CephFSVolumeSource:
    '1 monitors string[],2 path string,3 user string,4 secretFile string,5 secretRef LocalObjectReference,6 readOnly bool',
  FlockerVolumeSource: '1 datasetName string,2 datasetUUID string',
  DownwardAPIVolumeSource: '1 items DownwardAPIVolumeFile[],2 defaultMode int32',
  DownwardAPIVolumeFile:
    '1 path string,2 fieldRef ObjectFieldSelector,3 resourceFieldRef ResourceFieldSelector,4 mode int32',
  ObjectFieldSelector: '1 apiVersion string,2 fieldPath string',
  ResourceFieldSelector: '1 containerName string,2 resource string,3 divisor Quantity',
  FCVolumeSource: '1 targetWWNs string[],2 lun int32,3 fsType string,4 readOnly bool,5 wwids string[]',
  AzureFileVolumeSource: '1 secretName string,2 shareName string,3 readOnly bool',
  ConfigMapVolumeSource: '1 ~ LocalObjectReference,2 items KeyToPath[],3 defaultMode int32,4 optional bool',
  VsphereVirtualDiskVolumeSource:
    '1 volumePath string,2 fsType string,3 storagePolicyName string,4 storagePolicyID string',
  QuobyteVolumeSource: '1 registry string,2 volume string,3 readOnly bool,4 user string,5 group string,6 tenant string',
  AzureDiskVolumeSource:
    '1 diskName string,2 diskURI string,3 cachingMode string,4 fsType string,5 readOnly bool,6 kind string',
  PhotonPersistentDiskVolumeSource: '1 pdID string,2 fsType string',
  ProjectedVolumeSource: '1 sources VolumeProjection[],2 defaultMode int32',
  VolumeProjection:
    '1 secret SecretProjection,2 downwardAPI DownwardAPIProjection,3 configMap ConfigMapProjection,4 serviceAccountToken ServiceAccountTokenProjection,5 clusterTrustBundle ClusterTrustBundleProjection,6 podCertificate PodCertificateProjection',
  SecretProjection: '1 ~ LocalObjectReference,2 items KeyToPath[],4 optional bool',
  DownwardAPIProjection: '1 items DownwardAPIVolumeFile[]',
  ConfigMapProjection: '1 ~ LocalObjectReference,2 items KeyToPath[],4 optional bool',
  ServiceAccountTokenProjection: '1 audience string,2 expirationSeconds int64,3 path string',
  ClusterTrustBundleProjection:
    '1 name string,2 signerName string,3 labelSelector LabelSelector,5 optional bool,4 path string',
  PodCertificateProjection:
    '1 signerName string,2 keyType string,3 maxExpirationSeconds int32,4 credentialBundlePath string,5 keyPath string,6 certificateChainPath string,7 userAnnotations string{}',
  PortworxVolumeSource: '1 volumeID string,2 fsType string,3 readOnly bool',
  ScaleIOVolumeSource:
    '1 gateway string,2 system string,3 secretRef LocalObjectReference,4 sslEnabled bool,5 protectionDomain string,6 storagePool string,7 storageMode string,8 volumeName string,9 fsType string,10 readOnly bool',
  StorageOSVolumeSource:
    '1 volumeName string,2 volumeNamespace string,3 fsType string,4 readOnly bool,5 secretRef LocalObjectReference',
  CSIVolumeSource:
    '1 driver string,2 readOnly bool,3 fsType string,4 volumeAttributes string{},5 nodePublishSecretRef LocalObjectReference',
  EphemeralVolumeSource: '1 volumeClaimTemplate PersistentVolumeClaimTemplate',
  PersistentVolumeClaimTemplate: '1 metadata ObjectMeta,2 spec PersistentVolumeClaimSpec',
  PersistentVolumeClaimSpec:
    '1 accessModes string[],4 selector LabelSelector,2 resources VolumeResourceRequirements,3 volumeName string,5 storageClassName string,6 volumeMode string,7 dataSource TypedLocalObjectReference,8 dataSourceRef TypedObjectReference,9 volumeAttributesClassName string',
  VolumeResourceRequirements: '1 limits Quantity{},2 requests Quantity{}',
  TypedLocalObjectReference: '1 apiGroup string,2 kind string,3 name string',
  TypedObjectReference: '1 apiGroup string,2 kind string,3 name string,4 namespace string',
  ImageVolumeSource: '1 reference string,2 pullPolicy string',
  Container:
    '1 name string,2 image string,3 command string[],4 args string[],5 workingDir string,6 ports ContainerPort[],19 envFrom EnvFromSource[],7 env EnvVar[],8 resources ResourceRequirements,23 resizePolicy ContainerResizePolicy[],24 restartPolicy string,25 restartPolicyRules ContainerRestartRule[],9 volumeMounts VolumeMount[],21 volumeDevices VolumeDevice[],10 livenessProbe Probe,11 readinessProbe Probe,22 startupProbe Probe,12 lifecycle Lifecycle,13 terminationMessagePath string,20 terminationMessagePolicy string,14 imagePullPolicy string,15 securityContext SecurityContext,16 stdin bool,17 stdinOnce bool,18 tty bool',
  ContainerPort: '1 name string,2 hostPort int32,3 containerPort int32,4 protocol string,5 hostIP string',
  EnvFromSource: '1 prefix string,2 configMapRef ConfigMapEnvSource,3 secretRef SecretEnvSource',
  ConfigMapEnvSource: '1 ~ LocalObjectReference,2 optional bool',
  SecretEnvSource: '1 ~ LocalObjectReference,2 optional bool',
  EnvVar: '1 name string,2 value string,3 valueFrom EnvVarSource',
  EnvVarSource:
    '1 fieldRef ObjectFieldSelector,2 resourceFieldRef ResourceFieldSelector,3 configMapKeyRef ConfigMapKeySelector,4 secretKeyRef SecretKeySelector,5 fileKeyRef FileKeySelector',
  ConfigMapKeySelector: '1 ~ LocalObjectReference,2 key string,3 optional bool',
  SecretKeySelector: '1 ~ LocalObjectReference,2 key string,3 optional bool',
  FileKeySelector: '1 volumeName string,2 path string,3 key string,4 optional bool',
  ResourceRequirements: '1 limits Quantity{},2 requests Quantity{},3 claims ContainerResourceClaim[]',
  ContainerResourceClaim: '1 name string,2 request string',
  ContainerResizePolicy: '1 resourceName string,2 restartPolicy string',
  ContainerRestartRule: '1 action string,2 exitCodes ContainerRestartRuleOnExitCodes',
  ContainerRestartRuleOnExitCodes: '1 operator string,2 values int32[]',
  VolumeMount:
    '1 name string,2 readOnly bool,7 recursiveReadOnly string,3 mountPath string,4 subPath string,5 mountPropagation string,6 subPathExpr string',
  VolumeDevice: '1 name string,2 devicePath string',
  Probe:
    '1 ~ ProbeHandler,2 initialDelaySeconds int32,3 timeoutSeconds int32,4 periodSeconds int32,5 successThreshold int32,6 failureThreshold int32,7 terminationGracePeriodSeconds int64',
  ProbeHandler: '1 exec ExecAction,2 httpGet HTTPGetAction,3 tcpSocket TCPSocketAction,4 grpc GRPCAction',
  ExecAction: '1 command string[]',
  HTTPGetAction: '1 path string,2 port IntOrString,3 host string,4 scheme string,5 httpHeaders HTTPHeader[]',
  IntOrString: '1 type int64,2 intVal int32,3 strVal string',
  HTTPHeader: '1 name string,2 value string',
  TCPSocketAction: '1 port IntOrString,2 host string',
  GRPCAction: '1 port int32,2 service string',
  Lifecycle: '1 postStart LifecycleHandler,2 preStop LifecycleHandler,3 stopSignal string',
  LifecycleHandler: '1 exec ExecAction,2 httpGet HTTPGetAction,3 tcpSocket TCPSocketAction,4 sleep SleepAction',
  SleepAction: '1 seconds int64',
  SecurityContext:
    '1 capabilities Capabilities,2 privileged bool,3 seLinuxOptions SELinuxOptions,10 windowsOptions WindowsSecurityContextOptions,4 runAsUser int64,8 runAsGroup int64,5 runAsNonRoot bool,6 readOnlyRootFilesystem bool,7 allowPrivilegeEscalation bool,9 procMount string,11 seccompProfile SeccompProfile,12 appArmorProfile AppArmorProfile',
  Capabilities: '1 add string[],2 drop string[]',
  SELinuxOptions: '1 user string,2 role string,3 type string,4 level string',
  WindowsSecurityContextOptions:
    '1 gmsaCredentialSpecName string,2 gmsaCredentialSpec string,3 runAsUserName string,4 hostProcess bool',
  SeccompProfile: '1 type string,2 localhostProfile string',
  AppArmorProfile: '1 type string,2 localhostProfile string',
  EphemeralContainer: '1 ~ EphemeralContainerCommon,2 targetContainerName string',
  EphemeralContainerCommon:
    '1 name string,2 image string,3 command string[],4 args string[],5 workingDir string,6 ports ContainerPort[],19 envFrom EnvFromSource[],7 env EnvVar[],8 resources ResourceRequirements,23 resizePolicy ContainerResizePolicy[],24 restartPolicy string,25 restartPolicyRules ContainerRestartRule[],9 volumeMounts VolumeMount[],21 volumeDevices VolumeDevice[],10 livenessProbe Probe,11 readinessProbe Probe,22 startupProbe Probe,12 lifecycle Lifecycle,13 terminationMessagePath string,20 terminationMessagePolicy string,14 imagePullPolicy string,15 securityContext SecurityContext,16 stdin bool,17 stdinOnce bool,18 tty bool',
  PodSecurityContext:
    '1 seLinuxOptions SELinuxOptions,8 windowsOptions WindowsSecurityContextOptions,2 runAsUser int64,6 runAsGroup int64,3 runAsNonRoot bool,4 supplementalGroups int64[],12 supplementalGroupsPolicy string,5 fsGroup int64,7 sysctls Sysctl[],9 fsGroupChangePolicy string,10 seccompProfile SeccompProfile,11 appArmorProfile AppArmorProfile,13 seLinuxChangePolicy string',
  Sysctl: '1 name string,2 value string',
  Affinity: '1 nodeAffinity NodeAffinity,2 podAffinity PodAffinity,3 podAntiAffinity PodAntiAffinity',
  NodeAffinity:
    '1 requiredDuringSchedulingIgnoredDuringExecution NodeSelector,2 preferredDuringSchedulingIgnoredDuringExecution PreferredSchedulingTerm[]',
  NodeSelector: '1 nodeSelectorTerms NodeSelectorTerm[]',
  NodeSelectorTerm: '1 matchExpressions NodeSelectorRequirement[],2 matchFields NodeSelectorRequirement[]',
  NodeSelectorRequirement: '1 key string,2 operator string,3 values string[]',
  PreferredSchedulingTerm: '1 weight int32,2 preference NodeSelectorTerm',
  PodAffinity:
    '1 requiredDuringSchedulingIgnoredDuringExecution PodAffinityTerm[],2 preferredDuringSchedulingIgnoredDuringExecution WeightedPodAffinityTerm[]',
  PodAffinityTerm:
    '1 labelSelector LabelSelector,2 namespaces string[],3 topologyKey string,4 namespaceSelector LabelSelector,5 matchLabelKeys string[],6 mismatchLabelKeys string[]',
  WeightedPodAffinityTerm: '1 weight int32,2 podAffinityTerm PodAffinityTerm',
  PodAntiAffinity:
    '1 requiredDuringSchedulingIgnoredDuringExecution PodAffinityTerm[],2 preferredDuringSchedulingIgnoredDuringExecution WeightedPodAffinityTerm[]',
  Toleration: '1 key string,2 operator string,3 value string,4 effect string,5 tolerationSeconds int64',
  HostAlias: '1 ip string,2 hostnames string[]',
  PodDNSConfig: '1 nameservers string[],2 searches string[],3 options PodDNSConfigOption[]',
  PodDNSConfigOption: '1 name string,2 value string',
  PodReadinessGate: '1 conditionType string',
  TopologySpreadConstraint:
    '1 maxSkew int32,2 topologyKey string,3 whenUnsatisfiable string,4 labelSelector LabelSelector,5 minDomains int32,6 nodeAffinityPolicy string,7 nodeTaintsPolicy string,8 matchLabelKeys string[]',
  PodOS: '1 name string',
  PodSchedulingGate: '1 name string',
  PodResourceClaim: '1 name string,3 resourceClaimName string,4 resourceClaimTemplateName string',
  PodSchedulingGroup: '1 podGroupName string',
  DaemonSetUpdateStrategy: '1 type string,2 rollingUpdate RollingUpdateDaemonSet',
  RollingUpdateDaemonSet: '1 maxUnavailable IntOrString,2 maxSurge IntOrString',
  DaemonSetStatus:
    '1 currentNumberScheduled int32,2 numberMisscheduled int32,3 desiredNumberScheduled int32,4 numberReady int32,5 observedGeneration int64,6 updatedNumberScheduled int32,7 numberAvailable int32,8 numberUnavailable int32,9 collisionCount int32,10 conditions DaemonSetCondition[]',
  DaemonSetCondition: '1 type string,2 status string,3 lastTransitionTime Time,4 reason string,5 message string',
  DaemonSetList: '1 metadata ListMeta,2 items DaemonSet[]',
  Deployment: '1 metadata ObjectMeta,2 spec DeploymentSpec,3 status DeploymentStatus',
  DeploymentSpec:
    '1 replicas int32,2 selector LabelSelector,3 template PodTemplateSpec,4 strategy DeploymentStrategy,5 minReadySeconds int32,6 revisionHistoryLimit int32,7 paused bool,9 progressDeadlineSeconds int32',
  DeploymentStrategy: '1 type string,2 rollingUpdate RollingUpdateDeployment',
  RollingUpdateDeployment: '1 maxUnavailable IntOrString,2 maxSurge IntOrString',
  DeploymentStatus:
    '1 observedGeneration int64,2 replicas int32,3 updatedReplicas int32,7 readyReplicas int32,4 availableReplicas int32,5 unavailableReplicas int32,9 terminatingReplicas int32,6 conditions DeploymentCondition[],8 collisionCount int32',
  DeploymentCondition:
    '1 type string,2 status string,6 lastUpdateTime Time,7 lastTransitionTime Time,4 reason string,5 message string',
  DeploymentList: '1 metadata ListMeta,2 items Deployment[]',
  ReplicaSet: '1 metadata ObjectMeta,2 spec ReplicaSetSpec,3 status ReplicaSetStatus',
  ReplicaSetSpec: '1 replicas int32,4 minReadySeconds int32,2 selector LabelSelector,3 template PodTemplateSpec',
  ReplicaSetStatus:
    '1 replicas int32,2 fullyLabeledReplicas int32,4 readyReplicas int32,5 availableReplicas int32,7 terminatingReplicas int32,3 observedGeneration int64,6 conditions ReplicaSetCondition[]',
  ReplicaSetCondition: '1 type string,2 status string,3 lastTransitionTime Time,4 reason string,5 message string',
  ReplicaSetList: '1 metadata ListMeta,2 items ReplicaSet[]',
  RollingUpdateStatefulSetStrategy: '1 partition int32,2 maxUnavailable IntOrString',
  StatefulSet: '1 metadata ObjectMeta,2 spec StatefulSetSpec,3 status StatefulSetStatus',
  StatefulSetSpec:
    '1 replicas int32,2 selector LabelSelector,3 template PodTemplateSpec,4 volumeClaimTemplates PersistentVolumeClaim[],5 serviceName string,6 podManagementPolicy string,7 updateStrategy StatefulSetUpdateStrategy,8 revisionHistoryLimit int32,9 minReadySeconds int32,10 persistentVolumeClaimRetentionPolicy StatefulSetPersistentVolumeClaimRetentionPolicy,11 ordinals StatefulSetOrdinals',
  PersistentVolumeClaim: '1 metadata ObjectMeta,2 spec PersistentVolumeClaimSpec,3 status PersistentVolumeClaimStatus',
  PersistentVolumeClaimStatus:
    '1 phase string,2 accessModes string[],3 capacity Quantity{},4 conditions PersistentVolumeClaimCondition[],5 allocatedResources Quantity{},7 allocatedResourceStatuses string{},8 currentVolumeAttributesClassName string,9 modifyVolumeStatus ModifyVolumeStatus',
  PersistentVolumeClaimCondition:
    '1 type string,2 status string,3 lastProbeTime Time,4 lastTransitionTime Time,5 reason string,6 message string',
  ModifyVolumeStatus: '1 targetVolumeAttributesClassName string,2 status string',
  StatefulSetUpdateStrategy: '1 type string,2 rollingUpdate RollingUpdateStatefulSetStrategy',
  StatefulSetPersistentVolumeClaimRetentionPolicy: '1 whenDeleted string,2 whenScaled string',
  StatefulSetOrdinals: '1 start int32',
  StatefulSetStatus:
    '1 observedGeneration int64,2 replicas int32,3 readyReplicas int32,4 currentReplicas int32,5 updatedReplicas int32,6 currentRevision string,7 updateRevision string,9 collisionCount int32,10 conditions StatefulSetCondition[],11 availableReplicas int32',
  StatefulSetCondition: '1 type string,2 status string,3 lastTransitionTime Time,4 reason string,5 message string',
  StatefulSetList: '1 metadata ListMeta,2 items StatefulSet[]',
  BoundObjectReference: '1 kind string,2 apiVersion string,3 name string,4 uid string',
  SelfSubjectReview: '1 metadata ObjectMeta,2 status SelfSubjectReviewStatus',
  SelfSubjectReviewStatus: '1 userInfo UserInfo',
  UserInfo: '1 username string,2 uid string,3 groups string[],4 extra ExtraValue{}',
  ExtraValue: '1 items string[]',
  TokenRequest: '1 metadata ObjectMeta,2 spec TokenRequestSpec,3 status TokenRequestStatus',
  TokenRequestSpec: '1 audiences string[],4 expirationSeconds int64,3 boundObjectRef BoundObjectReference',
  TokenRequestStatus: '1 token string,2 expirationTimestamp Time',
  TokenReview: '1 metadata ObjectMeta,2 spec TokenReviewSpec,3 status TokenReviewStatus',
  TokenReviewSpec: '1 token string,2 audiences string[]',
  TokenReviewStatus: '1 authenticated bool,2 user UserInfo,4 audiences string[],3 error string',
  FieldSelectorAttributes: '1 rawSelector string,2 requirements FieldSelectorRequirement[]',
  FieldSelectorRequirement: '1 key string,2 operator string,3 values string[]',
  LabelSelectorAttributes: '1 rawSelector string,2 requirements LabelSelectorRequirement[]',
  LocalSubjectAccessReview: '1 metadata ObjectMeta,2 spec SubjectAccessReviewSpec,3 status SubjectAccessReviewStatus',
  SubjectAccessReviewSpec:
    '1 resourceAttributes ResourceAttributes,2 nonResourceAttributes NonResourceAttributes,3 user string,4 groups string[],5 extra ExtraValue{},6 uid string',
  ResourceAttributes:
    '1 namespace string,2 verb string,3 group string,4 version string,5 resource string,6 subresource string,7 name string,8 fieldSelector FieldSelectorAttributes,9 labelSelector LabelSelectorAttributes',
  NonResourceAttributes: '1 path string,2 verb string',
  SubjectAccessReviewStatus: '1 allowed bool,4 denied bool,2 reason string,3 evaluationError string',
  NonResourceRule: '1 verbs string[],2 nonResourceURLs string[]',
  ResourceRule: '1 verbs string[],2 apiGroups string[],3 resources string[],4 resourceNames string[]',
  SelfSubjectAccessReview:
    '1 metadata ObjectMeta,2 spec SelfSubjectAccessReviewSpec,3 status SubjectAccessReviewStatus',
  SelfSubjectAccessReviewSpec: '1 resourceAttributes ResourceAttributes,2 nonResourceAttributes NonResourceAttributes',
  SelfSubjectRulesReview: '1 metadata ObjectMeta,2 spec SelfSubjectRulesReviewSpec,3 status SubjectRulesReviewStatus',
  SelfSubjectRulesReviewSpec: '1 namespace string',
  SubjectRulesReviewStatus:
    '1 resourceRules ResourceRule[],2 nonResourceRules NonResourceRule[],3 incomplete bool,4 evaluationError string',
  SubjectAccessReview: '1 metadata ObjectMeta,2 spec SubjectAccessReviewSpec,3 status SubjectAccessReviewStatus',
  AutoscalingV1CrossVersionObjectReference: '1 kind string,2 name string,3 apiVersion string',
  AutoscalingV1HorizontalPodAutoscaler:
    '1 metadata ObjectMeta,2 spec AutoscalingV1HorizontalPodAutoscalerSpec,3 status AutoscalingV1HorizontalPodAutoscalerStatus',
  AutoscalingV1HorizontalPodAutoscalerSpec:
    '1 scaleTargetRef AutoscalingV1CrossVersionObjectReference,2 minReplicas int32,3 maxReplicas int32,4 targetCPUUtilizationPercentage int32',
  AutoscalingV1HorizontalPodAutoscalerStatus:
    '1 observedGeneration int64,2 lastScaleTime Time,3 currentReplicas int32,4 desiredReplicas int32,5 currentCPUUtilizationPercentage int32',
  AutoscalingV1HorizontalPodAutoscalerList: '1 metadata ListMeta,2 items AutoscalingV1HorizontalPodAutoscaler[]',
  Scale: '1 metadata ObjectMeta,2 spec ScaleSpec,3 status ScaleStatus',
  ScaleSpec: '1 replicas int32',
  ScaleStatus: '1 replicas int32,2 selector string',
  ContainerResourceMetricSource: '1 name string,2 target MetricTarget,3 container string',
  MetricTarget: '1 type string,2 value Quantity,3 averageValue Quantity,4 averageUtilization int32',
  ContainerResourceMetricStatus: '1 name string,2 current MetricValueStatus,3 container string',
  MetricValueStatus: '1 value Quantity,2 averageValue Quantity,3 averageUtilization int32',
  CrossVersionObjectReference: '1 kind string,2 name string,3 apiVersion string',
  ExternalMetricSource: '1 metric MetricIdentifier,2 target MetricTarget',
  MetricIdentifier: '1 name string,2 selector LabelSelector',
  ExternalMetricStatus: '1 metric MetricIdentifier,2 current MetricValueStatus',
  HPAScalingPolicy: '1 type string,2 value int32,3 periodSeconds int32',
  HPAScalingRules:
    '3 stabilizationWindowSeconds int32,1 selectPolicy string,2 policies HPAScalingPolicy[],4 tolerance Quantity',
  HorizontalPodAutoscaler:
    '1 metadata ObjectMeta,2 spec HorizontalPodAutoscalerSpec,3 status HorizontalPodAutoscalerStatus',
  HorizontalPodAutoscalerSpec:
    '1 scaleTargetRef CrossVersionObjectReference,2 minReplicas int32,3 maxReplicas int32,4 metrics MetricSpec[],5 behavior HorizontalPodAutoscalerBehavior',
  MetricSpec:
    '1 type string,2 object ObjectMetricSource,3 pods PodsMetricSource,4 resource ResourceMetricSource,7 containerResource ContainerResourceMetricSource,5 external ExternalMetricSource',
  ObjectMetricSource: '1 describedObject CrossVersionObjectReference,2 target MetricTarget,3 metric MetricIdentifier',
  PodsMetricSource: '1 metric MetricIdentifier,2 target MetricTarget',
  ResourceMetricSource: '1 name string,2 target MetricTarget',
  HorizontalPodAutoscalerBehavior: '1 scaleUp HPAScalingRules,2 scaleDown HPAScalingRules',
  HorizontalPodAutoscalerStatus:
    '1 observedGeneration int64,2 lastScaleTime Time,3 currentReplicas int32,4 desiredReplicas int32,5 currentMetrics MetricStatus[],6 conditions HorizontalPodAutoscalerCondition[]',
  MetricStatus:
    '1 type string,2 object ObjectMetricStatus,3 pods PodsMetricStatus,4 resource ResourceMetricStatus,7 containerResource ContainerResourceMetricStatus,5 external ExternalMetricStatus',
  ObjectMetricStatus:
    '1 metric MetricIdentifier,2 current MetricValueStatus,3 describedObject CrossVersionObjectReference',
  PodsMetricStatus: '1 metric MetricIdentifier,2 current MetricValueStatus',
  ResourceMetricStatus: '1 name string,2 current MetricValueStatus',
  HorizontalPodAutoscalerCondition:
    '1 type string,2 status string,3 lastTransitionTime Time,4 reason string,5 message string',
  HorizontalPodAutoscalerList: '1 metadata ListMeta,2 items HorizontalPodAutoscaler[]',
  CronJob: '1 metadata ObjectMeta,2 spec CronJobSpec,3 status CronJobStatus',
  CronJobSpec:
    '1 schedule string,8 timeZone string,2 startingDeadlineSeconds int64,3 concurrencyPolicy string,4 suspend bool,5 jobTemplate JobTemplateSpec,6 successfulJobsHistoryLimit int32,7 failedJobsHistoryLimit int32',
  JobTemplateSpec: '1 metadata ObjectMeta,2 spec JobSpec',
  JobSpec:
    '1 parallelism int32,2 completions int32,3 activeDeadlineSeconds int64,11 podFailurePolicy PodFailurePolicy,16 successPolicy SuccessPolicy,7 backoffLimit int32,12 backoffLimitPerIndex int32,13 maxFailedIndexes int32,4 selector LabelSelector,5 manualSelector bool,6 template PodTemplateSpec,8 ttlSecondsAfterFinished int32,9 completionMode string,10 suspend bool,14 podReplacementPolicy string,15 managedBy string',
  PodFailurePolicy: '1 rules PodFailurePolicyRule[]',
  PodFailurePolicyRule:
    '1 action string,2 onExitCodes PodFailurePolicyOnExitCodesRequirement,3 onPodConditions PodFailurePolicyOnPodConditionsPattern[]',
  PodFailurePolicyOnExitCodesRequirement: '1 containerName string,2 operator string,3 values int32[]',
  PodFailurePolicyOnPodConditionsPattern: '1 type string,2 status string',
  SuccessPolicy: '1 rules SuccessPolicyRule[]',
  SuccessPolicyRule: '1 succeededIndexes string,2 succeededCount int32',
  CronJobStatus: '1 active ObjectReference[],4 lastScheduleTime Time,5 lastSuccessfulTime Time',
  ObjectReference:
    '1 kind string,2 namespace string,3 name string,4 uid string,5 apiVersion string,6 resourceVersion string,7 fieldPath string',
  CronJobList: '1 metadata ListMeta,2 items CronJob[]',
  Job: '1 metadata ObjectMeta,2 spec JobSpec,3 status JobStatus',
  JobStatus:
    '1 conditions JobCondition[],2 startTime Time,3 completionTime Time,4 active int32,5 succeeded int32,6 failed int32,11 terminating int32,7 completedIndexes string,10 failedIndexes string,8 uncountedTerminatedPods UncountedTerminatedPods,9 ready int32',
  JobCondition:
    '1 type string,2 status string,3 lastProbeTime Time,4 lastTransitionTime Time,5 reason string,6 message string',
  UncountedTerminatedPods: '1 succeeded string[],2 failed string[]',
  JobList: '1 metadata ListMeta,2 items Job[]',
  CertificateSigningRequest:
    '1 metadata ObjectMeta,2 spec CertificateSigningRequestSpec,3 status CertificateSigningRequestStatus',
  CertificateSigningRequestSpec:
    '1 request bytes,7 signerName string,8 expirationSeconds int32,5 usages string[],2 username string,3 uid string,4 groups string[],6 extra ExtraValue{}',
  CertificateSigningRequestStatus: '1 conditions CertificateSigningRequestCondition[],2 certificate bytes',
  CertificateSigningRequestCondition:
    '1 type string,6 status string,2 reason string,3 message string,4 lastUpdateTime Time,5 lastTransitionTime Time',
  CertificateSigningRequestList: '1 metadata ListMeta,2 items CertificateSigningRequest[]',
  Lease: '1 metadata ObjectMeta,2 spec LeaseSpec',
  LeaseSpec:
    '1 holderIdentity string,2 leaseDurationSeconds int32,3 acquireTime MicroTime,4 renewTime MicroTime,5 leaseTransitions int32,6 strategy string,7 preferredHolder string',
  MicroTime: '1 seconds int64,2 nanos int32',
  LeaseList: '1 metadata ListMeta,2 items Lease[]',
  AttachedVolume: '1 name string,2 devicePath string',
  AzureFilePersistentVolumeSource: '1 secretName string,2 shareName string,3 readOnly bool,4 secretNamespace string',
  Binding: '1 metadata ObjectMeta,2 target ObjectReference',
  CSIPersistentVolumeSource:
    '1 driver string,2 volumeHandle string,3 readOnly bool,4 fsType string,5 volumeAttributes string{},6 controllerPublishSecretRef SecretReference,7 nodeStageSecretRef SecretReference,8 nodePublishSecretRef SecretReference,9 controllerExpandSecretRef SecretReference,10 nodeExpandSecretRef SecretReference',
  SecretReference: '1 name string,2 namespace string',
  CephFSPersistentVolumeSource:
    '1 monitors string[],2 path string,3 user string,4 secretFile string,5 secretRef SecretReference,6 readOnly bool',
  CinderPersistentVolumeSource: '1 volumeID string,2 fsType string,3 readOnly bool,4 secretRef SecretReference',
  ClientIPConfig: '1 timeoutSeconds int32',
  ComponentCondition: '1 type string,2 status string,3 message string,4 error string',
  ComponentStatus: '1 metadata ObjectMeta,2 conditions ComponentCondition[]',
  ComponentStatusList: '1 metadata ListMeta,2 items ComponentStatus[]',
  ConfigMap: '1 metadata ObjectMeta,4 immutable bool,2 data string{},3 binaryData bytes{}',
  ConfigMapList: '1 metadata ListMeta,2 items ConfigMap[]',
  ConfigMapNodeConfigSource:
    '1 namespace string,2 name string,3 uid string,4 resourceVersion string,5 kubeletConfigKey string',
  ContainerExtendedResourceRequest: '1 containerName string,2 resourceName string,3 requestName string',
  ContainerImage: '1 names string[],2 sizeBytes int64',
  ContainerState:
    '1 waiting ContainerStateWaiting,2 running ContainerStateRunning,3 terminated ContainerStateTerminated',
  ContainerStateWaiting: '1 reason string,2 message string',
  ContainerStateRunning: '1 startedAt Time',
  ContainerStateTerminated:
    '1 exitCode int32,2 signal int32,3 reason string,4 message string,5 startedAt Time,6 finishedAt Time,7 containerID string',
  ContainerStatus:
    '1 name string,2 state ContainerState,3 lastState ContainerState,4 ready bool,5 restartCount int32,6 image string,7 imageID string,8 containerID string,9 started bool,10 allocatedResources Quantity{},11 resources ResourceRequirements,12 volumeMounts VolumeMountStatus[],13 user ContainerUser,14 allocatedResourcesStatus ResourceStatus[],15 stopSignal string',
  VolumeMountStatus:
    '1 name string,2 mountPath string,3 readOnly bool,4 recursiveReadOnly string,5 volumeStatus VolumeStatus',
  VolumeStatus: '1 image ImageVolumeStatus',
  ImageVolumeStatus: '1 imageRef string',
  ContainerUser: '1 linux LinuxContainerUser',
  LinuxContainerUser: '1 uid int64,2 gid int64,3 supplementalGroups int64[]',
  ResourceStatus: '1 name string,2 resources ResourceHealth[]',
  ResourceHealth: '1 resourceID string,2 health string,6 message string',
  DaemonEndpoint: '1 Port int32',
  EndpointAddress: '1 ip string,3 hostname string,4 nodeName string,2 targetRef ObjectReference',
  EndpointPort: '1 name string,2 port int32,3 protocol string,4 appProtocol string',
  EndpointSubset: '1 addresses EndpointAddress[],2 notReadyAddresses EndpointAddress[],3 ports EndpointPort[]',
  Endpoints: '1 metadata ObjectMeta,2 subsets EndpointSubset[]',
  EndpointsList: '1 metadata ListMeta,2 items Endpoints[]',
  CoreEvent:
    '1 metadata ObjectMeta,2 involvedObject ObjectReference,3 reason string,4 message string,5 source EventSource,6 firstTimestamp Time,7 lastTimestamp Time,8 count int32,9 type string,10 eventTime MicroTime,11 series CoreEventSeries,12 action string,13 related ObjectReference,14 reportingComponent string,15 reportingInstance string',
  EventSource: '1 component string,2 host string',
  CoreEventSeries: '1 count int32,2 lastObservedTime MicroTime',
  CoreEventList: '1 metadata ListMeta,2 items CoreEvent[]',
  FlexPersistentVolumeSource:
    '1 driver string,2 fsType string,3 secretRef SecretReference,4 readOnly bool,5 options string{}',
  GlusterfsPersistentVolumeSource: '1 endpoints string,2 path string,3 readOnly bool,4 endpointsNamespace string',
  HostIP: '1 ip string',
  ISCSIPersistentVolumeSource:
    '1 targetPortal string,2 iqn string,3 lun int32,4 iscsiInterface string,5 fsType string,6 readOnly bool,7 portals string[],8 chapAuthDiscovery bool,11 chapAuthSession bool,10 secretRef SecretReference,12 initiatorName string',
  LimitRange: '1 metadata ObjectMeta,2 spec LimitRangeSpec',
  LimitRangeSpec: '1 limits LimitRangeItem[]',
  LimitRangeItem:
    '1 type string,2 max Quantity{},3 min Quantity{},4 default Quantity{},5 defaultRequest Quantity{},6 maxLimitRequestRatio Quantity{}',
  LimitRangeList: '1 metadata ListMeta,2 items LimitRange[]',
  LoadBalancerIngress: '1 ip string,2 hostname string,3 ipMode string,4 ports PortStatus[]',
  PortStatus: '1 port int32,2 protocol string,3 error string',
  LoadBalancerStatus: '1 ingress LoadBalancerIngress[]',
  LocalVolumeSource: '1 path string,2 fsType string',
  Namespace: '1 metadata ObjectMeta,2 spec NamespaceSpec,3 status NamespaceStatus',
  NamespaceSpec: '1 finalizers string[]',
  NamespaceStatus: '1 phase string,2 conditions NamespaceCondition[]',
  NamespaceCondition: '1 type string,2 status string,4 lastTransitionTime Time,5 reason string,6 message string',
  NamespaceList: '1 metadata ListMeta,2 items Namespace[]',
  Node: '1 metadata ObjectMeta,2 spec NodeSpec,3 status NodeStatus',
  NodeSpec:
    '1 podCIDR string,7 podCIDRs string[],3 providerID string,4 unschedulable bool,5 taints Taint[],6 configSource NodeConfigSource,2 externalID string',
  Taint: '1 key string,2 value string,3 effect string,4 timeAdded Time',
  NodeConfigSource: '2 configMap ConfigMapNodeConfigSource',
  NodeStatus:
    '1 capacity Quantity{},2 allocatable Quantity{},3 phase string,4 conditions NodeCondition[],5 addresses NodeAddress[],6 daemonEndpoints NodeDaemonEndpoints,7 nodeInfo NodeSystemInfo,8 images ContainerImage[],9 volumesInUse string[],10 volumesAttached AttachedVolume[],11 config NodeConfigStatus,12 runtimeHandlers NodeRuntimeHandler[],13 features NodeFeatures,14 declaredFeatures string[]',
  NodeCondition:
    '1 type string,2 status string,3 lastHeartbeatTime Time,4 lastTransitionTime Time,5 reason string,6 message string',
  NodeAddress: '1 type string,2 address string',
  NodeDaemonEndpoints: '1 kubeletEndpoint DaemonEndpoint',
  NodeSystemInfo:
    '1 machineID string,2 systemUUID string,3 bootID string,4 kernelVersion string,5 osImage string,6 containerRuntimeVersion string,7 kubeletVersion string,8 kubeProxyVersion string,9 operatingSystem string,10 architecture string,11 swap NodeSwapStatus',
  NodeSwapStatus: '1 capacity int64',
  NodeConfigStatus:
    '1 assigned NodeConfigSource,2 active NodeConfigSource,3 lastKnownGood NodeConfigSource,4 error string',
  NodeRuntimeHandler: '1 name string,2 features NodeRuntimeHandlerFeatures',
  NodeRuntimeHandlerFeatures: '1 recursiveReadOnlyMounts bool,2 userNamespaces bool',
  NodeFeatures: '1 supplementalGroupsPolicy bool',
  NodeAllocatableResourceClaimStatus: '1 resourceClaimName string,2 containers string[],3 resources Quantity{}',
  NodeList: '1 metadata ListMeta,2 items Node[]',
  PersistentVolume: '1 metadata ObjectMeta,2 spec PersistentVolumeSpec,3 status PersistentVolumeStatus',
  PersistentVolumeSpec:
    '1 capacity Quantity{},2 ~ PersistentVolumeSource,3 accessModes string[],4 claimRef ObjectReference,5 persistentVolumeReclaimPolicy string,6 storageClassName string,7 mountOptions string[],8 volumeMode string,9 nodeAffinity VolumeNodeAffinity,10 volumeAttributesClassName string',
  PersistentVolumeSource:
    '1 gcePersistentDisk GCEPersistentDiskVolumeSource,2 awsElasticBlockStore AWSElasticBlockStoreVolumeSource,3 hostPath HostPathVolumeSource,4 glusterfs GlusterfsPersistentVolumeSource,5 nfs NFSVolumeSource,6 rbd RBDPersistentVolumeSource,7 iscsi ISCSIPersistentVolumeSource,8 cinder CinderPersistentVolumeSource,9 cephfs CephFSPersistentVolumeSource,10 fc FCVolumeSource,11 flocker FlockerVolumeSource,12 flexVolume FlexPersistentVolumeSource,13 azureFile AzureFilePersistentVolumeSource,14 vsphereVolume VsphereVirtualDiskVolumeSource,15 quobyte QuobyteVolumeSource,16 azureDisk AzureDiskVolumeSource,17 photonPersistentDisk PhotonPersistentDiskVolumeSource,18 portworxVolume PortworxVolumeSource,19 scaleIO ScaleIOPersistentVolumeSource,20 local LocalVolumeSource,21 storageos StorageOSPersistentVolumeSource,22 csi CSIPersistentVolumeSource',
  RBDPersistentVolumeSource:
    '1 monitors string[],2 image string,3 fsType string,4 pool string,5 user string,6 keyring string,7 secretRef SecretReference,8 readOnly bool',
  ScaleIOPersistentVolumeSource:
    '1 gateway string,2 system string,3 secretRef SecretReference,4 sslEnabled bool,5 protectionDomain string,6 storagePool string,7 storageMode string,8 volumeName string,9 fsType string,10 readOnly bool',
  StorageOSPersistentVolumeSource:
    '1 volumeName string,2 volumeNamespace string,3 fsType string,4 readOnly bool,5 secretRef ObjectReference',
  VolumeNodeAffinity: '1 required NodeSelector',
  PersistentVolumeStatus: '1 phase string,2 message string,3 reason string,4 lastPhaseTransitionTime Time',
  PersistentVolumeClaimList: '1 metadata ListMeta,2 items PersistentVolumeClaim[]',
  PersistentVolumeList: '1 metadata ListMeta,2 items PersistentVolume[]',
  Pod: '1 metadata ObjectMeta,2 spec PodSpec,3 status PodStatus',
  PodStatus:
    '17 observedGeneration int64,1 phase string,2 conditions PodCondition[],3 message string,4 reason string,11 nominatedNodeName string,5 hostIP string,16 hostIPs HostIP[],6 podIP string,12 podIPs PodIP[],7 startTime Time,10 initContainerStatuses ContainerStatus[],8 containerStatuses ContainerStatus[],9 qosClass string,13 ephemeralContainerStatuses ContainerStatus[],14 resize string,15 resourceClaimStatuses PodResourceClaimStatus[],18 extendedResourceClaimStatus PodExtendedResourceClaimStatus,19 allocatedResources Quantity{},20 resources ResourceRequirements,21 nodeAllocatableResourceClaimStatuses NodeAllocatableResourceClaimStatus[]',
  PodCondition:
    '1 type string,7 observedGeneration int64,2 status string,3 lastProbeTime Time,4 lastTransitionTime Time,5 reason string,6 message string',
  PodIP: '1 ip string',
  PodResourceClaimStatus: '1 name string,2 resourceClaimName string',
  PodExtendedResourceClaimStatus: '1 requestMappings ContainerExtendedResourceRequest[],2 resourceClaimName string',
  PodList: '1 metadata ListMeta,2 items Pod[]',
  PodTemplate: '1 metadata ObjectMeta,2 template PodTemplateSpec',
  PodTemplateList: '1 metadata ListMeta,2 items PodTemplate[]',
  ReplicationController: '1 metadata ObjectMeta,2 spec ReplicationControllerSpec,3 status ReplicationControllerStatus',
  ReplicationControllerSpec: '1 replicas int32,4 minReadySeconds int32,2 selector string{},3 template PodTemplateSpec',
  ReplicationControllerStatus:
    '1 replicas int32,2 fullyLabeledReplicas int32,4 readyReplicas int32,5 availableReplicas int32,3 observedGeneration int64,6 conditions ReplicationControllerCondition[]',
  ReplicationControllerCondition:
    '1 type string,2 status string,3 lastTransitionTime Time,4 reason string,5 message string',
  ReplicationControllerList: '1 metadata ListMeta,2 items ReplicationController[]',
  ResourceQuota: '1 metadata ObjectMeta,2 spec ResourceQuotaSpec,3 status ResourceQuotaStatus',
  ResourceQuotaSpec: '1 hard Quantity{},2 scopes string[],3 scopeSelector ScopeSelector',
  ScopeSelector: '1 matchExpressions ScopedResourceSelectorRequirement[]',
  ScopedResourceSelectorRequirement: '1 scopeName string,2 operator string,3 values string[]',
  ResourceQuotaStatus: '1 hard Quantity{},2 used Quantity{}',
  ResourceQuotaList: '1 metadata ListMeta,2 items ResourceQuota[]',
  Secret: '1 metadata ObjectMeta,5 immutable bool,2 data bytes{},4 stringData string{},3 type string',
  SecretList: '1 metadata ListMeta,2 items Secret[]',
  Service: '1 metadata ObjectMeta,2 spec ServiceSpec,3 status ServiceStatus',
  ServiceSpec:
    '1 ports ServicePort[],2 selector string{},3 clusterIP string,18 clusterIPs string[],4 type string,5 externalIPs string[],7 sessionAffinity string,8 loadBalancerIP string,9 loadBalancerSourceRanges string[],10 externalName string,11 externalTrafficPolicy string,12 healthCheckNodePort int32,13 publishNotReadyAddresses bool,14 sessionAffinityConfig SessionAffinityConfig,19 ipFamilies string[],17 ipFamilyPolicy string,20 allocateLoadBalancerNodePorts bool,21 loadBalancerClass string,22 internalTrafficPolicy string,23 trafficDistribution string',
  ServicePort:
    '1 name string,2 protocol string,6 appProtocol string,3 port int32,4 targetPort IntOrString,5 nodePort int32',
  SessionAffinityConfig: '1 clientIP ClientIPConfig',
  ServiceStatus: '1 loadBalancer LoadBalancerStatus,2 conditions Condition[]',
  ServiceAccount:
    '1 metadata ObjectMeta,2 secrets ObjectReference[],3 imagePullSecrets LocalObjectReference[],4 automountServiceAccountToken bool',
  ServiceAccountList: '1 metadata ListMeta,2 items ServiceAccount[]',
  ServiceList: '1 metadata ListMeta,2 items Service[]',
  TopologySelectorLabelRequirement: '1 key string,2 values string[]',
  TopologySelectorTerm: '1 matchLabelExpressions TopologySelectorLabelRequirement[]',
  Endpoint:
    '1 addresses string[],2 conditions EndpointConditions,3 hostname string,4 targetRef ObjectReference,5 deprecatedTopology string{},6 nodeName string,7 zone string,8 hints EndpointHints',
  EndpointConditions: '1 ready bool,2 serving bool,3 terminating bool',
  EndpointHints: '1 forZones ForZone[],2 forNodes ForNode[]',
  ForZone: '1 name string',
  ForNode: '1 name string',
  DiscoveryEndpointPort: '1 name string,2 protocol string,3 port int32,4 appProtocol string',
  EndpointSlice: '1 metadata ObjectMeta,4 addressType string,2 endpoints Endpoint[],3 ports DiscoveryEndpointPort[]',
  EndpointSliceList: '1 metadata ListMeta,2 items EndpointSlice[]',
  EventsV1Event:
    '1 metadata ObjectMeta,2 eventTime MicroTime,3 series EventsV1EventSeries,4 reportingController string,5 reportingInstance string,6 action string,7 reason string,8 regarding ObjectReference,9 related ObjectReference,10 note string,11 type string,12 deprecatedSource EventSource,13 deprecatedFirstTimestamp Time,14 deprecatedLastTimestamp Time,15 deprecatedCount int32',
  EventsV1EventSeries: '1 count int32,2 lastObservedTime MicroTime',
  EventsV1EventList: '1 metadata ListMeta,2 items EventsV1Event[]',
  ExemptPriorityLevelConfiguration: '1 nominalConcurrencyShares int32,2 lendablePercent int32',
  FlowDistinguisherMethod: '1 type string',
  FlowSchema: '1 metadata ObjectMeta,2 spec FlowSchemaSpec,3 status FlowSchemaStatus',
  FlowSchemaSpec:
    '1 priorityLevelConfiguration PriorityLevelConfigurationReference,2 matchingPrecedence int32,3 distinguisherMethod FlowDistinguisherMethod,4 rules PolicyRulesWithSubjects[]',
  PriorityLevelConfigurationReference: '1 name string',
  PolicyRulesWithSubjects:
    '1 subjects FlowcontrolSubject[],2 resourceRules ResourcePolicyRule[],3 nonResourceRules NonResourcePolicyRule[]',
  FlowcontrolSubject: '1 kind string,2 user UserSubject,3 group GroupSubject,4 serviceAccount ServiceAccountSubject',
  UserSubject: '1 name string',
  GroupSubject: '1 name string',
  ServiceAccountSubject: '1 namespace string,2 name string',
  ResourcePolicyRule:
    '1 verbs string[],2 apiGroups string[],3 resources string[],4 clusterScope bool,5 namespaces string[]',
  NonResourcePolicyRule: '1 verbs string[],6 nonResourceURLs string[]',
  FlowSchemaStatus: '1 conditions FlowSchemaCondition[]',
  FlowSchemaCondition: '1 type string,2 status string,3 lastTransitionTime Time,4 reason string,5 message string',
  FlowSchemaList: '1 metadata ListMeta,2 items FlowSchema[]',
  LimitResponse: '1 type string,2 queuing QueuingConfiguration',
  QueuingConfiguration: '1 queues int32,2 handSize int32,3 queueLengthLimit int32',
  LimitedPriorityLevelConfiguration:
    '1 nominalConcurrencyShares int32,2 limitResponse LimitResponse,3 lendablePercent int32,4 borrowingLimitPercent int32',
  PriorityLevelConfiguration:
    '1 metadata ObjectMeta,2 spec PriorityLevelConfigurationSpec,3 status PriorityLevelConfigurationStatus',
  PriorityLevelConfigurationSpec:
    '1 type string,2 limited LimitedPriorityLevelConfiguration,3 exempt ExemptPriorityLevelConfiguration',
  PriorityLevelConfigurationStatus: '1 conditions PriorityLevelConfigurationCondition[]',
  PriorityLevelConfigurationCondition:
    '1 type string,2 status string,3 lastTransitionTime Time,4 reason string,5 message string',
  PriorityLevelConfigurationList: '1 metadata ListMeta,2 items PriorityLevelConfiguration[]',
  HTTPIngressPath: '1 path string,3 pathType string,2 backend IngressBackend',
  IngressBackend: '4 service IngressServiceBackend,3 resource TypedLocalObjectReference',
  IngressServiceBackend: '1 name string,2 port ServiceBackendPort',
  ServiceBackendPort: '1 name string,2 number int32',
  HTTPIngressRuleValue: '1 paths HTTPIngressPath[]',
  IPAddress: '1 metadata ObjectMeta,2 spec IPAddressSpec',
  IPAddressSpec: '1 parentRef ParentReference',
  ParentReference: '1 group string,2 resource string,3 namespace string,4 name string',
  IPAddressList: '1 metadata ListMeta,2 items IPAddress[]',
  IPBlock: '1 cidr string,2 except string[]',
  Ingress: '1 metadata ObjectMeta,2 spec IngressSpec,3 status IngressStatus',
  IngressSpec: '4 ingressClassName string,1 defaultBackend IngressBackend,2 tls IngressTLS[],3 rules IngressRule[]',
  IngressTLS: '1 hosts string[],2 secretName string',
  IngressRule: '1 host string,2 ~ IngressRuleValue',
  IngressRuleValue: '1 http HTTPIngressRuleValue',
  IngressStatus: '1 loadBalancer IngressLoadBalancerStatus',
  IngressLoadBalancerStatus: '1 ingress IngressLoadBalancerIngress[]',
  IngressLoadBalancerIngress: '1 ip string,2 hostname string,4 ports IngressPortStatus[]',
  IngressPortStatus: '1 port int32,2 protocol string,3 error string',
  IngressClass: '1 metadata ObjectMeta,2 spec IngressClassSpec',
  IngressClassSpec: '1 controller string,2 parameters IngressClassParametersReference',
  IngressClassParametersReference: '1 apiGroup string,2 kind string,3 name string,4 scope string,5 namespace string',
  IngressClassList: '1 metadata ListMeta,2 items IngressClass[]',
  IngressList: '1 metadata ListMeta,2 items Ingress[]',
  NetworkPolicy: '1 metadata ObjectMeta,2 spec NetworkPolicySpec',
  NetworkPolicySpec:
    '1 podSelector LabelSelector,2 ingress NetworkPolicyIngressRule[],3 egress NetworkPolicyEgressRule[],4 policyTypes string[]',
  NetworkPolicyIngressRule: '1 ports NetworkPolicyPort[],2 from NetworkPolicyPeer[]',
  NetworkPolicyPort: '1 protocol string,2 port IntOrString,3 endPort int32',
  NetworkPolicyPeer: '1 podSelector LabelSelector,2 namespaceSelector LabelSelector,3 ipBlock IPBlock',
  NetworkPolicyEgressRule: '1 ports NetworkPolicyPort[],2 to NetworkPolicyPeer[]',
  NetworkPolicyList: '1 metadata ListMeta,2 items NetworkPolicy[]',
  ServiceCIDR: '1 metadata ObjectMeta,2 spec ServiceCIDRSpec,3 status ServiceCIDRStatus',
  ServiceCIDRSpec: '1 cidrs string[]',
  ServiceCIDRStatus: '1 conditions Condition[]',
  ServiceCIDRList: '1 metadata ListMeta,2 items ServiceCIDR[]',
  Overhead: '1 podFixed Quantity{}',
  RuntimeClass: '1 metadata ObjectMeta,2 handler string,3 overhead Overhead,4 scheduling Scheduling',
  Scheduling: '1 nodeSelector string{},2 tolerations Toleration[]',
  RuntimeClassList: '1 metadata ListMeta,2 items RuntimeClass[]',
  Eviction: '1 metadata ObjectMeta,2 deleteOptions DeleteOptions',
  DeleteOptions:
    '1 gracePeriodSeconds int64,2 preconditions Preconditions,3 orphanDependents bool,4 propagationPolicy string,5 dryRun string[],6 ignoreStoreReadErrorWithClusterBreakingPotential bool',
  Preconditions: '1 uid string,2 resourceVersion string',
  PodDisruptionBudget: '1 metadata ObjectMeta,2 spec PodDisruptionBudgetSpec,3 status PodDisruptionBudgetStatus',
  PodDisruptionBudgetSpec:
    '1 minAvailable IntOrString,2 selector LabelSelector,3 maxUnavailable IntOrString,4 unhealthyPodEvictionPolicy string',
  PodDisruptionBudgetStatus:
    '1 observedGeneration int64,2 disruptedPods Time{},3 disruptionsAllowed int32,4 currentHealthy int32,5 desiredHealthy int32,6 expectedPods int32,7 conditions Condition[]',
  PodDisruptionBudgetList: '1 metadata ListMeta,2 items PodDisruptionBudget[]',
  AggregationRule: '1 clusterRoleSelectors LabelSelector[]',
  ClusterRole: '1 metadata ObjectMeta,2 rules PolicyRule[],3 aggregationRule AggregationRule',
  PolicyRule:
    '1 verbs string[],2 apiGroups string[],3 resources string[],4 resourceNames string[],5 nonResourceURLs string[]',
  ClusterRoleBinding: '1 metadata ObjectMeta,2 subjects Subject[],3 roleRef RoleRef',
  Subject: '1 kind string,2 apiGroup string,3 name string,4 namespace string',
  RoleRef: '1 apiGroup string,2 kind string,3 name string',
  ClusterRoleBindingList: '1 metadata ListMeta,2 items ClusterRoleBinding[]',
  ClusterRoleList: '1 metadata ListMeta,2 items ClusterRole[]',
  Role: '1 metadata ObjectMeta,2 rules PolicyRule[]',
  RoleBinding: '1 metadata ObjectMeta,2 subjects Subject[],3 roleRef RoleRef',
  RoleBindingList: '1 metadata ListMeta,2 items RoleBinding[]',
  RoleList: '1 metadata ListMeta,2 items Role[]',
  AllocatedDeviceStatus:
    '1 driver string,2 pool string,3 device string,7 shareID string,4 conditions Condition[],5 data RawExtension,6 networkData NetworkDeviceData',
  NetworkDeviceData: '1 interfaceName string,2 ips string[],3 hardwareAddress string',
  AllocationResult: '1 devices DeviceAllocationResult,3 nodeSelector NodeSelector,5 allocationTimestamp Time',
  DeviceAllocationResult: '1 results DeviceRequestAllocationResult[],2 config DeviceAllocationConfiguration[]',
  DeviceRequestAllocationResult:
    '1 request string,2 driver string,3 pool string,4 device string,5 adminAccess bool,6 tolerations DeviceToleration[],7 bindingConditions string[],8 bindingFailureConditions string[],9 shareID string,10 consumedCapacity Quantity{}',
  DeviceToleration: '1 key string,2 operator string,3 value string,4 effect string,5 tolerationSeconds int64',
  DeviceAllocationConfiguration: '1 source string,2 requests string[],3 ~ DeviceConfiguration',
  DeviceConfiguration: '1 opaque OpaqueDeviceConfiguration',
  OpaqueDeviceConfiguration: '1 driver string,2 parameters RawExtension',
  CELDeviceSelector: '1 expression string',
  CapacityRequestPolicy: '1 default Quantity,3 validValues Quantity[],4 validRange CapacityRequestPolicyRange',
  CapacityRequestPolicyRange: '1 min Quantity,2 max Quantity,3 step Quantity',
  CapacityRequirements: '1 requests Quantity{}',
  Counter: '1 value Quantity',
  CounterSet: '1 name string,2 counters Counter{}',
  Device:
    '1 name string,2 attributes DeviceAttribute{},3 capacity DeviceCapacity{},4 consumesCounters DeviceCounterConsumption[],5 nodeName string,6 nodeSelector NodeSelector,7 allNodes bool,8 taints DeviceTaint[],9 bindsToNode bool,10 bindingConditions string[],11 bindingFailureConditions string[],12 allowMultipleAllocations bool,13 nodeAllocatableResourceMappings NodeAllocatableResourceMapping{}',
  DeviceAttribute:
    '2 int int64,3 bool bool,4 string string,5 version string,6 ints int64[],7 bools bool[],8 strings string[],9 versions string[]',
  DeviceCapacity: '1 value Quantity,2 requestPolicy CapacityRequestPolicy',
  DeviceCounterConsumption: '1 counterSet string,2 counters Counter{}',
  DeviceTaint: '1 key string,2 value string,3 effect string,4 timeAdded Time',
  NodeAllocatableResourceMapping: '1 capacityKey string,2 allocationMultiplier Quantity',
  DeviceClaim: '1 requests DeviceRequest[],2 constraints DeviceConstraint[],3 config DeviceClaimConfiguration[]',
  DeviceRequest: '1 name string,2 exactly ExactDeviceRequest,3 firstAvailable DeviceSubRequest[]',
  ExactDeviceRequest:
    '1 deviceClassName string,2 selectors DeviceSelector[],3 allocationMode string,4 count int64,5 adminAccess bool,6 tolerations DeviceToleration[],7 capacity CapacityRequirements',
  DeviceSelector: '1 cel CELDeviceSelector',
  DeviceSubRequest:
    '1 name string,2 deviceClassName string,3 selectors DeviceSelector[],4 allocationMode string,5 count int64,6 tolerations DeviceToleration[],7 capacity CapacityRequirements',
  DeviceConstraint: '1 requests string[],2 matchAttribute string,3 distinctAttribute string',
  DeviceClaimConfiguration: '1 requests string[],2 ~ DeviceConfiguration',
  DeviceClass: '1 metadata ObjectMeta,2 spec DeviceClassSpec',
  DeviceClassSpec: '1 selectors DeviceSelector[],2 config DeviceClassConfiguration[],4 extendedResourceName string',
  DeviceClassConfiguration: '1 ~ DeviceConfiguration',
  DeviceClassList: '1 metadata ListMeta,2 items DeviceClass[]',
  ResourceClaim: '1 metadata ObjectMeta,2 spec ResourceClaimSpec,3 status ResourceClaimStatus',
  ResourceClaimSpec: '1 devices DeviceClaim',
  ResourceClaimStatus:
    '1 allocation AllocationResult,2 reservedFor ResourceClaimConsumerReference[],4 devices AllocatedDeviceStatus[]',
  ResourceClaimConsumerReference: '1 apiGroup string,3 resource string,4 name string,5 uid string',
  ResourceClaimList: '1 metadata ListMeta,2 items ResourceClaim[]',
  ResourceClaimTemplate: '1 metadata ObjectMeta,2 spec ResourceClaimTemplateSpec',
  ResourceClaimTemplateSpec: '1 metadata ObjectMeta,2 spec ResourceClaimSpec',
  ResourceClaimTemplateList: '1 metadata ListMeta,2 items ResourceClaimTemplate[]',
  ResourcePool: '1 name string,2 generation int64,3 resourceSliceCount int64',
  ResourceSlice: '1 metadata ObjectMeta,2 spec ResourceSliceSpec',
  ResourceSliceSpec:
    '1 driver string,2 pool ResourcePool,3 nodeName string,4 nodeSelector NodeSelector,5 allNodes bool,6 devices Device[],7 perDeviceNodeSelection bool,8 sharedCounters CounterSet[]',
  ResourceSliceList: '1 metadata ListMeta,2 items ResourceSlice[]',
  PriorityClass:
    '1 metadata ObjectMeta,2 value int32,3 globalDefault bool,4 description string,5 preemptionPolicy string',
  PriorityClassList: '1 metadata ListMeta,2 items PriorityClass[]',
  CSIDriver: '1 metadata ObjectMeta,2 spec CSIDriverSpec',
  CSIDriverSpec:
    '1 attachRequired bool,2 podInfoOnMount bool,3 volumeLifecycleModes string[],4 storageCapacity bool,5 fsGroupPolicy string,6 tokenRequests StorageTokenRequest[],7 requiresRepublish bool,8 seLinuxMount bool,9 nodeAllocatableUpdatePeriodSeconds int64,10 serviceAccountTokenInSecrets bool,11 preventPodSchedulingIfMissing bool',
  StorageTokenRequest: '1 audience string,2 expirationSeconds int64',
  CSIDriverList: '1 metadata ListMeta,2 items CSIDriver[]',
  CSINode: '1 metadata ObjectMeta,2 spec CSINodeSpec',
  CSINodeSpec: '1 drivers CSINodeDriver[]',
  CSINodeDriver: '1 name string,2 nodeID string,3 topologyKeys string[],4 allocatable VolumeNodeResources',
  VolumeNodeResources: '1 count int32',
  CSINodeList: '1 metadata ListMeta,2 items CSINode[]',
  CSIStorageCapacity:
    '1 metadata ObjectMeta,2 nodeTopology LabelSelector,3 storageClassName string,4 capacity Quantity,5 maximumVolumeSize Quantity',
  CSIStorageCapacityList: '1 metadata ListMeta,2 items CSIStorageCapacity[]',
  StorageClass:
    '1 metadata ObjectMeta,2 provisioner string,3 parameters string{},4 reclaimPolicy string,5 mountOptions string[],6 allowVolumeExpansion bool,7 volumeBindingMode string,8 allowedTopologies TopologySelectorTerm[]',
  StorageClassList: '1 metadata ListMeta,2 items StorageClass[]',
  VolumeAttachment: '1 metadata ObjectMeta,2 spec VolumeAttachmentSpec,3 status VolumeAttachmentStatus',
  VolumeAttachmentSpec: '1 attacher string,2 source VolumeAttachmentSource,3 nodeName string',
  VolumeAttachmentSource: '1 persistentVolumeName string,2 inlineVolumeSpec PersistentVolumeSpec',
  VolumeAttachmentStatus:
    '1 attached bool,2 attachmentMetadata string{},3 attachError VolumeError,4 detachError VolumeError',
  VolumeError: '1 time Time,2 message string,3 errorCode int32',
  VolumeAttachmentList: '1 metadata ListMeta,2 items VolumeAttachment[]',
  VolumeAttributesClass: '1 metadata ObjectMeta,2 driverName string,3 parameters string{}',
  VolumeAttributesClassList: '1 metadata ListMeta,2 items VolumeAttributesClass[]',
  CustomResourceColumnDefinition:
    '1 name string,2 type string,3 format string,4 description string,5 priority int32,6 jsonPath string',
  CustomResourceConversion: '1 strategy string,2 webhook WebhookConversion',
  WebhookConversion: '2 clientConfig ApiextensionsWebhookClientConfig,3 conversionReviewVersions string[]',
  ApiextensionsWebhookClientConfig: '3 url string,1 service ApiextensionsServiceReference,2 caBundle bytes',
  ApiextensionsServiceReference: '1 namespace string,2 name string,3 path string,4 port int32',
  CustomResourceDefinition:
    '1 metadata ObjectMeta,2 spec CustomResourceDefinitionSpec,3 status CustomResourceDefinitionStatus',
  CustomResourceDefinitionSpec:
    '1 group string,3 names CustomResourceDefinitionNames,4 scope string,7 versions CustomResourceDefinitionVersion[],9 conversion CustomResourceConversion,10 preserveUnknownFields bool',
  CustomResourceDefinitionNames:
    '1 plural string,2 singular string,3 shortNames string[],4 kind string,5 listKind string,6 categories string[]',
  CustomResourceDefinitionVersion:
    '1 name string,2 served bool,3 storage bool,7 deprecated bool,8 deprecationWarning string,4 schema CustomResourceValidation,5 subresources CustomResourceSubresources,6 additionalPrinterColumns CustomResourceColumnDefinition[],9 selectableFields SelectableField[]',
  CustomResourceValidation: '1 openAPIV3Schema JSONSchemaProps',
  JSONSchemaProps:
    '1 id string,2 $schema string,3 $ref string,4 description string,5 type string,6 format string,7 title string,8 default JsonValue,9 maximum double,10 exclusiveMaximum bool,11 minimum double,12 exclusiveMinimum bool,13 maxLength int64,14 minLength int64,15 pattern string,16 maxItems int64,17 minItems int64,18 uniqueItems bool,19 multipleOf double,20 enum JsonValue[],21 maxProperties int64,22 minProperties int64,23 required string[],24 items JSONSchemaPropsOrArray,25 allOf JSONSchemaProps[],26 oneOf JSONSchemaProps[],27 anyOf JSONSchemaProps[],28 not JSONSchemaProps,29 properties JSONSchemaProps{},30 additionalProperties JSONSchemaPropsOrBool,31 patternProperties JSONSchemaProps{},32 dependencies JSONSchemaPropsOrStringArray{},33 additionalItems JSONSchemaPropsOrBool,34 definitions JSONSchemaProps{},35 externalDocs ExternalDocumentation,36 example JsonValue,37 nullable bool,38 x-kubernetes-preserve-unknown-fields bool,39 x-kubernetes-embedded-resource bool,40 x-kubernetes-int-or-string bool,41 x-kubernetes-list-map-keys string[],42 x-kubernetes-list-type string,43 x-kubernetes-map-type string,44 x-kubernetes-validations ValidationRule[]',
  JsonValue: '1 raw bytes',
  JSONSchemaPropsOrArray: '1 schema JSONSchemaProps,2 jSONSchemas JSONSchemaProps[]',
  JSONSchemaPropsOrBool: '1 allows bool,2 schema JSONSchemaProps',
  JSONSchemaPropsOrStringArray: '1 schema JSONSchemaProps,2 property string[]',
  ExternalDocumentation: '1 description string,2 url string',
  ValidationRule:
    '1 rule string,2 message string,3 messageExpression string,4 reason string,5 fieldPath string,6 optionalOldSelf bool',
  CustomResourceSubresources: '1 status CustomResourceSubresourceStatus,2 scale CustomResourceSubresourceScale',
  CustomResourceSubresourceStatus: '',
  CustomResourceSubresourceScale: '1 specReplicasPath string,2 statusReplicasPath string,3 labelSelectorPath string',
  SelectableField: '1 jsonPath string',
  CustomResourceDefinitionStatus:
    '1 conditions CustomResourceDefinitionCondition[],2 acceptedNames CustomResourceDefinitionNames,3 storedVersions string[],4 observedGeneration int64',
  CustomResourceDefinitionCondition:
    '1 type string,2 status string,3 lastTransitionTime Time,4 reason string,5 message string,6 observedGeneration int64',
  CustomResourceDefinitionList: '1 metadata ListMeta,2 items CustomResourceDefinition[]',
  APIGroup:
    '1 name string,2 versions GroupVersionForDiscovery[],3 preferredVersion GroupVersionForDiscovery,4 serverAddressByClientCIDRs ServerAddressByClientCIDR[]',
  GroupVersionForDiscovery: '1 groupVersion string,2 version string',
  ServerAddressByClientCIDR: '1 clientCIDR string,2 serverAddress string',
  APIGroupList: '1 groups APIGroup[]',
  APIResource:
    '1 name string,6 singularName string,2 namespaced bool,8 group string,9 version string,3 kind string,4 verbs Verbs,5 shortNames string[],7 categories string[],10 storageVersionHash string',
  Verbs: '1 items string[]',
  APIResourceList: '1 groupVersion string,2 resources APIResource[]',
  APIVersions: '1 versions string[],2 serverAddressByClientCIDRs ServerAddressByClientCIDR[]',
  Patch: '',
  Status: '1 metadata ListMeta,2 status string,3 message string,4 reason string,5 details StatusDetails,6 code int32',
  StatusDetails:
    '1 name string,2 group string,3 kind string,6 uid string,4 causes StatusCause[],5 retryAfterSeconds int32',
  StatusCause: '1 reason string,2 message string,3 field string',
  WatchEvent: '1 type string,2 object RawExtension',
  APIService: '1 metadata ObjectMeta,2 spec APIServiceSpec,3 status APIServiceStatus',
  APIServiceSpec:
    '1 service ApiregistrationServiceReference,2 group string,3 version string,4 insecureSkipTLSVerify bool,5 caBundle bytes,7 groupPriorityMinimum int32,8 versionPriority int32',
  ApiregistrationServiceReference: '1 namespace string,2 name string,3 port int32',
  APIServiceStatus: '1 conditions APIServiceCondition[]',
  APIServiceCondition: '1 type string,2 status string,3 lastTransitionTime Time,4 reason string,5 message string',
  APIServiceList: '1 metadata ListMeta,2 items APIService[]',
  DeviceTaintRule: '1 metadata ObjectMeta,2 spec DeviceTaintRuleSpec,3 status DeviceTaintRuleStatus',
  DeviceTaintRuleSpec: '1 deviceSelector DeviceTaintSelector,2 taint DeviceTaint',
  DeviceTaintSelector: '2 driver string,3 pool string,4 device string',
  DeviceTaintRuleStatus: '1 conditions Condition[]',
  DeviceTaintRuleList: '1 metadata ListMeta,2 items DeviceTaintRule[]',
};
