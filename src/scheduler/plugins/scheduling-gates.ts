// SchedulingGates: a pod with gates waits outside the queue until the last one is removed.
// upstream: plugins/schedulinggates

import { definePlugin } from '../framework';

export const schedulingGates = definePlugin({
  name: 'SchedulingGates',
  preEnqueue: (pod) => {
    const gates = pod.spec.schedulingGates;
    if (!gates || gates.length === 0) return undefined;
    return `waiting for scheduling gates: [${gates.map((gate) => gate.name).join(' ')}]`;
  },
  wakeOn: { 'Self/gates': true },
});
