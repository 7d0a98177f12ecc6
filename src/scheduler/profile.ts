// Which plugins the scheduler runs, in which order, with which weight on their score. The order is that of every
// extension point, unless configured otherwise. upstream: pkg/scheduler/apis/config/v1 default_plugins.go

import type { Extender } from './extender';
import type { AnyPlugin } from './framework';
import { balancedAllocation } from './plugins/balanced-allocation';
import { defaultBinder } from './plugins/default-binder';
import { defaultPreemption } from './plugins/default-preemption';
import { dynamicResources } from './plugins/dynamic-resources';
import { imageLocality } from './plugins/image-locality';
import { interPodAffinity } from './plugins/inter-pod-affinity';
import { nodeAffinity } from './plugins/node-affinity';
import { nodeDeclaredFeatures } from './plugins/node-declared-features';
import { nodeName } from './plugins/node-name';
import { nodePorts } from './plugins/node-ports';
import { nodeResourcesFit } from './plugins/node-resources-fit';
import { nodeUnschedulable } from './plugins/node-unschedulable';
import { nodeVolumeLimits } from './plugins/node-volume-limits';
import { podTopologySpread } from './plugins/pod-topology-spread';
import { prioritySort } from './plugins/priority-sort';
import { schedulingGates } from './plugins/scheduling-gates';
import { taintToleration } from './plugins/taint-toleration';
import { volumeBinding } from './plugins/volume-binding';
import { volumeRestrictions } from './plugins/volume-restrictions';
import { volumeZone } from './plugins/volume-zone';
import type { ExtensionPoint } from './points';
import { DEFAULT_SCHEDULER } from './scheduler-name';

export interface ProfileRow {
  readonly plugin: AnyPlugin;
  /** Of its score; 0 for plugins that give none. */
  readonly weight: number;
  /** Its place at each extension point; that of the row unless given. */
  readonly places?: Readonly<Partial<Record<ExtensionPoint, number>>>;
}

/** How pods that name this scheduler are placed. */
export interface Profile {
  readonly schedulerName: string;
  readonly rows: readonly ProfileRow[];
  /** 0 or undefined for the number that upstream works out. */
  readonly percentageOfNodesToScore?: number | undefined;
  /** The same for all profiles; those that cannot be ignored come first. */
  readonly extenders?: readonly Extender[] | undefined;
}

const row = (plugin: AnyPlugin, weight = 0): ProfileRow => ({ plugin, weight });

export const defaultProfile: readonly ProfileRow[] = [
  row(schedulingGates),
  row(prioritySort),
  row(nodeUnschedulable),
  row(nodeName),
  row(taintToleration, 3),
  row(nodeAffinity, 2),
  row(nodePorts),
  row(nodeResourcesFit, 1),
  row(volumeRestrictions),
  row(nodeVolumeLimits),
  row(volumeBinding, 1),
  row(volumeZone),
  row(podTopologySpread, 2),
  row(interPodAffinity, 2),
  row(dynamicResources, 2),
  row(defaultPreemption),
  row(balancedAllocation, 1),
  row(imageLocality, 1),
  row(defaultBinder),
  row(nodeDeclaredFeatures),
];

export const DEFAULT_PROFILES: readonly Profile[] = [{ schedulerName: DEFAULT_SCHEDULER, rows: defaultProfile }];
