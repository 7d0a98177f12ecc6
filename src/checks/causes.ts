// Rules that tell why pods do not come to run, in the order in which a pod meets what they speak of. What follows from
// one of them (a workload that is not available, a Service without endpoints) is not told a second time.

/** Before a pod is there, and before its containers run. */
export const KEEPS_PODS_FROM_RUNNING = [
  'accepted',
  'selector-matches-template',
  'service-account-exists',
  'priority-class-exists',
  'pods-created',
  'claim-bound',
  'pods-scheduled',
  'configuration-exists',
] as const;

/** And what keeps running pods from being ready. */
export const KEEPS_PODS_FROM_READY = [
  ...KEEPS_PODS_FROM_RUNNING,
  'container-ports',
  'probe-port-name',
  'workload-available',
  'job-completes',
] as const;
