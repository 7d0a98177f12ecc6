// kubectl set image: a container's image in a workload's template, or in a pod.

import { argument } from '../cluster/describe/argument';
import { text } from '../cluster/describe/types';
import { UsageError } from '../cluster/describe/usage-error';
import type { PodSpec } from '../kinds/generated/types.gen';
import { nearest } from '../kinds/nearest';
import { defineAction } from './action';
import { patchTarget, readTarget } from './objects';
import { objectReference } from './references';

const WITH_CONTAINERS = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet', 'DaemonSet', 'Pod'];

interface WithTemplate {
  readonly spec: PodSpec & { readonly template?: { readonly spec: PodSpec } };
}

export const setImage = defineAction({
  name: 'setImage',
  summary: "Sets the image of a container in a workload's pod template, or of a pod's container.",
  args: [
    argument('target', objectReference(WITH_CONTAINERS), 'the workload or pod'),
    argument('image', text('an image such as nginx:1.27'), 'the new image'),
  ],
  options: [
    argument('container', text('a container'), 'which container; may be left out when there is just one'),
    argument('namespace', text('a namespace'), 'its namespace'),
  ],
  example: {
    ts: "shop.setImage('deployment/frontend', 'shop/frontend:v2')",
    yaml: 'setImage: { target: deployment/frontend, image: shop/frontend:v2 }',
  },
  run: (cx, { target, image, container, namespace }) => {
    const { spec } = readTarget(cx, target, namespace) as unknown as WithTemplate;
    const podSpec = spec.template?.spec ?? spec;
    const list = (['containers', 'initContainers'] as const).find((field) =>
      podSpec[field]?.some(({ name }) => name === container),
    );
    const name = container ?? onlyContainer(podSpec, target.text);
    if (container !== undefined && list === undefined) {
      const names = [...podSpec.containers, ...(podSpec.initContainers ?? [])].map((each) => each.name);
      throw new UsageError(`${target.text} has no container "${container}", only ${names.join(', ')}`, {
        hint: nearest(container, names),
      });
    }
    const patch = { [list ?? 'containers']: [{ name, image }] };
    patchTarget(cx, target, namespace, 'strategic', { spec: spec.template ? { template: { spec: patch } } : patch });
  },
});

function onlyContainer(spec: PodSpec, target: string): string {
  const [first, second] = spec.containers;
  if (first && !second) return first.name;
  const names = spec.containers.map(({ name }) => name).join(', ');
  throw new UsageError(`${target} has several containers, say which: ${names}`);
}
