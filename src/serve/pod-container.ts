// Which container of a pod is meant, and whether its node can be asked about it.
// upstream: pkg/registry/core/pod/strategy.go, pkg/kubelet/kubelet_pods.go validateContainerLogStatus

import { badRequest } from '../api/api-error';
import type { ContainerStatus, Pod } from '../kinds/generated/types.gen';

/** The container asked for, or the only one. Errors: 400. */
export function containerOf(pod: Pod, asked: string): string {
  const { containers, initContainers = [], ephemeralContainers = [] } = pod.spec;
  const { name } = pod.metadata;
  if (asked !== '') {
    const known = [...containers, ...initContainers, ...ephemeralContainers].some((each) => each.name === asked);
    if (!known) throw badRequest(`container ${asked} is not valid for pod ${name}`);
    return asked;
  }
  const [only, ...more] = containers;
  if (only && more.length === 0) return only.name;
  const names = (list: readonly { readonly name: string }[]) => list.map((each) => each.name).join(' ');
  const rest = initContainers.length > 0 ? ` or one of the init containers: [${names(initContainers)}]` : '';
  const choose = `choose one of: [${names(containers)}]${rest}`;
  throw badRequest(`a container name must be specified for pod ${name}, ${choose}`);
}

export function statusOf({ status = {} }: Pod, container: string): ContainerStatus | undefined {
  const all = [
    ...(status.containerStatuses ?? []),
    ...(status.initContainerStatuses ?? []),
    ...(status.ephemeralContainerStatuses ?? []),
  ];
  return all.find(({ name }) => name === container);
}

const WAITS: Readonly<Record<string, string>> = {
  ErrImagePull: "image can't be pulled",
  ImagePullBackOff: 'trying and failing to pull image',
};

/** The run whose log it is: the present one, or the one before. Errors: 400 when there is none. */
export function loggedRun(pod: Pod, container: string, previous: boolean): 'present' | 'previous' {
  const status = statusOf(pod, container);
  const inPod = `container ${JSON.stringify(container)} in pod ${JSON.stringify(pod.metadata.name)}`;
  if (!status) throw badRequest(`${inPod} is not available`);
  const { running, terminated, waiting } = status.state ?? {};
  const last = status.lastState?.terminated;
  if (previous) {
    if (!last?.containerID) throw badRequest(`previous terminated ${inPod} not found`);
    return running || terminated ? 'previous' : 'present';
  }
  if (running || terminated?.containerID || last?.containerID) return 'present';
  if (terminated || last) throw badRequest(`${inPod} is terminated`);
  const reason = waiting?.reason ?? '';
  throw badRequest(`${inPod} is waiting to start: ${WAITS[reason] ?? reason}`);
}
