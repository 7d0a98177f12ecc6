// A file that a process of a container writes. Where it lies decides how long it lasts: in the container's own layer
// until the container starts again, in an emptyDir as long as the pod, in a hostPath on that node.

import { argument } from '../cluster/describe/argument';
import { anyText, text } from '../cluster/describe/types';
import { UsageError } from '../cluster/describe/usage-error';
import { defineAction } from './action';
import { containerOf, kubelet, runningPod } from './containers';
import { objectReference } from './references';

export const writeFile = defineAction({
  name: 'writeFile',
  summary: 'A process of a container writes a file: into a volume, or into the container itself, which forgets it.',
  args: [
    argument('pod', objectReference(['Pod'], 'pod/web-0'), 'the pod'),
    argument('path', text('an absolute path such as /data/note'), 'the file'),
    argument('content', anyText(), 'all that is in it from now on'),
  ],
  options: [
    argument('container', text('a container'), 'which container; may be left out when there is just one'),
    argument('namespace', text('a namespace'), 'its namespace'),
  ],
  example: {
    ts: "shop.writeFile('pod/web-0', '/tmp/note', 'hello')",
    yaml: 'writeFile: { pod: pod/web-0, path: /tmp/note, content: hello }',
  },
  run: (cx, { pod: { name }, path, content, container, namespace = 'default' }) => {
    if (!path.startsWith('/'))
      throw new UsageError(`path: expected an absolute path such as /data/note, got "${path}"`);
    const target = containerOf(runningPod(cx, namespace, name), container);
    kubelet(cx, 'writeFile', { pod: `${namespace}/${name}`, container: target, path, content });
  },
});
