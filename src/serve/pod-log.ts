// GET pods/NAME/log.

import { badRequest } from '../api/api-error';
import type { Pod } from '../kinds/generated/types.gen';
import { type Answer, textAnswer } from './exchange';
import type { ResourceRequest } from './resource-request';
import type { ServedCluster } from './served-cluster';

export function answerPodLog(served: ServedCluster, { request, row, path }: ResourceRequest): Answer {
  const pod = served.server.get(row, path.namespace, path.name as string) as Pod;
  containerOf(pod, request.query.get('container') ?? '');
  return textAnswer('');
}

/** The container asked for, or the only one. upstream: pkg/registry/core/pod/strategy.go podCmdContainer */
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
