// What a user says about a node's kubelet, by the names of KubeletConfiguration, and the pods that it has of itself.
// upstream: k8s.io/kubelet/config/v1beta1

export interface ShutdownPeriod {
  readonly priority: number;
  readonly shutdownGracePeriodSeconds: number;
}

/** Amounts are texts, spans of time durations such as `30s`. */
export interface KubeletConfiguration {
  /** By resource: cpu, memory, ephemeral-storage, pid. */
  readonly kubeReserved?: Readonly<Record<string, string>>;
  readonly systemReserved?: Readonly<Record<string, string>>;
  /** By signal, an amount or a share: `memory.available: 5%`. Given, it stands for all of the defaults. */
  readonly evictionHard?: Readonly<Record<string, string>>;
  readonly mergeDefaultEvictionSettings?: boolean;
  readonly evictionSoft?: Readonly<Record<string, string>>;
  readonly evictionSoftGracePeriod?: Readonly<Record<string, string>>;
  /** Seconds. */
  readonly evictionMaxPodGracePeriod?: number;
  readonly evictionMinimumReclaim?: Readonly<Record<string, string>>;
  readonly evictionPressureTransitionPeriod?: string;
  readonly shutdownGracePeriod?: string;
  readonly shutdownGracePeriodCriticalPods?: string;
  readonly shutdownGracePeriodByPodPriority?: readonly ShutdownPeriod[];
}

/** A pod as a manifest on the node says it. */
export type StaticManifest = Readonly<Record<string, unknown>>;
