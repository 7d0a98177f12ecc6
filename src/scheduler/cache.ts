// What the scheduler knows of the cluster: nodes in the order they are tried, the pods on them, and counts over both
// that plugins ask for. Fed by watches, one change at a time. upstream: pkg/scheduler/backend/cache

import type {
  Namespace,
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  Service,
} from '../kinds/generated/types.gen';
import { objectKey } from '../kinds/kind';
import type { Labels, Requirement } from '../kinds/labels';
import { Table } from '../sim/table';
import { Assumed } from './assumed';
import { DeviceCache } from './devices/device-cache';
import { Images } from './images';
import { changedPodInfo, NodeInfo, NumberBlocks, type PodInfo, podInfo } from './node-info';
import { NodeTree, zoneKey } from './node-tree';
import { PodCounts, type PodQuery } from './pod-counts';
import { SelectorBuckets } from './selector-buckets';
import { TermGroups } from './term-groups';
import { buildTopology, type Topology } from './topology';

interface Placed {
  readonly info: PodInfo;
  readonly node: string;
}

/** What no node at all has, so that plugins may skip. */
export interface NodeTraits {
  readonly unschedulable: boolean;
  readonly hardTaints: boolean;
  readonly softTaints: boolean;
}

export class SchedulerCache {
  #nodes = new Map<string, NodeInfo>();
  #tree = new NodeTree();
  #placed = new Table<Placed>();
  #nextSlot = 0;
  readonly #blocks = new NumberBlocks();
  #images = new Images();
  #namespaces = new Table<Labels | undefined>();
  #services = new Table<Service>();
  #list: readonly NodeInfo[] | undefined;
  // Derived, made when first asked for; a copy begins without them.
  #traits: NodeTraits | undefined;
  #topologies = new Map<string, Topology>();
  #serviceBuckets: SelectorBuckets<string> | undefined;
  readonly #counts = new PodCounts();
  readonly #terms = new TermGroups();
  #devices = new DeviceCache();
  #assumedVolumes = new Assumed<PersistentVolume>();
  #assumedClaims = new Assumed<PersistentVolumeClaim>();

  /**
   * Nodes in the order they are tried: that of the tree when a node last came or went. A node that changes its zone
   * alone keeps its place. upstream: UpdateSnapshot, updateAllLists
   */
  nodes(): readonly NodeInfo[] {
    this.#list ??= this.#tree.order().map((name) => this.#nodes.get(name) as NodeInfo);
    return this.#list;
  }

  /** The node of this name; undefined when there is no such node, whatever pods say. */
  node(name: string): NodeInfo | undefined {
    const info = this.#nodes.get(name);
    return info?.node ? info : undefined;
  }

  traits(): NodeTraits {
    this.#traits ??= {
      unschedulable: this.nodes().some((info) => info.node?.spec?.unschedulable === true),
      hardTaints: this.nodes().some((info) => info.hardTaints.length > 0),
      softTaints: this.nodes().some((info) => info.softTaints.length > 0),
    };
    return this.#traits;
  }

  setNode(node: Node): void {
    const name = node.metadata.name;
    const info = this.#nodeInfo(name);
    const before = info.node;
    const zone = zoneKey(node);
    if (!before || zoneKey(before) !== zone) {
      if (before) this.#tree.remove(zoneKey(before), name);
      this.#tree.add(zone, name);
      if (!before) this.#list = undefined;
    }
    if (before?.metadata.labels !== node.metadata.labels) this.#topologies.clear();
    this.#images.replace(before, node);
    this.#traits = undefined;
    info.setNode(node);
  }

  removeNode(node: Node): void {
    const name = node.metadata.name;
    const info = this.#nodes.get(name);
    if (!info?.node) return;
    this.#tree.remove(zoneKey(info.node), name);
    this.#images.replace(info.node, undefined);
    info.setNode(undefined);
    if (info.pods.length === 0) this.#nodes.delete(name);
    this.#list = undefined;
    this.#traits = undefined;
    this.#topologies.clear();
  }

  /** The pod as it stands on its node. */
  placedPod(key: string): PodInfo | undefined {
    return this.#placed.get(key)?.info;
  }

  /** The node that a pod is on, or is assumed to be on. */
  nodeOfPod(key: string): string | undefined {
    return this.#placed.get(key)?.node;
  }

  /** Puts a pod on a node, or takes over its new state there; answers the pod as it stands. */
  setPod(pod: Pod, nodeName: string): PodInfo {
    const key = objectKey(pod);
    const placed = this.#placed.get(key);
    if (placed && placed.node !== nodeName) this.removePod(key);
    const node = this.#nodeInfo(nodeName);
    const before = placed && placed.node === nodeName ? placed.info : undefined;
    const info = before ? changedPodInfo(before, pod) : podInfo(pod);
    if (before?.pod.spec === pod.spec && info.usage === before.usage) {
      node.replacePod(before, info);
    } else {
      if (before) node.removePod(before);
      node.addPod(info);
    }
    this.#placed.set(key, { info, node: nodeName });
    if (before && countsTheSame(before.pod, pod)) return info;
    if (before) this.#uncount(before.pod, node.slot);
    this.#count(pod, node.slot);
    return info;
  }

  removePod(key: string): void {
    const placed = this.#placed.get(key);
    if (!placed) return;
    this.#placed.delete(key);
    const node = this.#nodes.get(placed.node) as NodeInfo;
    node.removePod(placed.info);
    this.#uncount(placed.info.pod, node.slot);
    if (!node.node && node.pods.length === 0) this.#nodes.delete(placed.node);
  }

  setNamespace(namespace: Namespace | undefined, name: string): void {
    if (namespace) this.#namespaces.set(name, namespace.metadata.labels);
    else this.#namespaces.delete(name);
    this.#counts.namespacesChanged();
  }

  readonly namespaceLabels = (name: string): Labels | undefined => this.#namespaces.get(name);

  setService(key: string, service: Service | undefined): void {
    if (service) this.#services.set(key, service);
    else this.#services.delete(key);
    this.#serviceBuckets = undefined;
  }

  /** Selectors of the services that select the pod. */
  serviceSelectorsOf(pod: Pod): readonly Labels[] {
    this.#serviceBuckets ??= this.#bucketServices();
    const found: string[] = [];
    const { namespace, labels } = pod.metadata;
    this.#serviceBuckets.forEach(labels, (key) => {
      if (key.startsWith(`${namespace}/`)) found.push(key);
    });
    const selectors: Labels[] = [];
    for (const key of found.sort()) {
      const selector = this.#services.get(key)?.spec?.selector;
      if (selector && hasAll(labels, selector)) selectors.push(selector);
    }
    return selectors;
  }

  image(name: string): ReturnType<Images['get']> {
    return this.#images.get(name);
  }

  topology(key: string): Topology {
    let topology = this.#topologies.get(key);
    if (!topology) {
      topology = buildTopology(key, this.nodes(), this.#nextSlot);
      this.#topologies.set(key, topology);
    }
    return topology;
  }

  /** How many pods match, by node slot. */
  countPods(query: PodQuery): readonly number[] {
    return this.#counts.perNode(query, this.#nextSlot, (visit) => {
      for (const info of this.#nodes.values()) for (const { pod } of info.pods) visit(pod, info.slot);
    });
  }

  /** Affinity terms of pods on nodes, by the pods they mean. */
  get terms(): TermGroups {
    return this.#terms;
  }

  /** Devices that slices offer, and those that claims have. */
  get devices(): DeviceCache {
    return this.#devices;
  }

  /** Volumes that are to be bound to claims. */
  get assumedVolumes(): Assumed<PersistentVolume> {
    return this.#assumedVolumes;
  }

  /** Claims that are to be provisioned for a node. */
  get assumedClaims(): Assumed<PersistentVolumeClaim> {
    return this.#assumedClaims;
  }

  /** An independent copy; what is derived is made anew. */
  copy(): SchedulerCache {
    const twin = new SchedulerCache();
    twin.#nodes = new Map([...this.#nodes].map(([name, info]) => [name, info.copy(twin.#blocks)] as const));
    twin.#tree = this.#tree.copy();
    twin.#placed = this.#placed.fork();
    twin.#nextSlot = this.#nextSlot;
    twin.#images = this.#images.copy();
    twin.#namespaces = this.#namespaces.fork();
    twin.#services = this.#services.fork();
    twin.#list = this.#list?.map(({ name }) => twin.#nodes.get(name) as NodeInfo);
    twin.#devices = this.#devices.copy();
    twin.#assumedVolumes = this.#assumedVolumes.copy();
    twin.#assumedClaims = this.#assumedClaims.copy();
    for (const info of twin.#nodes.values()) for (const { pod } of info.pods) twin.#count(pod, info.slot);
    return twin;
  }

  #nodeInfo(name: string): NodeInfo {
    let info = this.#nodes.get(name);
    if (!info) {
      info = new NodeInfo(name, this.#nextSlot++, this.#blocks);
      this.#nodes.set(name, info);
    }
    return info;
  }

  #count(pod: Pod, slot: number): void {
    this.#counts.add(pod, slot);
    this.#terms.add(pod, slot);
  }

  #uncount(pod: Pod, slot: number): void {
    this.#counts.remove(pod, slot);
    this.#terms.remove(pod, slot);
  }

  #bucketServices(): SelectorBuckets<string> {
    const buckets = new SelectorBuckets<string>();
    for (const key of this.#services.keys()) {
      const selector = this.#services.get(key)?.spec?.selector;
      if (selector) buckets.add(equalities(selector), key);
    }
    return buckets;
  }
}

/** A change of status alone changes no count. */
function countsTheSame(before: Pod, after: Pod): boolean {
  return (
    before.metadata.labels === after.metadata.labels &&
    before.spec.affinity === after.spec.affinity &&
    !before.metadata.deletionTimestamp === !after.metadata.deletionTimestamp
  );
}

const equalities = (labels: Labels): Requirement[] =>
  Object.keys(labels).map((key) => ({ key, operator: '=', values: [labels[key] as string] }));

function hasAll(labels: Labels | undefined, wanted: Labels): boolean {
  for (const key in wanted) if (labels?.[key] !== wanted[key]) return false;
  return true;
}
