// What decoding, merging and server-side apply need of every Kubernetes 1.36 schema, as one JSON text a schema; read them
// through `schemaFacts` in `../schema`. Written by `npm run generate`; edits would be lost.

export const schemaTexts: Readonly<Record<string, string>> = {
  ApplyConfiguration: '{"fields":{"expression":"string?"}}',
  AuditAnnotation:
    '{"fields":{"key":{"type":"string","required":true},"valueExpression":{"type":"string","required":true}}}',
  ExpressionWarning:
    '{"fields":{"fieldRef":{"type":"string","required":true},"warning":{"type":"string","required":true}}}',
  JSONPatch: '{"fields":{"expression":"string?"}}',
  MatchCondition:
    '{"fields":{"expression":{"type":"string","required":true},"name":{"type":"string","required":true}}}',
  MatchResources:
    '{"map":"atomic","fields":{"excludeResourceRules":{"type":"[]NamedRuleWithOperations?","list":"atomic"},"matchPolicy":{"type":"*string?","go":"v1.MatchPolicyType","enum":["Equivalent","Exact"]},"namespaceSelector":"*LabelSelector?","objectSelector":"*LabelSelector?","resourceRules":{"type":"[]NamedRuleWithOperations?","list":"atomic"}}}',
  MutatingAdmissionPolicy:
    '{"kind":["admissionregistration.k8s.io","v1","MutatingAdmissionPolicy"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"MutatingAdmissionPolicySpec?"}}',
  MutatingAdmissionPolicyBinding:
    '{"kind":["admissionregistration.k8s.io","v1","MutatingAdmissionPolicyBinding"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"MutatingAdmissionPolicyBindingSpec?"}}',
  MutatingAdmissionPolicyBindingList:
    '{"kind":["admissionregistration.k8s.io","v1","MutatingAdmissionPolicyBindingList"],"fields":{"apiVersion":"string?","items":{"type":"[]MutatingAdmissionPolicyBinding","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  MutatingAdmissionPolicyBindingSpec:
    '{"fields":{"matchResources":"*MatchResources?","paramRef":"*ParamRef?","policyName":"string?"}}',
  MutatingAdmissionPolicyList:
    '{"kind":["admissionregistration.k8s.io","v1","MutatingAdmissionPolicyList"],"fields":{"apiVersion":"string?","items":{"type":"[]MutatingAdmissionPolicy","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  MutatingAdmissionPolicySpec:
    '{"fields":{"failurePolicy":{"type":"*string?","go":"v1.FailurePolicyType","enum":["Fail","Ignore"]},"matchConditions":{"type":"[]MatchCondition?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"},"matchConstraints":"*MatchResources?","mutations":{"type":"[]Mutation?","list":"atomic"},"paramKind":"*ParamKind?","reinvocationPolicy":{"type":"string?","go":"v1.ReinvocationPolicyType","enum":["IfNeeded","Never"]},"variables":{"type":"[]Variable?","list":"atomic"}}}',
  MutatingWebhook:
    '{"fields":{"admissionReviewVersions":{"type":"[]string","required":true,"list":"atomic"},"clientConfig":{"type":"WebhookClientConfig","required":true},"failurePolicy":{"type":"*string?","go":"v1.FailurePolicyType","enum":["Fail","Ignore"]},"matchConditions":{"type":"[]MatchCondition?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"},"matchPolicy":{"type":"*string?","go":"v1.MatchPolicyType","enum":["Equivalent","Exact"]},"name":{"type":"string","required":true},"namespaceSelector":"*LabelSelector?","objectSelector":"*LabelSelector?","reinvocationPolicy":{"type":"*string?","go":"v1.ReinvocationPolicyType","enum":["IfNeeded","Never"]},"rules":{"type":"[]RuleWithOperations?","list":"atomic"},"sideEffects":{"type":"*string","go":"v1.SideEffectClass","required":true,"enum":["None","NoneOnDryRun","Some","Unknown"]},"timeoutSeconds":"*int32?"}}',
  MutatingWebhookConfiguration:
    '{"kind":["admissionregistration.k8s.io","v1","MutatingWebhookConfiguration"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","webhooks":{"type":"[]MutatingWebhook?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"}}}',
  MutatingWebhookConfigurationList:
    '{"kind":["admissionregistration.k8s.io","v1","MutatingWebhookConfigurationList"],"fields":{"apiVersion":"string?","items":{"type":"[]MutatingWebhookConfiguration","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  Mutation:
    '{"fields":{"applyConfiguration":"*ApplyConfiguration?","jsonPatch":"*JSONPatch?","patchType":{"type":"string","go":"v1.PatchType","required":true,"enum":["ApplyConfiguration","JSONPatch"]}}}',
  NamedRuleWithOperations:
    '{"map":"atomic","fields":{"apiGroups":{"type":"[]string?","embedded":"RuleWithOperations.Rule","list":"atomic"},"apiVersions":{"type":"[]string?","embedded":"RuleWithOperations.Rule","list":"atomic"},"operations":{"type":"[]string?","go":"[]v1.OperationType","embedded":"RuleWithOperations","enum":["*","CONNECT","CREATE","DELETE","UPDATE"],"list":"atomic"},"resourceNames":{"type":"[]string?","list":"atomic"},"resources":{"type":"[]string?","embedded":"RuleWithOperations.Rule","list":"atomic"},"scope":{"type":"*string?","go":"v1.ScopeType","embedded":"RuleWithOperations.Rule","enum":["*","Cluster","Namespaced"]}}}',
  ParamKind: '{"map":"atomic","fields":{"apiVersion":"string?","kind":"string?"}}',
  ParamRef:
    '{"map":"atomic","fields":{"name":"string?","namespace":"string?","parameterNotFoundAction":{"type":"*string?","go":"v1.ParameterNotFoundActionType"},"selector":"*LabelSelector?"}}',
  RuleWithOperations:
    '{"fields":{"apiGroups":{"type":"[]string?","embedded":"Rule","list":"atomic"},"apiVersions":{"type":"[]string?","embedded":"Rule","list":"atomic"},"operations":{"type":"[]string?","go":"[]v1.OperationType","enum":["*","CONNECT","CREATE","DELETE","UPDATE"],"list":"atomic"},"resources":{"type":"[]string?","embedded":"Rule","list":"atomic"},"scope":{"type":"*string?","go":"v1.ScopeType","embedded":"Rule","enum":["*","Cluster","Namespaced"]}}}',
  ServiceReference:
    '{"fields":{"name":{"type":"string","required":true},"namespace":{"type":"string","required":true},"path":"*string?","port":"*int32?"}}',
  TypeChecking: '{"fields":{"expressionWarnings":{"type":"[]ExpressionWarning?","list":"atomic"}}}',
  ValidatingAdmissionPolicy:
    '{"kind":["admissionregistration.k8s.io","v1","ValidatingAdmissionPolicy"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"ValidatingAdmissionPolicySpec?","status":"ValidatingAdmissionPolicyStatus?"}}',
  ValidatingAdmissionPolicyBinding:
    '{"kind":["admissionregistration.k8s.io","v1","ValidatingAdmissionPolicyBinding"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":{"type":"ValidatingAdmissionPolicyBindingSpec?","required":true}}}',
  ValidatingAdmissionPolicyBindingList:
    '{"kind":["admissionregistration.k8s.io","v1","ValidatingAdmissionPolicyBindingList"],"fields":{"apiVersion":"string?","items":{"type":"[]ValidatingAdmissionPolicyBinding","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  ValidatingAdmissionPolicyBindingSpec:
    '{"fields":{"matchResources":"*MatchResources?","paramRef":"*ParamRef?","policyName":{"type":"string?","required":true},"validationActions":{"type":"[]string?","go":"[]v1.ValidationAction","required":true,"enum":["Audit","Deny","Warn"],"list":"set"}}}',
  ValidatingAdmissionPolicyList:
    '{"kind":["admissionregistration.k8s.io","v1","ValidatingAdmissionPolicyList"],"fields":{"apiVersion":"string?","items":{"type":"[]ValidatingAdmissionPolicy","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  ValidatingAdmissionPolicySpec:
    '{"fields":{"auditAnnotations":{"type":"[]AuditAnnotation?","list":"atomic"},"failurePolicy":{"type":"*string?","go":"v1.FailurePolicyType","enum":["Fail","Ignore"]},"matchConditions":{"type":"[]MatchCondition?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"},"matchConstraints":"*MatchResources?","paramKind":"*ParamKind?","validations":{"type":"[]Validation?","list":"atomic"},"variables":{"type":"[]Variable?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"}}}',
  ValidatingAdmissionPolicyStatus:
    '{"fields":{"conditions":{"type":"[]Condition?","list":"map","keys":["type"]},"observedGeneration":"int64?","typeChecking":"*TypeChecking?"}}',
  ValidatingWebhook:
    '{"fields":{"admissionReviewVersions":{"type":"[]string","required":true,"list":"atomic"},"clientConfig":{"type":"WebhookClientConfig","required":true},"failurePolicy":{"type":"*string?","go":"v1.FailurePolicyType","enum":["Fail","Ignore"]},"matchConditions":{"type":"[]MatchCondition?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"},"matchPolicy":{"type":"*string?","go":"v1.MatchPolicyType","enum":["Equivalent","Exact"]},"name":{"type":"string","required":true},"namespaceSelector":"*LabelSelector?","objectSelector":"*LabelSelector?","rules":{"type":"[]RuleWithOperations?","list":"atomic"},"sideEffects":{"type":"*string","go":"v1.SideEffectClass","required":true,"enum":["None","NoneOnDryRun","Some","Unknown"]},"timeoutSeconds":"*int32?"}}',
  ValidatingWebhookConfiguration:
    '{"kind":["admissionregistration.k8s.io","v1","ValidatingWebhookConfiguration"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","webhooks":{"type":"[]ValidatingWebhook?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"}}}',
  ValidatingWebhookConfigurationList:
    '{"kind":["admissionregistration.k8s.io","v1","ValidatingWebhookConfigurationList"],"fields":{"apiVersion":"string?","items":{"type":"[]ValidatingWebhookConfiguration","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  Validation:
    '{"fields":{"expression":{"type":"string","required":true},"message":"string?","messageExpression":"string?","reason":{"type":"*string?","go":"v1.StatusReason"}}}',
  Variable:
    '{"map":"atomic","fields":{"expression":{"type":"string","required":true},"name":{"type":"string","required":true}}}',
  WebhookClientConfig: '{"fields":{"caBundle":"bytes?","service":"*ServiceReference?","url":"*string?"}}',
  ControllerRevision:
    '{"kind":["apps","v1","ControllerRevision"],"fields":{"apiVersion":"string?","data":"RawExtension?","kind":"string?","metadata":"ObjectMeta?","revision":{"type":"int64","required":true}}}',
  ControllerRevisionList:
    '{"kind":["apps","v1","ControllerRevisionList"],"fields":{"apiVersion":"string?","items":{"type":"[]ControllerRevision","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  DaemonSet:
    '{"kind":["apps","v1","DaemonSet"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"DaemonSetSpec?","status":"DaemonSetStatus?"}}',
  DaemonSetCondition:
    '{"fields":{"lastTransitionTime":"Time?","message":"string?","reason":"string?","status":{"type":"string","go":"v1.ConditionStatus","required":true},"type":{"type":"string","go":"v1.DaemonSetConditionType","required":true}}}',
  DaemonSetList:
    '{"kind":["apps","v1","DaemonSetList"],"fields":{"apiVersion":"string?","items":{"type":"[]DaemonSet","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  DaemonSetSpec:
    '{"fields":{"minReadySeconds":"int32?","revisionHistoryLimit":"*int32?","selector":{"type":"*LabelSelector","required":true},"template":{"type":"PodTemplateSpec","required":true},"updateStrategy":"DaemonSetUpdateStrategy?"}}',
  DaemonSetStatus:
    '{"fields":{"collisionCount":"*int32?","conditions":{"type":"[]DaemonSetCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"},"currentNumberScheduled":{"type":"int32","required":true},"desiredNumberScheduled":{"type":"int32","required":true},"numberAvailable":"int32?","numberMisscheduled":{"type":"int32","required":true},"numberReady":{"type":"int32","required":true},"numberUnavailable":"int32?","observedGeneration":"int64?","updatedNumberScheduled":"int32?"}}',
  DaemonSetUpdateStrategy:
    '{"fields":{"rollingUpdate":"*RollingUpdateDaemonSet?","type":{"type":"string?","go":"v1.DaemonSetUpdateStrategyType","enum":["OnDelete","RollingUpdate"]}}}',
  Deployment:
    '{"kind":["apps","v1","Deployment"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"DeploymentSpec?","status":"DeploymentStatus?"}}',
  DeploymentCondition:
    '{"fields":{"lastTransitionTime":"Time?","lastUpdateTime":"Time?","message":"string?","reason":"string?","status":{"type":"string","go":"v1.ConditionStatus","required":true},"type":{"type":"string","go":"v1.DeploymentConditionType","required":true}}}',
  DeploymentList:
    '{"kind":["apps","v1","DeploymentList"],"fields":{"apiVersion":"string?","items":{"type":"[]Deployment","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  DeploymentSpec:
    '{"fields":{"minReadySeconds":"int32?","paused":"bool?","progressDeadlineSeconds":"*int32?","replicas":"*int32?","revisionHistoryLimit":"*int32?","selector":{"type":"*LabelSelector","required":true},"strategy":{"type":"DeploymentStrategy?","strategy":"retainKeys"},"template":{"type":"PodTemplateSpec","required":true}}}',
  DeploymentStatus:
    '{"fields":{"availableReplicas":"int32?","collisionCount":"*int32?","conditions":{"type":"[]DeploymentCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"},"observedGeneration":"int64?","readyReplicas":"int32?","replicas":"int32?","terminatingReplicas":"*int32?","unavailableReplicas":"int32?","updatedReplicas":"int32?"}}',
  DeploymentStrategy:
    '{"fields":{"rollingUpdate":"*RollingUpdateDeployment?","type":{"type":"string?","go":"v1.DeploymentStrategyType","enum":["Recreate","RollingUpdate"]}}}',
  ReplicaSet:
    '{"kind":["apps","v1","ReplicaSet"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"ReplicaSetSpec?","status":"ReplicaSetStatus?"}}',
  ReplicaSetCondition:
    '{"fields":{"lastTransitionTime":"Time?","message":"string?","reason":"string?","status":{"type":"string","go":"v1.ConditionStatus","required":true},"type":{"type":"string","go":"v1.ReplicaSetConditionType","required":true}}}',
  ReplicaSetList:
    '{"kind":["apps","v1","ReplicaSetList"],"fields":{"apiVersion":"string?","items":{"type":"[]ReplicaSet","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  ReplicaSetSpec:
    '{"fields":{"minReadySeconds":"int32?","replicas":"*int32?","selector":{"type":"*LabelSelector","required":true},"template":"PodTemplateSpec?"}}',
  ReplicaSetStatus:
    '{"fields":{"availableReplicas":"int32?","conditions":{"type":"[]ReplicaSetCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"},"fullyLabeledReplicas":"int32?","observedGeneration":"int64?","readyReplicas":"int32?","replicas":{"type":"int32","required":true},"terminatingReplicas":"*int32?"}}',
  RollingUpdateDaemonSet: '{"fields":{"maxSurge":"*IntOrString?","maxUnavailable":"*IntOrString?"}}',
  RollingUpdateDeployment: '{"fields":{"maxSurge":"*IntOrString?","maxUnavailable":"*IntOrString?"}}',
  RollingUpdateStatefulSetStrategy: '{"fields":{"maxUnavailable":"*IntOrString?","partition":"*int32?"}}',
  StatefulSet:
    '{"kind":["apps","v1","StatefulSet"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"StatefulSetSpec?","status":"StatefulSetStatus?"}}',
  StatefulSetCondition:
    '{"fields":{"lastTransitionTime":"Time?","message":"string?","reason":"string?","status":{"type":"string","go":"v1.ConditionStatus","required":true},"type":{"type":"string","go":"v1.StatefulSetConditionType","required":true}}}',
  StatefulSetList:
    '{"kind":["apps","v1","StatefulSetList"],"fields":{"apiVersion":"string?","items":{"type":"[]StatefulSet","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  StatefulSetOrdinals: '{"fields":{"start":"int32"}}',
  StatefulSetPersistentVolumeClaimRetentionPolicy:
    '{"fields":{"whenDeleted":{"type":"string?","go":"v1.PersistentVolumeClaimRetentionPolicyType"},"whenScaled":{"type":"string?","go":"v1.PersistentVolumeClaimRetentionPolicyType"}}}',
  StatefulSetSpec:
    '{"fields":{"minReadySeconds":"int32?","ordinals":"*StatefulSetOrdinals?","persistentVolumeClaimRetentionPolicy":"*StatefulSetPersistentVolumeClaimRetentionPolicy?","podManagementPolicy":{"type":"string?","go":"v1.PodManagementPolicyType","enum":["OrderedReady","Parallel"]},"replicas":"*int32?","revisionHistoryLimit":"*int32?","selector":{"type":"*LabelSelector","required":true},"serviceName":"string","template":{"type":"PodTemplateSpec","required":true},"updateStrategy":"StatefulSetUpdateStrategy?","volumeClaimTemplates":{"type":"[]PersistentVolumeClaim?","list":"atomic"}}}',
  StatefulSetStatus:
    '{"fields":{"availableReplicas":"int32","collisionCount":"*int32?","conditions":{"type":"[]StatefulSetCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"},"currentReplicas":"int32?","currentRevision":"string?","observedGeneration":"int64?","readyReplicas":"int32?","replicas":{"type":"int32","required":true},"updateRevision":"string?","updatedReplicas":"int32?"}}',
  StatefulSetUpdateStrategy:
    '{"fields":{"rollingUpdate":"*RollingUpdateStatefulSetStrategy?","type":{"type":"string?","go":"v1.StatefulSetUpdateStrategyType","enum":["OnDelete","RollingUpdate"]}}}',
  BoundObjectReference:
    '{"fields":{"apiVersion":"string?","kind":"string?","name":"string?","uid":{"type":"string?","go":"types.UID"}}}',
  SelfSubjectReview:
    '{"kind":["authentication.k8s.io","v1","SelfSubjectReview"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","status":"SelfSubjectReviewStatus?"}}',
  SelfSubjectReviewStatus: '{"fields":{"userInfo":"UserInfo?"}}',
  TokenRequest:
    '{"kind":["authentication.k8s.io","v1","TokenRequest"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"TokenRequestSpec","status":"TokenRequestStatus?"}}',
  TokenRequestSpec:
    '{"fields":{"audiences":{"type":"[]string","list":"atomic"},"boundObjectRef":"*BoundObjectReference","expirationSeconds":"*int64"}}',
  TokenRequestStatus: '{"fields":{"expirationTimestamp":"Time","token":"string"}}',
  TokenReview:
    '{"kind":["authentication.k8s.io","v1","TokenReview"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":{"type":"TokenReviewSpec","required":true},"status":"TokenReviewStatus?"}}',
  TokenReviewSpec:
    '{"fields":{"audiences":{"type":"[]string?","list":"atomic"},"token":{"type":"string?","required":true}}}',
  TokenReviewStatus:
    '{"fields":{"audiences":{"type":"[]string?","list":"atomic"},"authenticated":"bool?","error":"string?","user":"UserInfo?"}}',
  UserInfo:
    '{"fields":{"extra":{"type":"map[][]string?","go":"map[string]v1.ExtraValue"},"groups":{"type":"[]string?","list":"atomic"},"uid":"string?","username":"string?"}}',
  FieldSelectorAttributes:
    '{"fields":{"rawSelector":"string?","requirements":{"type":"[]FieldSelectorRequirement?","list":"atomic"}}}',
  LabelSelectorAttributes:
    '{"fields":{"rawSelector":"string?","requirements":{"type":"[]LabelSelectorRequirement?","list":"atomic"}}}',
  LocalSubjectAccessReview:
    '{"kind":["authorization.k8s.io","v1","LocalSubjectAccessReview"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":{"type":"SubjectAccessReviewSpec","required":true},"status":"SubjectAccessReviewStatus?"}}',
  NonResourceAttributes: '{"fields":{"path":"string?","verb":"string?"}}',
  NonResourceRule:
    '{"fields":{"nonResourceURLs":{"type":"[]string?","list":"atomic"},"verbs":{"type":"[]string","required":true,"list":"atomic"}}}',
  ResourceAttributes:
    '{"fields":{"fieldSelector":"*FieldSelectorAttributes?","group":"string?","labelSelector":"*LabelSelectorAttributes?","name":"string?","namespace":"string?","resource":"string?","subresource":"string?","verb":"string?","version":"string?"}}',
  ResourceRule:
    '{"fields":{"apiGroups":{"type":"[]string?","list":"atomic"},"resourceNames":{"type":"[]string?","list":"atomic"},"resources":{"type":"[]string?","list":"atomic"},"verbs":{"type":"[]string","required":true,"list":"atomic"}}}',
  SelfSubjectAccessReview:
    '{"kind":["authorization.k8s.io","v1","SelfSubjectAccessReview"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":{"type":"SelfSubjectAccessReviewSpec","required":true},"status":"SubjectAccessReviewStatus?"}}',
  SelfSubjectAccessReviewSpec:
    '{"fields":{"nonResourceAttributes":"*NonResourceAttributes?","resourceAttributes":"*ResourceAttributes?"}}',
  SelfSubjectRulesReview:
    '{"kind":["authorization.k8s.io","v1","SelfSubjectRulesReview"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":{"type":"SelfSubjectRulesReviewSpec","required":true},"status":"SubjectRulesReviewStatus?"}}',
  SelfSubjectRulesReviewSpec: '{"fields":{"namespace":"string?"}}',
  SubjectAccessReview:
    '{"kind":["authorization.k8s.io","v1","SubjectAccessReview"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":{"type":"SubjectAccessReviewSpec","required":true},"status":"SubjectAccessReviewStatus?"}}',
  SubjectAccessReviewSpec:
    '{"fields":{"extra":{"type":"map[][]string?","go":"map[string]v1.ExtraValue"},"groups":{"type":"[]string?","list":"atomic"},"nonResourceAttributes":"*NonResourceAttributes?","resourceAttributes":"*ResourceAttributes?","uid":"string?","user":"string?"}}',
  SubjectAccessReviewStatus:
    '{"fields":{"allowed":{"type":"bool","required":true},"denied":"bool?","evaluationError":"string?","reason":"string?"}}',
  SubjectRulesReviewStatus:
    '{"fields":{"evaluationError":"string?","incomplete":{"type":"bool","required":true},"nonResourceRules":{"type":"[]NonResourceRule","required":true,"list":"atomic"},"resourceRules":{"type":"[]ResourceRule","required":true,"list":"atomic"}}}',
  AutoscalingV1CrossVersionObjectReference:
    '{"go":"v1.CrossVersionObjectReference","map":"atomic","fields":{"apiVersion":"string?","kind":{"type":"string","required":true},"name":{"type":"string","required":true}}}',
  AutoscalingV1HorizontalPodAutoscaler:
    '{"go":"v1.HorizontalPodAutoscaler","kind":["autoscaling","v1","HorizontalPodAutoscaler"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":{"type":"AutoscalingV1HorizontalPodAutoscalerSpec?","required":true},"status":"AutoscalingV1HorizontalPodAutoscalerStatus?"}}',
  AutoscalingV1HorizontalPodAutoscalerList:
    '{"go":"v1.HorizontalPodAutoscalerList","kind":["autoscaling","v1","HorizontalPodAutoscalerList"],"fields":{"apiVersion":"string?","items":{"type":"[]AutoscalingV1HorizontalPodAutoscaler","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  AutoscalingV1HorizontalPodAutoscalerSpec:
    '{"go":"v1.HorizontalPodAutoscalerSpec","fields":{"maxReplicas":{"type":"int32","required":true},"minReplicas":"*int32?","scaleTargetRef":{"type":"AutoscalingV1CrossVersionObjectReference","required":true},"targetCPUUtilizationPercentage":"*int32?"}}',
  AutoscalingV1HorizontalPodAutoscalerStatus:
    '{"go":"v1.HorizontalPodAutoscalerStatus","fields":{"currentCPUUtilizationPercentage":"*int32?","currentReplicas":{"type":"int32","required":true},"desiredReplicas":{"type":"int32","required":true},"lastScaleTime":"*Time?","observedGeneration":"*int64?"}}',
  Scale:
    '{"kind":["autoscaling","v1","Scale"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"ScaleSpec?","status":"ScaleStatus?"}}',
  ScaleSpec: '{"fields":{"replicas":"int32?"}}',
  ScaleStatus: '{"fields":{"replicas":{"type":"int32","required":true},"selector":"string?"}}',
  ContainerResourceMetricSource:
    '{"go":"v2.ContainerResourceMetricSource","fields":{"container":{"type":"string","required":true},"name":{"type":"string","go":"v1.ResourceName","required":true},"target":{"type":"MetricTarget","required":true}}}',
  ContainerResourceMetricStatus:
    '{"go":"v2.ContainerResourceMetricStatus","fields":{"container":{"type":"string","required":true},"current":{"type":"MetricValueStatus","required":true},"name":{"type":"string","go":"v1.ResourceName","required":true}}}',
  CrossVersionObjectReference:
    '{"go":"v2.CrossVersionObjectReference","fields":{"apiVersion":"string?","kind":{"type":"string","required":true},"name":{"type":"string","required":true}}}',
  ExternalMetricSource:
    '{"go":"v2.ExternalMetricSource","fields":{"metric":{"type":"MetricIdentifier","required":true},"target":{"type":"MetricTarget","required":true}}}',
  ExternalMetricStatus:
    '{"go":"v2.ExternalMetricStatus","fields":{"current":{"type":"MetricValueStatus","required":true},"metric":{"type":"MetricIdentifier","required":true}}}',
  HPAScalingPolicy:
    '{"go":"v2.HPAScalingPolicy","fields":{"periodSeconds":{"type":"int32","required":true},"type":{"type":"string","go":"v2.HPAScalingPolicyType","required":true},"value":{"type":"int32","required":true}}}',
  HPAScalingRules:
    '{"go":"v2.HPAScalingRules","fields":{"policies":{"type":"[]HPAScalingPolicy?","list":"atomic"},"selectPolicy":{"type":"*string?","go":"v2.ScalingPolicySelect"},"stabilizationWindowSeconds":"*int32?","tolerance":"*Quantity?"}}',
  HorizontalPodAutoscaler:
    '{"go":"v2.HorizontalPodAutoscaler","kind":["autoscaling","v2","HorizontalPodAutoscaler"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":{"type":"HorizontalPodAutoscalerSpec?","required":true},"status":"HorizontalPodAutoscalerStatus?"}}',
  HorizontalPodAutoscalerBehavior:
    '{"go":"v2.HorizontalPodAutoscalerBehavior","fields":{"scaleDown":"*HPAScalingRules?","scaleUp":"*HPAScalingRules?"}}',
  HorizontalPodAutoscalerCondition:
    '{"go":"v2.HorizontalPodAutoscalerCondition","fields":{"lastTransitionTime":"Time?","message":"string?","reason":"string?","status":{"type":"string","go":"v1.ConditionStatus","required":true},"type":{"type":"string","go":"v2.HorizontalPodAutoscalerConditionType","required":true}}}',
  HorizontalPodAutoscalerList:
    '{"go":"v2.HorizontalPodAutoscalerList","kind":["autoscaling","v2","HorizontalPodAutoscalerList"],"fields":{"apiVersion":"string?","items":{"type":"[]HorizontalPodAutoscaler","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  HorizontalPodAutoscalerSpec:
    '{"go":"v2.HorizontalPodAutoscalerSpec","fields":{"behavior":"*HorizontalPodAutoscalerBehavior?","maxReplicas":{"type":"int32","required":true},"metrics":{"type":"[]MetricSpec?","list":"atomic"},"minReplicas":"*int32?","scaleTargetRef":{"type":"CrossVersionObjectReference","required":true}}}',
  HorizontalPodAutoscalerStatus:
    '{"go":"v2.HorizontalPodAutoscalerStatus","fields":{"conditions":{"type":"[]HorizontalPodAutoscalerCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"},"currentMetrics":{"type":"[]MetricStatus","list":"atomic"},"currentReplicas":"int32?","desiredReplicas":{"type":"int32","required":true},"lastScaleTime":"*Time?","observedGeneration":"*int64?"}}',
  MetricIdentifier:
    '{"go":"v2.MetricIdentifier","fields":{"name":{"type":"string","required":true},"selector":"*LabelSelector?"}}',
  MetricSpec:
    '{"go":"v2.MetricSpec","fields":{"containerResource":"*ContainerResourceMetricSource?","external":"*ExternalMetricSource?","object":"*ObjectMetricSource?","pods":"*PodsMetricSource?","resource":"*ResourceMetricSource?","type":{"type":"string","go":"v2.MetricSourceType","required":true}}}',
  MetricStatus:
    '{"go":"v2.MetricStatus","fields":{"containerResource":"*ContainerResourceMetricStatus?","external":"*ExternalMetricStatus?","object":"*ObjectMetricStatus?","pods":"*PodsMetricStatus?","resource":"*ResourceMetricStatus?","type":{"type":"string","go":"v2.MetricSourceType","required":true}}}',
  MetricTarget:
    '{"go":"v2.MetricTarget","fields":{"averageUtilization":"*int32?","averageValue":"*Quantity?","type":{"type":"string","go":"v2.MetricTargetType","required":true},"value":"*Quantity?"}}',
  MetricValueStatus:
    '{"go":"v2.MetricValueStatus","fields":{"averageUtilization":"*int32?","averageValue":"*Quantity?","value":"*Quantity?"}}',
  ObjectMetricSource:
    '{"go":"v2.ObjectMetricSource","fields":{"describedObject":{"type":"CrossVersionObjectReference","required":true},"metric":{"type":"MetricIdentifier","required":true},"target":{"type":"MetricTarget","required":true}}}',
  ObjectMetricStatus:
    '{"go":"v2.ObjectMetricStatus","fields":{"current":{"type":"MetricValueStatus","required":true},"describedObject":{"type":"CrossVersionObjectReference","required":true},"metric":{"type":"MetricIdentifier","required":true}}}',
  PodsMetricSource:
    '{"go":"v2.PodsMetricSource","fields":{"metric":{"type":"MetricIdentifier","required":true},"target":{"type":"MetricTarget","required":true}}}',
  PodsMetricStatus:
    '{"go":"v2.PodsMetricStatus","fields":{"current":{"type":"MetricValueStatus","required":true},"metric":{"type":"MetricIdentifier","required":true}}}',
  ResourceMetricSource:
    '{"go":"v2.ResourceMetricSource","fields":{"name":{"type":"string","go":"v1.ResourceName","required":true},"target":{"type":"MetricTarget","required":true}}}',
  ResourceMetricStatus:
    '{"go":"v2.ResourceMetricStatus","fields":{"current":{"type":"MetricValueStatus","required":true},"name":{"type":"string","go":"v1.ResourceName","required":true}}}',
  CronJob:
    '{"kind":["batch","v1","CronJob"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":{"type":"CronJobSpec?","required":true},"status":"CronJobStatus?"}}',
  CronJobList:
    '{"kind":["batch","v1","CronJobList"],"fields":{"apiVersion":"string?","items":{"type":"[]CronJob","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  CronJobSpec:
    '{"fields":{"concurrencyPolicy":{"type":"string?","go":"v1.ConcurrencyPolicy","enum":["Allow","Forbid","Replace"]},"failedJobsHistoryLimit":"*int32?","jobTemplate":{"type":"JobTemplateSpec","required":true},"schedule":{"type":"string","required":true},"startingDeadlineSeconds":"*int64?","successfulJobsHistoryLimit":"*int32?","suspend":"*bool?","timeZone":"*string?"}}',
  CronJobStatus:
    '{"fields":{"active":{"type":"[]ObjectReference?","list":"atomic"},"lastScheduleTime":"*Time?","lastSuccessfulTime":"*Time?"}}',
  Job:
    '{"kind":["batch","v1","Job"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"JobSpec?","status":"JobStatus?"}}',
  JobCondition:
    '{"fields":{"lastProbeTime":"Time?","lastTransitionTime":"Time?","message":"string?","reason":"string?","status":{"type":"string","go":"v1.ConditionStatus","required":true},"type":{"type":"string","go":"v1.JobConditionType","required":true}}}',
  JobList:
    '{"kind":["batch","v1","JobList"],"fields":{"apiVersion":"string?","items":{"type":"[]Job","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  JobSpec:
    '{"fields":{"activeDeadlineSeconds":"*int64?","backoffLimit":"*int32?","backoffLimitPerIndex":"*int32?","completionMode":{"type":"*string?","go":"v1.CompletionMode","enum":["Indexed","NonIndexed"]},"completions":"*int32?","managedBy":"*string?","manualSelector":"*bool?","maxFailedIndexes":"*int32?","parallelism":"*int32?","podFailurePolicy":"*PodFailurePolicy?","podReplacementPolicy":{"type":"*string?","go":"v1.PodReplacementPolicy","enum":["Failed","TerminatingOrFailed"]},"selector":"*LabelSelector?","successPolicy":"*SuccessPolicy?","suspend":"*bool?","template":{"type":"PodTemplateSpec","required":true},"ttlSecondsAfterFinished":"*int32?"}}',
  JobStatus:
    '{"fields":{"active":"int32?","completedIndexes":"string?","completionTime":"*Time?","conditions":{"type":"[]JobCondition?","list":"atomic","strategy":"merge","mergeKey":"type"},"failed":"int32?","failedIndexes":"*string?","ready":"*int32?","startTime":"*Time?","succeeded":"int32?","terminating":"*int32?","uncountedTerminatedPods":"*UncountedTerminatedPods?"}}',
  JobTemplateSpec: '{"fields":{"metadata":"ObjectMeta?","spec":"JobSpec?"}}',
  PodFailurePolicy: '{"fields":{"rules":{"type":"[]PodFailurePolicyRule","required":true,"list":"atomic"}}}',
  PodFailurePolicyOnExitCodesRequirement:
    '{"fields":{"containerName":"*string?","operator":{"type":"string","go":"v1.PodFailurePolicyOnExitCodesOperator","required":true,"enum":["In","NotIn"]},"values":{"type":"[]int32","required":true,"list":"set"}}}',
  PodFailurePolicyOnPodConditionsPattern:
    '{"fields":{"status":{"type":"string","go":"v1.ConditionStatus"},"type":{"type":"string","go":"v1.PodConditionType","required":true}}}',
  PodFailurePolicyRule:
    '{"fields":{"action":{"type":"string","go":"v1.PodFailurePolicyAction","required":true,"enum":["Count","FailIndex","FailJob","Ignore"]},"onExitCodes":"*PodFailurePolicyOnExitCodesRequirement?","onPodConditions":{"type":"[]PodFailurePolicyOnPodConditionsPattern?","list":"atomic"}}}',
  SuccessPolicy: '{"fields":{"rules":{"type":"[]SuccessPolicyRule","required":true,"list":"atomic"}}}',
  SuccessPolicyRule: '{"fields":{"succeededCount":"*int32?","succeededIndexes":"*string?"}}',
  UncountedTerminatedPods:
    '{"fields":{"failed":{"type":"[]string?","go":"[]types.UID","list":"set"},"succeeded":{"type":"[]string?","go":"[]types.UID","list":"set"}}}',
  CertificateSigningRequest:
    '{"kind":["certificates.k8s.io","v1","CertificateSigningRequest"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":{"type":"CertificateSigningRequestSpec","required":true},"status":"CertificateSigningRequestStatus?"}}',
  CertificateSigningRequestCondition:
    '{"fields":{"lastTransitionTime":"Time?","lastUpdateTime":"Time?","message":"string?","reason":"string?","status":{"type":"string","go":"v1.ConditionStatus","required":true},"type":{"type":"string","go":"v1.RequestConditionType","required":true}}}',
  CertificateSigningRequestList:
    '{"kind":["certificates.k8s.io","v1","CertificateSigningRequestList"],"fields":{"apiVersion":"string?","items":{"type":"[]CertificateSigningRequest","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  CertificateSigningRequestSpec:
    '{"fields":{"expirationSeconds":"*int32?","extra":{"type":"map[][]string?","go":"map[string]v1.ExtraValue"},"groups":{"type":"[]string?","list":"atomic"},"request":{"type":"bytes","required":true},"signerName":{"type":"string","required":true},"uid":"string?","usages":{"type":"[]string?","go":"[]v1.KeyUsage","enum":["any","cert sign","client auth","code signing","content commitment","crl sign","data encipherment","decipher only","digital signature","email protection","encipher only","ipsec end system","ipsec tunnel","ipsec user","key agreement","key encipherment","microsoft sgc","netscape sgc","ocsp signing","s/mime","server auth","signing","timestamping"],"list":"atomic"},"username":"string?"}}',
  CertificateSigningRequestStatus:
    '{"fields":{"certificate":"bytes?","conditions":{"type":"[]CertificateSigningRequestCondition?","list":"map","keys":["type"]}}}',
  Lease:
    '{"kind":["coordination.k8s.io","v1","Lease"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"LeaseSpec?"}}',
  LeaseList:
    '{"kind":["coordination.k8s.io","v1","LeaseList"],"fields":{"apiVersion":"string?","items":{"type":"[]Lease","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  LeaseSpec:
    '{"fields":{"acquireTime":"*MicroTime?","holderIdentity":"*string?","leaseDurationSeconds":"*int32?","leaseTransitions":"*int32?","preferredHolder":"*string?","renewTime":"*MicroTime?","strategy":{"type":"*string?","go":"v1.CoordinatedLeaseStrategy"}}}',
  AWSElasticBlockStoreVolumeSource:
    '{"fields":{"fsType":"string?","partition":"int32?","readOnly":"bool?","volumeID":{"type":"string","required":true}}}',
  Affinity:
    '{"fields":{"nodeAffinity":"*NodeAffinity?","podAffinity":"*PodAffinity?","podAntiAffinity":"*PodAntiAffinity?"}}',
  AppArmorProfile:
    '{"fields":{"localhostProfile":"*string?","type":{"type":"string","go":"v1.AppArmorProfileType","required":true,"enum":["Localhost","RuntimeDefault","Unconfined"]}}}',
  AttachedVolume:
    '{"fields":{"devicePath":{"type":"string","required":true},"name":{"type":"string","go":"v1.UniqueVolumeName","required":true}}}',
  AzureDiskVolumeSource:
    '{"fields":{"cachingMode":{"type":"*string?","go":"v1.AzureDataDiskCachingMode","default":"ReadWrite","enum":["None","ReadOnly","ReadWrite"]},"diskName":{"type":"string","required":true},"diskURI":{"type":"string","required":true},"fsType":{"type":"*string?","default":"ext4"},"kind":{"type":"*string?","go":"v1.AzureDataDiskKind","default":"Shared","enum":["Dedicated","Managed","Shared"]},"readOnly":"*bool?"}}',
  AzureFilePersistentVolumeSource:
    '{"fields":{"readOnly":"bool?","secretName":{"type":"string","required":true},"secretNamespace":"*string","shareName":{"type":"string","required":true}}}',
  AzureFileVolumeSource:
    '{"fields":{"readOnly":"bool?","secretName":{"type":"string","required":true},"shareName":{"type":"string","required":true}}}',
  Binding:
    '{"kind":["","v1","Binding"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","target":{"type":"ObjectReference","required":true}}}',
  CSIPersistentVolumeSource:
    '{"fields":{"controllerExpandSecretRef":"*SecretReference?","controllerPublishSecretRef":"*SecretReference?","driver":{"type":"string","required":true},"fsType":"string?","nodeExpandSecretRef":"*SecretReference?","nodePublishSecretRef":"*SecretReference?","nodeStageSecretRef":"*SecretReference?","readOnly":"bool?","volumeAttributes":"map[]string?","volumeHandle":{"type":"string","required":true}}}',
  CSIVolumeSource:
    '{"fields":{"driver":{"type":"string","required":true},"fsType":"*string?","nodePublishSecretRef":"*LocalObjectReference?","readOnly":"*bool?","volumeAttributes":"map[]string?"}}',
  Capabilities:
    '{"fields":{"add":{"type":"[]string?","go":"[]v1.Capability","list":"atomic"},"drop":{"type":"[]string?","go":"[]v1.Capability","list":"atomic"}}}',
  CephFSPersistentVolumeSource:
    '{"fields":{"monitors":{"type":"[]string","required":true,"list":"atomic"},"path":"string?","readOnly":"bool?","secretFile":"string?","secretRef":"*SecretReference?","user":"string?"}}',
  CephFSVolumeSource:
    '{"fields":{"monitors":{"type":"[]string","required":true,"list":"atomic"},"path":"string?","readOnly":"bool?","secretFile":"string?","secretRef":"*LocalObjectReference?","user":"string?"}}',
  CinderPersistentVolumeSource:
    '{"fields":{"fsType":"string?","readOnly":"bool?","secretRef":"*SecretReference?","volumeID":{"type":"string","required":true}}}',
  CinderVolumeSource:
    '{"fields":{"fsType":"string?","readOnly":"bool?","secretRef":"*LocalObjectReference?","volumeID":{"type":"string","required":true}}}',
  ClientIPConfig: '{"fields":{"timeoutSeconds":"*int32?"}}',
  ClusterTrustBundleProjection:
    '{"fields":{"labelSelector":"*LabelSelector?","name":"*string?","optional":"*bool?","path":{"type":"string","required":true},"signerName":"*string?"}}',
  ComponentCondition:
    '{"fields":{"error":"string?","message":"string?","status":{"type":"string","go":"v1.ConditionStatus","required":true},"type":{"type":"string","go":"v1.ComponentConditionType","required":true}}}',
  ComponentStatus:
    '{"kind":["","v1","ComponentStatus"],"fields":{"apiVersion":"string?","conditions":{"type":"[]ComponentCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"},"kind":"string?","metadata":"ObjectMeta?"}}',
  ComponentStatusList:
    '{"kind":["","v1","ComponentStatusList"],"fields":{"apiVersion":"string?","items":{"type":"[]ComponentStatus","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  ConfigMap:
    '{"kind":["","v1","ConfigMap"],"fields":{"apiVersion":"string?","binaryData":"map[]bytes?","data":"map[]string?","immutable":"*bool?","kind":"string?","metadata":"ObjectMeta?"}}',
  ConfigMapEnvSource: '{"fields":{"name":{"type":"string?","embedded":"LocalObjectReference"},"optional":"*bool?"}}',
  ConfigMapKeySelector:
    '{"map":"atomic","fields":{"key":{"type":"string","required":true},"name":{"type":"string?","embedded":"LocalObjectReference"},"optional":"*bool?"}}',
  ConfigMapList:
    '{"kind":["","v1","ConfigMapList"],"fields":{"apiVersion":"string?","items":{"type":"[]ConfigMap","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  ConfigMapNodeConfigSource:
    '{"fields":{"kubeletConfigKey":{"type":"string","required":true},"name":{"type":"string","required":true},"namespace":{"type":"string","required":true},"resourceVersion":"string?","uid":{"type":"string?","go":"types.UID"}}}',
  ConfigMapProjection:
    '{"fields":{"items":{"type":"[]KeyToPath?","list":"atomic"},"name":{"type":"string?","embedded":"LocalObjectReference"},"optional":"*bool?"}}',
  ConfigMapVolumeSource:
    '{"fields":{"defaultMode":"*int32?","items":{"type":"[]KeyToPath?","list":"atomic"},"name":{"type":"string?","embedded":"LocalObjectReference"},"optional":"*bool?"}}',
  Container:
    '{"fields":{"args":{"type":"[]string?","list":"atomic"},"command":{"type":"[]string?","list":"atomic"},"env":{"type":"[]EnvVar?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"},"envFrom":{"type":"[]EnvFromSource?","list":"atomic"},"image":"string?","imagePullPolicy":{"type":"string?","go":"v1.PullPolicy","enum":["Always","IfNotPresent","Never"]},"lifecycle":"*Lifecycle?","livenessProbe":"*Probe?","name":{"type":"string","required":true},"ports":{"type":"[]ContainerPort?","list":"map","keys":["containerPort","protocol"],"strategy":"merge","mergeKey":"containerPort"},"readinessProbe":"*Probe?","resizePolicy":{"type":"[]ContainerResizePolicy?","list":"atomic"},"resources":"ResourceRequirements?","restartPolicy":{"type":"*string?","go":"v1.ContainerRestartPolicy"},"restartPolicyRules":{"type":"[]ContainerRestartRule?","list":"atomic"},"securityContext":"*SecurityContext?","startupProbe":"*Probe?","stdin":"bool?","stdinOnce":"bool?","terminationMessagePath":"string?","terminationMessagePolicy":{"type":"string?","go":"v1.TerminationMessagePolicy","enum":["FallbackToLogsOnError","File"]},"tty":"bool?","volumeDevices":{"type":"[]VolumeDevice?","list":"map","keys":["devicePath"],"strategy":"merge","mergeKey":"devicePath"},"volumeMounts":{"type":"[]VolumeMount?","list":"map","keys":["mountPath"],"strategy":"merge","mergeKey":"mountPath"},"workingDir":"string?"}}',
  ContainerExtendedResourceRequest:
    '{"fields":{"containerName":{"type":"string","required":true},"requestName":{"type":"string","required":true},"resourceName":{"type":"string","required":true}}}',
  ContainerImage: '{"fields":{"names":{"type":"[]string","list":"atomic"},"sizeBytes":"int64?"}}',
  ContainerPort:
    '{"fields":{"containerPort":{"type":"int32","required":true},"hostIP":"string?","hostPort":"int32?","name":"string?","protocol":{"type":"string?","go":"v1.Protocol","default":"TCP","enum":["SCTP","TCP","UDP"]}}}',
  ContainerResizePolicy:
    '{"fields":{"resourceName":{"type":"string","go":"v1.ResourceName","required":true},"restartPolicy":{"type":"string","go":"v1.ResourceResizeRestartPolicy","required":true}}}',
  ContainerRestartRule:
    '{"fields":{"action":{"type":"string?","go":"v1.ContainerRestartRuleAction","required":true},"exitCodes":"*ContainerRestartRuleOnExitCodes?"}}',
  ContainerRestartRuleOnExitCodes:
    '{"fields":{"operator":{"type":"string?","go":"v1.ContainerRestartRuleOnExitCodesOperator","required":true},"values":{"type":"[]int32?","list":"set"}}}',
  ContainerState:
    '{"fields":{"running":"*ContainerStateRunning?","terminated":"*ContainerStateTerminated?","waiting":"*ContainerStateWaiting?"}}',
  ContainerStateRunning: '{"fields":{"startedAt":"Time?"}}',
  ContainerStateTerminated:
    '{"fields":{"containerID":"string?","exitCode":{"type":"int32","required":true},"finishedAt":"Time?","message":"string?","reason":"string?","signal":"int32?","startedAt":"Time?"}}',
  ContainerStateWaiting: '{"fields":{"message":"string?","reason":"string?"}}',
  ContainerStatus:
    '{"fields":{"allocatedResources":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"allocatedResourcesStatus":{"type":"[]ResourceStatus?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"},"containerID":"string?","image":{"type":"string","required":true},"imageID":{"type":"string","required":true},"lastState":"ContainerState?","name":{"type":"string","required":true},"ready":{"type":"bool","required":true},"resources":"*ResourceRequirements?","restartCount":{"type":"int32","required":true},"started":"*bool?","state":"ContainerState?","stopSignal":{"type":"*string?","go":"v1.Signal","enum":["SIGABRT","SIGALRM","SIGBUS","SIGCHLD","SIGCLD","SIGCONT","SIGFPE","SIGHUP","SIGILL","SIGINT","SIGIO","SIGIOT","SIGKILL","SIGPIPE","SIGPOLL","SIGPROF","SIGPWR","SIGQUIT","SIGRTMAX","SIGRTMAX-1","SIGRTMAX-10","SIGRTMAX-11","SIGRTMAX-12","SIGRTMAX-13","SIGRTMAX-14","SIGRTMAX-2","SIGRTMAX-3","SIGRTMAX-4","SIGRTMAX-5","SIGRTMAX-6","SIGRTMAX-7","SIGRTMAX-8","SIGRTMAX-9","SIGRTMIN","SIGRTMIN+1","SIGRTMIN+10","SIGRTMIN+11","SIGRTMIN+12","SIGRTMIN+13","SIGRTMIN+14","SIGRTMIN+15","SIGRTMIN+2","SIGRTMIN+3","SIGRTMIN+4","SIGRTMIN+5","SIGRTMIN+6","SIGRTMIN+7","SIGRTMIN+8","SIGRTMIN+9","SIGSEGV","SIGSTKFLT","SIGSTOP","SIGSYS","SIGTERM","SIGTRAP","SIGTSTP","SIGTTIN","SIGTTOU","SIGURG","SIGUSR1","SIGUSR2","SIGVTALRM","SIGWINCH","SIGXCPU","SIGXFSZ"]},"user":"*ContainerUser?","volumeMounts":{"type":"[]VolumeMountStatus?","list":"map","keys":["mountPath"],"strategy":"merge","mergeKey":"mountPath"}}}',
  ContainerUser: '{"fields":{"linux":"*LinuxContainerUser?"}}',
  DaemonEndpoint: '{"fields":{"Port":{"type":"int32","required":true}}}',
  DownwardAPIProjection: '{"fields":{"items":{"type":"[]DownwardAPIVolumeFile?","list":"atomic"}}}',
  DownwardAPIVolumeFile:
    '{"fields":{"fieldRef":"*ObjectFieldSelector?","mode":"*int32?","path":{"type":"string","required":true},"resourceFieldRef":"*ResourceFieldSelector?"}}',
  DownwardAPIVolumeSource:
    '{"fields":{"defaultMode":"*int32?","items":{"type":"[]DownwardAPIVolumeFile?","list":"atomic"}}}',
  EmptyDirVolumeSource: '{"fields":{"medium":{"type":"string?","go":"v1.StorageMedium"},"sizeLimit":"*Quantity?"}}',
  EndpointAddress:
    '{"map":"atomic","fields":{"hostname":"string?","ip":{"type":"string","required":true},"nodeName":"*string?","targetRef":"*ObjectReference?"}}',
  EndpointPort:
    '{"map":"atomic","fields":{"appProtocol":"*string?","name":"string?","port":{"type":"int32","required":true},"protocol":{"type":"string?","go":"v1.Protocol","enum":["SCTP","TCP","UDP"]}}}',
  EndpointSubset:
    '{"fields":{"addresses":{"type":"[]EndpointAddress?","list":"atomic"},"notReadyAddresses":{"type":"[]EndpointAddress?","list":"atomic"},"ports":{"type":"[]EndpointPort?","list":"atomic"}}}',
  Endpoints:
    '{"kind":["","v1","Endpoints"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","subsets":{"type":"[]EndpointSubset?","list":"atomic"}}}',
  EndpointsList:
    '{"kind":["","v1","EndpointsList"],"fields":{"apiVersion":"string?","items":{"type":"[]Endpoints","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  EnvFromSource:
    '{"fields":{"configMapRef":"*ConfigMapEnvSource?","prefix":"string?","secretRef":"*SecretEnvSource?"}}',
  EnvVar: '{"fields":{"name":{"type":"string","required":true},"value":"string?","valueFrom":"*EnvVarSource?"}}',
  EnvVarSource:
    '{"fields":{"configMapKeyRef":"*ConfigMapKeySelector?","fieldRef":"*ObjectFieldSelector?","fileKeyRef":"*FileKeySelector?","resourceFieldRef":"*ResourceFieldSelector?","secretKeyRef":"*SecretKeySelector?"}}',
  EphemeralContainer:
    '{"fields":{"args":{"type":"[]string?","embedded":"EphemeralContainerCommon","list":"atomic"},"command":{"type":"[]string?","embedded":"EphemeralContainerCommon","list":"atomic"},"env":{"type":"[]EnvVar?","embedded":"EphemeralContainerCommon","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"},"envFrom":{"type":"[]EnvFromSource?","embedded":"EphemeralContainerCommon","list":"atomic"},"image":{"type":"string?","embedded":"EphemeralContainerCommon"},"imagePullPolicy":{"type":"string?","go":"v1.PullPolicy","embedded":"EphemeralContainerCommon","enum":["Always","IfNotPresent","Never"]},"lifecycle":{"type":"*Lifecycle?","embedded":"EphemeralContainerCommon"},"livenessProbe":{"type":"*Probe?","embedded":"EphemeralContainerCommon"},"name":{"type":"string","embedded":"EphemeralContainerCommon","required":true},"ports":{"type":"[]ContainerPort?","embedded":"EphemeralContainerCommon","list":"map","keys":["containerPort","protocol"],"strategy":"merge","mergeKey":"containerPort"},"readinessProbe":{"type":"*Probe?","embedded":"EphemeralContainerCommon"},"resizePolicy":{"type":"[]ContainerResizePolicy?","embedded":"EphemeralContainerCommon","list":"atomic"},"resources":{"type":"ResourceRequirements?","embedded":"EphemeralContainerCommon"},"restartPolicy":{"type":"*string?","go":"v1.ContainerRestartPolicy","embedded":"EphemeralContainerCommon"},"restartPolicyRules":{"type":"[]ContainerRestartRule?","embedded":"EphemeralContainerCommon","list":"atomic"},"securityContext":{"type":"*SecurityContext?","embedded":"EphemeralContainerCommon"},"startupProbe":{"type":"*Probe?","embedded":"EphemeralContainerCommon"},"stdin":{"type":"bool?","embedded":"EphemeralContainerCommon"},"stdinOnce":{"type":"bool?","embedded":"EphemeralContainerCommon"},"targetContainerName":"string?","terminationMessagePath":{"type":"string?","embedded":"EphemeralContainerCommon"},"terminationMessagePolicy":{"type":"string?","go":"v1.TerminationMessagePolicy","embedded":"EphemeralContainerCommon","enum":["FallbackToLogsOnError","File"]},"tty":{"type":"bool?","embedded":"EphemeralContainerCommon"},"volumeDevices":{"type":"[]VolumeDevice?","embedded":"EphemeralContainerCommon","list":"map","keys":["devicePath"],"strategy":"merge","mergeKey":"devicePath"},"volumeMounts":{"type":"[]VolumeMount?","embedded":"EphemeralContainerCommon","list":"map","keys":["mountPath"],"strategy":"merge","mergeKey":"mountPath"},"workingDir":{"type":"string?","embedded":"EphemeralContainerCommon"}}}',
  EphemeralVolumeSource: '{"fields":{"volumeClaimTemplate":"*PersistentVolumeClaimTemplate?"}}',
  CoreEvent:
    '{"go":"v1.Event","kind":["","v1","Event"],"fields":{"action":"string?","apiVersion":"string?","count":"int32?","eventTime":"MicroTime?","firstTimestamp":"Time?","involvedObject":{"type":"ObjectReference","required":true},"kind":"string?","lastTimestamp":"Time?","message":"string?","metadata":{"type":"ObjectMeta","required":true},"reason":"string?","related":"*ObjectReference?","reportingComponent":"string","reportingInstance":"string","series":"*CoreEventSeries?","source":"EventSource?","type":"string?"}}',
  CoreEventList:
    '{"go":"v1.EventList","kind":["","v1","EventList"],"fields":{"apiVersion":"string?","items":{"type":"[]CoreEvent","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  CoreEventSeries: '{"go":"v1.EventSeries","fields":{"count":"int32?","lastObservedTime":"MicroTime?"}}',
  EventSource: '{"fields":{"component":"string?","host":"string?"}}',
  ExecAction: '{"fields":{"command":{"type":"[]string?","list":"atomic"}}}',
  FCVolumeSource:
    '{"fields":{"fsType":"string?","lun":"*int32?","readOnly":"bool?","targetWWNs":{"type":"[]string?","list":"atomic"},"wwids":{"type":"[]string?","list":"atomic"}}}',
  FileKeySelector:
    '{"map":"atomic","fields":{"key":{"type":"string","required":true},"optional":"*bool?","path":{"type":"string","required":true},"volumeName":{"type":"string","required":true}}}',
  FlexPersistentVolumeSource:
    '{"fields":{"driver":{"type":"string","required":true},"fsType":"string?","options":"map[]string?","readOnly":"bool?","secretRef":"*SecretReference?"}}',
  FlexVolumeSource:
    '{"fields":{"driver":{"type":"string","required":true},"fsType":"string?","options":"map[]string?","readOnly":"bool?","secretRef":"*LocalObjectReference?"}}',
  FlockerVolumeSource: '{"fields":{"datasetName":"string?","datasetUUID":"string?"}}',
  GCEPersistentDiskVolumeSource:
    '{"fields":{"fsType":"string?","partition":"int32?","pdName":{"type":"string","required":true},"readOnly":"bool?"}}',
  GRPCAction: '{"fields":{"port":{"type":"int32","required":true},"service":"*string"}}',
  GitRepoVolumeSource:
    '{"fields":{"directory":"string?","repository":{"type":"string","required":true},"revision":"string?"}}',
  GlusterfsPersistentVolumeSource:
    '{"fields":{"endpoints":{"type":"string","required":true},"endpointsNamespace":"*string?","path":{"type":"string","required":true},"readOnly":"bool?"}}',
  GlusterfsVolumeSource:
    '{"fields":{"endpoints":{"type":"string","required":true},"path":{"type":"string","required":true},"readOnly":"bool?"}}',
  HTTPGetAction:
    '{"fields":{"host":"string?","httpHeaders":{"type":"[]HTTPHeader?","list":"atomic"},"path":"string?","port":{"type":"IntOrString","required":true},"scheme":{"type":"string?","go":"v1.URIScheme","enum":["HTTP","HTTPS"]}}}',
  HTTPHeader: '{"fields":{"name":{"type":"string","required":true},"value":{"type":"string","required":true}}}',
  HostAlias: '{"fields":{"hostnames":{"type":"[]string?","list":"atomic"},"ip":{"type":"string","required":true}}}',
  HostIP: '{"fields":{"ip":{"type":"string","required":true}}}',
  HostPathVolumeSource:
    '{"fields":{"path":{"type":"string","required":true},"type":{"type":"*string?","go":"v1.HostPathType","enum":["","BlockDevice","CharDevice","Directory","DirectoryOrCreate","File","FileOrCreate","Socket"]}}}',
  ISCSIPersistentVolumeSource:
    '{"fields":{"chapAuthDiscovery":"bool?","chapAuthSession":"bool?","fsType":"string?","initiatorName":"*string?","iqn":{"type":"string","required":true},"iscsiInterface":{"type":"string?","default":"default"},"lun":{"type":"int32","required":true},"portals":{"type":"[]string?","list":"atomic"},"readOnly":"bool?","secretRef":"*SecretReference?","targetPortal":{"type":"string","required":true}}}',
  ISCSIVolumeSource:
    '{"fields":{"chapAuthDiscovery":"bool?","chapAuthSession":"bool?","fsType":"string?","initiatorName":"*string?","iqn":{"type":"string","required":true},"iscsiInterface":{"type":"string?","default":"default"},"lun":{"type":"int32","required":true},"portals":{"type":"[]string?","list":"atomic"},"readOnly":"bool?","secretRef":"*LocalObjectReference?","targetPortal":{"type":"string","required":true}}}',
  ImageVolumeSource:
    '{"fields":{"pullPolicy":{"type":"string?","go":"v1.PullPolicy","enum":["Always","IfNotPresent","Never"]},"reference":"string?"}}',
  ImageVolumeStatus: '{"fields":{"imageRef":{"type":"string?","required":true}}}',
  KeyToPath:
    '{"fields":{"key":{"type":"string","required":true},"mode":"*int32?","path":{"type":"string","required":true}}}',
  Lifecycle:
    '{"fields":{"postStart":"*LifecycleHandler?","preStop":"*LifecycleHandler?","stopSignal":{"type":"*string?","go":"v1.Signal","enum":["SIGABRT","SIGALRM","SIGBUS","SIGCHLD","SIGCLD","SIGCONT","SIGFPE","SIGHUP","SIGILL","SIGINT","SIGIO","SIGIOT","SIGKILL","SIGPIPE","SIGPOLL","SIGPROF","SIGPWR","SIGQUIT","SIGRTMAX","SIGRTMAX-1","SIGRTMAX-10","SIGRTMAX-11","SIGRTMAX-12","SIGRTMAX-13","SIGRTMAX-14","SIGRTMAX-2","SIGRTMAX-3","SIGRTMAX-4","SIGRTMAX-5","SIGRTMAX-6","SIGRTMAX-7","SIGRTMAX-8","SIGRTMAX-9","SIGRTMIN","SIGRTMIN+1","SIGRTMIN+10","SIGRTMIN+11","SIGRTMIN+12","SIGRTMIN+13","SIGRTMIN+14","SIGRTMIN+15","SIGRTMIN+2","SIGRTMIN+3","SIGRTMIN+4","SIGRTMIN+5","SIGRTMIN+6","SIGRTMIN+7","SIGRTMIN+8","SIGRTMIN+9","SIGSEGV","SIGSTKFLT","SIGSTOP","SIGSYS","SIGTERM","SIGTRAP","SIGTSTP","SIGTTIN","SIGTTOU","SIGURG","SIGUSR1","SIGUSR2","SIGVTALRM","SIGWINCH","SIGXCPU","SIGXFSZ"]}}}',
  LifecycleHandler:
    '{"fields":{"exec":"*ExecAction?","httpGet":"*HTTPGetAction?","sleep":"*SleepAction?","tcpSocket":"*TCPSocketAction?"}}',
  LimitRange:
    '{"kind":["","v1","LimitRange"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"LimitRangeSpec?"}}',
  LimitRangeItem:
    '{"fields":{"default":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"defaultRequest":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"max":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"maxLimitRequestRatio":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"min":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"type":{"type":"string","go":"v1.LimitType","required":true}}}',
  LimitRangeList:
    '{"kind":["","v1","LimitRangeList"],"fields":{"apiVersion":"string?","items":{"type":"[]LimitRange","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  LimitRangeSpec: '{"fields":{"limits":{"type":"[]LimitRangeItem","required":true,"list":"atomic"}}}',
  LinuxContainerUser:
    '{"fields":{"gid":{"type":"int64","required":true},"supplementalGroups":{"type":"[]int64?","list":"atomic"},"uid":{"type":"int64","required":true}}}',
  LoadBalancerIngress:
    '{"fields":{"hostname":"string?","ip":"string?","ipMode":{"type":"*string?","go":"v1.LoadBalancerIPMode"},"ports":{"type":"[]PortStatus?","list":"atomic"}}}',
  LoadBalancerStatus: '{"fields":{"ingress":{"type":"[]LoadBalancerIngress?","list":"atomic"}}}',
  LocalObjectReference: '{"map":"atomic","fields":{"name":"string?"}}',
  LocalVolumeSource: '{"fields":{"fsType":"*string?","path":{"type":"string","required":true}}}',
  ModifyVolumeStatus:
    '{"fields":{"status":{"type":"string","go":"v1.PersistentVolumeClaimModifyVolumeStatus","required":true,"enum":["InProgress","Infeasible","Pending"]},"targetVolumeAttributesClassName":"string?"}}',
  NFSVolumeSource:
    '{"fields":{"path":{"type":"string","required":true},"readOnly":"bool?","server":{"type":"string","required":true}}}',
  Namespace:
    '{"kind":["","v1","Namespace"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"NamespaceSpec?","status":"NamespaceStatus?"}}',
  NamespaceCondition:
    '{"fields":{"lastTransitionTime":"Time?","message":"string?","reason":"string?","status":{"type":"string","go":"v1.ConditionStatus","required":true},"type":{"type":"string","go":"v1.NamespaceConditionType","required":true}}}',
  NamespaceList:
    '{"kind":["","v1","NamespaceList"],"fields":{"apiVersion":"string?","items":{"type":"[]Namespace","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  NamespaceSpec: '{"fields":{"finalizers":{"type":"[]string?","go":"[]v1.FinalizerName","list":"atomic"}}}',
  NamespaceStatus:
    '{"fields":{"conditions":{"type":"[]NamespaceCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"},"phase":{"type":"string?","go":"v1.NamespacePhase","enum":["Active","Terminating"]}}}',
  Node:
    '{"kind":["","v1","Node"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"NodeSpec?","status":"NodeStatus?"}}',
  NodeAddress:
    '{"fields":{"address":{"type":"string","required":true},"type":{"type":"string","go":"v1.NodeAddressType","required":true}}}',
  NodeAffinity:
    '{"fields":{"preferredDuringSchedulingIgnoredDuringExecution":{"type":"[]PreferredSchedulingTerm?","list":"atomic"},"requiredDuringSchedulingIgnoredDuringExecution":"*NodeSelector?"}}',
  NodeAllocatableResourceClaimStatus:
    '{"fields":{"containers":{"type":"[]string?","list":"set"},"resourceClaimName":{"type":"string","required":true},"resources":{"type":"map[]Quantity","go":"map[v1.ResourceName]resource.Quantity","required":true}}}',
  NodeCondition:
    '{"fields":{"lastHeartbeatTime":"Time?","lastTransitionTime":"Time?","message":"string?","reason":"string?","status":{"type":"string","go":"v1.ConditionStatus","required":true},"type":{"type":"string","go":"v1.NodeConditionType","required":true}}}',
  NodeConfigSource: '{"fields":{"configMap":"*ConfigMapNodeConfigSource?"}}',
  NodeConfigStatus:
    '{"fields":{"active":"*NodeConfigSource?","assigned":"*NodeConfigSource?","error":"string?","lastKnownGood":"*NodeConfigSource?"}}',
  NodeDaemonEndpoints: '{"fields":{"kubeletEndpoint":"DaemonEndpoint?"}}',
  NodeFeatures: '{"fields":{"supplementalGroupsPolicy":"*bool?"}}',
  NodeList:
    '{"kind":["","v1","NodeList"],"fields":{"apiVersion":"string?","items":{"type":"[]Node","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  NodeRuntimeHandler: '{"fields":{"features":"*NodeRuntimeHandlerFeatures?","name":"string"}}',
  NodeRuntimeHandlerFeatures: '{"fields":{"recursiveReadOnlyMounts":"*bool?","userNamespaces":"*bool?"}}',
  NodeSelector:
    '{"map":"atomic","fields":{"nodeSelectorTerms":{"type":"[]NodeSelectorTerm","required":true,"list":"atomic"}}}',
  NodeSelectorRequirement:
    '{"fields":{"key":{"type":"string","required":true},"operator":{"type":"string","go":"v1.NodeSelectorOperator","required":true,"enum":["DoesNotExist","Exists","Gt","In","Lt","NotIn"]},"values":{"type":"[]string?","list":"atomic"}}}',
  NodeSelectorTerm:
    '{"map":"atomic","fields":{"matchExpressions":{"type":"[]NodeSelectorRequirement?","list":"atomic"},"matchFields":{"type":"[]NodeSelectorRequirement?","list":"atomic"}}}',
  NodeSpec:
    '{"fields":{"configSource":"*NodeConfigSource?","externalID":"string?","podCIDR":"string?","podCIDRs":{"type":"[]string?","list":"set","strategy":"merge"},"providerID":"string?","taints":{"type":"[]Taint?","list":"atomic"},"unschedulable":"bool?"}}',
  NodeStatus:
    '{"fields":{"addresses":{"type":"[]NodeAddress?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"},"allocatable":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"capacity":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"conditions":{"type":"[]NodeCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"},"config":"*NodeConfigStatus?","daemonEndpoints":"NodeDaemonEndpoints?","declaredFeatures":{"type":"[]string?","list":"atomic"},"features":"*NodeFeatures?","images":{"type":"[]ContainerImage?","list":"atomic"},"nodeInfo":"NodeSystemInfo?","phase":{"type":"string?","go":"v1.NodePhase","enum":["Pending","Running","Terminated"]},"runtimeHandlers":{"type":"[]NodeRuntimeHandler?","list":"atomic"},"volumesAttached":{"type":"[]AttachedVolume?","list":"atomic"},"volumesInUse":{"type":"[]string?","go":"[]v1.UniqueVolumeName","list":"atomic"}}}',
  NodeSwapStatus: '{"fields":{"capacity":"*int64?"}}',
  NodeSystemInfo:
    '{"fields":{"architecture":{"type":"string","required":true},"bootID":{"type":"string","required":true},"containerRuntimeVersion":{"type":"string","required":true},"kernelVersion":{"type":"string","required":true},"kubeProxyVersion":{"type":"string","required":true},"kubeletVersion":{"type":"string","required":true},"machineID":{"type":"string","required":true},"operatingSystem":{"type":"string","required":true},"osImage":{"type":"string","required":true},"swap":"*NodeSwapStatus?","systemUUID":{"type":"string","required":true}}}',
  ObjectFieldSelector:
    '{"map":"atomic","fields":{"apiVersion":"string?","fieldPath":{"type":"string","required":true}}}',
  ObjectReference:
    '{"map":"atomic","fields":{"apiVersion":"string?","fieldPath":"string?","kind":"string?","name":"string?","namespace":"string?","resourceVersion":"string?","uid":{"type":"string?","go":"types.UID"}}}',
  PersistentVolume:
    '{"kind":["","v1","PersistentVolume"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"PersistentVolumeSpec?","status":"PersistentVolumeStatus?"}}',
  PersistentVolumeClaim:
    '{"kind":["","v1","PersistentVolumeClaim"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"PersistentVolumeClaimSpec?","status":"PersistentVolumeClaimStatus?"}}',
  PersistentVolumeClaimCondition:
    '{"fields":{"lastProbeTime":"Time?","lastTransitionTime":"Time?","message":"string?","reason":"string?","status":{"type":"string","go":"v1.ConditionStatus","required":true},"type":{"type":"string","go":"v1.PersistentVolumeClaimConditionType","required":true}}}',
  PersistentVolumeClaimList:
    '{"kind":["","v1","PersistentVolumeClaimList"],"fields":{"apiVersion":"string?","items":{"type":"[]PersistentVolumeClaim","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  PersistentVolumeClaimSpec:
    '{"fields":{"accessModes":{"type":"[]string?","go":"[]v1.PersistentVolumeAccessMode","enum":["ReadOnlyMany","ReadWriteMany","ReadWriteOnce","ReadWriteOncePod"],"list":"atomic"},"dataSource":"*TypedLocalObjectReference?","dataSourceRef":"*TypedObjectReference?","resources":"VolumeResourceRequirements?","selector":"*LabelSelector?","storageClassName":"*string?","volumeAttributesClassName":"*string?","volumeMode":{"type":"*string?","go":"v1.PersistentVolumeMode","enum":["Block","Filesystem"]},"volumeName":"string?"}}',
  PersistentVolumeClaimStatus:
    '{"fields":{"accessModes":{"type":"[]string?","go":"[]v1.PersistentVolumeAccessMode","enum":["ReadOnlyMany","ReadWriteMany","ReadWriteOnce","ReadWriteOncePod"],"list":"atomic"},"allocatedResourceStatuses":{"type":"map[]string?","go":"map[v1.ResourceName]v1.ClaimResourceStatus","map":"granular"},"allocatedResources":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"capacity":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"conditions":{"type":"[]PersistentVolumeClaimCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"},"currentVolumeAttributesClassName":"*string?","modifyVolumeStatus":"*ModifyVolumeStatus?","phase":{"type":"string?","go":"v1.PersistentVolumeClaimPhase","enum":["Bound","Lost","Pending"]}}}',
  PersistentVolumeClaimTemplate:
    '{"fields":{"metadata":"ObjectMeta?","spec":{"type":"PersistentVolumeClaimSpec","required":true}}}',
  PersistentVolumeClaimVolumeSource: '{"fields":{"claimName":{"type":"string","required":true},"readOnly":"bool?"}}',
  PersistentVolumeList:
    '{"kind":["","v1","PersistentVolumeList"],"fields":{"apiVersion":"string?","items":{"type":"[]PersistentVolume","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  PersistentVolumeSpec:
    '{"fields":{"accessModes":{"type":"[]string?","go":"[]v1.PersistentVolumeAccessMode","enum":["ReadOnlyMany","ReadWriteMany","ReadWriteOnce","ReadWriteOncePod"],"list":"atomic"},"awsElasticBlockStore":{"type":"*AWSElasticBlockStoreVolumeSource?","embedded":"PersistentVolumeSource"},"azureDisk":{"type":"*AzureDiskVolumeSource?","embedded":"PersistentVolumeSource"},"azureFile":{"type":"*AzureFilePersistentVolumeSource?","embedded":"PersistentVolumeSource"},"capacity":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"cephfs":{"type":"*CephFSPersistentVolumeSource?","embedded":"PersistentVolumeSource"},"cinder":{"type":"*CinderPersistentVolumeSource?","embedded":"PersistentVolumeSource"},"claimRef":{"type":"*ObjectReference?","map":"granular"},"csi":{"type":"*CSIPersistentVolumeSource?","embedded":"PersistentVolumeSource"},"fc":{"type":"*FCVolumeSource?","embedded":"PersistentVolumeSource"},"flexVolume":{"type":"*FlexPersistentVolumeSource?","embedded":"PersistentVolumeSource"},"flocker":{"type":"*FlockerVolumeSource?","embedded":"PersistentVolumeSource"},"gcePersistentDisk":{"type":"*GCEPersistentDiskVolumeSource?","embedded":"PersistentVolumeSource"},"glusterfs":{"type":"*GlusterfsPersistentVolumeSource?","embedded":"PersistentVolumeSource"},"hostPath":{"type":"*HostPathVolumeSource?","embedded":"PersistentVolumeSource"},"iscsi":{"type":"*ISCSIPersistentVolumeSource?","embedded":"PersistentVolumeSource"},"local":{"type":"*LocalVolumeSource?","embedded":"PersistentVolumeSource"},"mountOptions":{"type":"[]string?","list":"atomic"},"nfs":{"type":"*NFSVolumeSource?","embedded":"PersistentVolumeSource"},"nodeAffinity":"*VolumeNodeAffinity?","persistentVolumeReclaimPolicy":{"type":"string?","go":"v1.PersistentVolumeReclaimPolicy","enum":["Delete","Recycle","Retain"]},"photonPersistentDisk":{"type":"*PhotonPersistentDiskVolumeSource?","embedded":"PersistentVolumeSource"},"portworxVolume":{"type":"*PortworxVolumeSource?","embedded":"PersistentVolumeSource"},"quobyte":{"type":"*QuobyteVolumeSource?","embedded":"PersistentVolumeSource"},"rbd":{"type":"*RBDPersistentVolumeSource?","embedded":"PersistentVolumeSource"},"scaleIO":{"type":"*ScaleIOPersistentVolumeSource?","embedded":"PersistentVolumeSource"},"storageClassName":"string?","storageos":{"type":"*StorageOSPersistentVolumeSource?","embedded":"PersistentVolumeSource"},"volumeAttributesClassName":"*string?","volumeMode":{"type":"*string?","go":"v1.PersistentVolumeMode","enum":["Block","Filesystem"]},"vsphereVolume":{"type":"*VsphereVirtualDiskVolumeSource?","embedded":"PersistentVolumeSource"}}}',
  PersistentVolumeStatus:
    '{"fields":{"lastPhaseTransitionTime":"*Time?","message":"string?","phase":{"type":"string?","go":"v1.PersistentVolumePhase","enum":["Available","Bound","Failed","Pending","Released"]},"reason":"string?"}}',
  PhotonPersistentDiskVolumeSource: '{"fields":{"fsType":"string?","pdID":{"type":"string","required":true}}}',
  Pod:
    '{"kind":["","v1","Pod"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"PodSpec?","status":"PodStatus?"}}',
  PodAffinity:
    '{"fields":{"preferredDuringSchedulingIgnoredDuringExecution":{"type":"[]WeightedPodAffinityTerm?","list":"atomic"},"requiredDuringSchedulingIgnoredDuringExecution":{"type":"[]PodAffinityTerm?","list":"atomic"}}}',
  PodAffinityTerm:
    '{"fields":{"labelSelector":"*LabelSelector?","matchLabelKeys":{"type":"[]string?","list":"atomic"},"mismatchLabelKeys":{"type":"[]string?","list":"atomic"},"namespaceSelector":"*LabelSelector?","namespaces":{"type":"[]string?","list":"atomic"},"topologyKey":{"type":"string","required":true}}}',
  PodAntiAffinity:
    '{"fields":{"preferredDuringSchedulingIgnoredDuringExecution":{"type":"[]WeightedPodAffinityTerm?","list":"atomic"},"requiredDuringSchedulingIgnoredDuringExecution":{"type":"[]PodAffinityTerm?","list":"atomic"}}}',
  PodCertificateProjection:
    '{"fields":{"certificateChainPath":"string?","credentialBundlePath":"string?","keyPath":"string?","keyType":{"type":"string?","required":true},"maxExpirationSeconds":"*int32?","signerName":{"type":"string?","required":true},"userAnnotations":"map[]string?"}}',
  PodCondition:
    '{"fields":{"lastProbeTime":"Time?","lastTransitionTime":"Time?","message":"string?","observedGeneration":"int64?","reason":"string?","status":{"type":"string","go":"v1.ConditionStatus","required":true},"type":{"type":"string","go":"v1.PodConditionType","required":true}}}',
  PodDNSConfig:
    '{"fields":{"nameservers":{"type":"[]string?","list":"atomic"},"options":{"type":"[]PodDNSConfigOption?","list":"atomic"},"searches":{"type":"[]string?","list":"atomic"}}}',
  PodDNSConfigOption: '{"fields":{"name":"string?","value":"*string?"}}',
  PodExtendedResourceClaimStatus:
    '{"fields":{"requestMappings":{"type":"[]ContainerExtendedResourceRequest","required":true,"list":"atomic"},"resourceClaimName":{"type":"string","required":true}}}',
  PodIP: '{"fields":{"ip":{"type":"string","required":true}}}',
  PodList:
    '{"kind":["","v1","PodList"],"fields":{"apiVersion":"string?","items":{"type":"[]Pod","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  PodOS: '{"fields":{"name":{"type":"string","go":"v1.OSName","required":true}}}',
  PodReadinessGate: '{"fields":{"conditionType":{"type":"string","go":"v1.PodConditionType","required":true}}}',
  PodResourceClaim:
    '{"fields":{"name":{"type":"string","required":true},"resourceClaimName":"*string?","resourceClaimTemplateName":"*string?"}}',
  PodResourceClaimStatus: '{"fields":{"name":{"type":"string","required":true},"resourceClaimName":"*string?"}}',
  PodSchedulingGate: '{"fields":{"name":{"type":"string","required":true}}}',
  PodSchedulingGroup: '{"fields":{"podGroupName":"*string?"}}',
  PodSecurityContext:
    '{"fields":{"appArmorProfile":"*AppArmorProfile?","fsGroup":"*int64?","fsGroupChangePolicy":{"type":"*string?","go":"v1.PodFSGroupChangePolicy","enum":["Always","OnRootMismatch"]},"runAsGroup":"*int64?","runAsNonRoot":"*bool?","runAsUser":"*int64?","seLinuxChangePolicy":{"type":"*string?","go":"v1.PodSELinuxChangePolicy"},"seLinuxOptions":"*SELinuxOptions?","seccompProfile":"*SeccompProfile?","supplementalGroups":{"type":"[]int64?","list":"atomic"},"supplementalGroupsPolicy":{"type":"*string?","go":"v1.SupplementalGroupsPolicy","enum":["Merge","Strict"]},"sysctls":{"type":"[]Sysctl?","list":"atomic"},"windowsOptions":"*WindowsSecurityContextOptions?"}}',
  PodSpec:
    '{"fields":{"activeDeadlineSeconds":"*int64?","affinity":"*Affinity?","automountServiceAccountToken":"*bool?","containers":{"type":"[]Container","required":true,"list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"},"dnsConfig":"*PodDNSConfig?","dnsPolicy":{"type":"string?","go":"v1.DNSPolicy","enum":["ClusterFirst","ClusterFirstWithHostNet","Default","None"]},"enableServiceLinks":"*bool?","ephemeralContainers":{"type":"[]EphemeralContainer?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"},"hostAliases":{"type":"[]HostAlias?","list":"map","keys":["ip"],"strategy":"merge","mergeKey":"ip"},"hostIPC":"bool?","hostNetwork":"bool?","hostPID":"bool?","hostUsers":"*bool?","hostname":"string?","hostnameOverride":"*string?","imagePullSecrets":{"type":"[]LocalObjectReference?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"},"initContainers":{"type":"[]Container?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"},"nodeName":"string?","nodeSelector":{"type":"map[]string?","map":"atomic"},"os":"*PodOS?","overhead":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"preemptionPolicy":{"type":"*string?","go":"v1.PreemptionPolicy","enum":["Never","PreemptLowerPriority"]},"priority":"*int32?","priorityClassName":"string?","readinessGates":{"type":"[]PodReadinessGate?","list":"atomic"},"resourceClaims":{"type":"[]PodResourceClaim?","list":"map","keys":["name"],"strategy":"merge,retainKeys","mergeKey":"name"},"resources":"*ResourceRequirements?","restartPolicy":{"type":"string?","go":"v1.RestartPolicy","enum":["Always","Never","OnFailure"]},"runtimeClassName":"*string?","schedulerName":"string?","schedulingGates":{"type":"[]PodSchedulingGate?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"},"schedulingGroup":"*PodSchedulingGroup?","securityContext":"*PodSecurityContext?","serviceAccount":"string?","serviceAccountName":"string?","setHostnameAsFQDN":"*bool?","shareProcessNamespace":"*bool?","subdomain":"string?","terminationGracePeriodSeconds":"*int64?","tolerations":{"type":"[]Toleration?","list":"atomic"},"topologySpreadConstraints":{"type":"[]TopologySpreadConstraint?","list":"map","keys":["topologyKey","whenUnsatisfiable"],"strategy":"merge","mergeKey":"topologyKey"},"volumes":{"type":"[]Volume?","list":"map","keys":["name"],"strategy":"merge,retainKeys","mergeKey":"name"}}}',
  PodStatus:
    '{"fields":{"allocatedResources":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"conditions":{"type":"[]PodCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"},"containerStatuses":{"type":"[]ContainerStatus?","list":"atomic"},"ephemeralContainerStatuses":{"type":"[]ContainerStatus?","list":"atomic"},"extendedResourceClaimStatus":"*PodExtendedResourceClaimStatus?","hostIP":"string?","hostIPs":{"type":"[]HostIP?","list":"atomic","strategy":"merge","mergeKey":"ip"},"initContainerStatuses":{"type":"[]ContainerStatus?","list":"atomic"},"message":"string?","nodeAllocatableResourceClaimStatuses":{"type":"[]NodeAllocatableResourceClaimStatus?","list":"atomic"},"nominatedNodeName":"string?","observedGeneration":"int64?","phase":{"type":"string?","go":"v1.PodPhase","enum":["Failed","Pending","Running","Succeeded","Unknown"]},"podIP":"string?","podIPs":{"type":"[]PodIP?","list":"map","keys":["ip"],"strategy":"merge","mergeKey":"ip"},"qosClass":{"type":"string?","go":"v1.PodQOSClass","enum":["BestEffort","Burstable","Guaranteed"]},"reason":"string?","resize":{"type":"string?","go":"v1.PodResizeStatus"},"resourceClaimStatuses":{"type":"[]PodResourceClaimStatus?","list":"map","keys":["name"],"strategy":"merge,retainKeys","mergeKey":"name"},"resources":"*ResourceRequirements?","startTime":"*Time?"}}',
  PodTemplate:
    '{"kind":["","v1","PodTemplate"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","template":"PodTemplateSpec?"}}',
  PodTemplateList:
    '{"kind":["","v1","PodTemplateList"],"fields":{"apiVersion":"string?","items":{"type":"[]PodTemplate","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  PodTemplateSpec: '{"fields":{"metadata":"ObjectMeta?","spec":"PodSpec?"}}',
  PortStatus:
    '{"fields":{"error":"*string?","port":{"type":"int32","required":true},"protocol":{"type":"string","go":"v1.Protocol","required":true,"enum":["SCTP","TCP","UDP"]}}}',
  PortworxVolumeSource:
    '{"fields":{"fsType":"string?","readOnly":"bool?","volumeID":{"type":"string","required":true}}}',
  PreferredSchedulingTerm:
    '{"fields":{"preference":{"type":"NodeSelectorTerm","required":true},"weight":{"type":"int32","required":true}}}',
  Probe:
    '{"fields":{"exec":{"type":"*ExecAction?","embedded":"ProbeHandler"},"failureThreshold":"int32?","grpc":{"type":"*GRPCAction?","embedded":"ProbeHandler"},"httpGet":{"type":"*HTTPGetAction?","embedded":"ProbeHandler"},"initialDelaySeconds":"int32?","periodSeconds":"int32?","successThreshold":"int32?","tcpSocket":{"type":"*TCPSocketAction?","embedded":"ProbeHandler"},"terminationGracePeriodSeconds":"*int64?","timeoutSeconds":"int32?"}}',
  ProjectedVolumeSource: '{"fields":{"defaultMode":"*int32?","sources":{"type":"[]VolumeProjection","list":"atomic"}}}',
  QuobyteVolumeSource:
    '{"fields":{"group":"string?","readOnly":"bool?","registry":{"type":"string","required":true},"tenant":"string?","user":"string?","volume":{"type":"string","required":true}}}',
  RBDPersistentVolumeSource:
    '{"fields":{"fsType":"string?","image":{"type":"string","required":true},"keyring":{"type":"string?","default":"/etc/ceph/keyring"},"monitors":{"type":"[]string","required":true,"list":"atomic"},"pool":{"type":"string?","default":"rbd"},"readOnly":"bool?","secretRef":"*SecretReference?","user":{"type":"string?","default":"admin"}}}',
  RBDVolumeSource:
    '{"fields":{"fsType":"string?","image":{"type":"string","required":true},"keyring":{"type":"string?","default":"/etc/ceph/keyring"},"monitors":{"type":"[]string","required":true,"list":"atomic"},"pool":{"type":"string?","default":"rbd"},"readOnly":"bool?","secretRef":"*LocalObjectReference?","user":{"type":"string?","default":"admin"}}}',
  ReplicationController:
    '{"kind":["","v1","ReplicationController"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"ReplicationControllerSpec?","status":"ReplicationControllerStatus?"}}',
  ReplicationControllerCondition:
    '{"fields":{"lastTransitionTime":"Time?","message":"string?","reason":"string?","status":{"type":"string","go":"v1.ConditionStatus","required":true},"type":{"type":"string","go":"v1.ReplicationControllerConditionType","required":true}}}',
  ReplicationControllerList:
    '{"kind":["","v1","ReplicationControllerList"],"fields":{"apiVersion":"string?","items":{"type":"[]ReplicationController","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  ReplicationControllerSpec:
    '{"fields":{"minReadySeconds":"int32?","replicas":{"type":"*int32?","default":1},"selector":{"type":"map[]string?","map":"atomic"},"template":"*PodTemplateSpec?"}}',
  ReplicationControllerStatus:
    '{"fields":{"availableReplicas":"int32?","conditions":{"type":"[]ReplicationControllerCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"},"fullyLabeledReplicas":"int32?","observedGeneration":"int64?","readyReplicas":"int32?","replicas":{"type":"int32","required":true}}}',
  ContainerResourceClaim:
    '{"go":"v1.ResourceClaim","fields":{"name":{"type":"string","required":true},"request":"string?"}}',
  ResourceFieldSelector:
    '{"map":"atomic","fields":{"containerName":"string?","divisor":"Quantity?","resource":{"type":"string","required":true}}}',
  ResourceHealth:
    '{"fields":{"health":{"type":"string?","go":"v1.ResourceHealthStatus"},"message":"*string?","resourceID":{"type":"string","go":"v1.ResourceID","required":true}}}',
  ResourceQuota:
    '{"kind":["","v1","ResourceQuota"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"ResourceQuotaSpec?","status":"ResourceQuotaStatus?"}}',
  ResourceQuotaList:
    '{"kind":["","v1","ResourceQuotaList"],"fields":{"apiVersion":"string?","items":{"type":"[]ResourceQuota","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  ResourceQuotaSpec:
    '{"fields":{"hard":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"scopeSelector":"*ScopeSelector?","scopes":{"type":"[]string?","go":"[]v1.ResourceQuotaScope","enum":["BestEffort","CrossNamespacePodAffinity","NotBestEffort","NotTerminating","PriorityClass","Terminating","VolumeAttributesClass"],"list":"atomic"}}}',
  ResourceQuotaStatus:
    '{"fields":{"hard":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"used":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"}}}',
  ResourceRequirements:
    '{"fields":{"claims":{"type":"[]ContainerResourceClaim?","list":"map","keys":["name"]},"limits":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"requests":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"}}}',
  ResourceStatus:
    '{"fields":{"name":{"type":"string","go":"v1.ResourceName","required":true},"resources":{"type":"[]ResourceHealth?","list":"map","keys":["resourceID"]}}}',
  SELinuxOptions: '{"fields":{"level":"string?","role":"string?","type":"string?","user":"string?"}}',
  ScaleIOPersistentVolumeSource:
    '{"fields":{"fsType":{"type":"string?","default":"xfs"},"gateway":{"type":"string","required":true},"protectionDomain":"string?","readOnly":"bool?","secretRef":{"type":"*SecretReference","required":true},"sslEnabled":"bool?","storageMode":{"type":"string?","default":"ThinProvisioned"},"storagePool":"string?","system":{"type":"string","required":true},"volumeName":"string?"}}',
  ScaleIOVolumeSource:
    '{"fields":{"fsType":{"type":"string?","default":"xfs"},"gateway":{"type":"string","required":true},"protectionDomain":"string?","readOnly":"bool?","secretRef":{"type":"*LocalObjectReference","required":true},"sslEnabled":"bool?","storageMode":{"type":"string?","default":"ThinProvisioned"},"storagePool":"string?","system":{"type":"string","required":true},"volumeName":"string?"}}',
  ScopeSelector:
    '{"map":"atomic","fields":{"matchExpressions":{"type":"[]ScopedResourceSelectorRequirement?","list":"atomic"}}}',
  ScopedResourceSelectorRequirement:
    '{"fields":{"operator":{"type":"string","go":"v1.ScopeSelectorOperator","required":true,"enum":["DoesNotExist","Exists","In","NotIn"]},"scopeName":{"type":"string","go":"v1.ResourceQuotaScope","required":true,"enum":["BestEffort","CrossNamespacePodAffinity","NotBestEffort","NotTerminating","PriorityClass","Terminating","VolumeAttributesClass"]},"values":{"type":"[]string?","list":"atomic"}}}',
  SeccompProfile:
    '{"fields":{"localhostProfile":"*string?","type":{"type":"string","go":"v1.SeccompProfileType","required":true,"enum":["Localhost","RuntimeDefault","Unconfined"]}}}',
  Secret:
    '{"kind":["","v1","Secret"],"fields":{"apiVersion":"string?","data":"map[]bytes?","immutable":"*bool?","kind":"string?","metadata":"ObjectMeta?","stringData":"map[]string?","type":{"type":"string?","go":"v1.SecretType"}}}',
  SecretEnvSource: '{"fields":{"name":{"type":"string?","embedded":"LocalObjectReference"},"optional":"*bool?"}}',
  SecretKeySelector:
    '{"map":"atomic","fields":{"key":{"type":"string","required":true},"name":{"type":"string?","embedded":"LocalObjectReference"},"optional":"*bool?"}}',
  SecretList:
    '{"kind":["","v1","SecretList"],"fields":{"apiVersion":"string?","items":{"type":"[]Secret","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  SecretProjection:
    '{"fields":{"items":{"type":"[]KeyToPath?","list":"atomic"},"name":{"type":"string?","embedded":"LocalObjectReference"},"optional":"*bool?"}}',
  SecretReference: '{"map":"atomic","fields":{"name":"string?","namespace":"string?"}}',
  SecretVolumeSource:
    '{"fields":{"defaultMode":"*int32?","items":{"type":"[]KeyToPath?","list":"atomic"},"optional":"*bool?","secretName":"string?"}}',
  SecurityContext:
    '{"fields":{"allowPrivilegeEscalation":"*bool?","appArmorProfile":"*AppArmorProfile?","capabilities":"*Capabilities?","privileged":"*bool?","procMount":{"type":"*string?","go":"v1.ProcMountType","enum":["Default","Unmasked"]},"readOnlyRootFilesystem":"*bool?","runAsGroup":"*int64?","runAsNonRoot":"*bool?","runAsUser":"*int64?","seLinuxOptions":"*SELinuxOptions?","seccompProfile":"*SeccompProfile?","windowsOptions":"*WindowsSecurityContextOptions?"}}',
  Service:
    '{"kind":["","v1","Service"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"ServiceSpec?","status":"ServiceStatus?"}}',
  ServiceAccount:
    '{"kind":["","v1","ServiceAccount"],"fields":{"apiVersion":"string?","automountServiceAccountToken":"*bool?","imagePullSecrets":{"type":"[]LocalObjectReference?","list":"atomic"},"kind":"string?","metadata":"ObjectMeta?","secrets":{"type":"[]ObjectReference?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"}}}',
  ServiceAccountList:
    '{"kind":["","v1","ServiceAccountList"],"fields":{"apiVersion":"string?","items":{"type":"[]ServiceAccount","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  ServiceAccountTokenProjection:
    '{"fields":{"audience":"string?","expirationSeconds":"*int64?","path":{"type":"string","required":true}}}',
  ServiceList:
    '{"kind":["","v1","ServiceList"],"fields":{"apiVersion":"string?","items":{"type":"[]Service","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  ServicePort:
    '{"fields":{"appProtocol":"*string?","name":"string?","nodePort":"int32?","port":{"type":"int32","required":true},"protocol":{"type":"string?","go":"v1.Protocol","default":"TCP","enum":["SCTP","TCP","UDP"]},"targetPort":"IntOrString?"}}',
  ServiceSpec:
    '{"fields":{"allocateLoadBalancerNodePorts":"*bool?","clusterIP":"string?","clusterIPs":{"type":"[]string?","list":"atomic"},"externalIPs":{"type":"[]string?","list":"atomic"},"externalName":"string?","externalTrafficPolicy":{"type":"string?","go":"v1.ServiceExternalTrafficPolicy","enum":["Cluster","Local"]},"healthCheckNodePort":"int32?","internalTrafficPolicy":{"type":"*string?","go":"v1.ServiceInternalTrafficPolicy","enum":["Cluster","Local"]},"ipFamilies":{"type":"[]string?","go":"[]v1.IPFamily","enum":["","IPv4","IPv6"],"list":"atomic"},"ipFamilyPolicy":{"type":"*string?","go":"v1.IPFamilyPolicy","enum":["PreferDualStack","RequireDualStack","SingleStack"]},"loadBalancerClass":"*string?","loadBalancerIP":"string?","loadBalancerSourceRanges":{"type":"[]string?","list":"atomic"},"ports":{"type":"[]ServicePort?","list":"map","keys":["port","protocol"],"strategy":"merge","mergeKey":"port"},"publishNotReadyAddresses":"bool?","selector":{"type":"map[]string?","map":"atomic"},"sessionAffinity":{"type":"string?","go":"v1.ServiceAffinity","enum":["ClientIP","None"]},"sessionAffinityConfig":"*SessionAffinityConfig?","trafficDistribution":"*string?","type":{"type":"string?","go":"v1.ServiceType","enum":["ClusterIP","ExternalName","LoadBalancer","NodePort"]}}}',
  ServiceStatus:
    '{"fields":{"conditions":{"type":"[]Condition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"},"loadBalancer":"LoadBalancerStatus?"}}',
  SessionAffinityConfig: '{"fields":{"clientIP":"*ClientIPConfig?"}}',
  SleepAction: '{"fields":{"seconds":{"type":"int64","required":true}}}',
  StorageOSPersistentVolumeSource:
    '{"fields":{"fsType":"string?","readOnly":"bool?","secretRef":"*ObjectReference?","volumeName":"string?","volumeNamespace":"string?"}}',
  StorageOSVolumeSource:
    '{"fields":{"fsType":"string?","readOnly":"bool?","secretRef":"*LocalObjectReference?","volumeName":"string?","volumeNamespace":"string?"}}',
  Sysctl: '{"fields":{"name":{"type":"string","required":true},"value":{"type":"string","required":true}}}',
  TCPSocketAction: '{"fields":{"host":"string?","port":{"type":"IntOrString","required":true}}}',
  Taint:
    '{"fields":{"effect":{"type":"string","go":"v1.TaintEffect","required":true,"enum":["NoExecute","NoSchedule","PreferNoSchedule"]},"key":{"type":"string","required":true},"timeAdded":"*Time?","value":"string?"}}',
  Toleration:
    '{"fields":{"effect":{"type":"string?","go":"v1.TaintEffect","enum":["NoExecute","NoSchedule","PreferNoSchedule"]},"key":"string?","operator":{"type":"string?","go":"v1.TolerationOperator","enum":["Equal","Exists","Gt","Lt"]},"tolerationSeconds":"*int64?","value":"string?"}}',
  TopologySelectorLabelRequirement:
    '{"fields":{"key":{"type":"string","required":true},"values":{"type":"[]string","required":true,"list":"atomic"}}}',
  TopologySelectorTerm:
    '{"map":"atomic","fields":{"matchLabelExpressions":{"type":"[]TopologySelectorLabelRequirement?","list":"atomic"}}}',
  TopologySpreadConstraint:
    '{"fields":{"labelSelector":"*LabelSelector?","matchLabelKeys":{"type":"[]string?","list":"atomic"},"maxSkew":{"type":"int32","required":true},"minDomains":"*int32?","nodeAffinityPolicy":{"type":"*string?","go":"v1.NodeInclusionPolicy","enum":["Honor","Ignore"]},"nodeTaintsPolicy":{"type":"*string?","go":"v1.NodeInclusionPolicy","enum":["Honor","Ignore"]},"topologyKey":{"type":"string","required":true},"whenUnsatisfiable":{"type":"string","go":"v1.UnsatisfiableConstraintAction","required":true,"enum":["DoNotSchedule","ScheduleAnyway"]}}}',
  TypedLocalObjectReference:
    '{"map":"atomic","fields":{"apiGroup":"*string","kind":{"type":"string","required":true},"name":{"type":"string","required":true}}}',
  TypedObjectReference:
    '{"fields":{"apiGroup":"*string","kind":{"type":"string","required":true},"name":{"type":"string","required":true},"namespace":"*string?"}}',
  Volume:
    '{"fields":{"awsElasticBlockStore":{"type":"*AWSElasticBlockStoreVolumeSource?","embedded":"VolumeSource"},"azureDisk":{"type":"*AzureDiskVolumeSource?","embedded":"VolumeSource"},"azureFile":{"type":"*AzureFileVolumeSource?","embedded":"VolumeSource"},"cephfs":{"type":"*CephFSVolumeSource?","embedded":"VolumeSource"},"cinder":{"type":"*CinderVolumeSource?","embedded":"VolumeSource"},"configMap":{"type":"*ConfigMapVolumeSource?","embedded":"VolumeSource"},"csi":{"type":"*CSIVolumeSource?","embedded":"VolumeSource"},"downwardAPI":{"type":"*DownwardAPIVolumeSource?","embedded":"VolumeSource"},"emptyDir":{"type":"*EmptyDirVolumeSource?","embedded":"VolumeSource"},"ephemeral":{"type":"*EphemeralVolumeSource?","embedded":"VolumeSource"},"fc":{"type":"*FCVolumeSource?","embedded":"VolumeSource"},"flexVolume":{"type":"*FlexVolumeSource?","embedded":"VolumeSource"},"flocker":{"type":"*FlockerVolumeSource?","embedded":"VolumeSource"},"gcePersistentDisk":{"type":"*GCEPersistentDiskVolumeSource?","embedded":"VolumeSource"},"gitRepo":{"type":"*GitRepoVolumeSource?","embedded":"VolumeSource"},"glusterfs":{"type":"*GlusterfsVolumeSource?","embedded":"VolumeSource"},"hostPath":{"type":"*HostPathVolumeSource?","embedded":"VolumeSource"},"image":{"type":"*ImageVolumeSource?","embedded":"VolumeSource"},"iscsi":{"type":"*ISCSIVolumeSource?","embedded":"VolumeSource"},"name":{"type":"string","required":true},"nfs":{"type":"*NFSVolumeSource?","embedded":"VolumeSource"},"persistentVolumeClaim":{"type":"*PersistentVolumeClaimVolumeSource?","embedded":"VolumeSource"},"photonPersistentDisk":{"type":"*PhotonPersistentDiskVolumeSource?","embedded":"VolumeSource"},"portworxVolume":{"type":"*PortworxVolumeSource?","embedded":"VolumeSource"},"projected":{"type":"*ProjectedVolumeSource?","embedded":"VolumeSource"},"quobyte":{"type":"*QuobyteVolumeSource?","embedded":"VolumeSource"},"rbd":{"type":"*RBDVolumeSource?","embedded":"VolumeSource"},"scaleIO":{"type":"*ScaleIOVolumeSource?","embedded":"VolumeSource"},"secret":{"type":"*SecretVolumeSource?","embedded":"VolumeSource"},"storageos":{"type":"*StorageOSVolumeSource?","embedded":"VolumeSource"},"vsphereVolume":{"type":"*VsphereVirtualDiskVolumeSource?","embedded":"VolumeSource"}}}',
  VolumeDevice: '{"fields":{"devicePath":{"type":"string","required":true},"name":{"type":"string","required":true}}}',
  VolumeMount:
    '{"fields":{"mountPath":{"type":"string","required":true},"mountPropagation":{"type":"*string?","go":"v1.MountPropagationMode","enum":["Bidirectional","HostToContainer","None"]},"name":{"type":"string","required":true},"readOnly":"bool?","recursiveReadOnly":{"type":"*string?","go":"v1.RecursiveReadOnlyMode"},"subPath":"string?","subPathExpr":"string?"}}',
  VolumeMountStatus:
    '{"fields":{"mountPath":{"type":"string","required":true},"name":{"type":"string","required":true},"readOnly":"bool?","recursiveReadOnly":{"type":"*string?","go":"v1.RecursiveReadOnlyMode"},"volumeStatus":"*VolumeStatus?"}}',
  VolumeNodeAffinity: '{"fields":{"required":"*NodeSelector?"}}',
  VolumeProjection:
    '{"fields":{"clusterTrustBundle":"*ClusterTrustBundleProjection?","configMap":"*ConfigMapProjection?","downwardAPI":"*DownwardAPIProjection?","podCertificate":"*PodCertificateProjection?","secret":"*SecretProjection?","serviceAccountToken":"*ServiceAccountTokenProjection?"}}',
  VolumeResourceRequirements:
    '{"fields":{"limits":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"requests":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"}}}',
  VolumeStatus: '{"fields":{"image":"*ImageVolumeStatus?"}}',
  VsphereVirtualDiskVolumeSource:
    '{"fields":{"fsType":"string?","storagePolicyID":"string?","storagePolicyName":"string?","volumePath":{"type":"string","required":true}}}',
  WeightedPodAffinityTerm:
    '{"fields":{"podAffinityTerm":{"type":"PodAffinityTerm","required":true},"weight":{"type":"int32","required":true}}}',
  WindowsSecurityContextOptions:
    '{"fields":{"gmsaCredentialSpec":"*string?","gmsaCredentialSpecName":"*string?","hostProcess":"*bool?","runAsUserName":"*string?"}}',
  Endpoint:
    '{"fields":{"addresses":{"type":"[]string","required":true,"list":"set"},"conditions":"EndpointConditions?","deprecatedTopology":"map[]string?","hints":"*EndpointHints?","hostname":"*string?","nodeName":"*string?","targetRef":"*ObjectReference?","zone":"*string?"}}',
  EndpointConditions: '{"fields":{"ready":"*bool?","serving":"*bool?","terminating":"*bool?"}}',
  EndpointHints:
    '{"fields":{"forNodes":{"type":"[]ForNode?","list":"atomic"},"forZones":{"type":"[]ForZone?","list":"atomic"}}}',
  DiscoveryEndpointPort:
    '{"go":"v1.EndpointPort","map":"atomic","fields":{"appProtocol":"*string?","name":"*string?","port":"*int32?","protocol":{"type":"*string?","go":"v1.Protocol","enum":["SCTP","TCP","UDP"]}}}',
  EndpointSlice:
    '{"kind":["discovery.k8s.io","v1","EndpointSlice"],"fields":{"addressType":{"type":"string","go":"v1.AddressType","required":true,"enum":["FQDN","IPv4","IPv6"]},"apiVersion":"string?","endpoints":{"type":"[]Endpoint","list":"atomic"},"kind":"string?","metadata":"ObjectMeta?","ports":{"type":"[]DiscoveryEndpointPort","list":"atomic"}}}',
  EndpointSliceList:
    '{"kind":["discovery.k8s.io","v1","EndpointSliceList"],"fields":{"apiVersion":"string?","items":{"type":"[]EndpointSlice","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  ForNode: '{"fields":{"name":{"type":"string","required":true}}}',
  ForZone: '{"fields":{"name":{"type":"string","required":true}}}',
  EventsV1Event:
    '{"go":"v1.Event","kind":["events.k8s.io","v1","Event"],"fields":{"action":"string?","apiVersion":"string?","deprecatedCount":"int32?","deprecatedFirstTimestamp":"Time?","deprecatedLastTimestamp":"Time?","deprecatedSource":"EventSource?","eventTime":{"type":"MicroTime","required":true},"kind":"string?","metadata":"ObjectMeta","note":"string?","reason":"string?","regarding":"ObjectReference?","related":"*ObjectReference?","reportingController":"string?","reportingInstance":"string?","series":"*EventsV1EventSeries?","type":"string?"}}',
  EventsV1EventList:
    '{"go":"v1.EventList","kind":["events.k8s.io","v1","EventList"],"fields":{"apiVersion":"string?","items":{"type":"[]EventsV1Event","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  EventsV1EventSeries:
    '{"go":"v1.EventSeries","fields":{"count":{"type":"int32","required":true},"lastObservedTime":{"type":"MicroTime","required":true}}}',
  ExemptPriorityLevelConfiguration: '{"fields":{"lendablePercent":"*int32?","nominalConcurrencyShares":"*int32?"}}',
  FlowDistinguisherMethod:
    '{"fields":{"type":{"type":"string","go":"v1.FlowDistinguisherMethodType","required":true}}}',
  FlowSchema:
    '{"kind":["flowcontrol.apiserver.k8s.io","v1","FlowSchema"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"FlowSchemaSpec?","status":"FlowSchemaStatus?"}}',
  FlowSchemaCondition:
    '{"fields":{"lastTransitionTime":"Time?","message":"string?","reason":"string?","status":{"type":"string?","go":"v1.ConditionStatus"},"type":{"type":"string?","go":"v1.FlowSchemaConditionType"}}}',
  FlowSchemaList:
    '{"kind":["flowcontrol.apiserver.k8s.io","v1","FlowSchemaList"],"fields":{"apiVersion":"string?","items":{"type":"[]FlowSchema","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  FlowSchemaSpec:
    '{"fields":{"distinguisherMethod":"*FlowDistinguisherMethod?","matchingPrecedence":"int32","priorityLevelConfiguration":{"type":"PriorityLevelConfigurationReference","required":true},"rules":{"type":"[]PolicyRulesWithSubjects?","list":"atomic"}}}',
  FlowSchemaStatus:
    '{"fields":{"conditions":{"type":"[]FlowSchemaCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"}}}',
  GroupSubject: '{"fields":{"name":{"type":"string","required":true}}}',
  LimitResponse:
    '{"fields":{"queuing":"*QueuingConfiguration?","type":{"type":"string","go":"v1.LimitResponseType","required":true}}}',
  LimitedPriorityLevelConfiguration:
    '{"fields":{"borrowingLimitPercent":"*int32?","lendablePercent":"*int32?","limitResponse":"LimitResponse?","nominalConcurrencyShares":"*int32"}}',
  NonResourcePolicyRule:
    '{"fields":{"nonResourceURLs":{"type":"[]string","required":true,"list":"set"},"verbs":{"type":"[]string","required":true,"list":"set"}}}',
  PolicyRulesWithSubjects:
    '{"fields":{"nonResourceRules":{"type":"[]NonResourcePolicyRule?","list":"atomic"},"resourceRules":{"type":"[]ResourcePolicyRule?","list":"atomic"},"subjects":{"type":"[]FlowcontrolSubject","required":true,"list":"atomic"}}}',
  PriorityLevelConfiguration:
    '{"kind":["flowcontrol.apiserver.k8s.io","v1","PriorityLevelConfiguration"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"PriorityLevelConfigurationSpec?","status":"PriorityLevelConfigurationStatus?"}}',
  PriorityLevelConfigurationCondition:
    '{"fields":{"lastTransitionTime":"Time?","message":"string?","reason":"string?","status":{"type":"string?","go":"v1.ConditionStatus"},"type":{"type":"string?","go":"v1.PriorityLevelConfigurationConditionType"}}}',
  PriorityLevelConfigurationList:
    '{"kind":["flowcontrol.apiserver.k8s.io","v1","PriorityLevelConfigurationList"],"fields":{"apiVersion":"string?","items":{"type":"[]PriorityLevelConfiguration","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  PriorityLevelConfigurationReference: '{"fields":{"name":{"type":"string","required":true}}}',
  PriorityLevelConfigurationSpec:
    '{"fields":{"exempt":"*ExemptPriorityLevelConfiguration?","limited":"*LimitedPriorityLevelConfiguration?","type":{"type":"string","go":"v1.PriorityLevelEnablement","required":true}}}',
  PriorityLevelConfigurationStatus:
    '{"fields":{"conditions":{"type":"[]PriorityLevelConfigurationCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"}}}',
  QueuingConfiguration: '{"fields":{"handSize":"int32","queueLengthLimit":"int32","queues":"int32"}}',
  ResourcePolicyRule:
    '{"fields":{"apiGroups":{"type":"[]string","required":true,"list":"set"},"clusterScope":"bool?","namespaces":{"type":"[]string","list":"set"},"resources":{"type":"[]string","required":true,"list":"set"},"verbs":{"type":"[]string","required":true,"list":"set"}}}',
  ServiceAccountSubject:
    '{"fields":{"name":{"type":"string","required":true},"namespace":{"type":"string","required":true}}}',
  FlowcontrolSubject:
    '{"go":"v1.Subject","fields":{"group":"*GroupSubject?","kind":{"type":"string","go":"v1.SubjectKind","required":true},"serviceAccount":"*ServiceAccountSubject?","user":"*UserSubject?"}}',
  UserSubject: '{"fields":{"name":{"type":"string","required":true}}}',
  HTTPIngressPath:
    '{"fields":{"backend":{"type":"IngressBackend","required":true},"path":"string?","pathType":{"type":"*string","go":"v1.PathType","required":true,"enum":["Exact","ImplementationSpecific","Prefix"]}}}',
  HTTPIngressRuleValue: '{"fields":{"paths":{"type":"[]HTTPIngressPath","required":true,"list":"atomic"}}}',
  IPAddress:
    '{"kind":["networking.k8s.io","v1","IPAddress"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":{"type":"IPAddressSpec?","required":true}}}',
  IPAddressList:
    '{"kind":["networking.k8s.io","v1","IPAddressList"],"fields":{"apiVersion":"string?","items":{"type":"[]IPAddress","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  IPAddressSpec: '{"fields":{"parentRef":{"type":"*ParentReference?","required":true}}}',
  IPBlock: '{"fields":{"cidr":{"type":"string","required":true},"except":{"type":"[]string?","list":"atomic"}}}',
  Ingress:
    '{"kind":["networking.k8s.io","v1","Ingress"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"IngressSpec?","status":"IngressStatus?"}}',
  IngressBackend: '{"fields":{"resource":"*TypedLocalObjectReference?","service":"*IngressServiceBackend?"}}',
  IngressClass:
    '{"kind":["networking.k8s.io","v1","IngressClass"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"IngressClassSpec?"}}',
  IngressClassList:
    '{"kind":["networking.k8s.io","v1","IngressClassList"],"fields":{"apiVersion":"string?","items":{"type":"[]IngressClass","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  IngressClassParametersReference:
    '{"fields":{"apiGroup":"*string?","kind":{"type":"string","required":true},"name":{"type":"string","required":true},"namespace":"*string?","scope":"*string"}}',
  IngressClassSpec: '{"fields":{"controller":"string?","parameters":"*IngressClassParametersReference?"}}',
  IngressList:
    '{"kind":["networking.k8s.io","v1","IngressList"],"fields":{"apiVersion":"string?","items":{"type":"[]Ingress","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  IngressLoadBalancerIngress:
    '{"fields":{"hostname":"string?","ip":"string?","ports":{"type":"[]IngressPortStatus?","list":"atomic"}}}',
  IngressLoadBalancerStatus: '{"fields":{"ingress":{"type":"[]IngressLoadBalancerIngress?","list":"atomic"}}}',
  IngressPortStatus:
    '{"fields":{"error":"*string?","port":{"type":"int32","required":true},"protocol":{"type":"string","go":"v1.Protocol","required":true,"enum":["SCTP","TCP","UDP"]}}}',
  IngressRule: '{"fields":{"host":"string?","http":{"type":"*HTTPIngressRuleValue?","embedded":"IngressRuleValue"}}}',
  IngressServiceBackend: '{"fields":{"name":{"type":"string","required":true},"port":"ServiceBackendPort?"}}',
  IngressSpec:
    '{"fields":{"defaultBackend":"*IngressBackend?","ingressClassName":"*string?","rules":{"type":"[]IngressRule?","list":"atomic"},"tls":{"type":"[]IngressTLS?","list":"atomic"}}}',
  IngressStatus: '{"fields":{"loadBalancer":"IngressLoadBalancerStatus?"}}',
  IngressTLS: '{"fields":{"hosts":{"type":"[]string?","list":"atomic"},"secretName":"string?"}}',
  NetworkPolicy:
    '{"kind":["networking.k8s.io","v1","NetworkPolicy"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"NetworkPolicySpec?"}}',
  NetworkPolicyEgressRule:
    '{"fields":{"ports":{"type":"[]NetworkPolicyPort?","list":"atomic"},"to":{"type":"[]NetworkPolicyPeer?","list":"atomic"}}}',
  NetworkPolicyIngressRule:
    '{"fields":{"from":{"type":"[]NetworkPolicyPeer?","list":"atomic"},"ports":{"type":"[]NetworkPolicyPort?","list":"atomic"}}}',
  NetworkPolicyList:
    '{"kind":["networking.k8s.io","v1","NetworkPolicyList"],"fields":{"apiVersion":"string?","items":{"type":"[]NetworkPolicy","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  NetworkPolicyPeer:
    '{"fields":{"ipBlock":"*IPBlock?","namespaceSelector":"*LabelSelector?","podSelector":"*LabelSelector?"}}',
  NetworkPolicyPort:
    '{"fields":{"endPort":"*int32?","port":"*IntOrString?","protocol":{"type":"*string?","go":"v1.Protocol","enum":["SCTP","TCP","UDP"]}}}',
  NetworkPolicySpec:
    '{"fields":{"egress":{"type":"[]NetworkPolicyEgressRule?","list":"atomic"},"ingress":{"type":"[]NetworkPolicyIngressRule?","list":"atomic"},"podSelector":"LabelSelector","policyTypes":{"type":"[]string?","go":"[]v1.PolicyType","enum":["Egress","Ingress"],"list":"atomic"}}}',
  ParentReference:
    '{"fields":{"group":"string?","name":{"type":"string?","required":true},"namespace":"string?","resource":{"type":"string?","required":true}}}',
  ServiceBackendPort: '{"map":"atomic","fields":{"name":"string?","number":"int32?"}}',
  ServiceCIDR:
    '{"kind":["networking.k8s.io","v1","ServiceCIDR"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"ServiceCIDRSpec?","status":"ServiceCIDRStatus?"}}',
  ServiceCIDRList:
    '{"kind":["networking.k8s.io","v1","ServiceCIDRList"],"fields":{"apiVersion":"string?","items":{"type":"[]ServiceCIDR","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  ServiceCIDRSpec: '{"fields":{"cidrs":{"type":"[]string?","list":"atomic"}}}',
  ServiceCIDRStatus:
    '{"fields":{"conditions":{"type":"[]Condition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"}}}',
  Overhead:
    '{"fields":{"podFixed":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"}}}',
  RuntimeClass:
    '{"kind":["node.k8s.io","v1","RuntimeClass"],"fields":{"apiVersion":"string?","handler":{"type":"string","required":true},"kind":"string?","metadata":"ObjectMeta?","overhead":"*Overhead?","scheduling":"*Scheduling?"}}',
  RuntimeClassList:
    '{"kind":["node.k8s.io","v1","RuntimeClassList"],"fields":{"apiVersion":"string?","items":{"type":"[]RuntimeClass","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  Scheduling:
    '{"fields":{"nodeSelector":{"type":"map[]string?","map":"atomic"},"tolerations":{"type":"[]Toleration?","list":"atomic"}}}',
  Eviction:
    '{"kind":["policy","v1","Eviction"],"fields":{"apiVersion":"string?","deleteOptions":"*DeleteOptions?","kind":"string?","metadata":"ObjectMeta?"}}',
  PodDisruptionBudget:
    '{"kind":["policy","v1","PodDisruptionBudget"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"PodDisruptionBudgetSpec?","status":"PodDisruptionBudgetStatus?"}}',
  PodDisruptionBudgetList:
    '{"kind":["policy","v1","PodDisruptionBudgetList"],"fields":{"apiVersion":"string?","items":{"type":"[]PodDisruptionBudget","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  PodDisruptionBudgetSpec:
    '{"fields":{"maxUnavailable":"*IntOrString?","minAvailable":"*IntOrString?","selector":{"type":"*LabelSelector?","strategy":"replace"},"unhealthyPodEvictionPolicy":{"type":"*string?","go":"v1.UnhealthyPodEvictionPolicyType","enum":["AlwaysAllow","IfHealthyBudget"]}}}',
  PodDisruptionBudgetStatus:
    '{"fields":{"conditions":{"type":"[]Condition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"},"currentHealthy":"int32","desiredHealthy":"int32","disruptedPods":"map[]Time?","disruptionsAllowed":"int32","expectedPods":"int32","observedGeneration":"int64?"}}',
  AggregationRule: '{"fields":{"clusterRoleSelectors":{"type":"[]LabelSelector?","list":"atomic"}}}',
  ClusterRole:
    '{"kind":["rbac.authorization.k8s.io","v1","ClusterRole"],"fields":{"aggregationRule":"*AggregationRule?","apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","rules":{"type":"[]PolicyRule","list":"atomic"}}}',
  ClusterRoleBinding:
    '{"kind":["rbac.authorization.k8s.io","v1","ClusterRoleBinding"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","roleRef":{"type":"RoleRef","required":true},"subjects":{"type":"[]Subject?","list":"atomic"}}}',
  ClusterRoleBindingList:
    '{"kind":["rbac.authorization.k8s.io","v1","ClusterRoleBindingList"],"fields":{"apiVersion":"string?","items":{"type":"[]ClusterRoleBinding","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  ClusterRoleList:
    '{"kind":["rbac.authorization.k8s.io","v1","ClusterRoleList"],"fields":{"apiVersion":"string?","items":{"type":"[]ClusterRole","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  PolicyRule:
    '{"fields":{"apiGroups":{"type":"[]string?","list":"atomic"},"nonResourceURLs":{"type":"[]string?","list":"atomic"},"resourceNames":{"type":"[]string?","list":"atomic"},"resources":{"type":"[]string?","list":"atomic"},"verbs":{"type":"[]string","required":true,"list":"atomic"}}}',
  Role:
    '{"kind":["rbac.authorization.k8s.io","v1","Role"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","rules":{"type":"[]PolicyRule","list":"atomic"}}}',
  RoleBinding:
    '{"kind":["rbac.authorization.k8s.io","v1","RoleBinding"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","roleRef":{"type":"RoleRef","required":true},"subjects":{"type":"[]Subject?","list":"atomic"}}}',
  RoleBindingList:
    '{"kind":["rbac.authorization.k8s.io","v1","RoleBindingList"],"fields":{"apiVersion":"string?","items":{"type":"[]RoleBinding","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  RoleList:
    '{"kind":["rbac.authorization.k8s.io","v1","RoleList"],"fields":{"apiVersion":"string?","items":{"type":"[]Role","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  RoleRef:
    '{"map":"atomic","fields":{"apiGroup":"string","kind":{"type":"string","required":true},"name":{"type":"string","required":true}}}',
  Subject:
    '{"map":"atomic","fields":{"apiGroup":"string?","kind":{"type":"string","required":true},"name":{"type":"string","required":true},"namespace":"string?"}}',
  AllocatedDeviceStatus:
    '{"fields":{"conditions":{"type":"[]Condition","list":"map","keys":["type"]},"data":"*RawExtension?","device":{"type":"string","required":true},"driver":{"type":"string","required":true},"networkData":"*NetworkDeviceData?","pool":{"type":"string","required":true},"shareID":"*string?"}}',
  AllocationResult:
    '{"fields":{"allocationTimestamp":"*Time?","devices":"DeviceAllocationResult?","nodeSelector":"*NodeSelector?"}}',
  CELDeviceSelector: '{"fields":{"expression":{"type":"string","required":true}}}',
  CapacityRequestPolicy:
    '{"fields":{"default":"*Quantity","validRange":"*CapacityRequestPolicyRange?","validValues":{"type":"[]Quantity?","list":"atomic"}}}',
  CapacityRequestPolicyRange:
    '{"fields":{"max":"*Quantity?","min":{"type":"*Quantity?","required":true},"step":"*Quantity?"}}',
  CapacityRequirements:
    '{"fields":{"requests":{"type":"map[]Quantity?","go":"map[v1.QualifiedName]resource.Quantity"}}}',
  Counter: '{"fields":{"value":{"type":"Quantity","required":true}}}',
  CounterSet:
    '{"fields":{"counters":{"type":"map[]Counter?","required":true},"name":{"type":"string","required":true}}}',
  Device:
    '{"fields":{"allNodes":"*bool?","allowMultipleAllocations":"*bool?","attributes":{"type":"map[]DeviceAttribute?","go":"map[v1.QualifiedName]v1.DeviceAttribute"},"bindingConditions":{"type":"[]string?","list":"atomic"},"bindingFailureConditions":{"type":"[]string?","list":"atomic"},"bindsToNode":"*bool?","capacity":{"type":"map[]DeviceCapacity?","go":"map[v1.QualifiedName]v1.DeviceCapacity"},"consumesCounters":{"type":"[]DeviceCounterConsumption?","list":"atomic"},"name":{"type":"string","required":true},"nodeAllocatableResourceMappings":{"type":"map[]NodeAllocatableResourceMapping?","go":"map[v1.ResourceName]v1.NodeAllocatableResourceMapping"},"nodeName":"*string?","nodeSelector":"*NodeSelector?","taints":{"type":"[]DeviceTaint?","list":"atomic"}}}',
  DeviceAllocationConfiguration:
    '{"fields":{"opaque":{"type":"*OpaqueDeviceConfiguration?","embedded":"DeviceConfiguration"},"requests":{"type":"[]string?","list":"atomic"},"source":{"type":"string","go":"v1.AllocationConfigSource","required":true,"enum":["FromClaim","FromClass"]}}}',
  DeviceAllocationResult:
    '{"fields":{"config":{"type":"[]DeviceAllocationConfiguration?","list":"atomic"},"results":{"type":"[]DeviceRequestAllocationResult?","list":"atomic"}}}',
  DeviceAttribute:
    '{"fields":{"bool":"*bool?","bools":{"type":"[]bool?","list":"atomic"},"int":"*int64?","ints":{"type":"[]int64?","list":"atomic"},"string":"*string?","strings":{"type":"[]string?","list":"atomic"},"version":"*string?","versions":{"type":"[]string?","list":"atomic"}}}',
  DeviceCapacity: '{"fields":{"requestPolicy":"*CapacityRequestPolicy?","value":{"type":"Quantity","required":true}}}',
  DeviceClaim:
    '{"fields":{"config":{"type":"[]DeviceClaimConfiguration?","list":"atomic"},"constraints":{"type":"[]DeviceConstraint?","list":"atomic"},"requests":{"type":"[]DeviceRequest","list":"atomic"}}}',
  DeviceClaimConfiguration:
    '{"fields":{"opaque":{"type":"*OpaqueDeviceConfiguration?","embedded":"DeviceConfiguration"},"requests":{"type":"[]string?","list":"atomic"}}}',
  DeviceClass:
    '{"kind":["resource.k8s.io","v1","DeviceClass"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":{"type":"DeviceClassSpec","required":true}}}',
  DeviceClassConfiguration:
    '{"fields":{"opaque":{"type":"*OpaqueDeviceConfiguration?","embedded":"DeviceConfiguration"}}}',
  DeviceClassList:
    '{"kind":["resource.k8s.io","v1","DeviceClassList"],"fields":{"apiVersion":"string?","items":{"type":"[]DeviceClass","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  DeviceClassSpec:
    '{"fields":{"config":{"type":"[]DeviceClassConfiguration?","list":"atomic"},"extendedResourceName":"*string?","selectors":{"type":"[]DeviceSelector?","list":"atomic"}}}',
  DeviceConstraint:
    '{"fields":{"distinctAttribute":{"type":"*string?","go":"v1.FullyQualifiedName"},"matchAttribute":{"type":"*string?","go":"v1.FullyQualifiedName"},"requests":{"type":"[]string?","list":"atomic"}}}',
  DeviceCounterConsumption:
    '{"fields":{"counterSet":{"type":"string","required":true},"counters":{"type":"map[]Counter?","required":true}}}',
  DeviceRequest:
    '{"fields":{"exactly":"*ExactDeviceRequest?","firstAvailable":{"type":"[]DeviceSubRequest?","list":"atomic"},"name":{"type":"string","required":true}}}',
  DeviceRequestAllocationResult:
    '{"fields":{"adminAccess":"*bool?","bindingConditions":{"type":"[]string?","list":"atomic"},"bindingFailureConditions":{"type":"[]string?","list":"atomic"},"consumedCapacity":{"type":"map[]Quantity?","go":"map[v1.QualifiedName]resource.Quantity"},"device":{"type":"string","required":true},"driver":{"type":"string","required":true},"pool":{"type":"string","required":true},"request":{"type":"string","required":true},"shareID":{"type":"*string?","go":"types.UID"},"tolerations":{"type":"[]DeviceToleration?","list":"atomic"}}}',
  DeviceSelector: '{"fields":{"cel":"*CELDeviceSelector?"}}',
  DeviceSubRequest:
    '{"fields":{"allocationMode":{"type":"string?","go":"v1.DeviceAllocationMode","enum":["All","ExactCount"]},"capacity":"*CapacityRequirements?","count":"int64?","deviceClassName":{"type":"string","required":true},"name":{"type":"string","required":true},"selectors":{"type":"[]DeviceSelector?","list":"atomic"},"tolerations":{"type":"[]DeviceToleration?","list":"atomic"}}}',
  DeviceTaint:
    '{"fields":{"effect":{"type":"string","go":"v1.DeviceTaintEffect","required":true,"enum":["NoExecute","NoSchedule","None"]},"key":{"type":"string","required":true},"timeAdded":"*Time?","value":"string?"}}',
  DeviceToleration:
    '{"fields":{"effect":{"type":"string?","go":"v1.DeviceTaintEffect","enum":["NoExecute","NoSchedule","None"]},"key":"string?","operator":{"type":"string?","go":"v1.DeviceTolerationOperator","default":"Equal","enum":["Equal","Exists"]},"tolerationSeconds":"*int64?","value":"string?"}}',
  ExactDeviceRequest:
    '{"fields":{"adminAccess":"*bool?","allocationMode":{"type":"string?","go":"v1.DeviceAllocationMode","enum":["All","ExactCount"]},"capacity":"*CapacityRequirements?","count":"int64?","deviceClassName":{"type":"string","required":true},"selectors":{"type":"[]DeviceSelector?","list":"atomic"},"tolerations":{"type":"[]DeviceToleration?","list":"atomic"}}}',
  NetworkDeviceData:
    '{"fields":{"hardwareAddress":"string?","interfaceName":"string?","ips":{"type":"[]string?","list":"atomic"}}}',
  NodeAllocatableResourceMapping:
    '{"fields":{"allocationMultiplier":"*Quantity?","capacityKey":{"type":"*string?","go":"v1.QualifiedName"}}}',
  OpaqueDeviceConfiguration:
    '{"fields":{"driver":{"type":"string","required":true},"parameters":{"type":"RawExtension","required":true}}}',
  ResourceClaim:
    '{"kind":["resource.k8s.io","v1","ResourceClaim"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":{"type":"ResourceClaimSpec","required":true},"status":"ResourceClaimStatus?"}}',
  ResourceClaimConsumerReference:
    '{"fields":{"apiGroup":"string?","name":{"type":"string","required":true},"resource":{"type":"string","required":true},"uid":{"type":"string","go":"types.UID","required":true}}}',
  ResourceClaimList:
    '{"kind":["resource.k8s.io","v1","ResourceClaimList"],"fields":{"apiVersion":"string?","items":{"type":"[]ResourceClaim","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  ResourceClaimSpec: '{"fields":{"devices":"DeviceClaim"}}',
  ResourceClaimStatus:
    '{"fields":{"allocation":"*AllocationResult?","devices":{"type":"[]AllocatedDeviceStatus?","list":"map","keys":["driver","device","pool","shareID"]},"reservedFor":{"type":"[]ResourceClaimConsumerReference?","list":"map","keys":["uid"],"strategy":"merge","mergeKey":"uid"}}}',
  ResourceClaimTemplate:
    '{"kind":["resource.k8s.io","v1","ResourceClaimTemplate"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":{"type":"ResourceClaimTemplateSpec","required":true}}}',
  ResourceClaimTemplateList:
    '{"kind":["resource.k8s.io","v1","ResourceClaimTemplateList"],"fields":{"apiVersion":"string?","items":{"type":"[]ResourceClaimTemplate","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  ResourceClaimTemplateSpec:
    '{"fields":{"metadata":"ObjectMeta?","spec":{"type":"ResourceClaimSpec","required":true}}}',
  ResourcePool:
    '{"fields":{"generation":{"type":"int64","required":true},"name":{"type":"string","required":true},"resourceSliceCount":{"type":"int64","required":true}}}',
  ResourceSlice:
    '{"kind":["resource.k8s.io","v1","ResourceSlice"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":{"type":"ResourceSliceSpec","required":true}}}',
  ResourceSliceList:
    '{"kind":["resource.k8s.io","v1","ResourceSliceList"],"fields":{"apiVersion":"string?","items":{"type":"[]ResourceSlice","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  ResourceSliceSpec:
    '{"fields":{"allNodes":"*bool?","devices":{"type":"[]Device?","list":"atomic"},"driver":{"type":"string","required":true},"nodeName":"*string?","nodeSelector":"*NodeSelector?","perDeviceNodeSelection":"*bool?","pool":{"type":"ResourcePool","required":true},"sharedCounters":{"type":"[]CounterSet?","list":"atomic"}}}',
  PriorityClass:
    '{"kind":["scheduling.k8s.io","v1","PriorityClass"],"fields":{"apiVersion":"string?","description":"string?","globalDefault":"bool?","kind":"string?","metadata":"ObjectMeta?","preemptionPolicy":{"type":"*string?","go":"v1.PreemptionPolicy","enum":["Never","PreemptLowerPriority"]},"value":"int32"}}',
  PriorityClassList:
    '{"kind":["scheduling.k8s.io","v1","PriorityClassList"],"fields":{"apiVersion":"string?","items":{"type":"[]PriorityClass","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  CSIDriver:
    '{"kind":["storage.k8s.io","v1","CSIDriver"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":{"type":"CSIDriverSpec","required":true}}}',
  CSIDriverList:
    '{"kind":["storage.k8s.io","v1","CSIDriverList"],"fields":{"apiVersion":"string?","items":{"type":"[]CSIDriver","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  CSIDriverSpec:
    '{"fields":{"attachRequired":"*bool?","fsGroupPolicy":{"type":"*string?","go":"v1.FSGroupPolicy"},"nodeAllocatableUpdatePeriodSeconds":"*int64?","podInfoOnMount":"*bool?","preventPodSchedulingIfMissing":"*bool?","requiresRepublish":"*bool?","seLinuxMount":"*bool?","serviceAccountTokenInSecrets":"*bool?","storageCapacity":"*bool?","tokenRequests":{"type":"[]StorageTokenRequest?","list":"atomic"},"volumeLifecycleModes":{"type":"[]string?","go":"[]v1.VolumeLifecycleMode","list":"set"}}}',
  CSINode:
    '{"kind":["storage.k8s.io","v1","CSINode"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":{"type":"CSINodeSpec","required":true}}}',
  CSINodeDriver:
    '{"fields":{"allocatable":"*VolumeNodeResources?","name":{"type":"string","required":true},"nodeID":{"type":"string","required":true},"topologyKeys":{"type":"[]string","list":"atomic"}}}',
  CSINodeList:
    '{"kind":["storage.k8s.io","v1","CSINodeList"],"fields":{"apiVersion":"string?","items":{"type":"[]CSINode","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  CSINodeSpec:
    '{"fields":{"drivers":{"type":"[]CSINodeDriver","required":true,"list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"}}}',
  CSIStorageCapacity:
    '{"kind":["storage.k8s.io","v1","CSIStorageCapacity"],"fields":{"apiVersion":"string?","capacity":"*Quantity?","kind":"string?","maximumVolumeSize":"*Quantity?","metadata":"ObjectMeta?","nodeTopology":"*LabelSelector?","storageClassName":{"type":"string","required":true}}}',
  CSIStorageCapacityList:
    '{"kind":["storage.k8s.io","v1","CSIStorageCapacityList"],"fields":{"apiVersion":"string?","items":{"type":"[]CSIStorageCapacity","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  StorageClass:
    '{"kind":["storage.k8s.io","v1","StorageClass"],"fields":{"allowVolumeExpansion":"*bool?","allowedTopologies":{"type":"[]TopologySelectorTerm?","list":"atomic"},"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","mountOptions":{"type":"[]string?","list":"atomic"},"parameters":"map[]string?","provisioner":{"type":"string","required":true},"reclaimPolicy":{"type":"*string?","go":"v1.PersistentVolumeReclaimPolicy","enum":["Delete","Recycle","Retain"]},"volumeBindingMode":{"type":"*string?","go":"v1.VolumeBindingMode","enum":["Immediate","WaitForFirstConsumer"]}}}',
  StorageClassList:
    '{"kind":["storage.k8s.io","v1","StorageClassList"],"fields":{"apiVersion":"string?","items":{"type":"[]StorageClass","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  StorageTokenRequest:
    '{"go":"v1.TokenRequest","fields":{"audience":{"type":"string","required":true},"expirationSeconds":"*int64?"}}',
  VolumeAttachment:
    '{"kind":["storage.k8s.io","v1","VolumeAttachment"],"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":{"type":"VolumeAttachmentSpec","required":true},"status":"VolumeAttachmentStatus?"}}',
  VolumeAttachmentList:
    '{"kind":["storage.k8s.io","v1","VolumeAttachmentList"],"fields":{"apiVersion":"string?","items":{"type":"[]VolumeAttachment","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  VolumeAttachmentSource: '{"fields":{"inlineVolumeSpec":"*PersistentVolumeSpec?","persistentVolumeName":"*string?"}}',
  VolumeAttachmentSpec:
    '{"fields":{"attacher":{"type":"string","required":true},"nodeName":{"type":"string","required":true},"source":{"type":"VolumeAttachmentSource","required":true}}}',
  VolumeAttachmentStatus:
    '{"fields":{"attachError":"*VolumeError?","attached":{"type":"bool","required":true},"attachmentMetadata":"map[]string?","detachError":"*VolumeError?"}}',
  VolumeAttributesClass:
    '{"kind":["storage.k8s.io","v1","VolumeAttributesClass"],"fields":{"apiVersion":"string?","driverName":{"type":"string","required":true},"kind":"string?","metadata":"ObjectMeta?","parameters":"map[]string?"}}',
  VolumeAttributesClassList:
    '{"kind":["storage.k8s.io","v1","VolumeAttributesClassList"],"fields":{"apiVersion":"string?","items":{"type":"[]VolumeAttributesClass","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  VolumeError: '{"fields":{"errorCode":"*int32?","message":"string?","time":"Time?"}}',
  VolumeNodeResources: '{"fields":{"count":"*int32?"}}',
  CustomResourceColumnDefinition:
    '{"storedAsJson":true,"fields":{"description":"string?","format":"string?","jsonPath":{"type":"string","required":true},"name":{"type":"string","required":true},"priority":"int32?","type":{"type":"string","required":true}}}',
  CustomResourceConversion:
    '{"storedAsJson":true,"fields":{"strategy":{"type":"string","go":"v1.ConversionStrategyType","required":true},"webhook":"*WebhookConversion?"}}',
  CustomResourceDefinition:
    '{"kind":["apiextensions.k8s.io","v1","CustomResourceDefinition"],"storedAsJson":true,"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":{"type":"CustomResourceDefinitionSpec","required":true},"status":"CustomResourceDefinitionStatus?"}}',
  CustomResourceDefinitionCondition:
    '{"storedAsJson":true,"fields":{"lastTransitionTime":"Time?","message":"string?","observedGeneration":"int64?","reason":"string?","status":{"type":"string","go":"v1.ConditionStatus","required":true},"type":{"type":"string","go":"v1.CustomResourceDefinitionConditionType","required":true}}}',
  CustomResourceDefinitionList:
    '{"kind":["apiextensions.k8s.io","v1","CustomResourceDefinitionList"],"storedAsJson":true,"fields":{"apiVersion":"string?","items":{"type":"[]CustomResourceDefinition","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  CustomResourceDefinitionNames:
    '{"storedAsJson":true,"fields":{"categories":{"type":"[]string?","list":"atomic"},"kind":{"type":"string","required":true},"listKind":"string?","plural":{"type":"string","required":true},"shortNames":{"type":"[]string?","list":"atomic"},"singular":"string?"}}',
  CustomResourceDefinitionSpec:
    '{"storedAsJson":true,"fields":{"conversion":"*CustomResourceConversion?","group":{"type":"string","required":true},"names":{"type":"CustomResourceDefinitionNames","required":true},"preserveUnknownFields":"bool?","scope":{"type":"string","go":"v1.ResourceScope","required":true},"versions":{"type":"[]CustomResourceDefinitionVersion","required":true,"list":"atomic"}}}',
  CustomResourceDefinitionStatus:
    '{"storedAsJson":true,"fields":{"acceptedNames":"CustomResourceDefinitionNames","conditions":{"type":"[]CustomResourceDefinitionCondition","list":"map","keys":["type"]},"observedGeneration":"int64?","storedVersions":{"type":"[]string","list":"atomic"}}}',
  CustomResourceDefinitionVersion:
    '{"storedAsJson":true,"fields":{"additionalPrinterColumns":{"type":"[]CustomResourceColumnDefinition?","list":"atomic"},"deprecated":"bool?","deprecationWarning":"*string?","name":{"type":"string","required":true},"schema":"*CustomResourceValidation?","selectableFields":{"type":"[]SelectableField?","list":"atomic"},"served":{"type":"bool","required":true},"storage":{"type":"bool","required":true},"subresources":"*CustomResourceSubresources?"}}',
  CustomResourceSubresourceScale:
    '{"storedAsJson":true,"fields":{"labelSelectorPath":"*string?","specReplicasPath":{"type":"string","required":true},"statusReplicasPath":{"type":"string","required":true}}}',
  CustomResourceSubresourceStatus: '{"storedAsJson":true,"fields":{}}',
  CustomResourceSubresources:
    '{"storedAsJson":true,"fields":{"scale":"*CustomResourceSubresourceScale?","status":"*CustomResourceSubresourceStatus?"}}',
  CustomResourceValidation: '{"storedAsJson":true,"fields":{"openAPIV3Schema":"*JSONSchemaProps?"}}',
  ExternalDocumentation: '{"storedAsJson":true,"fields":{"description":"string?","url":"string?"}}',
  JsonValue: '{"go":"v1.JSON","storedAsJson":true,"fields":{}}',
  JSONSchemaProps:
    '{"storedAsJson":true,"fields":{"$ref":"*string?","$schema":{"type":"string?","go":"v1.JSONSchemaURL"},"additionalItems":"*JSONSchemaPropsOrBool?","additionalProperties":"*JSONSchemaPropsOrBool?","allOf":{"type":"[]JSONSchemaProps?","list":"atomic"},"anyOf":{"type":"[]JSONSchemaProps?","list":"atomic"},"default":"*JsonValue?","definitions":{"type":"map[]JSONSchemaProps?","go":"v1.JSONSchemaDefinitions","unnamed":"map[string]v1.JSONSchemaProps"},"dependencies":{"type":"map[]JSONSchemaPropsOrStringArray?","go":"v1.JSONSchemaDependencies","unnamed":"map[string]v1.JSONSchemaPropsOrStringArray"},"description":"string?","enum":{"type":"[]JsonValue?","list":"atomic"},"example":"*JsonValue?","exclusiveMaximum":"bool?","exclusiveMinimum":"bool?","externalDocs":"*ExternalDocumentation?","format":"string?","id":"string?","items":"*JSONSchemaPropsOrArray?","maxItems":"*int64?","maxLength":"*int64?","maxProperties":"*int64?","maximum":"*float64?","minItems":"*int64?","minLength":"*int64?","minProperties":"*int64?","minimum":"*float64?","multipleOf":"*float64?","not":"*JSONSchemaProps?","nullable":"bool?","oneOf":{"type":"[]JSONSchemaProps?","list":"atomic"},"pattern":"string?","patternProperties":"map[]JSONSchemaProps?","properties":"map[]JSONSchemaProps?","required":{"type":"[]string?","list":"atomic"},"title":"string?","type":"string?","uniqueItems":"bool?","x-kubernetes-embedded-resource":"bool?","x-kubernetes-int-or-string":"bool?","x-kubernetes-list-map-keys":{"type":"[]string?","list":"atomic"},"x-kubernetes-list-type":"*string?","x-kubernetes-map-type":"*string?","x-kubernetes-preserve-unknown-fields":"*bool?","x-kubernetes-validations":{"type":"[]ValidationRule?","go":"v1.ValidationRules","unnamed":"[]v1.ValidationRule","list":"map","keys":["rule"],"strategy":"merge","mergeKey":"rule"}}}',
  JSONSchemaPropsOrArray: '{"storedAsJson":true,"fields":{}}',
  JSONSchemaPropsOrBool: '{"storedAsJson":true,"fields":{}}',
  JSONSchemaPropsOrStringArray: '{"storedAsJson":true,"fields":{}}',
  SelectableField: '{"storedAsJson":true,"fields":{"jsonPath":{"type":"string","required":true}}}',
  ApiextensionsServiceReference:
    '{"go":"v1.ServiceReference","storedAsJson":true,"fields":{"name":{"type":"string","required":true},"namespace":{"type":"string","required":true},"path":"*string?","port":"*int32?"}}',
  ValidationRule:
    '{"storedAsJson":true,"fields":{"fieldPath":"string?","message":"string?","messageExpression":"string?","optionalOldSelf":"*bool?","reason":{"type":"*string?","go":"v1.FieldValueErrorReason","enum":["FieldValueDuplicate","FieldValueForbidden","FieldValueInvalid","FieldValueRequired"]},"rule":{"type":"string","required":true}}}',
  ApiextensionsWebhookClientConfig:
    '{"go":"v1.WebhookClientConfig","storedAsJson":true,"fields":{"caBundle":"bytes?","service":"*ApiextensionsServiceReference?","url":"*string?"}}',
  WebhookConversion:
    '{"storedAsJson":true,"fields":{"clientConfig":"*ApiextensionsWebhookClientConfig?","conversionReviewVersions":{"type":"[]string","required":true,"list":"atomic"}}}',
  Quantity: '{"go":"resource.Quantity","fields":{}}',
  APIGroup:
    '{"kind":["","v1","APIGroup"],"fields":{"apiVersion":"string?","kind":"string?","name":{"type":"string","required":true},"preferredVersion":"GroupVersionForDiscovery?","serverAddressByClientCIDRs":{"type":"[]ServerAddressByClientCIDR?","list":"atomic"},"versions":{"type":"[]GroupVersionForDiscovery","required":true,"list":"atomic"}}}',
  APIGroupList:
    '{"kind":["","v1","APIGroupList"],"fields":{"apiVersion":"string?","groups":{"type":"[]APIGroup","required":true,"list":"atomic"},"kind":"string?"}}',
  APIResource:
    '{"fields":{"categories":{"type":"[]string?","list":"atomic"},"group":"string?","kind":{"type":"string","required":true},"name":{"type":"string","required":true},"namespaced":{"type":"bool","required":true},"shortNames":{"type":"[]string?","list":"atomic"},"singularName":{"type":"string","required":true},"storageVersionHash":"string?","verbs":{"type":"[]string","go":"v1.Verbs","unnamed":"[]string","required":true},"version":"string?"}}',
  APIResourceList:
    '{"kind":["","v1","APIResourceList"],"fields":{"apiVersion":"string?","groupVersion":{"type":"string","required":true},"kind":"string?","resources":{"type":"[]APIResource","required":true,"list":"atomic"}}}',
  APIVersions:
    '{"kind":["","v1","APIVersions"],"fields":{"apiVersion":"string?","kind":"string?","serverAddressByClientCIDRs":{"type":"[]ServerAddressByClientCIDR","required":true,"list":"atomic"},"versions":{"type":"[]string","required":true,"list":"atomic"}}}',
  Condition:
    '{"fields":{"lastTransitionTime":{"type":"Time","required":true},"message":{"type":"string","required":true},"observedGeneration":"int64?","reason":{"type":"string","required":true},"status":{"type":"string","go":"v1.ConditionStatus","required":true},"type":{"type":"string","required":true}}}',
  DeleteOptions:
    '{"fields":{"apiVersion":"string?","dryRun":{"type":"[]string?","list":"atomic"},"gracePeriodSeconds":"*int64?","ignoreStoreReadErrorWithClusterBreakingPotential":"*bool?","kind":"string?","orphanDependents":"*bool?","preconditions":"*Preconditions?","propagationPolicy":{"type":"*string?","go":"v1.DeletionPropagation"}}}',
  FieldSelectorRequirement:
    '{"fields":{"key":{"type":"string","required":true},"operator":{"type":"string","go":"v1.FieldSelectorOperator","required":true},"values":{"type":"[]string?","list":"atomic"}}}',
  FieldsV1: '{"fields":{}}',
  GroupVersionForDiscovery:
    '{"fields":{"groupVersion":{"type":"string","required":true},"version":{"type":"string","required":true}}}',
  LabelSelector:
    '{"map":"atomic","fields":{"matchExpressions":{"type":"[]LabelSelectorRequirement?","list":"atomic"},"matchLabels":"map[]string?"}}',
  LabelSelectorRequirement:
    '{"fields":{"key":{"type":"string","required":true},"operator":{"type":"string","go":"v1.LabelSelectorOperator","required":true},"values":{"type":"[]string?","list":"atomic"}}}',
  ListMeta:
    '{"fields":{"continue":"string?","remainingItemCount":"*int64?","resourceVersion":"string?","selfLink":"string?","shardInfo":"*ShardInfo?"}}',
  ManagedFieldsEntry:
    '{"fields":{"apiVersion":"string?","fieldsType":"string?","fieldsV1":"*FieldsV1?","manager":"string?","operation":{"type":"string?","go":"v1.ManagedFieldsOperationType"},"subresource":"string?","time":"*Time?"}}',
  MicroTime: '{"fields":{}}',
  ObjectMeta:
    '{"fields":{"annotations":"map[]string?","creationTimestamp":"*Time?","deletionGracePeriodSeconds":"*int64?","deletionTimestamp":"*Time?","finalizers":{"type":"[]string?","list":"set","strategy":"merge"},"generateName":"string?","generation":"int64?","labels":"map[]string?","managedFields":{"type":"[]ManagedFieldsEntry?","list":"atomic"},"name":"string?","namespace":"string?","ownerReferences":{"type":"[]OwnerReference?","list":"map","keys":["uid"],"strategy":"merge","mergeKey":"uid"},"resourceVersion":"string?","selfLink":"string?","uid":{"type":"string?","go":"types.UID"}}}',
  OwnerReference:
    '{"map":"atomic","fields":{"apiVersion":{"type":"string","required":true},"blockOwnerDeletion":"*bool?","controller":"*bool?","kind":{"type":"string","required":true},"name":{"type":"string","required":true},"uid":{"type":"string","go":"types.UID","required":true}}}',
  Patch: '{"fields":{}}',
  Preconditions: '{"fields":{"resourceVersion":"*string?","uid":{"type":"*string?","go":"types.UID"}}}',
  ServerAddressByClientCIDR:
    '{"fields":{"clientCIDR":{"type":"string","required":true},"serverAddress":{"type":"string","required":true}}}',
  ShardInfo: '{"fields":{"selector":{"type":"string","required":true}}}',
  Status:
    '{"kind":["","v1","Status"],"fields":{"apiVersion":"string?","code":"int32?","details":"*StatusDetails?","kind":"string?","message":"string?","metadata":"ListMeta?","reason":{"type":"string?","go":"v1.StatusReason"},"status":"string?"}}',
  StatusCause: '{"fields":{"field":"string?","message":"string?","reason":{"type":"string?","go":"v1.CauseType"}}}',
  StatusDetails:
    '{"fields":{"causes":{"type":"[]StatusCause?","list":"atomic"},"group":"string?","kind":"string?","name":"string?","retryAfterSeconds":"int32?","uid":{"type":"string?","go":"types.UID"}}}',
  Time: '{"fields":{}}',
  WatchEvent: '{"fields":{"object":{"type":"RawExtension","required":true},"type":{"type":"string","required":true}}}',
  RawExtension: '{"go":"runtime.RawExtension","fields":{}}',
  IntOrString: '{"go":"intstr.IntOrString","fields":{}}',
  Info:
    '{"go":"version.Info","fields":{"buildDate":{"type":"string","required":true},"compiler":{"type":"string","required":true},"emulationMajor":"string","emulationMinor":"string","gitCommit":{"type":"string","required":true},"gitTreeState":{"type":"string","required":true},"gitVersion":{"type":"string","required":true},"goVersion":{"type":"string","required":true},"major":{"type":"string","required":true},"minCompatibilityMajor":"string","minCompatibilityMinor":"string","minor":{"type":"string","required":true},"platform":{"type":"string","required":true}}}',
  APIService:
    '{"kind":["apiregistration.k8s.io","v1","APIService"],"storedAsJson":true,"fields":{"apiVersion":"string?","kind":"string?","metadata":"ObjectMeta?","spec":"APIServiceSpec?","status":"APIServiceStatus?"}}',
  APIServiceCondition:
    '{"storedAsJson":true,"fields":{"lastTransitionTime":"Time?","message":"string?","reason":"string?","status":{"type":"string","go":"v1.ConditionStatus","required":true},"type":{"type":"string","go":"v1.APIServiceConditionType","required":true}}}',
  APIServiceList:
    '{"kind":["apiregistration.k8s.io","v1","APIServiceList"],"storedAsJson":true,"fields":{"apiVersion":"string?","items":{"type":"[]APIService","required":true},"kind":"string?","metadata":"ListMeta?"}}',
  APIServiceSpec:
    '{"storedAsJson":true,"fields":{"caBundle":{"type":"bytes?","list":"atomic"},"group":"string?","groupPriorityMinimum":{"type":"int32","required":true},"insecureSkipTLSVerify":"bool?","service":"*ApiregistrationServiceReference?","version":"string?","versionPriority":{"type":"int32","required":true}}}',
  APIServiceStatus:
    '{"storedAsJson":true,"fields":{"conditions":{"type":"[]APIServiceCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"}}}',
  ApiregistrationServiceReference:
    '{"go":"v1.ServiceReference","storedAsJson":true,"fields":{"name":"string?","namespace":"string?","port":"*int32?"}}',
};
