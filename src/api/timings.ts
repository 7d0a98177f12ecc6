// How long things take, as one record that a user can change. The defaults are the latencies of the recorded control
// plane: a 200 ms sandbox, 300 ms image pulls, 50 ms container starts, and the milliseconds between components.

export interface Timings {
  /** From a write to a controller's reconcile. */
  readonly controllerLagMs: number;
  /** From a pod's creation to its scheduling cycle, and from one write for its claims to the next. */
  readonly schedulerLagMs: number;
  /** From a binding or pod change to the kubelet's sync. */
  readonly kubeletLagMs: number;
  /** Kubelets do not tick together: each takes up a new pod later by its own share of this. */
  readonly kubeletPhaseMs: number;
  /** From an EndpointSlice write to the proxies' rules. */
  readonly proxyLagMs: number;
  /** From one request of a load of several objects to the next. */
  readonly requestMs: number;
  readonly sandboxMs: number;
  readonly imagePullMs: number;
  readonly containerStartMs: number;
  /** From SIGTERM to the exit of a program that handles it. */
  readonly containerStopMs: number;
  /** From a pod's last container to the removal of its object. */
  readonly podCleanupMs: number;
}

export const DEFAULT_TIMINGS: Timings = Object.freeze({
  controllerLagMs: 5,
  schedulerLagMs: 6,
  kubeletLagMs: 20,
  kubeletPhaseMs: 120,
  proxyLagMs: 10,
  requestMs: 10,
  sandboxMs: 200,
  imagePullMs: 300,
  containerStartMs: 50,
  containerStopMs: 10,
  podCleanupMs: 400,
});
