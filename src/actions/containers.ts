// What befalls containers and images: a crash, a failing probe, a registry that does not answer.

import { argument } from '../cluster/describe/argument';
import { duration, integer, oneOf, text } from '../cluster/describe/types';
import { UsageError } from '../cluster/describe/usage-error';
import type { Pod } from '../kinds/generated/types.gen';
import { CommandError } from '../node/command-error';
import { type ActionContext, defineAction } from './action';
import { objectReference } from './references';

const pod = argument('pod', objectReference(['Pod'], 'pod/web-0'), 'the pod');
const namespaceOption = argument('namespace', text('a namespace'), 'its namespace');
const containerOption = argument(
  'container',
  text('a container'),
  'which container; may be left out when there is just one',
);

export const crash = defineAction({
  name: 'crash',
  summary: 'Ends the process of a running container, as if it had failed by itself.',
  args: [pod],
  options: [containerOption, argument('exitCode', integer(), '1 unless given'), namespaceOption],
  example: { ts: "shop.crash('pod/web-0', { exitCode: 2 })", yaml: 'crash: { pod: pod/web-0, exitCode: 2 }' },
  run: (cx, { pod: { name }, container, exitCode = 1, namespace = 'default' }) => {
    const found = runningPod(cx, namespace, name);
    kubelet(cx, 'crashContainer', { pod: `${namespace}/${name}`, container: containerOf(found, container), exitCode });
  },
});

export const failProbe = defineAction({
  name: 'failProbe',
  summary: 'Makes the probes of a container fail from now on, for a time or until the container restarts.',
  args: [pod, argument('probe', oneOf('liveness', 'readiness', 'startup'), 'which probe')],
  options: [
    containerOption,
    argument('for', duration(), 'how long; until the container restarts unless given'),
    namespaceOption,
  ],
  example: {
    ts: "shop.failProbe('pod/web-0', 'readiness', { for: '30s' })",
    yaml: 'failProbe: { pod: pod/web-0, probe: readiness, for: 30s }',
  },
  run: (cx, { pod: { name }, probe, container, namespace = 'default', for: spanMs }) => {
    const found = runningPod(cx, namespace, name);
    const target = containerOf(found, container);
    const declared = found.spec.containers.find((each) => each.name === target);
    if (declared && !declared[`${probe}Probe`])
      throw new UsageError(`container ${target} of pod ${name} has no ${probe} probe`);
    kubelet(cx, 'failProbe', {
      pod: `${namespace}/${name}`,
      container: target,
      probe,
      ...(spanMs === undefined ? {} : { forMs: spanMs }),
    });
  },
});

export const blockImage = defineAction({
  name: 'blockImage',
  summary: 'Makes pulls of images fail from now on; containers that run already are not touched.',
  args: [argument('image', text('an image or a pattern such as shop/*:v2'), 'the images')],
  options: [argument('failure', oneOf('notFound', 'denied', 'unreachable'), 'how; notFound unless given')],
  example: { ts: "shop.blockImage('shop/frontend:v2')", yaml: 'blockImage: shop/frontend:v2' },
  run: (cx, { image, failure = 'notFound' }) => void kubelet(cx, 'blockImage', { pattern: image, failure }),
});

export const unblockImage = defineAction({
  name: 'unblockImage',
  summary: 'Lets images be pulled again.',
  args: [argument('image', text('the image or pattern that was blocked'), 'the images')],
  example: { ts: "shop.unblockImage('shop/frontend:v2')", yaml: 'unblockImage: shop/frontend:v2' },
  run: (cx, { image }) => void kubelet(cx, 'unblockImage', { pattern: image }),
});

/** Errors: UsageError when there is no such pod. */
export function runningPod(cx: ActionContext, namespace: string, name: string): Pod {
  const found = cx.client.get('Pod', namespace, name);
  if (!found) {
    const names = cx.client.list('Pod', namespace).map(({ metadata }) => metadata.name);
    throw new UsageError(`there is no pod ${name} in namespace ${namespace}, only ${names.join(', ') || 'none'}`);
  }
  return found;
}

/** The container's name; the pod's only one unless given. Errors: UsageError. */
export function containerOf({ metadata, spec }: Pod, container: string | undefined): string {
  const names = [...spec.containers, ...(spec.initContainers ?? []), ...(spec.ephemeralContainers ?? [])].map(
    ({ name }) => name,
  );
  if (container === undefined) {
    const [first, second] = spec.containers;
    if (first && !second) return first.name;
    throw new UsageError(`pod ${metadata.name} has several containers, say which: ${names.join(', ')}`);
  }
  if (!names.includes(container)) {
    throw new UsageError(`pod ${metadata.name} has no container "${container}", only ${names.join(', ')}`);
  }
  return container;
}

/** Runs a command of the kubelets. Errors: UsageError for what cannot be done. */
export function kubelet(cx: ActionContext, command: string, args: unknown): unknown {
  try {
    return cx.cluster.simulation.command('kubelet', command, args, cx.cause);
  } catch (error) {
    if (error instanceof CommandError) throw new UsageError(error.message);
    throw error;
  }
}
