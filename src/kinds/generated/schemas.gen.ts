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
    '{"fields":{"name":{"type":"string","required":true},"expression":{"type":"string","required":true}}}',
  MatchResources:
    '{"map":"atomic","fields":{"namespaceSelector":"*LabelSelector?","objectSelector":"*LabelSelector?","resourceRules":{"type":"[]NamedRuleWithOperations?","list":"atomic"},"excludeResourceRules":{"type":"[]NamedRuleWithOperations?","list":"atomic"},"matchPolicy":{"type":"*string?","go":"v1.MatchPolicyType","enum":["Equivalent","Exact"]}}}',
  MutatingAdmissionPolicy:
    '{"kind":["admissionregistration.k8s.io","v1","MutatingAdmissionPolicy"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"MutatingAdmissionPolicySpec?"}}',
  MutatingAdmissionPolicyBinding:
    '{"kind":["admissionregistration.k8s.io","v1","MutatingAdmissionPolicyBinding"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"MutatingAdmissionPolicyBindingSpec?"}}',
  MutatingAdmissionPolicyBindingList:
    '{"kind":["admissionregistration.k8s.io","v1","MutatingAdmissionPolicyBindingList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]MutatingAdmissionPolicyBinding","required":true}}}',
  MutatingAdmissionPolicyBindingSpec:
    '{"fields":{"policyName":"string?","paramRef":"*ParamRef?","matchResources":"*MatchResources?"}}',
  MutatingAdmissionPolicyList:
    '{"kind":["admissionregistration.k8s.io","v1","MutatingAdmissionPolicyList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]MutatingAdmissionPolicy","required":true}}}',
  MutatingAdmissionPolicySpec:
    '{"fields":{"paramKind":"*ParamKind?","matchConstraints":"*MatchResources?","variables":{"type":"[]Variable?","list":"atomic"},"mutations":{"type":"[]Mutation?","list":"atomic"},"failurePolicy":{"type":"*string?","go":"v1.FailurePolicyType","enum":["Fail","Ignore"]},"matchConditions":{"type":"[]MatchCondition?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"},"reinvocationPolicy":{"type":"string?","go":"v1.ReinvocationPolicyType","enum":["IfNeeded","Never"]}}}',
  MutatingWebhook:
    '{"fields":{"name":{"type":"string","required":true},"clientConfig":{"type":"WebhookClientConfig","required":true},"rules":{"type":"[]RuleWithOperations?","list":"atomic"},"failurePolicy":{"type":"*string?","go":"v1.FailurePolicyType","enum":["Fail","Ignore"]},"matchPolicy":{"type":"*string?","go":"v1.MatchPolicyType","enum":["Equivalent","Exact"]},"namespaceSelector":"*LabelSelector?","objectSelector":"*LabelSelector?","sideEffects":{"type":"*string","go":"v1.SideEffectClass","required":true,"enum":["None","NoneOnDryRun","Some","Unknown"]},"timeoutSeconds":"*int32?","admissionReviewVersions":{"type":"[]string","required":true,"list":"atomic"},"reinvocationPolicy":{"type":"*string?","go":"v1.ReinvocationPolicyType","enum":["IfNeeded","Never"]},"matchConditions":{"type":"[]MatchCondition?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"}}}',
  MutatingWebhookConfiguration:
    '{"kind":["admissionregistration.k8s.io","v1","MutatingWebhookConfiguration"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","webhooks":{"type":"[]MutatingWebhook?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"}}}',
  MutatingWebhookConfigurationList:
    '{"kind":["admissionregistration.k8s.io","v1","MutatingWebhookConfigurationList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]MutatingWebhookConfiguration","required":true}}}',
  Mutation:
    '{"fields":{"patchType":{"type":"string","go":"v1.PatchType","required":true,"enum":["ApplyConfiguration","JSONPatch"]},"applyConfiguration":"*ApplyConfiguration?","jsonPatch":"*JSONPatch?"}}',
  NamedRuleWithOperations:
    '{"map":"atomic","fields":{"resourceNames":{"type":"[]string?","list":"atomic"},"operations":{"type":"[]string?","go":"[]v1.OperationType","embedded":"RuleWithOperations","enum":["*","CONNECT","CREATE","DELETE","UPDATE"],"list":"atomic"},"apiGroups":{"type":"[]string?","embedded":"RuleWithOperations.Rule","list":"atomic"},"apiVersions":{"type":"[]string?","embedded":"RuleWithOperations.Rule","list":"atomic"},"resources":{"type":"[]string?","embedded":"RuleWithOperations.Rule","list":"atomic"},"scope":{"type":"*string?","go":"v1.ScopeType","embedded":"RuleWithOperations.Rule","enum":["*","Cluster","Namespaced"]}}}',
  ParamKind: '{"map":"atomic","fields":{"apiVersion":"string?","kind":"string?"}}',
  ParamRef:
    '{"map":"atomic","fields":{"name":"string?","namespace":"string?","selector":"*LabelSelector?","parameterNotFoundAction":{"type":"*string?","go":"v1.ParameterNotFoundActionType"}}}',
  RuleWithOperations:
    '{"fields":{"operations":{"type":"[]string?","go":"[]v1.OperationType","enum":["*","CONNECT","CREATE","DELETE","UPDATE"],"list":"atomic"},"apiGroups":{"type":"[]string?","embedded":"Rule","list":"atomic"},"apiVersions":{"type":"[]string?","embedded":"Rule","list":"atomic"},"resources":{"type":"[]string?","embedded":"Rule","list":"atomic"},"scope":{"type":"*string?","go":"v1.ScopeType","embedded":"Rule","enum":["*","Cluster","Namespaced"]}}}',
  ServiceReference:
    '{"fields":{"namespace":{"type":"string","required":true},"name":{"type":"string","required":true},"path":"*string?","port":"*int32?"}}',
  TypeChecking: '{"fields":{"expressionWarnings":{"type":"[]ExpressionWarning?","list":"atomic"}}}',
  ValidatingAdmissionPolicy:
    '{"kind":["admissionregistration.k8s.io","v1","ValidatingAdmissionPolicy"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"ValidatingAdmissionPolicySpec?","status":"ValidatingAdmissionPolicyStatus?"}}',
  ValidatingAdmissionPolicyBinding:
    '{"kind":["admissionregistration.k8s.io","v1","ValidatingAdmissionPolicyBinding"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":{"type":"ValidatingAdmissionPolicyBindingSpec?","required":true}}}',
  ValidatingAdmissionPolicyBindingList:
    '{"kind":["admissionregistration.k8s.io","v1","ValidatingAdmissionPolicyBindingList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]ValidatingAdmissionPolicyBinding","required":true}}}',
  ValidatingAdmissionPolicyBindingSpec:
    '{"fields":{"policyName":{"type":"string?","required":true},"paramRef":"*ParamRef?","matchResources":"*MatchResources?","validationActions":{"type":"[]string?","go":"[]v1.ValidationAction","required":true,"enum":["Audit","Deny","Warn"],"list":"set"}}}',
  ValidatingAdmissionPolicyList:
    '{"kind":["admissionregistration.k8s.io","v1","ValidatingAdmissionPolicyList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]ValidatingAdmissionPolicy","required":true}}}',
  ValidatingAdmissionPolicySpec:
    '{"fields":{"paramKind":"*ParamKind?","matchConstraints":"*MatchResources?","validations":{"type":"[]Validation?","list":"atomic"},"failurePolicy":{"type":"*string?","go":"v1.FailurePolicyType","enum":["Fail","Ignore"]},"auditAnnotations":{"type":"[]AuditAnnotation?","list":"atomic"},"matchConditions":{"type":"[]MatchCondition?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"},"variables":{"type":"[]Variable?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"}}}',
  ValidatingAdmissionPolicyStatus:
    '{"fields":{"observedGeneration":"int64?","typeChecking":"*TypeChecking?","conditions":{"type":"[]Condition?","list":"map","keys":["type"]}}}',
  ValidatingWebhook:
    '{"fields":{"name":{"type":"string","required":true},"clientConfig":{"type":"WebhookClientConfig","required":true},"rules":{"type":"[]RuleWithOperations?","list":"atomic"},"failurePolicy":{"type":"*string?","go":"v1.FailurePolicyType","enum":["Fail","Ignore"]},"matchPolicy":{"type":"*string?","go":"v1.MatchPolicyType","enum":["Equivalent","Exact"]},"namespaceSelector":"*LabelSelector?","objectSelector":"*LabelSelector?","sideEffects":{"type":"*string","go":"v1.SideEffectClass","required":true,"enum":["None","NoneOnDryRun","Some","Unknown"]},"timeoutSeconds":"*int32?","admissionReviewVersions":{"type":"[]string","required":true,"list":"atomic"},"matchConditions":{"type":"[]MatchCondition?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"}}}',
  ValidatingWebhookConfiguration:
    '{"kind":["admissionregistration.k8s.io","v1","ValidatingWebhookConfiguration"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","webhooks":{"type":"[]ValidatingWebhook?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"}}}',
  ValidatingWebhookConfigurationList:
    '{"kind":["admissionregistration.k8s.io","v1","ValidatingWebhookConfigurationList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]ValidatingWebhookConfiguration","required":true}}}',
  Validation:
    '{"fields":{"expression":{"type":"string","required":true},"message":"string?","reason":{"type":"*string?","go":"v1.StatusReason"},"messageExpression":"string?"}}',
  Variable:
    '{"map":"atomic","fields":{"name":{"type":"string","required":true},"expression":{"type":"string","required":true}}}',
  WebhookClientConfig: '{"fields":{"url":"*string?","service":"*ServiceReference?","caBundle":"bytes?"}}',
  ControllerRevision:
    '{"kind":["apps","v1","ControllerRevision"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","data":"RawExtension?","revision":{"type":"int64","required":true}}}',
  ControllerRevisionList:
    '{"kind":["apps","v1","ControllerRevisionList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]ControllerRevision","required":true}}}',
  DaemonSet:
    '{"kind":["apps","v1","DaemonSet"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"DaemonSetSpec?","status":"DaemonSetStatus?"}}',
  DaemonSetCondition:
    '{"fields":{"type":{"type":"string","go":"v1.DaemonSetConditionType","required":true},"status":{"type":"string","go":"v1.ConditionStatus","required":true},"lastTransitionTime":"Time?","reason":"string?","message":"string?"}}',
  DaemonSetList:
    '{"kind":["apps","v1","DaemonSetList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]DaemonSet","required":true}}}',
  DaemonSetSpec:
    '{"fields":{"selector":{"type":"*LabelSelector","required":true},"template":{"type":"PodTemplateSpec","required":true},"updateStrategy":"DaemonSetUpdateStrategy?","minReadySeconds":"int32?","revisionHistoryLimit":"*int32?"}}',
  DaemonSetStatus:
    '{"fields":{"currentNumberScheduled":{"type":"int32","required":true},"numberMisscheduled":{"type":"int32","required":true},"desiredNumberScheduled":{"type":"int32","required":true},"numberReady":{"type":"int32","required":true},"observedGeneration":"int64?","updatedNumberScheduled":"int32?","numberAvailable":"int32?","numberUnavailable":"int32?","collisionCount":"*int32?","conditions":{"type":"[]DaemonSetCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"}}}',
  DaemonSetUpdateStrategy:
    '{"fields":{"type":{"type":"string?","go":"v1.DaemonSetUpdateStrategyType","enum":["OnDelete","RollingUpdate"]},"rollingUpdate":"*RollingUpdateDaemonSet?"}}',
  Deployment:
    '{"kind":["apps","v1","Deployment"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"DeploymentSpec?","status":"DeploymentStatus?"}}',
  DeploymentCondition:
    '{"fields":{"type":{"type":"string","go":"v1.DeploymentConditionType","required":true},"status":{"type":"string","go":"v1.ConditionStatus","required":true},"lastUpdateTime":"Time?","lastTransitionTime":"Time?","reason":"string?","message":"string?"}}',
  DeploymentList:
    '{"kind":["apps","v1","DeploymentList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]Deployment","required":true}}}',
  DeploymentSpec:
    '{"fields":{"replicas":"*int32?","selector":{"type":"*LabelSelector","required":true},"template":{"type":"PodTemplateSpec","required":true},"strategy":{"type":"DeploymentStrategy?","strategy":"retainKeys"},"minReadySeconds":"int32?","revisionHistoryLimit":"*int32?","paused":"bool?","progressDeadlineSeconds":"*int32?"}}',
  DeploymentStatus:
    '{"fields":{"observedGeneration":"int64?","replicas":"int32?","updatedReplicas":"int32?","readyReplicas":"int32?","availableReplicas":"int32?","unavailableReplicas":"int32?","terminatingReplicas":"*int32?","conditions":{"type":"[]DeploymentCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"},"collisionCount":"*int32?"}}',
  DeploymentStrategy:
    '{"fields":{"type":{"type":"string?","go":"v1.DeploymentStrategyType","enum":["Recreate","RollingUpdate"]},"rollingUpdate":"*RollingUpdateDeployment?"}}',
  ReplicaSet:
    '{"kind":["apps","v1","ReplicaSet"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"ReplicaSetSpec?","status":"ReplicaSetStatus?"}}',
  ReplicaSetCondition:
    '{"fields":{"type":{"type":"string","go":"v1.ReplicaSetConditionType","required":true},"status":{"type":"string","go":"v1.ConditionStatus","required":true},"lastTransitionTime":"Time?","reason":"string?","message":"string?"}}',
  ReplicaSetList:
    '{"kind":["apps","v1","ReplicaSetList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]ReplicaSet","required":true}}}',
  ReplicaSetSpec:
    '{"fields":{"replicas":"*int32?","minReadySeconds":"int32?","selector":{"type":"*LabelSelector","required":true},"template":"PodTemplateSpec?"}}',
  ReplicaSetStatus:
    '{"fields":{"replicas":{"type":"int32","required":true},"fullyLabeledReplicas":"int32?","readyReplicas":"int32?","availableReplicas":"int32?","terminatingReplicas":"*int32?","observedGeneration":"int64?","conditions":{"type":"[]ReplicaSetCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"}}}',
  RollingUpdateDaemonSet: '{"fields":{"maxUnavailable":"*IntOrString?","maxSurge":"*IntOrString?"}}',
  RollingUpdateDeployment: '{"fields":{"maxUnavailable":"*IntOrString?","maxSurge":"*IntOrString?"}}',
  RollingUpdateStatefulSetStrategy: '{"fields":{"partition":"*int32?","maxUnavailable":"*IntOrString?"}}',
  StatefulSet:
    '{"kind":["apps","v1","StatefulSet"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"StatefulSetSpec?","status":"StatefulSetStatus?"}}',
  StatefulSetCondition:
    '{"fields":{"type":{"type":"string","go":"v1.StatefulSetConditionType","required":true},"status":{"type":"string","go":"v1.ConditionStatus","required":true},"lastTransitionTime":"Time?","reason":"string?","message":"string?"}}',
  StatefulSetList:
    '{"kind":["apps","v1","StatefulSetList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]StatefulSet","required":true}}}',
  StatefulSetOrdinals: '{"fields":{"start":"int32"}}',
  StatefulSetPersistentVolumeClaimRetentionPolicy:
    '{"fields":{"whenDeleted":{"type":"string?","go":"v1.PersistentVolumeClaimRetentionPolicyType"},"whenScaled":{"type":"string?","go":"v1.PersistentVolumeClaimRetentionPolicyType"}}}',
  StatefulSetSpec:
    '{"fields":{"replicas":"*int32?","selector":{"type":"*LabelSelector","required":true},"template":{"type":"PodTemplateSpec","required":true},"volumeClaimTemplates":{"type":"[]PersistentVolumeClaim?","list":"atomic"},"serviceName":"string","podManagementPolicy":{"type":"string?","go":"v1.PodManagementPolicyType","enum":["OrderedReady","Parallel"]},"updateStrategy":"StatefulSetUpdateStrategy?","revisionHistoryLimit":"*int32?","minReadySeconds":"int32?","persistentVolumeClaimRetentionPolicy":"*StatefulSetPersistentVolumeClaimRetentionPolicy?","ordinals":"*StatefulSetOrdinals?"}}',
  StatefulSetStatus:
    '{"fields":{"observedGeneration":"int64?","replicas":{"type":"int32","required":true},"readyReplicas":"int32?","currentReplicas":"int32?","updatedReplicas":"int32?","currentRevision":"string?","updateRevision":"string?","collisionCount":"*int32?","conditions":{"type":"[]StatefulSetCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"},"availableReplicas":"int32"}}',
  StatefulSetUpdateStrategy:
    '{"fields":{"type":{"type":"string?","go":"v1.StatefulSetUpdateStrategyType","enum":["OnDelete","RollingUpdate"]},"rollingUpdate":"*RollingUpdateStatefulSetStrategy?"}}',
  BoundObjectReference:
    '{"fields":{"kind":"string?","apiVersion":"string?","name":"string?","uid":{"type":"string?","go":"types.UID"}}}',
  SelfSubjectReview:
    '{"kind":["authentication.k8s.io","v1","SelfSubjectReview"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","status":"SelfSubjectReviewStatus?"}}',
  SelfSubjectReviewStatus: '{"fields":{"userInfo":"UserInfo?"}}',
  TokenRequest:
    '{"kind":["authentication.k8s.io","v1","TokenRequest"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"TokenRequestSpec","status":"TokenRequestStatus?"}}',
  TokenRequestSpec:
    '{"fields":{"audiences":{"type":"[]string","list":"atomic"},"expirationSeconds":"*int64","boundObjectRef":"*BoundObjectReference"}}',
  TokenRequestStatus: '{"fields":{"token":"string","expirationTimestamp":"Time"}}',
  TokenReview:
    '{"kind":["authentication.k8s.io","v1","TokenReview"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":{"type":"TokenReviewSpec","required":true},"status":"TokenReviewStatus?"}}',
  TokenReviewSpec:
    '{"fields":{"token":{"type":"string?","required":true},"audiences":{"type":"[]string?","list":"atomic"}}}',
  TokenReviewStatus:
    '{"fields":{"authenticated":"bool?","user":"UserInfo?","audiences":{"type":"[]string?","list":"atomic"},"error":"string?"}}',
  UserInfo:
    '{"fields":{"username":"string?","uid":"string?","groups":{"type":"[]string?","list":"atomic"},"extra":{"type":"map[][]string?","go":"map[string]v1.ExtraValue"}}}',
  FieldSelectorAttributes:
    '{"fields":{"rawSelector":"string?","requirements":{"type":"[]FieldSelectorRequirement?","list":"atomic"}}}',
  LabelSelectorAttributes:
    '{"fields":{"rawSelector":"string?","requirements":{"type":"[]LabelSelectorRequirement?","list":"atomic"}}}',
  LocalSubjectAccessReview:
    '{"kind":["authorization.k8s.io","v1","LocalSubjectAccessReview"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":{"type":"SubjectAccessReviewSpec","required":true},"status":"SubjectAccessReviewStatus?"}}',
  NonResourceAttributes: '{"fields":{"path":"string?","verb":"string?"}}',
  NonResourceRule:
    '{"fields":{"verbs":{"type":"[]string","required":true,"list":"atomic"},"nonResourceURLs":{"type":"[]string?","list":"atomic"}}}',
  ResourceAttributes:
    '{"fields":{"namespace":"string?","verb":"string?","group":"string?","version":"string?","resource":"string?","subresource":"string?","name":"string?","fieldSelector":"*FieldSelectorAttributes?","labelSelector":"*LabelSelectorAttributes?"}}',
  ResourceRule:
    '{"fields":{"verbs":{"type":"[]string","required":true,"list":"atomic"},"apiGroups":{"type":"[]string?","list":"atomic"},"resources":{"type":"[]string?","list":"atomic"},"resourceNames":{"type":"[]string?","list":"atomic"}}}',
  SelfSubjectAccessReview:
    '{"kind":["authorization.k8s.io","v1","SelfSubjectAccessReview"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":{"type":"SelfSubjectAccessReviewSpec","required":true},"status":"SubjectAccessReviewStatus?"}}',
  SelfSubjectAccessReviewSpec:
    '{"fields":{"resourceAttributes":"*ResourceAttributes?","nonResourceAttributes":"*NonResourceAttributes?"}}',
  SelfSubjectRulesReview:
    '{"kind":["authorization.k8s.io","v1","SelfSubjectRulesReview"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":{"type":"SelfSubjectRulesReviewSpec","required":true},"status":"SubjectRulesReviewStatus?"}}',
  SelfSubjectRulesReviewSpec: '{"fields":{"namespace":"string?"}}',
  SubjectAccessReview:
    '{"kind":["authorization.k8s.io","v1","SubjectAccessReview"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":{"type":"SubjectAccessReviewSpec","required":true},"status":"SubjectAccessReviewStatus?"}}',
  SubjectAccessReviewSpec:
    '{"fields":{"resourceAttributes":"*ResourceAttributes?","nonResourceAttributes":"*NonResourceAttributes?","user":"string?","groups":{"type":"[]string?","list":"atomic"},"extra":{"type":"map[][]string?","go":"map[string]v1.ExtraValue"},"uid":"string?"}}',
  SubjectAccessReviewStatus:
    '{"fields":{"allowed":{"type":"bool","required":true},"denied":"bool?","reason":"string?","evaluationError":"string?"}}',
  SubjectRulesReviewStatus:
    '{"fields":{"resourceRules":{"type":"[]ResourceRule","required":true,"list":"atomic"},"nonResourceRules":{"type":"[]NonResourceRule","required":true,"list":"atomic"},"incomplete":{"type":"bool","required":true},"evaluationError":"string?"}}',
  AutoscalingV1CrossVersionObjectReference:
    '{"go":"v1.CrossVersionObjectReference","map":"atomic","fields":{"kind":{"type":"string","required":true},"name":{"type":"string","required":true},"apiVersion":"string?"}}',
  AutoscalingV1HorizontalPodAutoscaler:
    '{"go":"v1.HorizontalPodAutoscaler","kind":["autoscaling","v1","HorizontalPodAutoscaler"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":{"type":"AutoscalingV1HorizontalPodAutoscalerSpec?","required":true},"status":"AutoscalingV1HorizontalPodAutoscalerStatus?"}}',
  AutoscalingV1HorizontalPodAutoscalerList:
    '{"go":"v1.HorizontalPodAutoscalerList","kind":["autoscaling","v1","HorizontalPodAutoscalerList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]AutoscalingV1HorizontalPodAutoscaler","required":true}}}',
  AutoscalingV1HorizontalPodAutoscalerSpec:
    '{"go":"v1.HorizontalPodAutoscalerSpec","fields":{"scaleTargetRef":{"type":"AutoscalingV1CrossVersionObjectReference","required":true},"minReplicas":"*int32?","maxReplicas":{"type":"int32","required":true},"targetCPUUtilizationPercentage":"*int32?"}}',
  AutoscalingV1HorizontalPodAutoscalerStatus:
    '{"go":"v1.HorizontalPodAutoscalerStatus","fields":{"observedGeneration":"*int64?","lastScaleTime":"*Time?","currentReplicas":{"type":"int32","required":true},"desiredReplicas":{"type":"int32","required":true},"currentCPUUtilizationPercentage":"*int32?"}}',
  Scale:
    '{"kind":["autoscaling","v1","Scale"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"ScaleSpec?","status":"ScaleStatus?"}}',
  ScaleSpec: '{"fields":{"replicas":"int32?"}}',
  ScaleStatus: '{"fields":{"replicas":{"type":"int32","required":true},"selector":"string?"}}',
  ContainerResourceMetricSource:
    '{"go":"v2.ContainerResourceMetricSource","fields":{"name":{"type":"string","go":"v1.ResourceName","required":true},"target":{"type":"MetricTarget","required":true},"container":{"type":"string","required":true}}}',
  ContainerResourceMetricStatus:
    '{"go":"v2.ContainerResourceMetricStatus","fields":{"name":{"type":"string","go":"v1.ResourceName","required":true},"current":{"type":"MetricValueStatus","required":true},"container":{"type":"string","required":true}}}',
  CrossVersionObjectReference:
    '{"go":"v2.CrossVersionObjectReference","fields":{"kind":{"type":"string","required":true},"name":{"type":"string","required":true},"apiVersion":"string?"}}',
  ExternalMetricSource:
    '{"go":"v2.ExternalMetricSource","fields":{"metric":{"type":"MetricIdentifier","required":true},"target":{"type":"MetricTarget","required":true}}}',
  ExternalMetricStatus:
    '{"go":"v2.ExternalMetricStatus","fields":{"metric":{"type":"MetricIdentifier","required":true},"current":{"type":"MetricValueStatus","required":true}}}',
  HPAScalingPolicy:
    '{"go":"v2.HPAScalingPolicy","fields":{"type":{"type":"string","go":"v2.HPAScalingPolicyType","required":true},"value":{"type":"int32","required":true},"periodSeconds":{"type":"int32","required":true}}}',
  HPAScalingRules:
    '{"go":"v2.HPAScalingRules","fields":{"stabilizationWindowSeconds":"*int32?","selectPolicy":{"type":"*string?","go":"v2.ScalingPolicySelect"},"policies":{"type":"[]HPAScalingPolicy?","list":"atomic"},"tolerance":"*Quantity?"}}',
  HorizontalPodAutoscaler:
    '{"go":"v2.HorizontalPodAutoscaler","kind":["autoscaling","v2","HorizontalPodAutoscaler"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":{"type":"HorizontalPodAutoscalerSpec?","required":true},"status":"HorizontalPodAutoscalerStatus?"}}',
  HorizontalPodAutoscalerBehavior:
    '{"go":"v2.HorizontalPodAutoscalerBehavior","fields":{"scaleUp":"*HPAScalingRules?","scaleDown":"*HPAScalingRules?"}}',
  HorizontalPodAutoscalerCondition:
    '{"go":"v2.HorizontalPodAutoscalerCondition","fields":{"type":{"type":"string","go":"v2.HorizontalPodAutoscalerConditionType","required":true},"status":{"type":"string","go":"v1.ConditionStatus","required":true},"lastTransitionTime":"Time?","reason":"string?","message":"string?"}}',
  HorizontalPodAutoscalerList:
    '{"go":"v2.HorizontalPodAutoscalerList","kind":["autoscaling","v2","HorizontalPodAutoscalerList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]HorizontalPodAutoscaler","required":true}}}',
  HorizontalPodAutoscalerSpec:
    '{"go":"v2.HorizontalPodAutoscalerSpec","fields":{"scaleTargetRef":{"type":"CrossVersionObjectReference","required":true},"minReplicas":"*int32?","maxReplicas":{"type":"int32","required":true},"metrics":{"type":"[]MetricSpec?","list":"atomic"},"behavior":"*HorizontalPodAutoscalerBehavior?"}}',
  HorizontalPodAutoscalerStatus:
    '{"go":"v2.HorizontalPodAutoscalerStatus","fields":{"observedGeneration":"*int64?","lastScaleTime":"*Time?","currentReplicas":"int32?","desiredReplicas":{"type":"int32","required":true},"currentMetrics":{"type":"[]MetricStatus","list":"atomic"},"conditions":{"type":"[]HorizontalPodAutoscalerCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"}}}',
  MetricIdentifier:
    '{"go":"v2.MetricIdentifier","fields":{"name":{"type":"string","required":true},"selector":"*LabelSelector?"}}',
  MetricSpec:
    '{"go":"v2.MetricSpec","fields":{"type":{"type":"string","go":"v2.MetricSourceType","required":true},"object":"*ObjectMetricSource?","pods":"*PodsMetricSource?","resource":"*ResourceMetricSource?","containerResource":"*ContainerResourceMetricSource?","external":"*ExternalMetricSource?"}}',
  MetricStatus:
    '{"go":"v2.MetricStatus","fields":{"type":{"type":"string","go":"v2.MetricSourceType","required":true},"object":"*ObjectMetricStatus?","pods":"*PodsMetricStatus?","resource":"*ResourceMetricStatus?","containerResource":"*ContainerResourceMetricStatus?","external":"*ExternalMetricStatus?"}}',
  MetricTarget:
    '{"go":"v2.MetricTarget","fields":{"type":{"type":"string","go":"v2.MetricTargetType","required":true},"value":"*Quantity?","averageValue":"*Quantity?","averageUtilization":"*int32?"}}',
  MetricValueStatus:
    '{"go":"v2.MetricValueStatus","fields":{"value":"*Quantity?","averageValue":"*Quantity?","averageUtilization":"*int32?"}}',
  ObjectMetricSource:
    '{"go":"v2.ObjectMetricSource","fields":{"describedObject":{"type":"CrossVersionObjectReference","required":true},"target":{"type":"MetricTarget","required":true},"metric":{"type":"MetricIdentifier","required":true}}}',
  ObjectMetricStatus:
    '{"go":"v2.ObjectMetricStatus","fields":{"metric":{"type":"MetricIdentifier","required":true},"current":{"type":"MetricValueStatus","required":true},"describedObject":{"type":"CrossVersionObjectReference","required":true}}}',
  PodsMetricSource:
    '{"go":"v2.PodsMetricSource","fields":{"metric":{"type":"MetricIdentifier","required":true},"target":{"type":"MetricTarget","required":true}}}',
  PodsMetricStatus:
    '{"go":"v2.PodsMetricStatus","fields":{"metric":{"type":"MetricIdentifier","required":true},"current":{"type":"MetricValueStatus","required":true}}}',
  ResourceMetricSource:
    '{"go":"v2.ResourceMetricSource","fields":{"name":{"type":"string","go":"v1.ResourceName","required":true},"target":{"type":"MetricTarget","required":true}}}',
  ResourceMetricStatus:
    '{"go":"v2.ResourceMetricStatus","fields":{"name":{"type":"string","go":"v1.ResourceName","required":true},"current":{"type":"MetricValueStatus","required":true}}}',
  CronJob:
    '{"kind":["batch","v1","CronJob"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":{"type":"CronJobSpec?","required":true},"status":"CronJobStatus?"}}',
  CronJobList:
    '{"kind":["batch","v1","CronJobList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]CronJob","required":true}}}',
  CronJobSpec:
    '{"fields":{"schedule":{"type":"string","required":true},"timeZone":"*string?","startingDeadlineSeconds":"*int64?","concurrencyPolicy":{"type":"string?","go":"v1.ConcurrencyPolicy","enum":["Allow","Forbid","Replace"]},"suspend":"*bool?","jobTemplate":{"type":"JobTemplateSpec","required":true},"successfulJobsHistoryLimit":"*int32?","failedJobsHistoryLimit":"*int32?"}}',
  CronJobStatus:
    '{"fields":{"active":{"type":"[]ObjectReference?","list":"atomic"},"lastScheduleTime":"*Time?","lastSuccessfulTime":"*Time?"}}',
  Job:
    '{"kind":["batch","v1","Job"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"JobSpec?","status":"JobStatus?"}}',
  JobCondition:
    '{"fields":{"type":{"type":"string","go":"v1.JobConditionType","required":true},"status":{"type":"string","go":"v1.ConditionStatus","required":true},"lastProbeTime":"Time?","lastTransitionTime":"Time?","reason":"string?","message":"string?"}}',
  JobList:
    '{"kind":["batch","v1","JobList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]Job","required":true}}}',
  JobSpec:
    '{"fields":{"parallelism":"*int32?","completions":"*int32?","activeDeadlineSeconds":"*int64?","podFailurePolicy":"*PodFailurePolicy?","successPolicy":"*SuccessPolicy?","backoffLimit":"*int32?","backoffLimitPerIndex":"*int32?","maxFailedIndexes":"*int32?","selector":"*LabelSelector?","manualSelector":"*bool?","template":{"type":"PodTemplateSpec","required":true},"ttlSecondsAfterFinished":"*int32?","completionMode":{"type":"*string?","go":"v1.CompletionMode","enum":["Indexed","NonIndexed"]},"suspend":"*bool?","podReplacementPolicy":{"type":"*string?","go":"v1.PodReplacementPolicy","enum":["Failed","TerminatingOrFailed"]},"managedBy":"*string?"}}',
  JobStatus:
    '{"fields":{"conditions":{"type":"[]JobCondition?","list":"atomic","strategy":"merge","mergeKey":"type"},"startTime":"*Time?","completionTime":"*Time?","active":"int32?","succeeded":"int32?","failed":"int32?","terminating":"*int32?","completedIndexes":"string?","failedIndexes":"*string?","uncountedTerminatedPods":"*UncountedTerminatedPods?","ready":"*int32?"}}',
  JobTemplateSpec: '{"fields":{"metadata":"ObjectMeta?","spec":"JobSpec?"}}',
  PodFailurePolicy: '{"fields":{"rules":{"type":"[]PodFailurePolicyRule","required":true,"list":"atomic"}}}',
  PodFailurePolicyOnExitCodesRequirement:
    '{"fields":{"containerName":"*string?","operator":{"type":"string","go":"v1.PodFailurePolicyOnExitCodesOperator","required":true,"enum":["In","NotIn"]},"values":{"type":"[]int32","required":true,"list":"set"}}}',
  PodFailurePolicyOnPodConditionsPattern:
    '{"fields":{"type":{"type":"string","go":"v1.PodConditionType","required":true},"status":{"type":"string","go":"v1.ConditionStatus"}}}',
  PodFailurePolicyRule:
    '{"fields":{"action":{"type":"string","go":"v1.PodFailurePolicyAction","required":true,"enum":["Count","FailIndex","FailJob","Ignore"]},"onExitCodes":"*PodFailurePolicyOnExitCodesRequirement?","onPodConditions":{"type":"[]PodFailurePolicyOnPodConditionsPattern?","list":"atomic"}}}',
  SuccessPolicy: '{"fields":{"rules":{"type":"[]SuccessPolicyRule","required":true,"list":"atomic"}}}',
  SuccessPolicyRule: '{"fields":{"succeededIndexes":"*string?","succeededCount":"*int32?"}}',
  UncountedTerminatedPods:
    '{"fields":{"succeeded":{"type":"[]string?","go":"[]types.UID","list":"set"},"failed":{"type":"[]string?","go":"[]types.UID","list":"set"}}}',
  CertificateSigningRequest:
    '{"kind":["certificates.k8s.io","v1","CertificateSigningRequest"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":{"type":"CertificateSigningRequestSpec","required":true},"status":"CertificateSigningRequestStatus?"}}',
  CertificateSigningRequestCondition:
    '{"fields":{"type":{"type":"string","go":"v1.RequestConditionType","required":true},"status":{"type":"string","go":"v1.ConditionStatus","required":true},"reason":"string?","message":"string?","lastUpdateTime":"Time?","lastTransitionTime":"Time?"}}',
  CertificateSigningRequestList:
    '{"kind":["certificates.k8s.io","v1","CertificateSigningRequestList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]CertificateSigningRequest","required":true}}}',
  CertificateSigningRequestSpec:
    '{"fields":{"request":{"type":"bytes","required":true},"signerName":{"type":"string","required":true},"expirationSeconds":"*int32?","usages":{"type":"[]string?","go":"[]v1.KeyUsage","enum":["any","cert sign","client auth","code signing","content commitment","crl sign","data encipherment","decipher only","digital signature","email protection","encipher only","ipsec end system","ipsec tunnel","ipsec user","key agreement","key encipherment","microsoft sgc","netscape sgc","ocsp signing","s/mime","server auth","signing","timestamping"],"list":"atomic"},"username":"string?","uid":"string?","groups":{"type":"[]string?","list":"atomic"},"extra":{"type":"map[][]string?","go":"map[string]v1.ExtraValue"}}}',
  CertificateSigningRequestStatus:
    '{"fields":{"conditions":{"type":"[]CertificateSigningRequestCondition?","list":"map","keys":["type"]},"certificate":"bytes?"}}',
  Lease:
    '{"kind":["coordination.k8s.io","v1","Lease"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"LeaseSpec?"}}',
  LeaseList:
    '{"kind":["coordination.k8s.io","v1","LeaseList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]Lease","required":true}}}',
  LeaseSpec:
    '{"fields":{"holderIdentity":"*string?","leaseDurationSeconds":"*int32?","acquireTime":"*MicroTime?","renewTime":"*MicroTime?","leaseTransitions":"*int32?","strategy":{"type":"*string?","go":"v1.CoordinatedLeaseStrategy"},"preferredHolder":"*string?"}}',
  AWSElasticBlockStoreVolumeSource:
    '{"fields":{"volumeID":{"type":"string","required":true},"fsType":"string?","partition":"int32?","readOnly":"bool?"}}',
  Affinity:
    '{"fields":{"nodeAffinity":"*NodeAffinity?","podAffinity":"*PodAffinity?","podAntiAffinity":"*PodAntiAffinity?"}}',
  AppArmorProfile:
    '{"fields":{"type":{"type":"string","go":"v1.AppArmorProfileType","required":true,"enum":["Localhost","RuntimeDefault","Unconfined"]},"localhostProfile":"*string?"}}',
  AttachedVolume:
    '{"fields":{"name":{"type":"string","go":"v1.UniqueVolumeName","required":true},"devicePath":{"type":"string","required":true}}}',
  AzureDiskVolumeSource:
    '{"fields":{"diskName":{"type":"string","required":true},"diskURI":{"type":"string","required":true},"cachingMode":{"type":"*string?","go":"v1.AzureDataDiskCachingMode","default":"ReadWrite","enum":["None","ReadOnly","ReadWrite"]},"fsType":{"type":"*string?","default":"ext4"},"readOnly":"*bool?","kind":{"type":"*string?","go":"v1.AzureDataDiskKind","default":"Shared","enum":["Dedicated","Managed","Shared"]}}}',
  AzureFilePersistentVolumeSource:
    '{"fields":{"secretName":{"type":"string","required":true},"shareName":{"type":"string","required":true},"readOnly":"bool?","secretNamespace":"*string"}}',
  AzureFileVolumeSource:
    '{"fields":{"secretName":{"type":"string","required":true},"shareName":{"type":"string","required":true},"readOnly":"bool?"}}',
  Binding:
    '{"kind":["","v1","Binding"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","target":{"type":"ObjectReference","required":true}}}',
  CSIPersistentVolumeSource:
    '{"fields":{"driver":{"type":"string","required":true},"volumeHandle":{"type":"string","required":true},"readOnly":"bool?","fsType":"string?","volumeAttributes":"map[]string?","controllerPublishSecretRef":"*SecretReference?","nodeStageSecretRef":"*SecretReference?","nodePublishSecretRef":"*SecretReference?","controllerExpandSecretRef":"*SecretReference?","nodeExpandSecretRef":"*SecretReference?"}}',
  CSIVolumeSource:
    '{"fields":{"driver":{"type":"string","required":true},"readOnly":"*bool?","fsType":"*string?","volumeAttributes":"map[]string?","nodePublishSecretRef":"*LocalObjectReference?"}}',
  Capabilities:
    '{"fields":{"add":{"type":"[]string?","go":"[]v1.Capability","list":"atomic"},"drop":{"type":"[]string?","go":"[]v1.Capability","list":"atomic"}}}',
  CephFSPersistentVolumeSource:
    '{"fields":{"monitors":{"type":"[]string","required":true,"list":"atomic"},"path":"string?","user":"string?","secretFile":"string?","secretRef":"*SecretReference?","readOnly":"bool?"}}',
  CephFSVolumeSource:
    '{"fields":{"monitors":{"type":"[]string","required":true,"list":"atomic"},"path":"string?","user":"string?","secretFile":"string?","secretRef":"*LocalObjectReference?","readOnly":"bool?"}}',
  CinderPersistentVolumeSource:
    '{"fields":{"volumeID":{"type":"string","required":true},"fsType":"string?","readOnly":"bool?","secretRef":"*SecretReference?"}}',
  CinderVolumeSource:
    '{"fields":{"volumeID":{"type":"string","required":true},"fsType":"string?","readOnly":"bool?","secretRef":"*LocalObjectReference?"}}',
  ClientIPConfig: '{"fields":{"timeoutSeconds":"*int32?"}}',
  ClusterTrustBundleProjection:
    '{"fields":{"name":"*string?","signerName":"*string?","labelSelector":"*LabelSelector?","optional":"*bool?","path":{"type":"string","required":true}}}',
  ComponentCondition:
    '{"fields":{"type":{"type":"string","go":"v1.ComponentConditionType","required":true},"status":{"type":"string","go":"v1.ConditionStatus","required":true},"message":"string?","error":"string?"}}',
  ComponentStatus:
    '{"kind":["","v1","ComponentStatus"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","conditions":{"type":"[]ComponentCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"}}}',
  ComponentStatusList:
    '{"kind":["","v1","ComponentStatusList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]ComponentStatus","required":true}}}',
  ConfigMap:
    '{"kind":["","v1","ConfigMap"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","immutable":"*bool?","data":"map[]string?","binaryData":"map[]bytes?"}}',
  ConfigMapEnvSource:
    '{"fields":{"name":{"type":"string?","embedded":"LocalObjectReference","default":""},"optional":"*bool?"}}',
  ConfigMapKeySelector:
    '{"map":"atomic","fields":{"name":{"type":"string?","embedded":"LocalObjectReference","default":""},"key":{"type":"string","required":true},"optional":"*bool?"}}',
  ConfigMapList:
    '{"kind":["","v1","ConfigMapList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]ConfigMap","required":true}}}',
  ConfigMapNodeConfigSource:
    '{"fields":{"namespace":{"type":"string","required":true},"name":{"type":"string","required":true},"uid":{"type":"string?","go":"types.UID"},"resourceVersion":"string?","kubeletConfigKey":{"type":"string","required":true}}}',
  ConfigMapProjection:
    '{"fields":{"name":{"type":"string?","embedded":"LocalObjectReference","default":""},"items":{"type":"[]KeyToPath?","list":"atomic"},"optional":"*bool?"}}',
  ConfigMapVolumeSource:
    '{"fields":{"name":{"type":"string?","embedded":"LocalObjectReference","default":""},"items":{"type":"[]KeyToPath?","list":"atomic"},"defaultMode":"*int32?","optional":"*bool?"}}',
  Container:
    '{"fields":{"name":{"type":"string","required":true},"image":"string?","command":{"type":"[]string?","list":"atomic"},"args":{"type":"[]string?","list":"atomic"},"workingDir":"string?","ports":{"type":"[]ContainerPort?","list":"map","keys":["containerPort","protocol"],"strategy":"merge","mergeKey":"containerPort"},"envFrom":{"type":"[]EnvFromSource?","list":"atomic"},"env":{"type":"[]EnvVar?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"},"resources":"ResourceRequirements?","resizePolicy":{"type":"[]ContainerResizePolicy?","list":"atomic"},"restartPolicy":{"type":"*string?","go":"v1.ContainerRestartPolicy"},"restartPolicyRules":{"type":"[]ContainerRestartRule?","list":"atomic"},"volumeMounts":{"type":"[]VolumeMount?","list":"map","keys":["mountPath"],"strategy":"merge","mergeKey":"mountPath"},"volumeDevices":{"type":"[]VolumeDevice?","list":"map","keys":["devicePath"],"strategy":"merge","mergeKey":"devicePath"},"livenessProbe":"*Probe?","readinessProbe":"*Probe?","startupProbe":"*Probe?","lifecycle":"*Lifecycle?","terminationMessagePath":"string?","terminationMessagePolicy":{"type":"string?","go":"v1.TerminationMessagePolicy","enum":["FallbackToLogsOnError","File"]},"imagePullPolicy":{"type":"string?","go":"v1.PullPolicy","enum":["Always","IfNotPresent","Never"]},"securityContext":"*SecurityContext?","stdin":"bool?","stdinOnce":"bool?","tty":"bool?"}}',
  ContainerExtendedResourceRequest:
    '{"fields":{"containerName":{"type":"string","required":true},"resourceName":{"type":"string","required":true},"requestName":{"type":"string","required":true}}}',
  ContainerImage: '{"fields":{"names":{"type":"[]string","list":"atomic"},"sizeBytes":"int64?"}}',
  ContainerPort:
    '{"fields":{"name":"string?","hostPort":"int32?","containerPort":{"type":"int32","required":true},"protocol":{"type":"string?","go":"v1.Protocol","default":"TCP","enum":["SCTP","TCP","UDP"]},"hostIP":"string?"}}',
  ContainerResizePolicy:
    '{"fields":{"resourceName":{"type":"string","go":"v1.ResourceName","required":true},"restartPolicy":{"type":"string","go":"v1.ResourceResizeRestartPolicy","required":true}}}',
  ContainerRestartRule:
    '{"fields":{"action":{"type":"string?","go":"v1.ContainerRestartRuleAction","required":true},"exitCodes":"*ContainerRestartRuleOnExitCodes?"}}',
  ContainerRestartRuleOnExitCodes:
    '{"fields":{"operator":{"type":"string?","go":"v1.ContainerRestartRuleOnExitCodesOperator","required":true},"values":{"type":"[]int32?","list":"set"}}}',
  ContainerState:
    '{"fields":{"waiting":"*ContainerStateWaiting?","running":"*ContainerStateRunning?","terminated":"*ContainerStateTerminated?"}}',
  ContainerStateRunning: '{"fields":{"startedAt":"Time?"}}',
  ContainerStateTerminated:
    '{"fields":{"exitCode":{"type":"int32","required":true},"signal":"int32?","reason":"string?","message":"string?","startedAt":"Time?","finishedAt":"Time?","containerID":"string?"}}',
  ContainerStateWaiting: '{"fields":{"reason":"string?","message":"string?"}}',
  ContainerStatus:
    '{"fields":{"name":{"type":"string","required":true},"state":"ContainerState?","lastState":"ContainerState?","ready":{"type":"bool","required":true},"restartCount":{"type":"int32","required":true},"image":{"type":"string","required":true},"imageID":{"type":"string","required":true},"containerID":"string?","started":"*bool?","allocatedResources":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"resources":"*ResourceRequirements?","volumeMounts":{"type":"[]VolumeMountStatus?","list":"map","keys":["mountPath"],"strategy":"merge","mergeKey":"mountPath"},"user":"*ContainerUser?","allocatedResourcesStatus":{"type":"[]ResourceStatus?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"},"stopSignal":{"type":"*string?","go":"v1.Signal","enum":["SIGABRT","SIGALRM","SIGBUS","SIGCHLD","SIGCLD","SIGCONT","SIGFPE","SIGHUP","SIGILL","SIGINT","SIGIO","SIGIOT","SIGKILL","SIGPIPE","SIGPOLL","SIGPROF","SIGPWR","SIGQUIT","SIGRTMAX","SIGRTMAX-1","SIGRTMAX-10","SIGRTMAX-11","SIGRTMAX-12","SIGRTMAX-13","SIGRTMAX-14","SIGRTMAX-2","SIGRTMAX-3","SIGRTMAX-4","SIGRTMAX-5","SIGRTMAX-6","SIGRTMAX-7","SIGRTMAX-8","SIGRTMAX-9","SIGRTMIN","SIGRTMIN+1","SIGRTMIN+10","SIGRTMIN+11","SIGRTMIN+12","SIGRTMIN+13","SIGRTMIN+14","SIGRTMIN+15","SIGRTMIN+2","SIGRTMIN+3","SIGRTMIN+4","SIGRTMIN+5","SIGRTMIN+6","SIGRTMIN+7","SIGRTMIN+8","SIGRTMIN+9","SIGSEGV","SIGSTKFLT","SIGSTOP","SIGSYS","SIGTERM","SIGTRAP","SIGTSTP","SIGTTIN","SIGTTOU","SIGURG","SIGUSR1","SIGUSR2","SIGVTALRM","SIGWINCH","SIGXCPU","SIGXFSZ"]}}}',
  ContainerUser: '{"fields":{"linux":"*LinuxContainerUser?"}}',
  DaemonEndpoint: '{"fields":{"Port":{"type":"int32","required":true}}}',
  DownwardAPIProjection: '{"fields":{"items":{"type":"[]DownwardAPIVolumeFile?","list":"atomic"}}}',
  DownwardAPIVolumeFile:
    '{"fields":{"path":{"type":"string","required":true},"fieldRef":"*ObjectFieldSelector?","resourceFieldRef":"*ResourceFieldSelector?","mode":"*int32?"}}',
  DownwardAPIVolumeSource:
    '{"fields":{"items":{"type":"[]DownwardAPIVolumeFile?","list":"atomic"},"defaultMode":"*int32?"}}',
  EmptyDirVolumeSource: '{"fields":{"medium":{"type":"string?","go":"v1.StorageMedium"},"sizeLimit":"*Quantity?"}}',
  EndpointAddress:
    '{"map":"atomic","fields":{"ip":{"type":"string","required":true},"hostname":"string?","nodeName":"*string?","targetRef":"*ObjectReference?"}}',
  EndpointPort:
    '{"map":"atomic","fields":{"name":"string?","port":{"type":"int32","required":true},"protocol":{"type":"string?","go":"v1.Protocol","enum":["SCTP","TCP","UDP"]},"appProtocol":"*string?"}}',
  EndpointSubset:
    '{"fields":{"addresses":{"type":"[]EndpointAddress?","list":"atomic"},"notReadyAddresses":{"type":"[]EndpointAddress?","list":"atomic"},"ports":{"type":"[]EndpointPort?","list":"atomic"}}}',
  Endpoints:
    '{"kind":["","v1","Endpoints"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","subsets":{"type":"[]EndpointSubset?","list":"atomic"}}}',
  EndpointsList:
    '{"kind":["","v1","EndpointsList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]Endpoints","required":true}}}',
  EnvFromSource:
    '{"fields":{"prefix":"string?","configMapRef":"*ConfigMapEnvSource?","secretRef":"*SecretEnvSource?"}}',
  EnvVar: '{"fields":{"name":{"type":"string","required":true},"value":"string?","valueFrom":"*EnvVarSource?"}}',
  EnvVarSource:
    '{"fields":{"fieldRef":"*ObjectFieldSelector?","resourceFieldRef":"*ResourceFieldSelector?","configMapKeyRef":"*ConfigMapKeySelector?","secretKeyRef":"*SecretKeySelector?","fileKeyRef":"*FileKeySelector?"}}',
  EphemeralContainer:
    '{"fields":{"name":{"type":"string","embedded":"EphemeralContainerCommon","required":true},"image":{"type":"string?","embedded":"EphemeralContainerCommon"},"command":{"type":"[]string?","embedded":"EphemeralContainerCommon","list":"atomic"},"args":{"type":"[]string?","embedded":"EphemeralContainerCommon","list":"atomic"},"workingDir":{"type":"string?","embedded":"EphemeralContainerCommon"},"ports":{"type":"[]ContainerPort?","embedded":"EphemeralContainerCommon","list":"map","keys":["containerPort","protocol"],"strategy":"merge","mergeKey":"containerPort"},"envFrom":{"type":"[]EnvFromSource?","embedded":"EphemeralContainerCommon","list":"atomic"},"env":{"type":"[]EnvVar?","embedded":"EphemeralContainerCommon","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"},"resources":{"type":"ResourceRequirements?","embedded":"EphemeralContainerCommon"},"resizePolicy":{"type":"[]ContainerResizePolicy?","embedded":"EphemeralContainerCommon","list":"atomic"},"restartPolicy":{"type":"*string?","go":"v1.ContainerRestartPolicy","embedded":"EphemeralContainerCommon"},"restartPolicyRules":{"type":"[]ContainerRestartRule?","embedded":"EphemeralContainerCommon","list":"atomic"},"volumeMounts":{"type":"[]VolumeMount?","embedded":"EphemeralContainerCommon","list":"map","keys":["mountPath"],"strategy":"merge","mergeKey":"mountPath"},"volumeDevices":{"type":"[]VolumeDevice?","embedded":"EphemeralContainerCommon","list":"map","keys":["devicePath"],"strategy":"merge","mergeKey":"devicePath"},"livenessProbe":{"type":"*Probe?","embedded":"EphemeralContainerCommon"},"readinessProbe":{"type":"*Probe?","embedded":"EphemeralContainerCommon"},"startupProbe":{"type":"*Probe?","embedded":"EphemeralContainerCommon"},"lifecycle":{"type":"*Lifecycle?","embedded":"EphemeralContainerCommon"},"terminationMessagePath":{"type":"string?","embedded":"EphemeralContainerCommon"},"terminationMessagePolicy":{"type":"string?","go":"v1.TerminationMessagePolicy","embedded":"EphemeralContainerCommon","enum":["FallbackToLogsOnError","File"]},"imagePullPolicy":{"type":"string?","go":"v1.PullPolicy","embedded":"EphemeralContainerCommon","enum":["Always","IfNotPresent","Never"]},"securityContext":{"type":"*SecurityContext?","embedded":"EphemeralContainerCommon"},"stdin":{"type":"bool?","embedded":"EphemeralContainerCommon"},"stdinOnce":{"type":"bool?","embedded":"EphemeralContainerCommon"},"tty":{"type":"bool?","embedded":"EphemeralContainerCommon"},"targetContainerName":"string?"}}',
  EphemeralVolumeSource: '{"fields":{"volumeClaimTemplate":"*PersistentVolumeClaimTemplate?"}}',
  CoreEvent:
    '{"go":"v1.Event","kind":["","v1","Event"],"fields":{"kind":"string?","apiVersion":"string?","metadata":{"type":"ObjectMeta","required":true},"involvedObject":{"type":"ObjectReference","required":true},"reason":"string?","message":"string?","source":"EventSource?","firstTimestamp":"Time?","lastTimestamp":"Time?","count":"int32?","type":"string?","eventTime":"MicroTime?","series":"*CoreEventSeries?","action":"string?","related":"*ObjectReference?","reportingComponent":"string","reportingInstance":"string"}}',
  CoreEventList:
    '{"go":"v1.EventList","kind":["","v1","EventList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]CoreEvent","required":true}}}',
  CoreEventSeries: '{"go":"v1.EventSeries","fields":{"count":"int32?","lastObservedTime":"MicroTime?"}}',
  EventSource: '{"fields":{"component":"string?","host":"string?"}}',
  ExecAction: '{"fields":{"command":{"type":"[]string?","list":"atomic"}}}',
  FCVolumeSource:
    '{"fields":{"targetWWNs":{"type":"[]string?","list":"atomic"},"lun":"*int32?","fsType":"string?","readOnly":"bool?","wwids":{"type":"[]string?","list":"atomic"}}}',
  FileKeySelector:
    '{"map":"atomic","fields":{"volumeName":{"type":"string","required":true},"path":{"type":"string","required":true},"key":{"type":"string","required":true},"optional":"*bool?"}}',
  FlexPersistentVolumeSource:
    '{"fields":{"driver":{"type":"string","required":true},"fsType":"string?","secretRef":"*SecretReference?","readOnly":"bool?","options":"map[]string?"}}',
  FlexVolumeSource:
    '{"fields":{"driver":{"type":"string","required":true},"fsType":"string?","secretRef":"*LocalObjectReference?","readOnly":"bool?","options":"map[]string?"}}',
  FlockerVolumeSource: '{"fields":{"datasetName":"string?","datasetUUID":"string?"}}',
  GCEPersistentDiskVolumeSource:
    '{"fields":{"pdName":{"type":"string","required":true},"fsType":"string?","partition":"int32?","readOnly":"bool?"}}',
  GRPCAction: '{"fields":{"port":{"type":"int32","required":true},"service":"*string"}}',
  GitRepoVolumeSource:
    '{"fields":{"repository":{"type":"string","required":true},"revision":"string?","directory":"string?"}}',
  GlusterfsPersistentVolumeSource:
    '{"fields":{"endpoints":{"type":"string","required":true},"path":{"type":"string","required":true},"readOnly":"bool?","endpointsNamespace":"*string?"}}',
  GlusterfsVolumeSource:
    '{"fields":{"endpoints":{"type":"string","required":true},"path":{"type":"string","required":true},"readOnly":"bool?"}}',
  HTTPGetAction:
    '{"fields":{"path":"string?","port":{"type":"IntOrString","required":true},"host":"string?","scheme":{"type":"string?","go":"v1.URIScheme","enum":["HTTP","HTTPS"]},"httpHeaders":{"type":"[]HTTPHeader?","list":"atomic"}}}',
  HTTPHeader: '{"fields":{"name":{"type":"string","required":true},"value":{"type":"string","required":true}}}',
  HostAlias: '{"fields":{"ip":{"type":"string","required":true},"hostnames":{"type":"[]string?","list":"atomic"}}}',
  HostIP: '{"fields":{"ip":{"type":"string","required":true}}}',
  HostPathVolumeSource:
    '{"fields":{"path":{"type":"string","required":true},"type":{"type":"*string?","go":"v1.HostPathType","enum":["","BlockDevice","CharDevice","Directory","DirectoryOrCreate","File","FileOrCreate","Socket"]}}}',
  ISCSIPersistentVolumeSource:
    '{"fields":{"targetPortal":{"type":"string","required":true},"iqn":{"type":"string","required":true},"lun":{"type":"int32","required":true},"iscsiInterface":{"type":"string?","default":"default"},"fsType":"string?","readOnly":"bool?","portals":{"type":"[]string?","list":"atomic"},"chapAuthDiscovery":"bool?","chapAuthSession":"bool?","secretRef":"*SecretReference?","initiatorName":"*string?"}}',
  ISCSIVolumeSource:
    '{"fields":{"targetPortal":{"type":"string","required":true},"iqn":{"type":"string","required":true},"lun":{"type":"int32","required":true},"iscsiInterface":{"type":"string?","default":"default"},"fsType":"string?","readOnly":"bool?","portals":{"type":"[]string?","list":"atomic"},"chapAuthDiscovery":"bool?","chapAuthSession":"bool?","secretRef":"*LocalObjectReference?","initiatorName":"*string?"}}',
  ImageVolumeSource:
    '{"fields":{"reference":"string?","pullPolicy":{"type":"string?","go":"v1.PullPolicy","enum":["Always","IfNotPresent","Never"]}}}',
  ImageVolumeStatus: '{"fields":{"imageRef":{"type":"string?","required":true}}}',
  KeyToPath:
    '{"fields":{"key":{"type":"string","required":true},"path":{"type":"string","required":true},"mode":"*int32?"}}',
  Lifecycle:
    '{"fields":{"postStart":"*LifecycleHandler?","preStop":"*LifecycleHandler?","stopSignal":{"type":"*string?","go":"v1.Signal","enum":["SIGABRT","SIGALRM","SIGBUS","SIGCHLD","SIGCLD","SIGCONT","SIGFPE","SIGHUP","SIGILL","SIGINT","SIGIO","SIGIOT","SIGKILL","SIGPIPE","SIGPOLL","SIGPROF","SIGPWR","SIGQUIT","SIGRTMAX","SIGRTMAX-1","SIGRTMAX-10","SIGRTMAX-11","SIGRTMAX-12","SIGRTMAX-13","SIGRTMAX-14","SIGRTMAX-2","SIGRTMAX-3","SIGRTMAX-4","SIGRTMAX-5","SIGRTMAX-6","SIGRTMAX-7","SIGRTMAX-8","SIGRTMAX-9","SIGRTMIN","SIGRTMIN+1","SIGRTMIN+10","SIGRTMIN+11","SIGRTMIN+12","SIGRTMIN+13","SIGRTMIN+14","SIGRTMIN+15","SIGRTMIN+2","SIGRTMIN+3","SIGRTMIN+4","SIGRTMIN+5","SIGRTMIN+6","SIGRTMIN+7","SIGRTMIN+8","SIGRTMIN+9","SIGSEGV","SIGSTKFLT","SIGSTOP","SIGSYS","SIGTERM","SIGTRAP","SIGTSTP","SIGTTIN","SIGTTOU","SIGURG","SIGUSR1","SIGUSR2","SIGVTALRM","SIGWINCH","SIGXCPU","SIGXFSZ"]}}}',
  LifecycleHandler:
    '{"fields":{"exec":"*ExecAction?","httpGet":"*HTTPGetAction?","tcpSocket":"*TCPSocketAction?","sleep":"*SleepAction?"}}',
  LimitRange:
    '{"kind":["","v1","LimitRange"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"LimitRangeSpec?"}}',
  LimitRangeItem:
    '{"fields":{"type":{"type":"string","go":"v1.LimitType","required":true},"max":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"min":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"default":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"defaultRequest":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"maxLimitRequestRatio":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"}}}',
  LimitRangeList:
    '{"kind":["","v1","LimitRangeList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]LimitRange","required":true}}}',
  LimitRangeSpec: '{"fields":{"limits":{"type":"[]LimitRangeItem","required":true,"list":"atomic"}}}',
  LinuxContainerUser:
    '{"fields":{"uid":{"type":"int64","required":true},"gid":{"type":"int64","required":true},"supplementalGroups":{"type":"[]int64?","list":"atomic"}}}',
  LoadBalancerIngress:
    '{"fields":{"ip":"string?","hostname":"string?","ipMode":{"type":"*string?","go":"v1.LoadBalancerIPMode"},"ports":{"type":"[]PortStatus?","list":"atomic"}}}',
  LoadBalancerStatus: '{"fields":{"ingress":{"type":"[]LoadBalancerIngress?","list":"atomic"}}}',
  LocalObjectReference: '{"map":"atomic","fields":{"name":{"type":"string?","default":""}}}',
  LocalVolumeSource: '{"fields":{"path":{"type":"string","required":true},"fsType":"*string?"}}',
  ModifyVolumeStatus:
    '{"fields":{"targetVolumeAttributesClassName":"string?","status":{"type":"string","go":"v1.PersistentVolumeClaimModifyVolumeStatus","required":true,"enum":["InProgress","Infeasible","Pending"]}}}',
  NFSVolumeSource:
    '{"fields":{"server":{"type":"string","required":true},"path":{"type":"string","required":true},"readOnly":"bool?"}}',
  Namespace:
    '{"kind":["","v1","Namespace"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"NamespaceSpec?","status":"NamespaceStatus?"}}',
  NamespaceCondition:
    '{"fields":{"type":{"type":"string","go":"v1.NamespaceConditionType","required":true},"status":{"type":"string","go":"v1.ConditionStatus","required":true},"lastTransitionTime":"Time?","reason":"string?","message":"string?"}}',
  NamespaceList:
    '{"kind":["","v1","NamespaceList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]Namespace","required":true}}}',
  NamespaceSpec: '{"fields":{"finalizers":{"type":"[]string?","go":"[]v1.FinalizerName","list":"atomic"}}}',
  NamespaceStatus:
    '{"fields":{"phase":{"type":"string?","go":"v1.NamespacePhase","enum":["Active","Terminating"]},"conditions":{"type":"[]NamespaceCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"}}}',
  Node:
    '{"kind":["","v1","Node"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"NodeSpec?","status":"NodeStatus?"}}',
  NodeAddress:
    '{"fields":{"type":{"type":"string","go":"v1.NodeAddressType","required":true},"address":{"type":"string","required":true}}}',
  NodeAffinity:
    '{"fields":{"requiredDuringSchedulingIgnoredDuringExecution":"*NodeSelector?","preferredDuringSchedulingIgnoredDuringExecution":{"type":"[]PreferredSchedulingTerm?","list":"atomic"}}}',
  NodeAllocatableResourceClaimStatus:
    '{"fields":{"resourceClaimName":{"type":"string","required":true},"containers":{"type":"[]string?","list":"set"},"resources":{"type":"map[]Quantity","go":"map[v1.ResourceName]resource.Quantity","required":true}}}',
  NodeCondition:
    '{"fields":{"type":{"type":"string","go":"v1.NodeConditionType","required":true},"status":{"type":"string","go":"v1.ConditionStatus","required":true},"lastHeartbeatTime":"Time?","lastTransitionTime":"Time?","reason":"string?","message":"string?"}}',
  NodeConfigSource: '{"fields":{"configMap":"*ConfigMapNodeConfigSource?"}}',
  NodeConfigStatus:
    '{"fields":{"assigned":"*NodeConfigSource?","active":"*NodeConfigSource?","lastKnownGood":"*NodeConfigSource?","error":"string?"}}',
  NodeDaemonEndpoints: '{"fields":{"kubeletEndpoint":"DaemonEndpoint?"}}',
  NodeFeatures: '{"fields":{"supplementalGroupsPolicy":"*bool?"}}',
  NodeList:
    '{"kind":["","v1","NodeList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]Node","required":true}}}',
  NodeRuntimeHandler: '{"fields":{"name":"string","features":"*NodeRuntimeHandlerFeatures?"}}',
  NodeRuntimeHandlerFeatures: '{"fields":{"recursiveReadOnlyMounts":"*bool?","userNamespaces":"*bool?"}}',
  NodeSelector:
    '{"map":"atomic","fields":{"nodeSelectorTerms":{"type":"[]NodeSelectorTerm","required":true,"list":"atomic"}}}',
  NodeSelectorRequirement:
    '{"fields":{"key":{"type":"string","required":true},"operator":{"type":"string","go":"v1.NodeSelectorOperator","required":true,"enum":["DoesNotExist","Exists","Gt","In","Lt","NotIn"]},"values":{"type":"[]string?","list":"atomic"}}}',
  NodeSelectorTerm:
    '{"map":"atomic","fields":{"matchExpressions":{"type":"[]NodeSelectorRequirement?","list":"atomic"},"matchFields":{"type":"[]NodeSelectorRequirement?","list":"atomic"}}}',
  NodeSpec:
    '{"fields":{"podCIDR":"string?","podCIDRs":{"type":"[]string?","list":"set","strategy":"merge"},"providerID":"string?","unschedulable":"bool?","taints":{"type":"[]Taint?","list":"atomic"},"configSource":"*NodeConfigSource?","externalID":"string?"}}',
  NodeStatus:
    '{"fields":{"capacity":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"allocatable":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"phase":{"type":"string?","go":"v1.NodePhase","enum":["Pending","Running","Terminated"]},"conditions":{"type":"[]NodeCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"},"addresses":{"type":"[]NodeAddress?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"},"daemonEndpoints":"NodeDaemonEndpoints?","nodeInfo":"NodeSystemInfo?","images":{"type":"[]ContainerImage?","list":"atomic"},"volumesInUse":{"type":"[]string?","go":"[]v1.UniqueVolumeName","list":"atomic"},"volumesAttached":{"type":"[]AttachedVolume?","list":"atomic"},"config":"*NodeConfigStatus?","runtimeHandlers":{"type":"[]NodeRuntimeHandler?","list":"atomic"},"features":"*NodeFeatures?","declaredFeatures":{"type":"[]string?","list":"atomic"}}}',
  NodeSwapStatus: '{"fields":{"capacity":"*int64?"}}',
  NodeSystemInfo:
    '{"fields":{"machineID":{"type":"string","required":true},"systemUUID":{"type":"string","required":true},"bootID":{"type":"string","required":true},"kernelVersion":{"type":"string","required":true},"osImage":{"type":"string","required":true},"containerRuntimeVersion":{"type":"string","required":true},"kubeletVersion":{"type":"string","required":true},"kubeProxyVersion":{"type":"string","required":true},"operatingSystem":{"type":"string","required":true},"architecture":{"type":"string","required":true},"swap":"*NodeSwapStatus?"}}',
  ObjectFieldSelector:
    '{"map":"atomic","fields":{"apiVersion":"string?","fieldPath":{"type":"string","required":true}}}',
  ObjectReference:
    '{"map":"atomic","fields":{"kind":"string?","namespace":"string?","name":"string?","uid":{"type":"string?","go":"types.UID"},"apiVersion":"string?","resourceVersion":"string?","fieldPath":"string?"}}',
  PersistentVolume:
    '{"kind":["","v1","PersistentVolume"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"PersistentVolumeSpec?","status":"PersistentVolumeStatus?"}}',
  PersistentVolumeClaim:
    '{"kind":["","v1","PersistentVolumeClaim"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"PersistentVolumeClaimSpec?","status":"PersistentVolumeClaimStatus?"}}',
  PersistentVolumeClaimCondition:
    '{"fields":{"type":{"type":"string","go":"v1.PersistentVolumeClaimConditionType","required":true},"status":{"type":"string","go":"v1.ConditionStatus","required":true},"lastProbeTime":"Time?","lastTransitionTime":"Time?","reason":"string?","message":"string?"}}',
  PersistentVolumeClaimList:
    '{"kind":["","v1","PersistentVolumeClaimList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]PersistentVolumeClaim","required":true}}}',
  PersistentVolumeClaimSpec:
    '{"fields":{"accessModes":{"type":"[]string?","go":"[]v1.PersistentVolumeAccessMode","enum":["ReadOnlyMany","ReadWriteMany","ReadWriteOnce","ReadWriteOncePod"],"list":"atomic"},"selector":"*LabelSelector?","resources":"VolumeResourceRequirements?","volumeName":"string?","storageClassName":"*string?","volumeMode":{"type":"*string?","go":"v1.PersistentVolumeMode","enum":["Block","Filesystem"]},"dataSource":"*TypedLocalObjectReference?","dataSourceRef":"*TypedObjectReference?","volumeAttributesClassName":"*string?"}}',
  PersistentVolumeClaimStatus:
    '{"fields":{"phase":{"type":"string?","go":"v1.PersistentVolumeClaimPhase","enum":["Bound","Lost","Pending"]},"accessModes":{"type":"[]string?","go":"[]v1.PersistentVolumeAccessMode","enum":["ReadOnlyMany","ReadWriteMany","ReadWriteOnce","ReadWriteOncePod"],"list":"atomic"},"capacity":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"conditions":{"type":"[]PersistentVolumeClaimCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"},"allocatedResources":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"allocatedResourceStatuses":{"type":"map[]string?","go":"map[v1.ResourceName]v1.ClaimResourceStatus","map":"granular"},"currentVolumeAttributesClassName":"*string?","modifyVolumeStatus":"*ModifyVolumeStatus?"}}',
  PersistentVolumeClaimTemplate:
    '{"fields":{"metadata":"ObjectMeta?","spec":{"type":"PersistentVolumeClaimSpec","required":true}}}',
  PersistentVolumeClaimVolumeSource: '{"fields":{"claimName":{"type":"string","required":true},"readOnly":"bool?"}}',
  PersistentVolumeList:
    '{"kind":["","v1","PersistentVolumeList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]PersistentVolume","required":true}}}',
  PersistentVolumeSpec:
    '{"fields":{"capacity":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"gcePersistentDisk":{"type":"*GCEPersistentDiskVolumeSource?","embedded":"PersistentVolumeSource"},"awsElasticBlockStore":{"type":"*AWSElasticBlockStoreVolumeSource?","embedded":"PersistentVolumeSource"},"hostPath":{"type":"*HostPathVolumeSource?","embedded":"PersistentVolumeSource"},"glusterfs":{"type":"*GlusterfsPersistentVolumeSource?","embedded":"PersistentVolumeSource"},"nfs":{"type":"*NFSVolumeSource?","embedded":"PersistentVolumeSource"},"rbd":{"type":"*RBDPersistentVolumeSource?","embedded":"PersistentVolumeSource"},"iscsi":{"type":"*ISCSIPersistentVolumeSource?","embedded":"PersistentVolumeSource"},"cinder":{"type":"*CinderPersistentVolumeSource?","embedded":"PersistentVolumeSource"},"cephfs":{"type":"*CephFSPersistentVolumeSource?","embedded":"PersistentVolumeSource"},"fc":{"type":"*FCVolumeSource?","embedded":"PersistentVolumeSource"},"flocker":{"type":"*FlockerVolumeSource?","embedded":"PersistentVolumeSource"},"flexVolume":{"type":"*FlexPersistentVolumeSource?","embedded":"PersistentVolumeSource"},"azureFile":{"type":"*AzureFilePersistentVolumeSource?","embedded":"PersistentVolumeSource"},"vsphereVolume":{"type":"*VsphereVirtualDiskVolumeSource?","embedded":"PersistentVolumeSource"},"quobyte":{"type":"*QuobyteVolumeSource?","embedded":"PersistentVolumeSource"},"azureDisk":{"type":"*AzureDiskVolumeSource?","embedded":"PersistentVolumeSource"},"photonPersistentDisk":{"type":"*PhotonPersistentDiskVolumeSource?","embedded":"PersistentVolumeSource"},"portworxVolume":{"type":"*PortworxVolumeSource?","embedded":"PersistentVolumeSource"},"scaleIO":{"type":"*ScaleIOPersistentVolumeSource?","embedded":"PersistentVolumeSource"},"local":{"type":"*LocalVolumeSource?","embedded":"PersistentVolumeSource"},"storageos":{"type":"*StorageOSPersistentVolumeSource?","embedded":"PersistentVolumeSource"},"csi":{"type":"*CSIPersistentVolumeSource?","embedded":"PersistentVolumeSource"},"accessModes":{"type":"[]string?","go":"[]v1.PersistentVolumeAccessMode","enum":["ReadOnlyMany","ReadWriteMany","ReadWriteOnce","ReadWriteOncePod"],"list":"atomic"},"claimRef":{"type":"*ObjectReference?","map":"granular"},"persistentVolumeReclaimPolicy":{"type":"string?","go":"v1.PersistentVolumeReclaimPolicy","enum":["Delete","Recycle","Retain"]},"storageClassName":"string?","mountOptions":{"type":"[]string?","list":"atomic"},"volumeMode":{"type":"*string?","go":"v1.PersistentVolumeMode","enum":["Block","Filesystem"]},"nodeAffinity":"*VolumeNodeAffinity?","volumeAttributesClassName":"*string?"}}',
  PersistentVolumeStatus:
    '{"fields":{"phase":{"type":"string?","go":"v1.PersistentVolumePhase","enum":["Available","Bound","Failed","Pending","Released"]},"message":"string?","reason":"string?","lastPhaseTransitionTime":"*Time?"}}',
  PhotonPersistentDiskVolumeSource: '{"fields":{"pdID":{"type":"string","required":true},"fsType":"string?"}}',
  Pod:
    '{"kind":["","v1","Pod"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"PodSpec?","status":"PodStatus?"}}',
  PodAffinity:
    '{"fields":{"requiredDuringSchedulingIgnoredDuringExecution":{"type":"[]PodAffinityTerm?","list":"atomic"},"preferredDuringSchedulingIgnoredDuringExecution":{"type":"[]WeightedPodAffinityTerm?","list":"atomic"}}}',
  PodAffinityTerm:
    '{"fields":{"labelSelector":"*LabelSelector?","namespaces":{"type":"[]string?","list":"atomic"},"topologyKey":{"type":"string","required":true},"namespaceSelector":"*LabelSelector?","matchLabelKeys":{"type":"[]string?","list":"atomic"},"mismatchLabelKeys":{"type":"[]string?","list":"atomic"}}}',
  PodAntiAffinity:
    '{"fields":{"requiredDuringSchedulingIgnoredDuringExecution":{"type":"[]PodAffinityTerm?","list":"atomic"},"preferredDuringSchedulingIgnoredDuringExecution":{"type":"[]WeightedPodAffinityTerm?","list":"atomic"}}}',
  PodCertificateProjection:
    '{"fields":{"signerName":{"type":"string?","required":true},"keyType":{"type":"string?","required":true},"maxExpirationSeconds":"*int32?","credentialBundlePath":"string?","keyPath":"string?","certificateChainPath":"string?","userAnnotations":"map[]string?"}}',
  PodCondition:
    '{"fields":{"type":{"type":"string","go":"v1.PodConditionType","required":true},"observedGeneration":"int64?","status":{"type":"string","go":"v1.ConditionStatus","required":true},"lastProbeTime":"Time?","lastTransitionTime":"Time?","reason":"string?","message":"string?"}}',
  PodDNSConfig:
    '{"fields":{"nameservers":{"type":"[]string?","list":"atomic"},"searches":{"type":"[]string?","list":"atomic"},"options":{"type":"[]PodDNSConfigOption?","list":"atomic"}}}',
  PodDNSConfigOption: '{"fields":{"name":"string?","value":"*string?"}}',
  PodExtendedResourceClaimStatus:
    '{"fields":{"requestMappings":{"type":"[]ContainerExtendedResourceRequest","required":true,"list":"atomic"},"resourceClaimName":{"type":"string","required":true}}}',
  PodIP: '{"fields":{"ip":{"type":"string","required":true}}}',
  PodList:
    '{"kind":["","v1","PodList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]Pod","required":true}}}',
  PodOS: '{"fields":{"name":{"type":"string","go":"v1.OSName","required":true}}}',
  PodReadinessGate: '{"fields":{"conditionType":{"type":"string","go":"v1.PodConditionType","required":true}}}',
  PodResourceClaim:
    '{"fields":{"name":{"type":"string","required":true},"resourceClaimName":"*string?","resourceClaimTemplateName":"*string?"}}',
  PodResourceClaimStatus: '{"fields":{"name":{"type":"string","required":true},"resourceClaimName":"*string?"}}',
  PodSchedulingGate: '{"fields":{"name":{"type":"string","required":true}}}',
  PodSchedulingGroup: '{"fields":{"podGroupName":"*string?"}}',
  PodSecurityContext:
    '{"fields":{"seLinuxOptions":"*SELinuxOptions?","windowsOptions":"*WindowsSecurityContextOptions?","runAsUser":"*int64?","runAsGroup":"*int64?","runAsNonRoot":"*bool?","supplementalGroups":{"type":"[]int64?","list":"atomic"},"supplementalGroupsPolicy":{"type":"*string?","go":"v1.SupplementalGroupsPolicy","enum":["Merge","Strict"]},"fsGroup":"*int64?","sysctls":{"type":"[]Sysctl?","list":"atomic"},"fsGroupChangePolicy":{"type":"*string?","go":"v1.PodFSGroupChangePolicy","enum":["Always","OnRootMismatch"]},"seccompProfile":"*SeccompProfile?","appArmorProfile":"*AppArmorProfile?","seLinuxChangePolicy":{"type":"*string?","go":"v1.PodSELinuxChangePolicy"}}}',
  PodSpec:
    '{"fields":{"volumes":{"type":"[]Volume?","list":"map","keys":["name"],"strategy":"merge,retainKeys","mergeKey":"name"},"initContainers":{"type":"[]Container?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"},"containers":{"type":"[]Container","required":true,"list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"},"ephemeralContainers":{"type":"[]EphemeralContainer?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"},"restartPolicy":{"type":"string?","go":"v1.RestartPolicy","enum":["Always","Never","OnFailure"]},"terminationGracePeriodSeconds":"*int64?","activeDeadlineSeconds":"*int64?","dnsPolicy":{"type":"string?","go":"v1.DNSPolicy","enum":["ClusterFirst","ClusterFirstWithHostNet","Default","None"]},"nodeSelector":{"type":"map[]string?","map":"atomic"},"serviceAccountName":"string?","serviceAccount":"string?","automountServiceAccountToken":"*bool?","nodeName":"string?","hostNetwork":"bool?","hostPID":"bool?","hostIPC":"bool?","shareProcessNamespace":"*bool?","securityContext":"*PodSecurityContext?","imagePullSecrets":{"type":"[]LocalObjectReference?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"},"hostname":"string?","subdomain":"string?","affinity":"*Affinity?","schedulerName":"string?","tolerations":{"type":"[]Toleration?","list":"atomic"},"hostAliases":{"type":"[]HostAlias?","list":"map","keys":["ip"],"strategy":"merge","mergeKey":"ip"},"priorityClassName":"string?","priority":"*int32?","dnsConfig":"*PodDNSConfig?","readinessGates":{"type":"[]PodReadinessGate?","list":"atomic"},"runtimeClassName":"*string?","enableServiceLinks":"*bool?","preemptionPolicy":{"type":"*string?","go":"v1.PreemptionPolicy","enum":["Never","PreemptLowerPriority"]},"overhead":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"topologySpreadConstraints":{"type":"[]TopologySpreadConstraint?","list":"map","keys":["topologyKey","whenUnsatisfiable"],"strategy":"merge","mergeKey":"topologyKey"},"setHostnameAsFQDN":"*bool?","os":"*PodOS?","hostUsers":"*bool?","schedulingGates":{"type":"[]PodSchedulingGate?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"},"resourceClaims":{"type":"[]PodResourceClaim?","list":"map","keys":["name"],"strategy":"merge,retainKeys","mergeKey":"name"},"resources":"*ResourceRequirements?","hostnameOverride":"*string?","schedulingGroup":"*PodSchedulingGroup?"}}',
  PodStatus:
    '{"fields":{"observedGeneration":"int64?","phase":{"type":"string?","go":"v1.PodPhase","enum":["Failed","Pending","Running","Succeeded","Unknown"]},"conditions":{"type":"[]PodCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"},"message":"string?","reason":"string?","nominatedNodeName":"string?","hostIP":"string?","hostIPs":{"type":"[]HostIP?","list":"atomic","strategy":"merge","mergeKey":"ip"},"podIP":"string?","podIPs":{"type":"[]PodIP?","list":"map","keys":["ip"],"strategy":"merge","mergeKey":"ip"},"startTime":"*Time?","initContainerStatuses":{"type":"[]ContainerStatus?","list":"atomic"},"containerStatuses":{"type":"[]ContainerStatus?","list":"atomic"},"qosClass":{"type":"string?","go":"v1.PodQOSClass","enum":["BestEffort","Burstable","Guaranteed"]},"ephemeralContainerStatuses":{"type":"[]ContainerStatus?","list":"atomic"},"resize":{"type":"string?","go":"v1.PodResizeStatus"},"resourceClaimStatuses":{"type":"[]PodResourceClaimStatus?","list":"map","keys":["name"],"strategy":"merge,retainKeys","mergeKey":"name"},"extendedResourceClaimStatus":"*PodExtendedResourceClaimStatus?","allocatedResources":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"resources":"*ResourceRequirements?","nodeAllocatableResourceClaimStatuses":{"type":"[]NodeAllocatableResourceClaimStatus?","list":"atomic"}}}',
  PodTemplate:
    '{"kind":["","v1","PodTemplate"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","template":"PodTemplateSpec?"}}',
  PodTemplateList:
    '{"kind":["","v1","PodTemplateList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]PodTemplate","required":true}}}',
  PodTemplateSpec: '{"fields":{"metadata":"ObjectMeta?","spec":"PodSpec?"}}',
  PortStatus:
    '{"fields":{"port":{"type":"int32","required":true},"protocol":{"type":"string","go":"v1.Protocol","required":true,"enum":["SCTP","TCP","UDP"]},"error":"*string?"}}',
  PortworxVolumeSource:
    '{"fields":{"volumeID":{"type":"string","required":true},"fsType":"string?","readOnly":"bool?"}}',
  PreferredSchedulingTerm:
    '{"fields":{"weight":{"type":"int32","required":true},"preference":{"type":"NodeSelectorTerm","required":true}}}',
  Probe:
    '{"fields":{"exec":{"type":"*ExecAction?","embedded":"ProbeHandler"},"httpGet":{"type":"*HTTPGetAction?","embedded":"ProbeHandler"},"tcpSocket":{"type":"*TCPSocketAction?","embedded":"ProbeHandler"},"grpc":{"type":"*GRPCAction?","embedded":"ProbeHandler"},"initialDelaySeconds":"int32?","timeoutSeconds":"int32?","periodSeconds":"int32?","successThreshold":"int32?","failureThreshold":"int32?","terminationGracePeriodSeconds":"*int64?"}}',
  ProjectedVolumeSource: '{"fields":{"sources":{"type":"[]VolumeProjection","list":"atomic"},"defaultMode":"*int32?"}}',
  QuobyteVolumeSource:
    '{"fields":{"registry":{"type":"string","required":true},"volume":{"type":"string","required":true},"readOnly":"bool?","user":"string?","group":"string?","tenant":"string?"}}',
  RBDPersistentVolumeSource:
    '{"fields":{"monitors":{"type":"[]string","required":true,"list":"atomic"},"image":{"type":"string","required":true},"fsType":"string?","pool":{"type":"string?","default":"rbd"},"user":{"type":"string?","default":"admin"},"keyring":{"type":"string?","default":"/etc/ceph/keyring"},"secretRef":"*SecretReference?","readOnly":"bool?"}}',
  RBDVolumeSource:
    '{"fields":{"monitors":{"type":"[]string","required":true,"list":"atomic"},"image":{"type":"string","required":true},"fsType":"string?","pool":{"type":"string?","default":"rbd"},"user":{"type":"string?","default":"admin"},"keyring":{"type":"string?","default":"/etc/ceph/keyring"},"secretRef":"*LocalObjectReference?","readOnly":"bool?"}}',
  ReplicationController:
    '{"kind":["","v1","ReplicationController"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"ReplicationControllerSpec?","status":"ReplicationControllerStatus?"}}',
  ReplicationControllerCondition:
    '{"fields":{"type":{"type":"string","go":"v1.ReplicationControllerConditionType","required":true},"status":{"type":"string","go":"v1.ConditionStatus","required":true},"lastTransitionTime":"Time?","reason":"string?","message":"string?"}}',
  ReplicationControllerList:
    '{"kind":["","v1","ReplicationControllerList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]ReplicationController","required":true}}}',
  ReplicationControllerSpec:
    '{"fields":{"replicas":{"type":"*int32?","default":1},"minReadySeconds":"int32?","selector":{"type":"map[]string?","map":"atomic"},"template":"*PodTemplateSpec?"}}',
  ReplicationControllerStatus:
    '{"fields":{"replicas":{"type":"int32","required":true},"fullyLabeledReplicas":"int32?","readyReplicas":"int32?","availableReplicas":"int32?","observedGeneration":"int64?","conditions":{"type":"[]ReplicationControllerCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"}}}',
  ContainerResourceClaim:
    '{"go":"v1.ResourceClaim","fields":{"name":{"type":"string","required":true},"request":"string?"}}',
  ResourceFieldSelector:
    '{"map":"atomic","fields":{"containerName":"string?","resource":{"type":"string","required":true},"divisor":"Quantity?"}}',
  ResourceHealth:
    '{"fields":{"resourceID":{"type":"string","go":"v1.ResourceID","required":true},"health":{"type":"string?","go":"v1.ResourceHealthStatus"},"message":"*string?"}}',
  ResourceQuota:
    '{"kind":["","v1","ResourceQuota"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"ResourceQuotaSpec?","status":"ResourceQuotaStatus?"}}',
  ResourceQuotaList:
    '{"kind":["","v1","ResourceQuotaList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]ResourceQuota","required":true}}}',
  ResourceQuotaSpec:
    '{"fields":{"hard":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"scopes":{"type":"[]string?","go":"[]v1.ResourceQuotaScope","enum":["BestEffort","CrossNamespacePodAffinity","NotBestEffort","NotTerminating","PriorityClass","Terminating","VolumeAttributesClass"],"list":"atomic"},"scopeSelector":"*ScopeSelector?"}}',
  ResourceQuotaStatus:
    '{"fields":{"hard":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"used":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"}}}',
  ResourceRequirements:
    '{"fields":{"limits":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"requests":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"claims":{"type":"[]ContainerResourceClaim?","list":"map","keys":["name"]}}}',
  ResourceStatus:
    '{"fields":{"name":{"type":"string","go":"v1.ResourceName","required":true},"resources":{"type":"[]ResourceHealth?","list":"map","keys":["resourceID"]}}}',
  SELinuxOptions: '{"fields":{"user":"string?","role":"string?","type":"string?","level":"string?"}}',
  ScaleIOPersistentVolumeSource:
    '{"fields":{"gateway":{"type":"string","required":true},"system":{"type":"string","required":true},"secretRef":{"type":"*SecretReference","required":true},"sslEnabled":"bool?","protectionDomain":"string?","storagePool":"string?","storageMode":{"type":"string?","default":"ThinProvisioned"},"volumeName":"string?","fsType":{"type":"string?","default":"xfs"},"readOnly":"bool?"}}',
  ScaleIOVolumeSource:
    '{"fields":{"gateway":{"type":"string","required":true},"system":{"type":"string","required":true},"secretRef":{"type":"*LocalObjectReference","required":true},"sslEnabled":"bool?","protectionDomain":"string?","storagePool":"string?","storageMode":{"type":"string?","default":"ThinProvisioned"},"volumeName":"string?","fsType":{"type":"string?","default":"xfs"},"readOnly":"bool?"}}',
  ScopeSelector:
    '{"map":"atomic","fields":{"matchExpressions":{"type":"[]ScopedResourceSelectorRequirement?","list":"atomic"}}}',
  ScopedResourceSelectorRequirement:
    '{"fields":{"scopeName":{"type":"string","go":"v1.ResourceQuotaScope","required":true,"enum":["BestEffort","CrossNamespacePodAffinity","NotBestEffort","NotTerminating","PriorityClass","Terminating","VolumeAttributesClass"]},"operator":{"type":"string","go":"v1.ScopeSelectorOperator","required":true,"enum":["DoesNotExist","Exists","In","NotIn"]},"values":{"type":"[]string?","list":"atomic"}}}',
  SeccompProfile:
    '{"fields":{"type":{"type":"string","go":"v1.SeccompProfileType","required":true,"enum":["Localhost","RuntimeDefault","Unconfined"]},"localhostProfile":"*string?"}}',
  Secret:
    '{"kind":["","v1","Secret"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","immutable":"*bool?","data":"map[]bytes?","stringData":"map[]string?","type":{"type":"string?","go":"v1.SecretType"}}}',
  SecretEnvSource:
    '{"fields":{"name":{"type":"string?","embedded":"LocalObjectReference","default":""},"optional":"*bool?"}}',
  SecretKeySelector:
    '{"map":"atomic","fields":{"name":{"type":"string?","embedded":"LocalObjectReference","default":""},"key":{"type":"string","required":true},"optional":"*bool?"}}',
  SecretList:
    '{"kind":["","v1","SecretList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]Secret","required":true}}}',
  SecretProjection:
    '{"fields":{"name":{"type":"string?","embedded":"LocalObjectReference","default":""},"items":{"type":"[]KeyToPath?","list":"atomic"},"optional":"*bool?"}}',
  SecretReference: '{"map":"atomic","fields":{"name":"string?","namespace":"string?"}}',
  SecretVolumeSource:
    '{"fields":{"secretName":"string?","items":{"type":"[]KeyToPath?","list":"atomic"},"defaultMode":"*int32?","optional":"*bool?"}}',
  SecurityContext:
    '{"fields":{"capabilities":"*Capabilities?","privileged":"*bool?","seLinuxOptions":"*SELinuxOptions?","windowsOptions":"*WindowsSecurityContextOptions?","runAsUser":"*int64?","runAsGroup":"*int64?","runAsNonRoot":"*bool?","readOnlyRootFilesystem":"*bool?","allowPrivilegeEscalation":"*bool?","procMount":{"type":"*string?","go":"v1.ProcMountType","enum":["Default","Unmasked"]},"seccompProfile":"*SeccompProfile?","appArmorProfile":"*AppArmorProfile?"}}',
  Service:
    '{"kind":["","v1","Service"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"ServiceSpec?","status":"ServiceStatus?"}}',
  ServiceAccount:
    '{"kind":["","v1","ServiceAccount"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","secrets":{"type":"[]ObjectReference?","list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"},"imagePullSecrets":{"type":"[]LocalObjectReference?","list":"atomic"},"automountServiceAccountToken":"*bool?"}}',
  ServiceAccountList:
    '{"kind":["","v1","ServiceAccountList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]ServiceAccount","required":true}}}',
  ServiceAccountTokenProjection:
    '{"fields":{"audience":"string?","expirationSeconds":"*int64?","path":{"type":"string","required":true}}}',
  ServiceList:
    '{"kind":["","v1","ServiceList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]Service","required":true}}}',
  ServicePort:
    '{"fields":{"name":"string?","protocol":{"type":"string?","go":"v1.Protocol","default":"TCP","enum":["SCTP","TCP","UDP"]},"appProtocol":"*string?","port":{"type":"int32","required":true},"targetPort":"IntOrString?","nodePort":"int32?"}}',
  ServiceSpec:
    '{"fields":{"ports":{"type":"[]ServicePort?","list":"map","keys":["port","protocol"],"strategy":"merge","mergeKey":"port"},"selector":{"type":"map[]string?","map":"atomic"},"clusterIP":"string?","clusterIPs":{"type":"[]string?","list":"atomic"},"type":{"type":"string?","go":"v1.ServiceType","enum":["ClusterIP","ExternalName","LoadBalancer","NodePort"]},"externalIPs":{"type":"[]string?","list":"atomic"},"sessionAffinity":{"type":"string?","go":"v1.ServiceAffinity","enum":["ClientIP","None"]},"loadBalancerIP":"string?","loadBalancerSourceRanges":{"type":"[]string?","list":"atomic"},"externalName":"string?","externalTrafficPolicy":{"type":"string?","go":"v1.ServiceExternalTrafficPolicy","enum":["Cluster","Local"]},"healthCheckNodePort":"int32?","publishNotReadyAddresses":"bool?","sessionAffinityConfig":"*SessionAffinityConfig?","ipFamilies":{"type":"[]string?","go":"[]v1.IPFamily","enum":["","IPv4","IPv6"],"list":"atomic"},"ipFamilyPolicy":{"type":"*string?","go":"v1.IPFamilyPolicy","enum":["PreferDualStack","RequireDualStack","SingleStack"]},"allocateLoadBalancerNodePorts":"*bool?","loadBalancerClass":"*string?","internalTrafficPolicy":{"type":"*string?","go":"v1.ServiceInternalTrafficPolicy","enum":["Cluster","Local"]},"trafficDistribution":"*string?"}}',
  ServiceStatus:
    '{"fields":{"loadBalancer":"LoadBalancerStatus?","conditions":{"type":"[]Condition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"}}}',
  SessionAffinityConfig: '{"fields":{"clientIP":"*ClientIPConfig?"}}',
  SleepAction: '{"fields":{"seconds":{"type":"int64","required":true}}}',
  StorageOSPersistentVolumeSource:
    '{"fields":{"volumeName":"string?","volumeNamespace":"string?","fsType":"string?","readOnly":"bool?","secretRef":"*ObjectReference?"}}',
  StorageOSVolumeSource:
    '{"fields":{"volumeName":"string?","volumeNamespace":"string?","fsType":"string?","readOnly":"bool?","secretRef":"*LocalObjectReference?"}}',
  Sysctl: '{"fields":{"name":{"type":"string","required":true},"value":{"type":"string","required":true}}}',
  TCPSocketAction: '{"fields":{"port":{"type":"IntOrString","required":true},"host":"string?"}}',
  Taint:
    '{"fields":{"key":{"type":"string","required":true},"value":"string?","effect":{"type":"string","go":"v1.TaintEffect","required":true,"enum":["NoExecute","NoSchedule","PreferNoSchedule"]},"timeAdded":"*Time?"}}',
  Toleration:
    '{"fields":{"key":"string?","operator":{"type":"string?","go":"v1.TolerationOperator","enum":["Equal","Exists","Gt","Lt"]},"value":"string?","effect":{"type":"string?","go":"v1.TaintEffect","enum":["NoExecute","NoSchedule","PreferNoSchedule"]},"tolerationSeconds":"*int64?"}}',
  TopologySelectorLabelRequirement:
    '{"fields":{"key":{"type":"string","required":true},"values":{"type":"[]string","required":true,"list":"atomic"}}}',
  TopologySelectorTerm:
    '{"map":"atomic","fields":{"matchLabelExpressions":{"type":"[]TopologySelectorLabelRequirement?","list":"atomic"}}}',
  TopologySpreadConstraint:
    '{"fields":{"maxSkew":{"type":"int32","required":true},"topologyKey":{"type":"string","required":true},"whenUnsatisfiable":{"type":"string","go":"v1.UnsatisfiableConstraintAction","required":true,"enum":["DoNotSchedule","ScheduleAnyway"]},"labelSelector":"*LabelSelector?","minDomains":"*int32?","nodeAffinityPolicy":{"type":"*string?","go":"v1.NodeInclusionPolicy","enum":["Honor","Ignore"]},"nodeTaintsPolicy":{"type":"*string?","go":"v1.NodeInclusionPolicy","enum":["Honor","Ignore"]},"matchLabelKeys":{"type":"[]string?","list":"atomic"}}}',
  TypedLocalObjectReference:
    '{"map":"atomic","fields":{"apiGroup":"*string","kind":{"type":"string","required":true},"name":{"type":"string","required":true}}}',
  TypedObjectReference:
    '{"fields":{"apiGroup":"*string","kind":{"type":"string","required":true},"name":{"type":"string","required":true},"namespace":"*string?"}}',
  Volume:
    '{"fields":{"name":{"type":"string","required":true},"hostPath":{"type":"*HostPathVolumeSource?","embedded":"VolumeSource"},"emptyDir":{"type":"*EmptyDirVolumeSource?","embedded":"VolumeSource"},"gcePersistentDisk":{"type":"*GCEPersistentDiskVolumeSource?","embedded":"VolumeSource"},"awsElasticBlockStore":{"type":"*AWSElasticBlockStoreVolumeSource?","embedded":"VolumeSource"},"gitRepo":{"type":"*GitRepoVolumeSource?","embedded":"VolumeSource"},"secret":{"type":"*SecretVolumeSource?","embedded":"VolumeSource"},"nfs":{"type":"*NFSVolumeSource?","embedded":"VolumeSource"},"iscsi":{"type":"*ISCSIVolumeSource?","embedded":"VolumeSource"},"glusterfs":{"type":"*GlusterfsVolumeSource?","embedded":"VolumeSource"},"persistentVolumeClaim":{"type":"*PersistentVolumeClaimVolumeSource?","embedded":"VolumeSource"},"rbd":{"type":"*RBDVolumeSource?","embedded":"VolumeSource"},"flexVolume":{"type":"*FlexVolumeSource?","embedded":"VolumeSource"},"cinder":{"type":"*CinderVolumeSource?","embedded":"VolumeSource"},"cephfs":{"type":"*CephFSVolumeSource?","embedded":"VolumeSource"},"flocker":{"type":"*FlockerVolumeSource?","embedded":"VolumeSource"},"downwardAPI":{"type":"*DownwardAPIVolumeSource?","embedded":"VolumeSource"},"fc":{"type":"*FCVolumeSource?","embedded":"VolumeSource"},"azureFile":{"type":"*AzureFileVolumeSource?","embedded":"VolumeSource"},"configMap":{"type":"*ConfigMapVolumeSource?","embedded":"VolumeSource"},"vsphereVolume":{"type":"*VsphereVirtualDiskVolumeSource?","embedded":"VolumeSource"},"quobyte":{"type":"*QuobyteVolumeSource?","embedded":"VolumeSource"},"azureDisk":{"type":"*AzureDiskVolumeSource?","embedded":"VolumeSource"},"photonPersistentDisk":{"type":"*PhotonPersistentDiskVolumeSource?","embedded":"VolumeSource"},"projected":{"type":"*ProjectedVolumeSource?","embedded":"VolumeSource"},"portworxVolume":{"type":"*PortworxVolumeSource?","embedded":"VolumeSource"},"scaleIO":{"type":"*ScaleIOVolumeSource?","embedded":"VolumeSource"},"storageos":{"type":"*StorageOSVolumeSource?","embedded":"VolumeSource"},"csi":{"type":"*CSIVolumeSource?","embedded":"VolumeSource"},"ephemeral":{"type":"*EphemeralVolumeSource?","embedded":"VolumeSource"},"image":{"type":"*ImageVolumeSource?","embedded":"VolumeSource"}}}',
  VolumeDevice: '{"fields":{"name":{"type":"string","required":true},"devicePath":{"type":"string","required":true}}}',
  VolumeMount:
    '{"fields":{"name":{"type":"string","required":true},"readOnly":"bool?","recursiveReadOnly":{"type":"*string?","go":"v1.RecursiveReadOnlyMode"},"mountPath":{"type":"string","required":true},"subPath":"string?","mountPropagation":{"type":"*string?","go":"v1.MountPropagationMode","enum":["Bidirectional","HostToContainer","None"]},"subPathExpr":"string?"}}',
  VolumeMountStatus:
    '{"fields":{"name":{"type":"string","required":true},"mountPath":{"type":"string","required":true},"readOnly":"bool?","recursiveReadOnly":{"type":"*string?","go":"v1.RecursiveReadOnlyMode"},"volumeStatus":"*VolumeStatus?"}}',
  VolumeNodeAffinity: '{"fields":{"required":"*NodeSelector?"}}',
  VolumeProjection:
    '{"fields":{"secret":"*SecretProjection?","downwardAPI":"*DownwardAPIProjection?","configMap":"*ConfigMapProjection?","serviceAccountToken":"*ServiceAccountTokenProjection?","clusterTrustBundle":"*ClusterTrustBundleProjection?","podCertificate":"*PodCertificateProjection?"}}',
  VolumeResourceRequirements:
    '{"fields":{"limits":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"},"requests":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"}}}',
  VolumeStatus: '{"fields":{"image":"*ImageVolumeStatus?"}}',
  VsphereVirtualDiskVolumeSource:
    '{"fields":{"volumePath":{"type":"string","required":true},"fsType":"string?","storagePolicyName":"string?","storagePolicyID":"string?"}}',
  WeightedPodAffinityTerm:
    '{"fields":{"weight":{"type":"int32","required":true},"podAffinityTerm":{"type":"PodAffinityTerm","required":true}}}',
  WindowsSecurityContextOptions:
    '{"fields":{"gmsaCredentialSpecName":"*string?","gmsaCredentialSpec":"*string?","runAsUserName":"*string?","hostProcess":"*bool?"}}',
  Endpoint:
    '{"fields":{"addresses":{"type":"[]string","required":true,"list":"set"},"conditions":"EndpointConditions?","hostname":"*string?","targetRef":"*ObjectReference?","deprecatedTopology":"map[]string?","nodeName":"*string?","zone":"*string?","hints":"*EndpointHints?"}}',
  EndpointConditions: '{"fields":{"ready":"*bool?","serving":"*bool?","terminating":"*bool?"}}',
  EndpointHints:
    '{"fields":{"forZones":{"type":"[]ForZone?","list":"atomic"},"forNodes":{"type":"[]ForNode?","list":"atomic"}}}',
  DiscoveryEndpointPort:
    '{"go":"v1.EndpointPort","map":"atomic","fields":{"name":"*string?","protocol":{"type":"*string?","go":"v1.Protocol","enum":["SCTP","TCP","UDP"]},"port":"*int32?","appProtocol":"*string?"}}',
  EndpointSlice:
    '{"kind":["discovery.k8s.io","v1","EndpointSlice"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","addressType":{"type":"string","go":"v1.AddressType","required":true,"enum":["FQDN","IPv4","IPv6"]},"endpoints":{"type":"[]Endpoint","list":"atomic"},"ports":{"type":"[]DiscoveryEndpointPort","list":"atomic"}}}',
  EndpointSliceList:
    '{"kind":["discovery.k8s.io","v1","EndpointSliceList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]EndpointSlice","required":true}}}',
  ForNode: '{"fields":{"name":{"type":"string","required":true}}}',
  ForZone: '{"fields":{"name":{"type":"string","required":true}}}',
  EventsV1Event:
    '{"go":"v1.Event","kind":["events.k8s.io","v1","Event"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta","eventTime":{"type":"MicroTime","required":true},"series":"*EventsV1EventSeries?","reportingController":"string?","reportingInstance":"string?","action":"string?","reason":"string?","regarding":"ObjectReference?","related":"*ObjectReference?","note":"string?","type":"string?","deprecatedSource":"EventSource?","deprecatedFirstTimestamp":"Time?","deprecatedLastTimestamp":"Time?","deprecatedCount":"int32?"}}',
  EventsV1EventList:
    '{"go":"v1.EventList","kind":["events.k8s.io","v1","EventList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]EventsV1Event","required":true}}}',
  EventsV1EventSeries:
    '{"go":"v1.EventSeries","fields":{"count":{"type":"int32","required":true},"lastObservedTime":{"type":"MicroTime","required":true}}}',
  ExemptPriorityLevelConfiguration: '{"fields":{"nominalConcurrencyShares":"*int32?","lendablePercent":"*int32?"}}',
  FlowDistinguisherMethod:
    '{"fields":{"type":{"type":"string","go":"v1.FlowDistinguisherMethodType","required":true}}}',
  FlowSchema:
    '{"kind":["flowcontrol.apiserver.k8s.io","v1","FlowSchema"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"FlowSchemaSpec?","status":"FlowSchemaStatus?"}}',
  FlowSchemaCondition:
    '{"fields":{"type":{"type":"string?","go":"v1.FlowSchemaConditionType"},"status":{"type":"string?","go":"v1.ConditionStatus"},"lastTransitionTime":"Time?","reason":"string?","message":"string?"}}',
  FlowSchemaList:
    '{"kind":["flowcontrol.apiserver.k8s.io","v1","FlowSchemaList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]FlowSchema","required":true}}}',
  FlowSchemaSpec:
    '{"fields":{"priorityLevelConfiguration":{"type":"PriorityLevelConfigurationReference","required":true},"matchingPrecedence":"int32","distinguisherMethod":"*FlowDistinguisherMethod?","rules":{"type":"[]PolicyRulesWithSubjects?","list":"atomic"}}}',
  FlowSchemaStatus:
    '{"fields":{"conditions":{"type":"[]FlowSchemaCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"}}}',
  GroupSubject: '{"fields":{"name":{"type":"string","required":true}}}',
  LimitResponse:
    '{"fields":{"type":{"type":"string","go":"v1.LimitResponseType","required":true},"queuing":"*QueuingConfiguration?"}}',
  LimitedPriorityLevelConfiguration:
    '{"fields":{"nominalConcurrencyShares":"*int32","limitResponse":"LimitResponse?","lendablePercent":"*int32?","borrowingLimitPercent":"*int32?"}}',
  NonResourcePolicyRule:
    '{"fields":{"verbs":{"type":"[]string","required":true,"list":"set"},"nonResourceURLs":{"type":"[]string","required":true,"list":"set"}}}',
  PolicyRulesWithSubjects:
    '{"fields":{"subjects":{"type":"[]FlowcontrolSubject","required":true,"list":"atomic"},"resourceRules":{"type":"[]ResourcePolicyRule?","list":"atomic"},"nonResourceRules":{"type":"[]NonResourcePolicyRule?","list":"atomic"}}}',
  PriorityLevelConfiguration:
    '{"kind":["flowcontrol.apiserver.k8s.io","v1","PriorityLevelConfiguration"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"PriorityLevelConfigurationSpec?","status":"PriorityLevelConfigurationStatus?"}}',
  PriorityLevelConfigurationCondition:
    '{"fields":{"type":{"type":"string?","go":"v1.PriorityLevelConfigurationConditionType"},"status":{"type":"string?","go":"v1.ConditionStatus"},"lastTransitionTime":"Time?","reason":"string?","message":"string?"}}',
  PriorityLevelConfigurationList:
    '{"kind":["flowcontrol.apiserver.k8s.io","v1","PriorityLevelConfigurationList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]PriorityLevelConfiguration","required":true}}}',
  PriorityLevelConfigurationReference: '{"fields":{"name":{"type":"string","required":true}}}',
  PriorityLevelConfigurationSpec:
    '{"fields":{"type":{"type":"string","go":"v1.PriorityLevelEnablement","required":true},"limited":"*LimitedPriorityLevelConfiguration?","exempt":"*ExemptPriorityLevelConfiguration?"}}',
  PriorityLevelConfigurationStatus:
    '{"fields":{"conditions":{"type":"[]PriorityLevelConfigurationCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"}}}',
  QueuingConfiguration: '{"fields":{"queues":"int32","handSize":"int32","queueLengthLimit":"int32"}}',
  ResourcePolicyRule:
    '{"fields":{"verbs":{"type":"[]string","required":true,"list":"set"},"apiGroups":{"type":"[]string","required":true,"list":"set"},"resources":{"type":"[]string","required":true,"list":"set"},"clusterScope":"bool?","namespaces":{"type":"[]string","list":"set"}}}',
  ServiceAccountSubject:
    '{"fields":{"namespace":{"type":"string","required":true},"name":{"type":"string","required":true}}}',
  FlowcontrolSubject:
    '{"go":"v1.Subject","fields":{"kind":{"type":"string","go":"v1.SubjectKind","required":true},"user":"*UserSubject?","group":"*GroupSubject?","serviceAccount":"*ServiceAccountSubject?"}}',
  UserSubject: '{"fields":{"name":{"type":"string","required":true}}}',
  HTTPIngressPath:
    '{"fields":{"path":"string?","pathType":{"type":"*string","go":"v1.PathType","required":true,"enum":["Exact","ImplementationSpecific","Prefix"]},"backend":{"type":"IngressBackend","required":true}}}',
  HTTPIngressRuleValue: '{"fields":{"paths":{"type":"[]HTTPIngressPath","required":true,"list":"atomic"}}}',
  IPAddress:
    '{"kind":["networking.k8s.io","v1","IPAddress"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":{"type":"IPAddressSpec?","required":true}}}',
  IPAddressList:
    '{"kind":["networking.k8s.io","v1","IPAddressList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]IPAddress","required":true}}}',
  IPAddressSpec: '{"fields":{"parentRef":{"type":"*ParentReference?","required":true}}}',
  IPBlock: '{"fields":{"cidr":{"type":"string","required":true},"except":{"type":"[]string?","list":"atomic"}}}',
  Ingress:
    '{"kind":["networking.k8s.io","v1","Ingress"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"IngressSpec?","status":"IngressStatus?"}}',
  IngressBackend: '{"fields":{"service":"*IngressServiceBackend?","resource":"*TypedLocalObjectReference?"}}',
  IngressClass:
    '{"kind":["networking.k8s.io","v1","IngressClass"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"IngressClassSpec?"}}',
  IngressClassList:
    '{"kind":["networking.k8s.io","v1","IngressClassList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]IngressClass","required":true}}}',
  IngressClassParametersReference:
    '{"fields":{"apiGroup":"*string?","kind":{"type":"string","required":true},"name":{"type":"string","required":true},"scope":"*string","namespace":"*string?"}}',
  IngressClassSpec: '{"fields":{"controller":"string?","parameters":"*IngressClassParametersReference?"}}',
  IngressList:
    '{"kind":["networking.k8s.io","v1","IngressList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]Ingress","required":true}}}',
  IngressLoadBalancerIngress:
    '{"fields":{"ip":"string?","hostname":"string?","ports":{"type":"[]IngressPortStatus?","list":"atomic"}}}',
  IngressLoadBalancerStatus: '{"fields":{"ingress":{"type":"[]IngressLoadBalancerIngress?","list":"atomic"}}}',
  IngressPortStatus:
    '{"fields":{"port":{"type":"int32","required":true},"protocol":{"type":"string","go":"v1.Protocol","required":true,"enum":["SCTP","TCP","UDP"]},"error":"*string?"}}',
  IngressRule: '{"fields":{"host":"string?","http":{"type":"*HTTPIngressRuleValue?","embedded":"IngressRuleValue"}}}',
  IngressServiceBackend: '{"fields":{"name":{"type":"string","required":true},"port":"ServiceBackendPort?"}}',
  IngressSpec:
    '{"fields":{"ingressClassName":"*string?","defaultBackend":"*IngressBackend?","tls":{"type":"[]IngressTLS?","list":"atomic"},"rules":{"type":"[]IngressRule?","list":"atomic"}}}',
  IngressStatus: '{"fields":{"loadBalancer":"IngressLoadBalancerStatus?"}}',
  IngressTLS: '{"fields":{"hosts":{"type":"[]string?","list":"atomic"},"secretName":"string?"}}',
  NetworkPolicy:
    '{"kind":["networking.k8s.io","v1","NetworkPolicy"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"NetworkPolicySpec?"}}',
  NetworkPolicyEgressRule:
    '{"fields":{"ports":{"type":"[]NetworkPolicyPort?","list":"atomic"},"to":{"type":"[]NetworkPolicyPeer?","list":"atomic"}}}',
  NetworkPolicyIngressRule:
    '{"fields":{"ports":{"type":"[]NetworkPolicyPort?","list":"atomic"},"from":{"type":"[]NetworkPolicyPeer?","list":"atomic"}}}',
  NetworkPolicyList:
    '{"kind":["networking.k8s.io","v1","NetworkPolicyList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]NetworkPolicy","required":true}}}',
  NetworkPolicyPeer:
    '{"fields":{"podSelector":"*LabelSelector?","namespaceSelector":"*LabelSelector?","ipBlock":"*IPBlock?"}}',
  NetworkPolicyPort:
    '{"fields":{"protocol":{"type":"*string?","go":"v1.Protocol","enum":["SCTP","TCP","UDP"]},"port":"*IntOrString?","endPort":"*int32?"}}',
  NetworkPolicySpec:
    '{"fields":{"podSelector":"LabelSelector","ingress":{"type":"[]NetworkPolicyIngressRule?","list":"atomic"},"egress":{"type":"[]NetworkPolicyEgressRule?","list":"atomic"},"policyTypes":{"type":"[]string?","go":"[]v1.PolicyType","enum":["Egress","Ingress"],"list":"atomic"}}}',
  ParentReference:
    '{"fields":{"group":"string?","resource":{"type":"string?","required":true},"namespace":"string?","name":{"type":"string?","required":true}}}',
  ServiceBackendPort: '{"map":"atomic","fields":{"name":"string?","number":"int32?"}}',
  ServiceCIDR:
    '{"kind":["networking.k8s.io","v1","ServiceCIDR"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"ServiceCIDRSpec?","status":"ServiceCIDRStatus?"}}',
  ServiceCIDRList:
    '{"kind":["networking.k8s.io","v1","ServiceCIDRList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]ServiceCIDR","required":true}}}',
  ServiceCIDRSpec: '{"fields":{"cidrs":{"type":"[]string?","list":"atomic"}}}',
  ServiceCIDRStatus:
    '{"fields":{"conditions":{"type":"[]Condition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"}}}',
  Overhead:
    '{"fields":{"podFixed":{"type":"map[]Quantity?","go":"v1.ResourceList","unnamed":"map[v1.ResourceName]resource.Quantity"}}}',
  RuntimeClass:
    '{"kind":["node.k8s.io","v1","RuntimeClass"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","handler":{"type":"string","required":true},"overhead":"*Overhead?","scheduling":"*Scheduling?"}}',
  RuntimeClassList:
    '{"kind":["node.k8s.io","v1","RuntimeClassList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]RuntimeClass","required":true}}}',
  Scheduling:
    '{"fields":{"nodeSelector":{"type":"map[]string?","map":"atomic"},"tolerations":{"type":"[]Toleration?","list":"atomic"}}}',
  Eviction:
    '{"kind":["policy","v1","Eviction"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","deleteOptions":"*DeleteOptions?"}}',
  PodDisruptionBudget:
    '{"kind":["policy","v1","PodDisruptionBudget"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"PodDisruptionBudgetSpec?","status":"PodDisruptionBudgetStatus?"}}',
  PodDisruptionBudgetList:
    '{"kind":["policy","v1","PodDisruptionBudgetList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]PodDisruptionBudget","required":true}}}',
  PodDisruptionBudgetSpec:
    '{"fields":{"minAvailable":"*IntOrString?","selector":{"type":"*LabelSelector?","strategy":"replace"},"maxUnavailable":"*IntOrString?","unhealthyPodEvictionPolicy":{"type":"*string?","go":"v1.UnhealthyPodEvictionPolicyType","enum":["AlwaysAllow","IfHealthyBudget"]}}}',
  PodDisruptionBudgetStatus:
    '{"fields":{"observedGeneration":"int64?","disruptedPods":"map[]Time?","disruptionsAllowed":"int32","currentHealthy":"int32","desiredHealthy":"int32","expectedPods":"int32","conditions":{"type":"[]Condition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"}}}',
  AggregationRule: '{"fields":{"clusterRoleSelectors":{"type":"[]LabelSelector?","list":"atomic"}}}',
  ClusterRole:
    '{"kind":["rbac.authorization.k8s.io","v1","ClusterRole"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","rules":{"type":"[]PolicyRule","list":"atomic"},"aggregationRule":"*AggregationRule?"}}',
  ClusterRoleBinding:
    '{"kind":["rbac.authorization.k8s.io","v1","ClusterRoleBinding"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","subjects":{"type":"[]Subject?","list":"atomic"},"roleRef":{"type":"RoleRef","required":true}}}',
  ClusterRoleBindingList:
    '{"kind":["rbac.authorization.k8s.io","v1","ClusterRoleBindingList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]ClusterRoleBinding","required":true}}}',
  ClusterRoleList:
    '{"kind":["rbac.authorization.k8s.io","v1","ClusterRoleList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]ClusterRole","required":true}}}',
  PolicyRule:
    '{"fields":{"verbs":{"type":"[]string","required":true,"list":"atomic"},"apiGroups":{"type":"[]string?","list":"atomic"},"resources":{"type":"[]string?","list":"atomic"},"resourceNames":{"type":"[]string?","list":"atomic"},"nonResourceURLs":{"type":"[]string?","list":"atomic"}}}',
  Role:
    '{"kind":["rbac.authorization.k8s.io","v1","Role"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","rules":{"type":"[]PolicyRule","list":"atomic"}}}',
  RoleBinding:
    '{"kind":["rbac.authorization.k8s.io","v1","RoleBinding"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","subjects":{"type":"[]Subject?","list":"atomic"},"roleRef":{"type":"RoleRef","required":true}}}',
  RoleBindingList:
    '{"kind":["rbac.authorization.k8s.io","v1","RoleBindingList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]RoleBinding","required":true}}}',
  RoleList:
    '{"kind":["rbac.authorization.k8s.io","v1","RoleList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]Role","required":true}}}',
  RoleRef:
    '{"map":"atomic","fields":{"apiGroup":"string","kind":{"type":"string","required":true},"name":{"type":"string","required":true}}}',
  Subject:
    '{"map":"atomic","fields":{"kind":{"type":"string","required":true},"apiGroup":"string?","name":{"type":"string","required":true},"namespace":"string?"}}',
  AllocatedDeviceStatus:
    '{"fields":{"driver":{"type":"string","required":true},"pool":{"type":"string","required":true},"device":{"type":"string","required":true},"shareID":"*string?","conditions":{"type":"[]Condition","list":"map","keys":["type"]},"data":"*RawExtension?","networkData":"*NetworkDeviceData?"}}',
  AllocationResult:
    '{"fields":{"devices":"DeviceAllocationResult?","nodeSelector":"*NodeSelector?","allocationTimestamp":"*Time?"}}',
  CELDeviceSelector: '{"fields":{"expression":{"type":"string","required":true}}}',
  CapacityRequestPolicy:
    '{"fields":{"default":"*Quantity","validValues":{"type":"[]Quantity?","list":"atomic"},"validRange":"*CapacityRequestPolicyRange?"}}',
  CapacityRequestPolicyRange:
    '{"fields":{"min":{"type":"*Quantity?","required":true},"max":"*Quantity?","step":"*Quantity?"}}',
  CapacityRequirements:
    '{"fields":{"requests":{"type":"map[]Quantity?","go":"map[v1.QualifiedName]resource.Quantity"}}}',
  Counter: '{"fields":{"value":{"type":"Quantity","required":true}}}',
  CounterSet:
    '{"fields":{"name":{"type":"string","required":true},"counters":{"type":"map[]Counter?","required":true}}}',
  Device:
    '{"fields":{"name":{"type":"string","required":true},"attributes":{"type":"map[]DeviceAttribute?","go":"map[v1.QualifiedName]v1.DeviceAttribute"},"capacity":{"type":"map[]DeviceCapacity?","go":"map[v1.QualifiedName]v1.DeviceCapacity"},"consumesCounters":{"type":"[]DeviceCounterConsumption?","list":"atomic"},"nodeName":"*string?","nodeSelector":"*NodeSelector?","allNodes":"*bool?","taints":{"type":"[]DeviceTaint?","list":"atomic"},"bindsToNode":"*bool?","bindingConditions":{"type":"[]string?","list":"atomic"},"bindingFailureConditions":{"type":"[]string?","list":"atomic"},"allowMultipleAllocations":"*bool?","nodeAllocatableResourceMappings":{"type":"map[]NodeAllocatableResourceMapping?","go":"map[v1.ResourceName]v1.NodeAllocatableResourceMapping"}}}',
  DeviceAllocationConfiguration:
    '{"fields":{"source":{"type":"string","go":"v1.AllocationConfigSource","required":true,"enum":["FromClaim","FromClass"]},"requests":{"type":"[]string?","list":"atomic"},"opaque":{"type":"*OpaqueDeviceConfiguration?","embedded":"DeviceConfiguration"}}}',
  DeviceAllocationResult:
    '{"fields":{"results":{"type":"[]DeviceRequestAllocationResult?","list":"atomic"},"config":{"type":"[]DeviceAllocationConfiguration?","list":"atomic"}}}',
  DeviceAttribute:
    '{"fields":{"int":"*int64?","bool":"*bool?","string":"*string?","version":"*string?","ints":{"type":"[]int64?","list":"atomic"},"bools":{"type":"[]bool?","list":"atomic"},"strings":{"type":"[]string?","list":"atomic"},"versions":{"type":"[]string?","list":"atomic"}}}',
  DeviceCapacity: '{"fields":{"value":{"type":"Quantity","required":true},"requestPolicy":"*CapacityRequestPolicy?"}}',
  DeviceClaim:
    '{"fields":{"requests":{"type":"[]DeviceRequest","list":"atomic"},"constraints":{"type":"[]DeviceConstraint?","list":"atomic"},"config":{"type":"[]DeviceClaimConfiguration?","list":"atomic"}}}',
  DeviceClaimConfiguration:
    '{"fields":{"requests":{"type":"[]string?","list":"atomic"},"opaque":{"type":"*OpaqueDeviceConfiguration?","embedded":"DeviceConfiguration"}}}',
  DeviceClass:
    '{"kind":["resource.k8s.io","v1","DeviceClass"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":{"type":"DeviceClassSpec","required":true}}}',
  DeviceClassConfiguration:
    '{"fields":{"opaque":{"type":"*OpaqueDeviceConfiguration?","embedded":"DeviceConfiguration"}}}',
  DeviceClassList:
    '{"kind":["resource.k8s.io","v1","DeviceClassList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]DeviceClass","required":true}}}',
  DeviceClassSpec:
    '{"fields":{"selectors":{"type":"[]DeviceSelector?","list":"atomic"},"config":{"type":"[]DeviceClassConfiguration?","list":"atomic"},"extendedResourceName":"*string?"}}',
  DeviceConstraint:
    '{"fields":{"requests":{"type":"[]string?","list":"atomic"},"matchAttribute":{"type":"*string?","go":"v1.FullyQualifiedName"},"distinctAttribute":{"type":"*string?","go":"v1.FullyQualifiedName"}}}',
  DeviceCounterConsumption:
    '{"fields":{"counterSet":{"type":"string","required":true},"counters":{"type":"map[]Counter?","required":true}}}',
  DeviceRequest:
    '{"fields":{"name":{"type":"string","required":true},"exactly":"*ExactDeviceRequest?","firstAvailable":{"type":"[]DeviceSubRequest?","list":"atomic"}}}',
  DeviceRequestAllocationResult:
    '{"fields":{"request":{"type":"string","required":true},"driver":{"type":"string","required":true},"pool":{"type":"string","required":true},"device":{"type":"string","required":true},"adminAccess":"*bool?","tolerations":{"type":"[]DeviceToleration?","list":"atomic"},"bindingConditions":{"type":"[]string?","list":"atomic"},"bindingFailureConditions":{"type":"[]string?","list":"atomic"},"shareID":{"type":"*string?","go":"types.UID"},"consumedCapacity":{"type":"map[]Quantity?","go":"map[v1.QualifiedName]resource.Quantity"}}}',
  DeviceSelector: '{"fields":{"cel":"*CELDeviceSelector?"}}',
  DeviceSubRequest:
    '{"fields":{"name":{"type":"string","required":true},"deviceClassName":{"type":"string","required":true},"selectors":{"type":"[]DeviceSelector?","list":"atomic"},"allocationMode":{"type":"string?","go":"v1.DeviceAllocationMode","enum":["All","ExactCount"]},"count":"int64?","tolerations":{"type":"[]DeviceToleration?","list":"atomic"},"capacity":"*CapacityRequirements?"}}',
  DeviceTaint:
    '{"fields":{"key":{"type":"string","required":true},"value":"string?","effect":{"type":"string","go":"v1.DeviceTaintEffect","required":true,"enum":["NoExecute","NoSchedule","None"]},"timeAdded":"*Time?"}}',
  DeviceToleration:
    '{"fields":{"key":"string?","operator":{"type":"string?","go":"v1.DeviceTolerationOperator","default":"Equal","enum":["Equal","Exists"]},"value":"string?","effect":{"type":"string?","go":"v1.DeviceTaintEffect","enum":["NoExecute","NoSchedule","None"]},"tolerationSeconds":"*int64?"}}',
  ExactDeviceRequest:
    '{"fields":{"deviceClassName":{"type":"string","required":true},"selectors":{"type":"[]DeviceSelector?","list":"atomic"},"allocationMode":{"type":"string?","go":"v1.DeviceAllocationMode","enum":["All","ExactCount"]},"count":"int64?","adminAccess":"*bool?","tolerations":{"type":"[]DeviceToleration?","list":"atomic"},"capacity":"*CapacityRequirements?"}}',
  NetworkDeviceData:
    '{"fields":{"interfaceName":"string?","ips":{"type":"[]string?","list":"atomic"},"hardwareAddress":"string?"}}',
  NodeAllocatableResourceMapping:
    '{"fields":{"capacityKey":{"type":"*string?","go":"v1.QualifiedName"},"allocationMultiplier":"*Quantity?"}}',
  OpaqueDeviceConfiguration:
    '{"fields":{"driver":{"type":"string","required":true},"parameters":{"type":"RawExtension","required":true}}}',
  ResourceClaim:
    '{"kind":["resource.k8s.io","v1","ResourceClaim"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":{"type":"ResourceClaimSpec","required":true},"status":"ResourceClaimStatus?"}}',
  ResourceClaimConsumerReference:
    '{"fields":{"apiGroup":"string?","resource":{"type":"string","required":true},"name":{"type":"string","required":true},"uid":{"type":"string","go":"types.UID","required":true}}}',
  ResourceClaimList:
    '{"kind":["resource.k8s.io","v1","ResourceClaimList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]ResourceClaim","required":true}}}',
  ResourceClaimSpec: '{"fields":{"devices":"DeviceClaim"}}',
  ResourceClaimStatus:
    '{"fields":{"allocation":"*AllocationResult?","reservedFor":{"type":"[]ResourceClaimConsumerReference?","list":"map","keys":["uid"],"strategy":"merge","mergeKey":"uid"},"devices":{"type":"[]AllocatedDeviceStatus?","list":"map","keys":["driver","device","pool","shareID"]}}}',
  ResourceClaimTemplate:
    '{"kind":["resource.k8s.io","v1","ResourceClaimTemplate"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":{"type":"ResourceClaimTemplateSpec","required":true}}}',
  ResourceClaimTemplateList:
    '{"kind":["resource.k8s.io","v1","ResourceClaimTemplateList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]ResourceClaimTemplate","required":true}}}',
  ResourceClaimTemplateSpec:
    '{"fields":{"metadata":"ObjectMeta?","spec":{"type":"ResourceClaimSpec","required":true}}}',
  ResourcePool:
    '{"fields":{"name":{"type":"string","required":true},"generation":{"type":"int64","required":true},"resourceSliceCount":{"type":"int64","required":true}}}',
  ResourceSlice:
    '{"kind":["resource.k8s.io","v1","ResourceSlice"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":{"type":"ResourceSliceSpec","required":true}}}',
  ResourceSliceList:
    '{"kind":["resource.k8s.io","v1","ResourceSliceList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]ResourceSlice","required":true}}}',
  ResourceSliceSpec:
    '{"fields":{"driver":{"type":"string","required":true},"pool":{"type":"ResourcePool","required":true},"nodeName":"*string?","nodeSelector":"*NodeSelector?","allNodes":"*bool?","devices":{"type":"[]Device?","list":"atomic"},"perDeviceNodeSelection":"*bool?","sharedCounters":{"type":"[]CounterSet?","list":"atomic"}}}',
  PriorityClass:
    '{"kind":["scheduling.k8s.io","v1","PriorityClass"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","value":"int32","globalDefault":"bool?","description":"string?","preemptionPolicy":{"type":"*string?","go":"v1.PreemptionPolicy","enum":["Never","PreemptLowerPriority"]}}}',
  PriorityClassList:
    '{"kind":["scheduling.k8s.io","v1","PriorityClassList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]PriorityClass","required":true}}}',
  CSIDriver:
    '{"kind":["storage.k8s.io","v1","CSIDriver"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":{"type":"CSIDriverSpec","required":true}}}',
  CSIDriverList:
    '{"kind":["storage.k8s.io","v1","CSIDriverList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]CSIDriver","required":true}}}',
  CSIDriverSpec:
    '{"fields":{"attachRequired":"*bool?","podInfoOnMount":"*bool?","volumeLifecycleModes":{"type":"[]string?","go":"[]v1.VolumeLifecycleMode","list":"set"},"storageCapacity":"*bool?","fsGroupPolicy":{"type":"*string?","go":"v1.FSGroupPolicy"},"tokenRequests":{"type":"[]StorageTokenRequest?","list":"atomic"},"requiresRepublish":"*bool?","seLinuxMount":"*bool?","nodeAllocatableUpdatePeriodSeconds":"*int64?","serviceAccountTokenInSecrets":"*bool?","preventPodSchedulingIfMissing":"*bool?"}}',
  CSINode:
    '{"kind":["storage.k8s.io","v1","CSINode"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":{"type":"CSINodeSpec","required":true}}}',
  CSINodeDriver:
    '{"fields":{"name":{"type":"string","required":true},"nodeID":{"type":"string","required":true},"topologyKeys":{"type":"[]string","list":"atomic"},"allocatable":"*VolumeNodeResources?"}}',
  CSINodeList:
    '{"kind":["storage.k8s.io","v1","CSINodeList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]CSINode","required":true}}}',
  CSINodeSpec:
    '{"fields":{"drivers":{"type":"[]CSINodeDriver","required":true,"list":"map","keys":["name"],"strategy":"merge","mergeKey":"name"}}}',
  CSIStorageCapacity:
    '{"kind":["storage.k8s.io","v1","CSIStorageCapacity"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","nodeTopology":"*LabelSelector?","storageClassName":{"type":"string","required":true},"capacity":"*Quantity?","maximumVolumeSize":"*Quantity?"}}',
  CSIStorageCapacityList:
    '{"kind":["storage.k8s.io","v1","CSIStorageCapacityList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]CSIStorageCapacity","required":true}}}',
  StorageClass:
    '{"kind":["storage.k8s.io","v1","StorageClass"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","provisioner":{"type":"string","required":true},"parameters":"map[]string?","reclaimPolicy":{"type":"*string?","go":"v1.PersistentVolumeReclaimPolicy","enum":["Delete","Recycle","Retain"]},"mountOptions":{"type":"[]string?","list":"atomic"},"allowVolumeExpansion":"*bool?","volumeBindingMode":{"type":"*string?","go":"v1.VolumeBindingMode","enum":["Immediate","WaitForFirstConsumer"]},"allowedTopologies":{"type":"[]TopologySelectorTerm?","list":"atomic"}}}',
  StorageClassList:
    '{"kind":["storage.k8s.io","v1","StorageClassList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]StorageClass","required":true}}}',
  StorageTokenRequest:
    '{"go":"v1.TokenRequest","fields":{"audience":{"type":"string","required":true},"expirationSeconds":"*int64?"}}',
  VolumeAttachment:
    '{"kind":["storage.k8s.io","v1","VolumeAttachment"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":{"type":"VolumeAttachmentSpec","required":true},"status":"VolumeAttachmentStatus?"}}',
  VolumeAttachmentList:
    '{"kind":["storage.k8s.io","v1","VolumeAttachmentList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]VolumeAttachment","required":true}}}',
  VolumeAttachmentSource: '{"fields":{"persistentVolumeName":"*string?","inlineVolumeSpec":"*PersistentVolumeSpec?"}}',
  VolumeAttachmentSpec:
    '{"fields":{"attacher":{"type":"string","required":true},"source":{"type":"VolumeAttachmentSource","required":true},"nodeName":{"type":"string","required":true}}}',
  VolumeAttachmentStatus:
    '{"fields":{"attached":{"type":"bool","required":true},"attachmentMetadata":"map[]string?","attachError":"*VolumeError?","detachError":"*VolumeError?"}}',
  VolumeAttributesClass:
    '{"kind":["storage.k8s.io","v1","VolumeAttributesClass"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","driverName":{"type":"string","required":true},"parameters":"map[]string?"}}',
  VolumeAttributesClassList:
    '{"kind":["storage.k8s.io","v1","VolumeAttributesClassList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]VolumeAttributesClass","required":true}}}',
  VolumeError: '{"fields":{"time":"Time?","message":"string?","errorCode":"*int32?"}}',
  VolumeNodeResources: '{"fields":{"count":"*int32?"}}',
  CustomResourceColumnDefinition:
    '{"storedAsJson":true,"fields":{"name":{"type":"string","required":true},"type":{"type":"string","required":true},"format":"string?","description":"string?","priority":"int32?","jsonPath":{"type":"string","required":true}}}',
  CustomResourceConversion:
    '{"storedAsJson":true,"fields":{"strategy":{"type":"string","go":"v1.ConversionStrategyType","required":true},"webhook":"*WebhookConversion?"}}',
  CustomResourceDefinition:
    '{"kind":["apiextensions.k8s.io","v1","CustomResourceDefinition"],"storedAsJson":true,"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":{"type":"CustomResourceDefinitionSpec","required":true},"status":"CustomResourceDefinitionStatus?"}}',
  CustomResourceDefinitionCondition:
    '{"storedAsJson":true,"fields":{"type":{"type":"string","go":"v1.CustomResourceDefinitionConditionType","required":true},"status":{"type":"string","go":"v1.ConditionStatus","required":true},"lastTransitionTime":"Time?","reason":"string?","message":"string?","observedGeneration":"int64?"}}',
  CustomResourceDefinitionList:
    '{"kind":["apiextensions.k8s.io","v1","CustomResourceDefinitionList"],"storedAsJson":true,"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]CustomResourceDefinition","required":true}}}',
  CustomResourceDefinitionNames:
    '{"storedAsJson":true,"fields":{"plural":{"type":"string","required":true},"singular":"string?","shortNames":{"type":"[]string?","list":"atomic"},"kind":{"type":"string","required":true},"listKind":"string?","categories":{"type":"[]string?","list":"atomic"}}}',
  CustomResourceDefinitionSpec:
    '{"storedAsJson":true,"fields":{"group":{"type":"string","required":true},"names":{"type":"CustomResourceDefinitionNames","required":true},"scope":{"type":"string","go":"v1.ResourceScope","required":true},"versions":{"type":"[]CustomResourceDefinitionVersion","required":true,"list":"atomic"},"conversion":"*CustomResourceConversion?","preserveUnknownFields":"bool?"}}',
  CustomResourceDefinitionStatus:
    '{"storedAsJson":true,"fields":{"conditions":{"type":"[]CustomResourceDefinitionCondition","list":"map","keys":["type"]},"acceptedNames":"CustomResourceDefinitionNames","storedVersions":{"type":"[]string","list":"atomic"},"observedGeneration":"int64?"}}',
  CustomResourceDefinitionVersion:
    '{"storedAsJson":true,"fields":{"name":{"type":"string","required":true},"served":{"type":"bool","required":true},"storage":{"type":"bool","required":true},"deprecated":"bool?","deprecationWarning":"*string?","schema":"*CustomResourceValidation?","subresources":"*CustomResourceSubresources?","additionalPrinterColumns":{"type":"[]CustomResourceColumnDefinition?","list":"atomic"},"selectableFields":{"type":"[]SelectableField?","list":"atomic"}}}',
  CustomResourceSubresourceScale:
    '{"storedAsJson":true,"fields":{"specReplicasPath":{"type":"string","required":true},"statusReplicasPath":{"type":"string","required":true},"labelSelectorPath":"*string?"}}',
  CustomResourceSubresourceStatus: '{"storedAsJson":true,"fields":{}}',
  CustomResourceSubresources:
    '{"storedAsJson":true,"fields":{"status":"*CustomResourceSubresourceStatus?","scale":"*CustomResourceSubresourceScale?"}}',
  CustomResourceValidation: '{"storedAsJson":true,"fields":{"openAPIV3Schema":"*JSONSchemaProps?"}}',
  ExternalDocumentation: '{"storedAsJson":true,"fields":{"description":"string?","url":"string?"}}',
  JsonValue: '{"go":"v1.JSON","storedAsJson":true,"fields":{}}',
  JSONSchemaProps:
    '{"storedAsJson":true,"fields":{"id":"string?","$schema":{"type":"string?","go":"v1.JSONSchemaURL"},"$ref":"*string?","description":"string?","type":"string?","format":"string?","title":"string?","default":"*JsonValue?","maximum":"*float64?","exclusiveMaximum":"bool?","minimum":"*float64?","exclusiveMinimum":"bool?","maxLength":"*int64?","minLength":"*int64?","pattern":"string?","maxItems":"*int64?","minItems":"*int64?","uniqueItems":"bool?","multipleOf":"*float64?","enum":{"type":"[]JsonValue?","list":"atomic"},"maxProperties":"*int64?","minProperties":"*int64?","required":{"type":"[]string?","list":"atomic"},"items":"*JSONSchemaPropsOrArray?","allOf":{"type":"[]JSONSchemaProps?","list":"atomic"},"oneOf":{"type":"[]JSONSchemaProps?","list":"atomic"},"anyOf":{"type":"[]JSONSchemaProps?","list":"atomic"},"not":"*JSONSchemaProps?","properties":"map[]JSONSchemaProps?","additionalProperties":"*JSONSchemaPropsOrBool?","patternProperties":"map[]JSONSchemaProps?","dependencies":{"type":"map[]JSONSchemaPropsOrStringArray?","go":"v1.JSONSchemaDependencies","unnamed":"map[string]v1.JSONSchemaPropsOrStringArray"},"additionalItems":"*JSONSchemaPropsOrBool?","definitions":{"type":"map[]JSONSchemaProps?","go":"v1.JSONSchemaDefinitions","unnamed":"map[string]v1.JSONSchemaProps"},"externalDocs":"*ExternalDocumentation?","example":"*JsonValue?","nullable":"bool?","x-kubernetes-preserve-unknown-fields":"*bool?","x-kubernetes-embedded-resource":"bool?","x-kubernetes-int-or-string":"bool?","x-kubernetes-list-map-keys":{"type":"[]string?","list":"atomic"},"x-kubernetes-list-type":"*string?","x-kubernetes-map-type":"*string?","x-kubernetes-validations":{"type":"[]ValidationRule?","go":"v1.ValidationRules","unnamed":"[]v1.ValidationRule","list":"map","keys":["rule"],"strategy":"merge","mergeKey":"rule"}}}',
  JSONSchemaPropsOrArray: '{"storedAsJson":true,"fields":{}}',
  JSONSchemaPropsOrBool: '{"storedAsJson":true,"fields":{}}',
  JSONSchemaPropsOrStringArray: '{"storedAsJson":true,"fields":{}}',
  SelectableField: '{"storedAsJson":true,"fields":{"jsonPath":{"type":"string","required":true}}}',
  ApiextensionsServiceReference:
    '{"go":"v1.ServiceReference","storedAsJson":true,"fields":{"namespace":{"type":"string","required":true},"name":{"type":"string","required":true},"path":"*string?","port":"*int32?"}}',
  ValidationRule:
    '{"storedAsJson":true,"fields":{"rule":{"type":"string","required":true},"message":"string?","messageExpression":"string?","reason":{"type":"*string?","go":"v1.FieldValueErrorReason","enum":["FieldValueDuplicate","FieldValueForbidden","FieldValueInvalid","FieldValueRequired"]},"fieldPath":"string?","optionalOldSelf":"*bool?"}}',
  ApiextensionsWebhookClientConfig:
    '{"go":"v1.WebhookClientConfig","storedAsJson":true,"fields":{"url":"*string?","service":"*ApiextensionsServiceReference?","caBundle":"bytes?"}}',
  WebhookConversion:
    '{"storedAsJson":true,"fields":{"clientConfig":"*ApiextensionsWebhookClientConfig?","conversionReviewVersions":{"type":"[]string","required":true,"list":"atomic"}}}',
  Quantity: '{"go":"resource.Quantity","fields":{}}',
  APIGroup:
    '{"kind":["","v1","APIGroup"],"fields":{"kind":"string?","apiVersion":"string?","name":{"type":"string","required":true},"versions":{"type":"[]GroupVersionForDiscovery","required":true,"list":"atomic"},"preferredVersion":"GroupVersionForDiscovery?","serverAddressByClientCIDRs":{"type":"[]ServerAddressByClientCIDR?","list":"atomic"}}}',
  APIGroupList:
    '{"kind":["","v1","APIGroupList"],"fields":{"kind":"string?","apiVersion":"string?","groups":{"type":"[]APIGroup","required":true,"list":"atomic"}}}',
  APIResource:
    '{"fields":{"name":{"type":"string","required":true},"singularName":{"type":"string","required":true},"namespaced":{"type":"bool","required":true},"group":"string?","version":"string?","kind":{"type":"string","required":true},"verbs":{"type":"[]string","go":"v1.Verbs","unnamed":"[]string","required":true},"shortNames":{"type":"[]string?","list":"atomic"},"categories":{"type":"[]string?","list":"atomic"},"storageVersionHash":"string?"}}',
  APIResourceList:
    '{"kind":["","v1","APIResourceList"],"fields":{"kind":"string?","apiVersion":"string?","groupVersion":{"type":"string","required":true},"resources":{"type":"[]APIResource","required":true,"list":"atomic"}}}',
  APIVersions:
    '{"kind":["","v1","APIVersions"],"fields":{"kind":"string?","apiVersion":"string?","versions":{"type":"[]string","required":true,"list":"atomic"},"serverAddressByClientCIDRs":{"type":"[]ServerAddressByClientCIDR","required":true,"list":"atomic"}}}',
  Condition:
    '{"fields":{"type":{"type":"string","required":true},"status":{"type":"string","go":"v1.ConditionStatus","required":true},"observedGeneration":"int64?","lastTransitionTime":{"type":"Time","required":true},"reason":{"type":"string","required":true},"message":{"type":"string","required":true}}}',
  DeleteOptions:
    '{"fields":{"kind":"string?","apiVersion":"string?","gracePeriodSeconds":"*int64?","preconditions":"*Preconditions?","orphanDependents":"*bool?","propagationPolicy":{"type":"*string?","go":"v1.DeletionPropagation"},"dryRun":{"type":"[]string?","list":"atomic"},"ignoreStoreReadErrorWithClusterBreakingPotential":"*bool?"}}',
  FieldSelectorRequirement:
    '{"fields":{"key":{"type":"string","required":true},"operator":{"type":"string","go":"v1.FieldSelectorOperator","required":true},"values":{"type":"[]string?","list":"atomic"}}}',
  FieldsV1: '{"fields":{}}',
  GroupVersionForDiscovery:
    '{"fields":{"groupVersion":{"type":"string","required":true},"version":{"type":"string","required":true}}}',
  LabelSelector:
    '{"map":"atomic","fields":{"matchLabels":"map[]string?","matchExpressions":{"type":"[]LabelSelectorRequirement?","list":"atomic"}}}',
  LabelSelectorRequirement:
    '{"fields":{"key":{"type":"string","required":true},"operator":{"type":"string","go":"v1.LabelSelectorOperator","required":true},"values":{"type":"[]string?","list":"atomic"}}}',
  ListMeta:
    '{"fields":{"selfLink":"string?","resourceVersion":"string?","continue":"string?","remainingItemCount":"*int64?","shardInfo":"*ShardInfo?"}}',
  ManagedFieldsEntry:
    '{"fields":{"manager":"string?","operation":{"type":"string?","go":"v1.ManagedFieldsOperationType"},"apiVersion":"string?","time":"*Time?","fieldsType":"string?","fieldsV1":"*FieldsV1?","subresource":"string?"}}',
  MicroTime: '{"fields":{}}',
  ObjectMeta:
    '{"fields":{"name":"string?","generateName":"string?","namespace":"string?","selfLink":"string?","uid":{"type":"string?","go":"types.UID"},"resourceVersion":"string?","generation":"int64?","creationTimestamp":"*Time?","deletionTimestamp":"*Time?","deletionGracePeriodSeconds":"*int64?","labels":"map[]string?","annotations":"map[]string?","ownerReferences":{"type":"[]OwnerReference?","list":"map","keys":["uid"],"strategy":"merge","mergeKey":"uid"},"finalizers":{"type":"[]string?","list":"set","strategy":"merge"},"managedFields":{"type":"[]ManagedFieldsEntry?","list":"atomic"}}}',
  OwnerReference:
    '{"map":"atomic","fields":{"apiVersion":{"type":"string","required":true},"kind":{"type":"string","required":true},"name":{"type":"string","required":true},"uid":{"type":"string","go":"types.UID","required":true},"controller":"*bool?","blockOwnerDeletion":"*bool?"}}',
  Patch: '{"fields":{}}',
  Preconditions: '{"fields":{"uid":{"type":"*string?","go":"types.UID"},"resourceVersion":"*string?"}}',
  ServerAddressByClientCIDR:
    '{"fields":{"clientCIDR":{"type":"string","required":true},"serverAddress":{"type":"string","required":true}}}',
  ShardInfo: '{"fields":{"selector":{"type":"string","required":true}}}',
  Status:
    '{"kind":["","v1","Status"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","status":"string?","message":"string?","reason":{"type":"string?","go":"v1.StatusReason"},"details":"*StatusDetails?","code":"int32?"}}',
  StatusCause: '{"fields":{"reason":{"type":"string?","go":"v1.CauseType"},"message":"string?","field":"string?"}}',
  StatusDetails:
    '{"fields":{"name":"string?","group":"string?","kind":"string?","uid":{"type":"string?","go":"types.UID"},"causes":{"type":"[]StatusCause?","list":"atomic"},"retryAfterSeconds":"int32?"}}',
  Time: '{"fields":{}}',
  WatchEvent: '{"fields":{"type":{"type":"string","required":true},"object":{"type":"RawExtension","required":true}}}',
  RawExtension: '{"go":"runtime.RawExtension","fields":{}}',
  IntOrString: '{"go":"intstr.IntOrString","fields":{}}',
  Info:
    '{"go":"version.Info","fields":{"platform":{"type":"string","required":true},"minor":{"type":"string","required":true},"minCompatibilityMinor":"string","minCompatibilityMajor":"string","major":{"type":"string","required":true},"goVersion":{"type":"string","required":true},"gitVersion":{"type":"string","required":true},"gitTreeState":{"type":"string","required":true},"gitCommit":{"type":"string","required":true},"emulationMinor":"string","emulationMajor":"string","compiler":{"type":"string","required":true},"buildDate":{"type":"string","required":true}}}',
  APIService:
    '{"kind":["apiregistration.k8s.io","v1","APIService"],"storedAsJson":true,"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":"APIServiceSpec?","status":"APIServiceStatus?"}}',
  APIServiceCondition:
    '{"storedAsJson":true,"fields":{"type":{"type":"string","go":"v1.APIServiceConditionType","required":true},"status":{"type":"string","go":"v1.ConditionStatus","required":true},"lastTransitionTime":"Time?","reason":"string?","message":"string?"}}',
  APIServiceList:
    '{"kind":["apiregistration.k8s.io","v1","APIServiceList"],"storedAsJson":true,"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]APIService","required":true}}}',
  APIServiceSpec:
    '{"storedAsJson":true,"fields":{"service":"*ApiregistrationServiceReference?","group":"string?","version":"string?","insecureSkipTLSVerify":"bool?","caBundle":{"type":"bytes?","list":"atomic"},"groupPriorityMinimum":{"type":"int32","required":true},"versionPriority":{"type":"int32","required":true}}}',
  APIServiceStatus:
    '{"storedAsJson":true,"fields":{"conditions":{"type":"[]APIServiceCondition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"}}}',
  ApiregistrationServiceReference:
    '{"go":"v1.ServiceReference","storedAsJson":true,"fields":{"namespace":"string?","name":"string?","port":"*int32?"}}',
  DeviceTaintRule:
    '{"go":"v1beta2.DeviceTaintRule","kind":["resource.k8s.io","v1beta2","DeviceTaintRule"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ObjectMeta?","spec":{"type":"DeviceTaintRuleSpec","required":true},"status":"DeviceTaintRuleStatus?"}}',
  DeviceTaintRuleList:
    '{"go":"v1beta2.DeviceTaintRuleList","kind":["resource.k8s.io","v1beta2","DeviceTaintRuleList"],"fields":{"kind":"string?","apiVersion":"string?","metadata":"ListMeta?","items":{"type":"[]DeviceTaintRule","required":true}}}',
  DeviceTaintRuleSpec:
    '{"go":"v1beta2.DeviceTaintRuleSpec","fields":{"deviceSelector":"*DeviceTaintSelector?","taint":{"type":"DeviceTaint?","go":"v1beta2.DeviceTaint","required":true}}}',
  DeviceTaintRuleStatus:
    '{"go":"v1beta2.DeviceTaintRuleStatus","fields":{"conditions":{"type":"[]Condition?","list":"map","keys":["type"],"strategy":"merge","mergeKey":"type"}}}',
  DeviceTaintSelector:
    '{"go":"v1beta2.DeviceTaintSelector","fields":{"driver":"*string?","pool":"*string?","device":"*string?"}}',
};
