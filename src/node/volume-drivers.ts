// Volumes whose content does not come from an object: what the kubelet finds wrong with them when it mounts them.
// upstream: pkg/volume/csi, git_repo, downwardapi

import type { Reader } from '../api/actor';
import type { DownwardAPIVolumeFile, Pod, Volume } from '../kinds/generated/types.gen';
import { allContainers } from './restart-policy';

const GIT_DISABLED =
  'git-repo volume plugin has been disabled; if necessary, it may be re-enabled by enabling the feature-gate `GitRepoVolumeDriver`';

/** Why the volume cannot be mounted; a CSI driver counts as installed once its CSIDriver is there. */
export function driverProblem(reader: Pick<Reader, 'get'>, pod: Pod, volume: Volume): string | undefined {
  if (volume.gitRepo) return GIT_DISABLED;
  const driver = volume.csi?.driver;
  if (driver !== undefined && !reader.get('CSIDriver', undefined, driver)) {
    const why = `driver name ${driver} not found in the list of registered CSI drivers`;
    return `kubernetes.io/csi: mounter.SetUpAt failed to get CSI client: ${why}`;
  }
  return missingContainer(pod, volume);
}

/** A file that tells of a container's resources needs that container. */
function missingContainer({ spec }: Pod, { downwardAPI, projected }: Volume): string | undefined {
  const files: DownwardAPIVolumeFile[] = [...(downwardAPI?.items ?? [])];
  for (const source of projected?.sources ?? []) files.push(...(source.downwardAPI?.items ?? []));
  for (const { resourceFieldRef } of files) {
    const name = resourceFieldRef?.containerName;
    if (name && !allContainers(spec).some((container) => container.name === name)) return `container ${name} not found`;
  }
  return undefined;
}
