// Projected trust bundles and pod certificates: their APIs are not served, as in a cluster whose gates alone are open,
// so a volume that shows one is never mounted.
// upstream: pkg/kubelet/clustertrustbundle NoopManager, pkg/kubelet/podcertificate IssuingManager

import type { Pod, Volume, VolumeProjection } from '../kinds/generated/types.gen';

const NO_BUNDLES = 'ClusterTrustBundle projection is not supported in static kubelet mode';

const isShown = ({ clusterTrustBundle, podCertificate }: VolumeProjection) =>
  clusterTrustBundle !== undefined || podCertificate !== undefined;

export const showsCertificates = ({ projected }: Volume): boolean => projected?.sources?.some(isShown) ?? false;

/** Why each such source cannot be had. */
export function certificateProblems({ metadata }: Pod, { name, projected }: Volume): string[] {
  return (projected?.sources ?? []).flatMap((source, index) => {
    if (source.clusterTrustBundle) return [NO_BUNDLES];
    const key = [metadata.namespace, metadata.name, metadata.uid, name, index].join(' ');
    return source.podCertificate ? [`no credentials yet for key={${key}}`] : [];
  });
}
