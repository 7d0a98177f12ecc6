// Whether a driver of devices runs on a node: it does where a slice of its offers devices. A kubelet whose driver goes
// deletes the driver's slices of the node, so that one who takes the slices away has a node without the driver.
// upstream: pkg/kubelet/cm/dra/plugin dra_plugin_manager.go

import type { Node, NodeSelector, ResourceSlice } from '../generated/types.gen';
import { matchesSelector } from '../node-selector';

export interface DevicePlace {
  readonly nodeName?: string | undefined;
  readonly allNodes?: boolean | undefined;
  readonly nodeSelector?: NodeSelector | undefined;
}

/** Whether a slice, or a device with a place of its own, is for the node. upstream: NodeMatches */
export function isForNode({ nodeName, allNodes, nodeSelector }: DevicePlace, node: Node): boolean {
  if (nodeName) return node.metadata.name === nodeName;
  return allNodes === true || (nodeSelector !== undefined && matchesSelector(nodeSelector, node));
}

export function runsDriver(node: Node, driver: string, slices: readonly ResourceSlice[]): boolean {
  return slices.some(({ spec }) => {
    if (spec.driver !== driver) return false;
    if (!spec.perDeviceNodeSelection) return isForNode(spec, node);
    return (spec.devices ?? []).some((device) => isForNode(device, node));
  });
}
