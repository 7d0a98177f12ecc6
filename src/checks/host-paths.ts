// What pods see of the files of their nodes: volumes of hostPath with the containers that mount them.

import { containersOf, containerWords } from './containers';
import type { DescribedPod } from './manifest-set';

export interface HostPath {
  /** In the list of volumes. */
  readonly index: number;
  readonly path: string;
  /** Where containers see it; empty when nobody mounts it. */
  readonly mounts: readonly {
    /** `container "web"` */
    readonly words: string;
    /** From the object to the mount. */
    readonly at: readonly (string | number)[];
    /** What of the node is seen: with `subPath` less than the volume. */
    readonly path: string;
    readonly readOnly: boolean;
  }[];
}

/** The volumes of a pod that are files of its node, paths without doubled and trailing slashes. */
export function hostPathsOf(pod: DescribedPod): readonly HostPath[] {
  return (pod.spec.volumes ?? []).flatMap(({ name, hostPath }, index) => {
    if (!hostPath) return [];
    const path = tidy(hostPath.path);
    const mounts = containersOf(pod).flatMap((described) =>
      (described.container.volumeMounts ?? []).flatMap((mount, at) =>
        mount.name === name
          ? [
              {
                words: containerWords(described),
                at: [...described.path, 'volumeMounts', at],
                path: tidy(`${path}/${mount.subPath ?? ''}`),
                readOnly: mount.readOnly === true,
              },
            ]
          : [],
      ),
    );
    return [{ index, path, mounts }];
  });
}

const tidy = (path: string) => path.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');

/** The socket that a container runtime takes orders at. */
export const isRuntimeSocket = (path: string): boolean =>
  /\/(?:docker|containerd|crio|cri-dockerd|dockershim|podman)\.sock$/.test(path);

/** `container "a", container "b"` */
export const whoMounts = ({ mounts }: HostPath): string => [...new Set(mounts.map(({ words }) => words))].join(', ');
