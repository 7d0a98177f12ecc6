// A node as a user declares it, and the capacity that its kubelet registers.

import { parseQuantity, quantityFromValue } from '../kinds/quantity';
import type { KubeletConfiguration, StaticManifest } from './kubelet-fields';

/** What a path on a node is, as the types of a hostPath volume name it. */
export type PathType = 'Directory' | 'File' | 'Socket' | 'CharDevice' | 'BlockDevice';

export interface NodeSpec {
  readonly name: string;
  /** Cores, `4` or `'1500m'`; 4 unless given. */
  readonly cpu?: number | string;
  /** `8Gi` unless given. */
  readonly memory?: string;
  /** How many pods fit; 110 unless given. */
  readonly pods?: number;
  readonly ephemeralStorage?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly taints?: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  /** Becomes the label `topology.kubernetes.io/zone`. */
  readonly zone?: string;
  readonly region?: string;
  readonly unschedulable?: boolean;
  /** Extended resources: `{ 'nvidia.com/gpu': 2 }`. */
  readonly resources?: Readonly<Record<string, number | string>>;
  /** Images that are on the node from the start; the node's status lists them. */
  readonly images?: readonly string[];
  /** What its file system has besides the usual: `{ '/data': 'Directory' }`. */
  readonly paths?: Readonly<Record<string, PathType>>;
  /** Manifests of pods that its kubelet runs of itself, as in its `staticPodPath`. */
  readonly staticPods?: readonly StaticManifest[];
  /** Its kubelet's configuration. Without any, all of the capacity is left to pods. */
  readonly kubelet?: KubeletConfiguration;
}

const DEFAULT_CPU = '4';
const DEFAULT_MEMORY = '8Gi';
const DEFAULT_PODS = 110;
const DEFAULT_STORAGE = '100Gi';

/** The node's capacity as its status shows it, resource names in order. */
export function capacityOf(spec: NodeSpec): Readonly<Record<string, string>> {
  const capacity: Record<string, string> = {
    cpu: text(spec.cpu ?? DEFAULT_CPU),
    'ephemeral-storage': text(spec.ephemeralStorage ?? DEFAULT_STORAGE),
    'hugepages-1Gi': '0',
    'hugepages-2Mi': '0',
    memory: text(spec.memory ?? DEFAULT_MEMORY),
    pods: String(podLimit(spec)),
  };
  for (const name of Object.keys(spec.resources ?? {}).sort()) {
    capacity[name] = text(spec.resources?.[name] as number | string);
  }
  return capacity;
}

export function podLimit(spec: NodeSpec): number {
  return spec.pods ?? DEFAULT_PODS;
}

/** Labels that the kubelet gives its node, the user's added. upstream: kubelet_node_status.go initialNode */
export function labelsOf(spec: NodeSpec): Readonly<Record<string, string>> {
  return {
    'beta.kubernetes.io/arch': 'amd64',
    'beta.kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/hostname': spec.name,
    'kubernetes.io/os': 'linux',
    ...(spec.region === undefined ? {} : { 'topology.kubernetes.io/region': spec.region }),
    ...(spec.zone === undefined ? {} : { 'topology.kubernetes.io/zone': spec.zone }),
    ...spec.labels,
  };
}

function text(amount: number | string): string {
  if (typeof amount === 'number' && Number.isInteger(amount)) return quantityFromValue(amount).text;
  return parseQuantity(amount)?.text ?? String(amount);
}
