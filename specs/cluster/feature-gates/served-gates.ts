// Gates that only a client of the API server sees: shown in specs/serve/feature-gates.spec.ts.

export const SERVED_GATES: readonly string[] = [
  'AuthorizePodWebsocketUpgradeCreatePermission',
  'ConstrainedImpersonation',
  'OpenAPIEnums',
  'PodLogsQuerySplitStreams',
  'ShardedListAndWatch',
  'StorageVersionHash',
  'TokenRequestServiceAccountUIDValidation',
];
