// Whether a node is one for a DaemonSet's pod: by name, labels and taints. Room, pressure and cordons do not count
// here.
// upstream: pkg/controller/daemon/daemon_controller.go NodeShouldRunDaemonPod

import type { DaemonSet, Node, Pod, PodTemplateSpec } from '../../kinds/generated/types.gen';
import { matchesRequiredAffinity } from '../../kinds/node-selector';
import { hardTaints, noExecuteTaints, toleratesAll } from '../../kinds/taints';
import { withDaemonTolerations } from './daemon-pod';

export interface NodeFit {
  /** A pod is to be made there if none is. */
  readonly isWanted: boolean;
  /** A pod that is there may stay. */
  readonly mayStay: boolean;
}

const WANTED: NodeFit = { isWanted: true, mayStay: true };
const MISPLACED: NodeFit = { isWanted: false, mayStay: true };
const UNFIT: NodeFit = { isWanted: false, mayStay: false };

const known = new WeakMap<PodTemplateSpec, WeakMap<Node, NodeFit>>();

export function nodeFit({ spec: { template } }: DaemonSet, node: Node): NodeFit {
  let fits = known.get(template);
  if (fits === undefined) {
    fits = new WeakMap();
    known.set(template, fits);
  }
  let fit = fits.get(node);
  if (fit === undefined) {
    fit = judge(template, node);
    fits.set(node, fit);
  }
  return fit;
}

function judge(template: PodTemplateSpec, node: Node): NodeFit {
  const { nodeName } = template.spec;
  if (nodeName && nodeName !== node.metadata.name) return UNFIT;
  const pod = { spec: withDaemonTolerations(template.spec) } as Pod;
  if (!matchesRequiredAffinity(pod, node)) return UNFIT;
  if (toleratesAll(pod, hardTaints(node))) return WANTED;
  return toleratesAll(pod, noExecuteTaints(node)) ? MISPLACED : UNFIT;
}
