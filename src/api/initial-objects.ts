// The objects that the API server has made before anybody's first request, beside those that are written at the start:
// read when somebody first looks at their kind.

import { componentStatuses } from '../kinds/component-status';
import { defaultApiServices } from '../kinds/default-api-services';
import { defaultPriorityLevels, firstFlowSchemas } from '../kinds/default-flow-control';
import type { KubeObject } from '../kinds/kind';
import { KUBERNETES_ADDRESS } from '../kinds/kubernetes-service';
import type { RandomStreams } from '../sim/random';
import { rfc3339 } from '../sim/time';
import { defaultRoles } from './authorization/default-roles';
import { ipAddress } from './service-addresses';
import { defaultServiceCidr } from './service-cidrs';

const OF_KIND: Readonly<Record<string, (now: string, versions: readonly string[]) => readonly KubeObject[]>> = {
  APIService: defaultApiServices,
  FlowSchema: firstFlowSchemas,
  PriorityLevelConfiguration: defaultPriorityLevels,
  ComponentStatus: componentStatuses,
  ServiceCIDR: (now) => [defaultServiceCidr(now)],
  // Of the Service that the cluster begins with.
  IPAddress: () => [ipAddress(KUBERNETES_ADDRESS, 'default', 'kubernetes')],
};

/** Those of one kind; none for most kinds. `versions` are those that are served besides the usual ones. */
export function initialObjects(
  kind: string,
  random: RandomStreams,
  startMs: number,
  versions: readonly string[] = [],
): readonly KubeObject[] {
  const creationTimestamp = rfc3339(startMs);
  const own = OF_KIND[kind]?.(creationTimestamp, versions);
  if (!own) return defaultRoles(kind, random, startMs);
  // These are told, not stored.
  if (kind === 'ComponentStatus') return own;
  return own.map((object) => {
    const uid = random.uid(`default ${kind} ${object.metadata.name}`);
    return { ...object, metadata: { ...object.metadata, uid, creationTimestamp } };
  });
}
