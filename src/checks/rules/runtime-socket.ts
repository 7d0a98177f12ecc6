// Who talks to the container runtime starts what he likes on the node, as root.

import { perPod } from '../faults';
import { hostPathsOf, isRuntimeSocket, whoMounts } from '../host-paths';
import { defineRule } from '../rule';

export const runtimeSocket = defineRule({
  id: 'runtime-socket',
  title: 'no container talks to the container runtime of its node',
  severity: 'error',
  profile: 'essential',
  others: { 'kube-linter': ['docker-sock'] },
  remedy: 'Remove the volume; build images without the runtime, and ask the API server about containers.',
  reads: 'manifests',
  check: (cx) =>
    perPod(cx, (pod) =>
      hostPathsOf(pod)
        .filter(({ mounts }) => mounts.some(({ path }) => isRuntimeSocket(path)))
        .map((volume) => ({
          at: ['volumes', volume.index, 'hostPath', 'path'],
          says: `${whoMounts(volume)} has the socket of the container runtime, ${volume.path}`,
        })),
    ),
});
