// The conditions of a node as its kubelet tells them, and the event of each change.
// upstream: pkg/kubelet/nodestatus/setters.go

import type { NodeCondition } from '../kinds/generated/types.gen';
import { rfc3339 } from '../sim/time';
import type { PressureType } from './node-pressure';

type Told = Pick<NodeCondition, 'type' | 'status' | 'reason' | 'message'>;

interface PressureWords {
  readonly type: PressureType;
  readonly without: Pick<Told, 'reason' | 'message'>;
  readonly within: Pick<Told, 'reason' | 'message'>;
  /** Reasons of the events. */
  readonly relieved: string;
  readonly pressed: string;
}

/** In the order in which the kubelet looks. */
export const PRESSURES: readonly PressureWords[] = [
  {
    type: 'MemoryPressure',
    without: { reason: 'KubeletHasSufficientMemory', message: 'kubelet has sufficient memory available' },
    within: { reason: 'KubeletHasInsufficientMemory', message: 'kubelet has insufficient memory available' },
    relieved: 'NodeHasSufficientMemory',
    pressed: 'NodeHasInsufficientMemory',
  },
  {
    type: 'DiskPressure',
    without: { reason: 'KubeletHasNoDiskPressure', message: 'kubelet has no disk pressure' },
    within: { reason: 'KubeletHasDiskPressure', message: 'kubelet has disk pressure' },
    relieved: 'NodeHasNoDiskPressure',
    pressed: 'NodeHasDiskPressure',
  },
  {
    type: 'PIDPressure',
    without: { reason: 'KubeletHasSufficientPID', message: 'kubelet has sufficient PID available' },
    within: { reason: 'KubeletHasInsufficientPID', message: 'kubelet has insufficient PID available' },
    relieved: 'NodeHasSufficientPID',
    pressed: 'NodeHasInsufficientPID',
  },
];

const READY: Told = {
  type: 'Ready',
  status: 'True',
  reason: 'KubeletReady',
  message: 'kubelet is posting ready status',
};
const SHUTTING_DOWN: Told = {
  type: 'Ready',
  status: 'False',
  reason: 'KubeletNotReady',
  message: 'node is shutting down',
};
const STARTING: Told = {
  ...SHUTTING_DOWN,
  message: 'CSINode is not yet initialized',
};
const OWN: readonly string[] = [...PRESSURES.map(({ type }) => type), READY.type];

/** Whether kubelets write conditions of this type. */
export const isOwnCondition = (type: string) => OWN.includes(type);

/** All of them; transition times stay where the status does. */
export function nodeConditions(
  before: readonly NodeCondition[] | undefined,
  pressures: readonly PressureType[],
  unready: 'starting' | 'shutting down' | undefined,
  nowMs: number,
): NodeCondition[] {
  const now = rfc3339(nowMs);
  const told: readonly Told[] = [
    ...PRESSURES.map(
      ({ type, within, without }): Told =>
        pressures.includes(type) ? { type, status: 'True', ...within } : { type, status: 'False', ...without },
    ),
    unready === undefined ? READY : unready === 'starting' ? STARTING : SHUTTING_DOWN,
  ];
  return told.map((one) => {
    const old = before?.find(({ type }) => type === one.type);
    const since = old?.status === one.status ? old.lastTransitionTime : undefined;
    return { lastHeartbeatTime: now, lastTransitionTime: since ?? now, ...one };
  });
}
