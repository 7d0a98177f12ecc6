// One more pod of a Deployment, as its next rollout would make it.

import type { Pod } from '../kinds/generated/types.gen';

const HASH = 'pod-template-hash';

/** A copy of one of its pods, of another ReplicaSet and not placed. */
export function surgePod({ apiVersion, kind, metadata, spec }: Pod): Pod {
  const { nodeName: _nodeName, ...unplaced } = spec;
  const { namespace, labels, annotations } = metadata;
  return {
    apiVersion,
    kind,
    metadata: {
      name: `${metadata.name}-next`,
      ...(namespace !== undefined && { namespace }),
      ...(annotations && { annotations }),
      labels: { ...labels, [HASH]: 'next' },
    },
    spec: unplaced,
  };
}
