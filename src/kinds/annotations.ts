// Annotations that several parts of the system know.

/** What `kubectl apply` applied last. */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Of a pod that only shows a static one. */
export const MIRROR_POD = 'kubernetes.io/config.mirror';
