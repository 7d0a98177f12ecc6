// A node's kubelet as a user configures it, described: the fields of KubeletConfiguration that are simulated, with the
// refusals of a real kubelet's start.
// upstream: pkg/kubelet/apis/config/validation, pkg/kubelet/eviction/helpers.go ParseThresholdConfig

import { isEnabled } from '../kinds/feature-gates';
import { nearest } from '../kinds/nearest';
import { compareQuantity, parseQuantity } from '../kinds/quantity';
import { SIGNAL_NAMES } from '../node/eviction-thresholds';
import { reservationOf } from '../node/kubelet-configuration';
import type { KubeletConfiguration } from '../node/kubelet-fields';
import { capacityOf, type NodeSpec } from '../node/node-spec';
import { goDuration, parseDuration } from '../sim/duration';
import { type ArgumentType, isProblem, type Problem } from './describe/argument';
import {
  anyInteger,
  flag,
  integer,
  isPlainMap,
  listOf,
  mapOf,
  record,
  refined,
  text,
  unknownKey,
} from './describe/types';

/** What other fields there are. */
const OTHERS =
  `address allowedUnsafeSysctls authentication authorization cgroupDriver cgroupRoot cgroupsPerQOS clusterDNS
clusterDomain configMapAndSecretChangeDetectionStrategy containerLogMaxFiles containerLogMaxSize containerLogMaxWorkers
containerLogMonitorInterval containerRuntimeEndpoint contentType cpuCFSQuota cpuCFSQuotaPeriod cpuManagerPolicy
cpuManagerPolicyOptions cpuManagerReconcilePeriod crashLoopBackOff enableContentionProfiling
enableControllerAttachDetach enableDebugFlagsHandler enableDebuggingHandlers enableProfilingHandler enableServer
enableSystemLogHandler enableSystemLogQuery enforceNodeAllocatable eventBurst eventRecordQPS failCgroupV1 failSwapOn
featureGates fileCheckFrequency hairpinMode healthzBindAddress healthzPort httpCheckFrequency imageGCHighThresholdPercent
imageGCLowThresholdPercent imageMaximumGCAge imageMinimumGCAge imagePullCredentialsVerificationPolicy
imageServiceEndpoint iptablesDropBit iptablesMasqueradeBit kernelMemcgNotification kubeAPIBurst kubeAPIQPS
kubeReservedCgroup kubeletCgroups localStorageCapacityIsolation logging makeIPTablesUtilChains maxOpenFiles
maxParallelImagePulls maxPods memoryManagerPolicy memoryReservationPolicy memorySwap memoryThrottlingFactor
nodeLeaseDurationSeconds nodeStatusMaxImages nodeStatusReportFrequency nodeStatusUpdateFrequency oomScoreAdj podCIDR
podLogsDir podPidsLimit podsPerCore port preloadedImagesVerificationAllowlist protectKernelDefaults providerID
qosReserved readOnlyPort registerNode registerWithTaints registryBurst registryPullQPS reservedMemory
reservedSystemCPUs resolvConf rotateCertificates runOnce runtimeRequestTimeout seccompDefault serializeImagePulls
serverTLSBootstrap showHiddenMetricsForVersion singleProcessOOMKill staticPodPath staticPodURL staticPodURLHeader
streamingConnectionIdleTimeout syncFrequency systemCgroups systemReservedCgroup tlsCertFile tlsCipherSuites
tlsCurvePreferences tlsMinVersion tlsPrivateKeyFile topologyManagerPolicy topologyManagerPolicyOptions
topologyManagerScope tracing userNamespaces volumePluginDir volumeStatsAggPeriod`.split(/\s+/);

/** What a node's declaration says in another place. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  maxPods: 'pods',
  registerWithTaints: 'taints',
  staticPodPath: 'staticPods',
};

const span = refined(text('a duration such as 30s'), (value) =>
  parseDuration(value) === undefined ? 'expected a duration such as 30s or 1m30s' : undefined,
);

function byName<V>(names: readonly string[], what: string, type: ArgumentType<string, V>) {
  const map = mapOf(type, 0);
  const schema = {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, type.schema])),
    additionalProperties: false,
  };
  return {
    ...map,
    schema,
    read: (input: unknown) => {
      const wrong = isPlainMap(input) ? Object.keys(input).find((name) => !names.includes(name)) : undefined;
      if (wrong === undefined) return map.read(input);
      const list = names.join(', ');
      return {
        problem: `there is no ${what} "${wrong}", expected ${list}`,
        path: [wrong],
        hint: nearest(wrong, names),
      };
    },
  };
}

const threshold = refined(text('an amount such as 100Mi, or a share such as 10%'), (value) => {
  if (value.endsWith('%')) {
    const share = Number(value.slice(0, -1));
    return value.length > 1 && share >= 0 && share <= 100 ? undefined : 'expected a share from 0% to 100%';
  }
  const amount = parseQuantity(value);
  return amount && amount.nano > 0n ? undefined : 'expected an amount above 0 such as 100Mi, or a share such as 10%';
});
const amount = refined(text('an amount such as 500m or 1Gi'), (value) => {
  const parsed = parseQuantity(value);
  return parsed && parsed.nano >= 0n ? undefined : 'expected an amount such as 500m or 1Gi';
});
const thresholds = byName(SIGNAL_NAMES, 'eviction signal', threshold);
const reserved = byName(['cpu', 'memory', 'ephemeral-storage', 'pid'], 'resource to reserve', amount);

const fields = {
  kubeReserved: reserved,
  systemReserved: reserved,
  evictionHard: thresholds,
  mergeDefaultEvictionSettings: flag(),
  evictionSoft: thresholds,
  evictionSoftGracePeriod: byName(SIGNAL_NAMES, 'eviction signal', span),
  evictionMaxPodGracePeriod: integer(0, 'seconds, a whole number from 0'),
  evictionMinimumReclaim: thresholds,
  evictionPressureTransitionPeriod: span,
  shutdownGracePeriod: span,
  shutdownGracePeriodCriticalPods: span,
  shutdownGracePeriodByPodPriority: listOf(
    record({ priority: anyInteger(), shutdownGracePeriodSeconds: integer() }, [
      'priority',
      'shutdownGracePeriodSeconds',
    ]),
  ),
} satisfies Record<keyof KubeletConfiguration, ArgumentType<unknown, unknown>>;

const configuration = record(fields) satisfies ArgumentType<unknown, KubeletConfiguration>;

export const kubeletType: typeof configuration = {
  ...configuration,
  typeText: 'KubeletConfiguration',
  read: (input) => {
    const unknown = isPlainMap(input) ? Object.keys(input).find((name) => !Object.hasOwn(fields, name)) : undefined;
    if (unknown !== undefined) return wrongField(unknown);
    const reading = configuration.read(input);
    if (isProblem(reading)) return reading;
    return thresholdProblem(reading.value) ?? shutdownProblem(reading.value) ?? reading;
  },
};

function wrongField(name: string): Problem {
  const own = ELSEWHERE[name];
  if (own !== undefined) return { problem: `say it with "${own}" of the node`, path: [name] };
  if (OTHERS.includes(name)) return { problem: 'a field of KubeletConfiguration that is not simulated', path: [name] };
  return unknownKey(name, Object.keys(fields));
}

function thresholdProblem({
  evictionSoft = {},
  evictionSoftGracePeriod = {},
}: KubeletConfiguration): Problem | undefined {
  const bare = Object.keys(evictionSoft).find((signal) => evictionSoftGracePeriod[signal] === undefined);
  if (bare !== undefined) {
    const text = `grace period must be specified for the soft eviction threshold ${bare}`;
    return { problem: text, path: ['evictionSoftGracePeriod'] };
  }
  const idle = Object.keys(evictionSoftGracePeriod).find((signal) => evictionSoft[signal] === undefined);
  if (idle === undefined) return undefined;
  return { problem: `there is no soft eviction threshold ${idle}`, path: ['evictionSoftGracePeriod', idle] };
}

function shutdownProblem(asked: KubeletConfiguration): Problem | undefined {
  const { shutdownGracePeriod, shutdownGracePeriodCriticalPods, shutdownGracePeriodByPodPriority } = asked;
  const all = parseDuration(shutdownGracePeriod ?? '0') ?? 0;
  const critical = parseDuration(shutdownGracePeriodCriticalPods ?? '0') ?? 0;
  const problem = (text: string, field: keyof KubeletConfiguration) => ({
    problem: `invalid configuration: ${text}`,
    path: [field],
  });
  if (!isEnabled('GracefulNodeShutdown') && all + critical > 0) {
    const text = 'specifying shutdownGracePeriod or shutdownGracePeriodCriticalPods requires feature gate';
    return problem(`${text} GracefulNodeShutdown`, all > 0 ? 'shutdownGracePeriod' : 'shutdownGracePeriodCriticalPods');
  }
  if (critical > all) {
    const text = `shutdownGracePeriodCriticalPods ${goDuration(critical)} must be <= shutdownGracePeriod ${goDuration(all)}`;
    return problem(text, 'shutdownGracePeriodCriticalPods');
  }
  for (const [field, spanMs] of [
    ['shutdownGracePeriod', all],
    ['shutdownGracePeriodCriticalPods', critical],
  ] as const) {
    const text = `${field} ${goDuration(spanMs)} must be either zero or otherwise >= 1 sec`;
    if (spanMs > 0 && spanMs < 1000) return problem(text, field);
  }
  if (shutdownGracePeriodByPodPriority?.length && !isEnabled('GracefulNodeShutdownBasedOnPodPriority')) {
    const text = 'Specifying shutdownGracePeriodByPodPriority requires feature gate';
    return problem(`${text} GracefulNodeShutdownBasedOnPodPriority`, 'shutdownGracePeriodByPodPriority');
  }
  if (!shutdownGracePeriodByPodPriority?.length || all + critical === 0) return undefined;
  const both = 'Cannot specify both shutdownGracePeriodByPodPriority and shutdownGracePeriod at the same time';
  return problem(both, 'shutdownGracePeriodByPodPriority');
}

/** What is kept from pods is more than there is. upstream: validateNodeAllocatable */
export function excessiveReservation(node: NodeSpec): string | undefined {
  const capacity = capacityOf(node);
  const errors = [...reservationOf(node.kubelet, capacity)].flatMap(([name, kept]) => {
    const whole = capacity[name] ?? '0';
    if (compareQuantity(kept, whole) <= 0) return [];
    const amounts = `a reservation of ${kept.text} but capacity of ${whole}`;
    return [`Resource ${JSON.stringify(name)} has ${amounts}. Expected capacity >= reservation.`];
  });
  return errors.length > 0 ? `invalid Node Allocatable configuration. ${errors.join(' ')}` : undefined;
}
