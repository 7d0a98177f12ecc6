// What a user may say about a cluster, and what it means when nothing is said.

import type { WebhookRule } from '../admission/webhook/rule';
import { DEFAULT_TIMINGS, type Timings } from '../api/timings';
import { DEFAULT_STORAGE, type StorageOptions } from '../controllers/persistent-volume/storage-options';
import { type FeatureGateSettings, type FeatureGates, featureGates } from '../kinds/feature-gates';
import { DEFAULT_NETWORK, type NetworkOptions } from '../network/options';
import type { NodeSpec } from '../node/node-spec';
import type { ProgramRule } from '../node/program-rules';
import type { BackoffLimits } from '../scheduler/backoff';
import { backoffOf, profilesOf, type SchedulerConfiguration } from '../scheduler/configuration';
import type { Profile } from '../scheduler/profile';
import { DEFAULT_START_MS } from '../sim/time';
import { versionsServed } from './runtime-config-type';
import { extenderAt } from './scheduler-extenders';
import { pluginNamed } from './scheduler-plugins';
import { type WebhookBinding, webhookRule } from './webhook-type';

export interface ClusterOptions {
  /** A number of nodes `node-1`, `node-2`, …, or a list of them; 3 unless given. */
  readonly nodes?: number | readonly NodeSpec[];
  /** Decides every random choice: names, proxies' picks, jitter. 1 unless given. */
  readonly seed?: number;
  /** Virtual time at the start, RFC 3339; 2026-01-01T00:00:00Z unless given. */
  readonly start?: string;
  /** Latencies in milliseconds; those of the recorded control plane unless given. */
  readonly timings?: Partial<Timings>;
  /** What the programs in images do; the first rule whose image pattern matches decides. */
  readonly programs?: readonly ProgramRule[];
  /** What answers for admission webhooks; the first rule for a webhook decides. */
  readonly webhooks?: readonly WebhookBinding[];
  readonly network?: Partial<NetworkOptions>;
  /** Who makes the volumes that StorageClasses promise. */
  readonly storage?: Partial<StorageOptions>;
  /**
   * Whether a metrics server is installed, from which autoscalers learn what pods use. Unless given: when a rule of
   * `programs` says what its program uses.
   */
  readonly metrics?: boolean;
  /** Kubernetes' feature gates that differ from their defaults in 1.36. */
  readonly featureGates?: FeatureGateSettings;
  /** APIs that are served besides, as `--runtime-config` names them: `resource.k8s.io/v1beta2`. */
  readonly runtimeConfig?: readonly string[];
  /** A KubeSchedulerConfiguration: profiles, their plugins, weights and arguments. */
  readonly scheduler?: SchedulerConfiguration;
  /** Runs what is ready at one instant in an order drawn from this seed, to find races. */
  readonly shuffle?: number;
}

export interface ResolvedOptions {
  readonly nodes: readonly NodeSpec[];
  readonly seed: number;
  readonly startMs: number;
  readonly timings: Timings;
  readonly programs: readonly ProgramRule[];
  readonly webhooks: readonly WebhookRule[];
  readonly network: NetworkOptions;
  readonly storage: StorageOptions;
  readonly metricsServer: boolean;
  readonly featureGates: FeatureGates;
  /** Versions that are off unless asked for. */
  readonly runtimeConfig: readonly string[];
  readonly profiles: readonly Profile[];
  readonly backoff: BackoffLimits;
  readonly shuffleSeed: number | undefined;
}

const DEFAULT_NODES = 3;

/** The options with everything unsaid filled in; `startMs` comes from the caller, who has checked the text. */
export function resolveOptions(options: ClusterOptions, startMs: number = DEFAULT_START_MS): ResolvedOptions {
  const { nodes = DEFAULT_NODES, seed = 1, timings, programs = [], webhooks = [] } = options;
  const { network, storage, metrics, scheduler = {}, shuffle } = options;
  return {
    nodes: typeof nodes === 'number' ? numbered(nodes) : nodes,
    seed,
    startMs,
    timings: { ...DEFAULT_TIMINGS, ...timings },
    programs,
    webhooks: webhooks.map(webhookRule),
    network: { ...DEFAULT_NETWORK, ...network },
    storage: { ...DEFAULT_STORAGE, ...storage },
    metricsServer: metrics ?? programs.some(saysWhatItUses),
    featureGates: featureGates(options.featureGates),
    runtimeConfig: versionsServed(options.runtimeConfig ?? []),
    profiles: profilesOf(scheduler, pluginNamed, extenderAt),
    backoff: backoffOf(scheduler),
    shuffleSeed: shuffle,
  };
}

const saysWhatItUses = ({ cpu, memory, cpuMsPerRequest, memoryBytesPerRequest }: ProgramRule) =>
  [cpu, memory, cpuMsPerRequest, memoryBytesPerRequest].some((said) => said !== undefined);

function numbered(count: number): NodeSpec[] {
  return Array.from({ length: count }, (_, index) => ({ name: `node-${index + 1}` }));
}
