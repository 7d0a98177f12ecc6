// The objects that the API server has made before anybody's first request, beside those that are written at the start:
// read when somebody first looks at their kind.

import { defaultApiServices } from '../kinds/default-api-services';
import type { KubeObject } from '../kinds/kind';
import type { RandomStreams } from '../sim/random';
import { rfc3339 } from '../sim/time';
import { defaultRoles } from './authorization/default-roles';
import { ipAddress } from './service-addresses';
import { defaultServiceCidr } from './service-cidrs';

/** The first address of the range. */
const KUBERNETES_ADDRESS = '10.96.0.1';

const OF_KIND: Readonly<Record<string, (now: string) => readonly KubeObject[]>> = {
  APIService: defaultApiServices,
  ServiceCIDR: (now) => [defaultServiceCidr(now)],
  // Of the Service that the cluster begins with.
  IPAddress: () => [ipAddress(KUBERNETES_ADDRESS, 'default', 'kubernetes')],
};

/** Those of one kind; none for most kinds. */
export function initialObjects(kind: string, random: RandomStreams, startMs: number): readonly KubeObject[] {
  const creationTimestamp = rfc3339(startMs);
  const own = OF_KIND[kind]?.(creationTimestamp);
  if (!own) return defaultRoles(kind, random, startMs);
  return own.map((object) => {
    const uid = random.uid(`default ${kind} ${object.metadata.name}`);
    return { ...object, metadata: { ...object.metadata, uid, creationTimestamp } };
  });
}
