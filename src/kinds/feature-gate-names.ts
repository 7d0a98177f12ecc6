// Feature gates of Kubernetes 1.36 beside those of the table: those that are locked, those whose other value the tank
// does not simulate, and those whose both values are the same to who writes manifests. Names and defaults as the
// components know them.
// upstream: pkg/features/kube_features.go; pkg/features of apiserver and apiextensions-apiserver; client-go

const names = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Locked to true. */
export const LOCKED_ON = names(`
  APIServerTracing AggregatedDiscoveryRemoveBetaType AnonymousAuthConfigurableEndpoints AnyVolumeDataSource
  AuthorizeNodeWithSelectors AuthorizeWithSelectors BtreeWatchCache CPUManagerPolicyOptions CRDValidationRatcheting
  CSIServiceAccountTokenSecrets ConsistentListFromCache CustomResourceFieldSelectors DRAAdminAccess
  DeclarativeValidation DisableAllocatorDualWrite DisableNodeKubeProxyVersion DynamicResourceAllocation
  ExecProbeTimeout ExternalServiceAccountTokenSigner ImageMaximumGCAge ImageVolume InOrderInformers
  InPlacePodVerticalScaling JobBackoffLimitPerIndex JobManagedBy JobPodReplacementPolicy JobSuccessPolicy
  KubeletCgroupDriverFromCRI KubeletFineGrainedAuthz KubeletPSI KubeletPodResourcesDynamicResources
  KubeletPodResourcesGet KubeletTracing LogarithmicScaleDown MatchLabelKeysInPodAffinity MultiCIDRServiceAllocator
  MutableCSINodeAllocatableCount NFTablesProxyMode NodeInclusionPolicyInPodTopologySpread NodeLogQuery NodeSwap
  OrderedNamespaceDeletion PodLifecycleSleepAction PodLifecycleSleepActionAllowZero PodObservedGenerationTracking
  PodSchedulingReadiness PreferSameTrafficDistribution ProcMountType RecoverVolumeExpansionFailure
  RecursiveReadOnlyMounts RelaxedDNSSearchValidation RelaxedEnvironmentVariableValidation
  ResilientWatchCacheInitialization RetryGenerateName SELinuxChangePolicy SELinuxMountReadWriteOncePod
  SchedulerQueueingHints SeparateTaintEvictionController ServiceAccountTokenJTI ServiceAccountTokenNodeBinding
  ServiceAccountTokenNodeBindingValidation ServiceAccountTokenPodNodeInfo SidecarContainers
  StreamingCollectionEncodingToJSON StreamingCollectionEncodingToProtobuf StructuredAuthenticationConfiguration
  SupplementalGroupsPolicy SystemdWatchdog TopologyManagerPolicyOptions UserNamespacesSupport VolumeAttributesClass
  WinDSR WinOverlay
`);

/** Locked to false. */
export const LOCKED_OFF = names(`
  AllowOverwriteTerminationGracePeriodSeconds GitRepoVolumeDriver SeparateCacheWatchRPC
`);

/** Off, and on is not simulated. */
export const FIXED_OFF = names(`
  AllAlpha AllBeta
  DRANodeAllocatableResources DRAWorkloadResourceClaims EventedPLEG GangScheduling GenericWorkload
  TopologyAwareWorkloadScheduling WorkloadAwarePreemption WorkloadWithJob
`);

/** On, and off is the same but inside the components. */
export const INTERNAL_ON = [
  'APIResponseCompression',
  'APIServerIdentity',
  'AllowParsingUserUIDFromCertAuth',
  'AtomicFIFO',
  'CPUManagerPolicyBetaOptions',
  'ClientsAllowCARotation',
  'ClientsAllowTLSCacheGC',
  'ComponentFlagz',
  'ComponentStatusz',
  'ContainerCheckpoint',
  'CustomCPUCFSQuotaPeriod',
  'DeclarativeValidationBeta',
  'DetectCacheInconsistency',
  'DisableCPUQuotaWithExclusiveCPUs',
  'InOrderInformersBatchProcess',
  'InformerResourceVersion',
  'KubeletEnsureSecretPulledImages',
  'KubeletPodResourcesListUseActivePods',
  'KubeletSeparateDiskGC',
  'KubeletServiceAccountTokenForCredentialProviders',
  'ListFromCacheSnapshot',
  'OpportunisticBatching',
  'PortForwardWebsockets',
  'ReloadKubeletClientCAFile',
  'ReloadKubeletServerCertificateFile',
  'RemoteRequestHeaderUID',
  'RotateKubeletServerCertificate',
  'ServiceAccountNodeAudienceRestriction',
  'SizeBasedListCostEstimate',
  'StaleControllerConsistencyDaemonSet',
  'StaleControllerConsistencyJob',
  'StaleControllerConsistencyReplicaSet',
  'StaleControllerConsistencyStatefulSet',
  'StatefulSetSemanticRevisionComparison',
  'StorageNamespaceIndex',
  'StructuredAuthenticationConfigurationEgressSelector',
  'StructuredAuthenticationConfigurationJWKSMetrics',
  'TopologyManagerPolicyBetaOptions',
  'TranslateStreamCloseWebsocketRequests',
  'UnauthenticatedHTTP2DOSMitigation',
  'UnknownVersionInteroperabilityProxy',
  'UnlockWhileProcessingFIFO',
  'WatchCacheInitializationPostStartHook',
  'WatchList',
  'WatchListClient',
  'WindowsGracefulNodeShutdown',
] as const;

/** Off, and on is the same but inside the components. */
export const INTERNAL_OFF = [
  'APIServingWithRoutine',
  'AllowDNSOnlyNodeCSR',
  'AllowInsecureKubeletCertificateSigningRequests',
  'AllowUnsafeMalformedObjectDeletion',
  'CBORServingAndStorage',
  'CPUManagerPolicyAlphaOptions',
  'CRIListStreaming',
  'CSIVolumeHealth',
  'ClientsAllowCBOR',
  'ClientsPreferCBOR',
  'CloudControllerManagerWatchBasedRoutesReconciliation',
  'CloudControllerManagerWebhook',
  'ClusterTrustBundle',
  'ConcurrentWatchObjectDecode',
  'DRAResourcePoolStatus',
  'DeclarativeValidationTakeover',
  'InPlacePodVerticalScalingExclusiveCPUs',
  'InPlacePodVerticalScalingExclusiveMemory',
  'KMSv1',
  'KubeletInUserNamespace',
  'KubeletRegistrationGetOnExistsOnly',
  'LocalStorageCapacityIsolationFSQuotaMonitoring',
  'MemoryQoS',
  'PodAndContainerStatsFromCRI',
  'PodLevelResourceManagers',
  'PodsAPI',
  'QOSReserved',
  'RuntimeClassInImageCriApi',
  'SchedulerAsyncAPICalls',
  'StorageVersionAPI',
  'StorageVersionMigrator',
  'TopologyManagerPolicyAlphaOptions',
  'WindowsCPUAndMemoryAffinity',
  'WindowsHostNetwork',
] as const;

export type InternalGate = (typeof INTERNAL_ON)[number] | (typeof INTERNAL_OFF)[number];
