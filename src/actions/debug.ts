// kubectl debug: a container for looking around is added to a running pod. It is never restarted and never taken away.
// upstream: kubectl pkg/cmd/debug debugByEphemeralContainer, with the profile `general`

import { argument } from '../cluster/describe/argument';
import { listOf, text } from '../cluster/describe/types';
import type { Pod } from '../kinds/generated/types.gen';
import { defineAction } from './action';
import { runningPod } from './containers';
import { patchTarget } from './objects';
import { objectReference } from './references';

export const debug = defineAction({
  name: 'debug',
  summary: 'Adds an ephemeral container to a running pod, as kubectl debug does; gives back its name.',
  args: [argument('pod', objectReference(['Pod'], 'pod/web-0'), 'the pod')],
  options: [
    argument('image', text('an image such as busybox:1.37'), 'busybox unless given'),
    argument('target', text('a container'), 'the container whose processes it sees'),
    argument('name', text('a name'), 'its name; debugger-xxxxx unless given'),
    argument('command', listOf(text('a word')), 'what it runs; a shell that somebody holds open unless given'),
    argument('namespace', text('a namespace'), "the pod's namespace"),
  ],
  example: {
    ts: "shop.debug('pod/web-0', { image: 'busybox:1.37' })",
    yaml: 'debug: { pod: pod/web-0, image: "busybox:1.37", as: shell }',
  },
  run: (cx, { pod, image = 'busybox', target, name, command, namespace = 'default' }) => {
    const found = runningPod(cx, namespace, pod.name);
    const chosen =
      name ?? freeName(found, () => cx.cluster.simulation.random.nameSuffix(`debug/${namespace}/${pod.name}`));
    const container = {
      name: chosen,
      image,
      resources: {},
      securityContext: { capabilities: { add: ['SYS_PTRACE'] } },
      ...(command ? { command } : { stdin: true, tty: true }),
      ...(target === undefined ? {} : { targetContainerName: target }),
      terminationMessagePolicy: 'File',
    };
    const patch = { spec: { ephemeralContainers: [container] } };
    patchTarget(cx, pod, namespace, 'strategic', patch, 'ephemeralcontainers');
    return chosen;
  },
});

function freeName({ spec }: Pod, suffix: () => string): string {
  const names = [...spec.containers, ...(spec.initContainers ?? []), ...(spec.ephemeralContainers ?? [])];
  for (;;) {
    const candidate = `debugger-${suffix()}`;
    if (names.every(({ name }) => name !== candidate)) return candidate;
  }
}
