// How the memory of the kubelets begins, and how it is copied for a fork.

import { Table } from '../sim/table';
import type { KubeletState } from './kubelet-state';
import type { ProgramRule } from './program-rules';
import { forkLoads } from './request-load';

export function createState(rules: readonly ProgramRule[], firstRange: number): KubeletState {
  return {
    owner: {},
    nodes: new Table(),
    workers: new Table(),
    addresses: new Table(),
    images: new Table(),
    kept: new Table(),
    statics: new Table(),
    services: new Table(),
    gone: new Table(),
    files: new Table(),
    hostPaths: new Table(),
    requests: new Table(),
    loads: new Map(),
    settings: { rules, blocked: [], cuts: [], nextRange: firstRange, nodeCount: 0 },
  };
}

export function forkState(state: KubeletState): KubeletState {
  state.owner = {};
  return {
    owner: {},
    nodes: state.nodes.fork(),
    workers: state.workers.fork(),
    addresses: state.addresses.fork(),
    images: state.images.fork(),
    kept: state.kept.fork(),
    statics: state.statics.fork(),
    services: state.services.fork(),
    gone: state.gone.fork(),
    files: state.files.fork(),
    hostPaths: state.hostPaths.fork(),
    requests: state.requests.fork(),
    loads: forkLoads(state.loads),
    settings: state.settings,
  };
}
