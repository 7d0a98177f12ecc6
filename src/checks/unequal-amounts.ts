// Requests that differ from limits: what is kept for a container is not what it may use.

import type { CheckContext } from './context';
import { perContainer, perPod } from './faults';
import type { Violation } from './finding';
import { type Amounts, amountsOf, podAmounts, type ResourceName } from './resources';

/** Where a limit is set and the request is another amount; what is set for the whole pod stands for its containers. */
export function* unequalAmounts(cx: CheckContext, name: ResourceName): Iterable<Violation> {
  const at = ['resources', 'requests', name];
  const difference = ({ request, limit }: Amounts) =>
    request && limit && request.nano !== limit.nano ? `${name} ${request.text} and may use ${limit.text}` : undefined;
  yield* perPod(cx, (pod) => {
    const words = difference(podAmounts(pod, name));
    return words === undefined ? undefined : { at, says: `its pods request ${words}` };
  });
  yield* perContainer(cx, (container) => {
    const { request, limit } = podAmounts(container.pod, name);
    const words = request || limit ? undefined : difference(amountsOf(cx, container, name));
    return words === undefined ? undefined : { at, says: `requests ${words}` };
  });
}
