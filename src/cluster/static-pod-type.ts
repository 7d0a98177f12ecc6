// The manifests of a node's static pods, checked as its kubelet checks what lies in its staticPodPath; there a wrong
// one is only logged.
// upstream: pkg/kubelet/config/common.go tryDecodeSinglePod, pkg/api/pod/util.go HasAPIObjectReference

import { referencedKind } from '../admission/mirror-pod-references';
import { decode } from '../api/decode';
import { newPolicyExpressions } from '../api/policy/compiler';
import { isEnabled } from '../kinds/feature-gates';
import type { Pod, Volume } from '../kinds/generated/types.gen';
import { kindByKey } from '../kinds/table';
import type { StaticManifest } from '../node/kubelet-fields';
import { staticPod } from '../node/static-pods';
import type { ArgumentType } from './describe/argument';
import { isPlainMap } from './describe/types';

const expected = 'the manifest of a pod';

/** Decoded strictly; its rules need the node's name, see `staticPodProblem`. */
export const staticPodType: ArgumentType<StaticManifest> = {
  expected,
  typeText: 'object',
  schema: {
    type: 'object',
    properties: {
      apiVersion: { const: 'v1' },
      kind: { const: 'Pod' },
      metadata: { type: 'object' },
      spec: { type: 'object' },
    },
    required: ['apiVersion', 'kind', 'metadata', 'spec'],
  },
  read: (input) => {
    if (!isPlainMap(input) || input.kind !== 'Pod' || input.apiVersion !== 'v1') {
      const got = isPlainMap(input) ? `${String(input.apiVersion)} ${String(input.kind)}` : String(input);
      return { problem: `expected ${expected}, got ${got}`, path: [] };
    }
    const decoded = decode('Pod', input, 'Strict');
    if ('error' in decoded) return { problem: decoded.error, path: [] };
    const { metadata } = decoded.object as { readonly metadata?: { readonly name?: string } };
    if (!metadata?.name) return { problem: 'invalid pod: name is needed for the pod', path: ['metadata', 'name'] };
    return { value: decoded.object };
  },
};

/** Why the node's kubelet does not run the manifest; undefined when it does. */
export function staticPodProblem(manifest: StaticManifest, nodeName: string): string | undefined {
  const pod = staticPod(manifest, { name: nodeName }, 0);
  const faults = kindByKey('Pod')?.validate?.(pod, newPolicyExpressions) ?? [];
  if (faults.length > 0) {
    const texts = faults.map(({ field, message }) => `${field}: ${message}`);
    return `invalid pod: ${texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`}`;
  }
  if (!isEnabled('PreventStaticPodAPIReferences')) return ungatedReference(pod);
  const resource = referenceOf(pod);
  return resource === undefined ? undefined : `static pods may not reference ${resource}`;
}

/** What a kubelet without the gate cannot give a pod of its own. */
function ungatedReference({ spec }: Pod): string | undefined {
  const sources = spec.volumes?.flatMap(({ projected }) => projected?.sources ?? []) ?? [];
  if (sources.some(({ clusterTrustBundle }) => clusterTrustBundle)) {
    return 'static pods may not use ClusterTrustBundle projected volume sources';
  }
  return spec.resourceClaims?.length ? 'static pods may not use ResourceClaims' : undefined;
}

const REFERENCES: Readonly<Record<string, string>> = { 'a service account': 'serviceaccounts' };

/** What of the API the pod refers to, in the kubelet's words. */
function referenceOf({ spec }: Pod): string | undefined {
  if (spec.serviceAccountName) return 'serviceaccounts';
  const found = referencedKind({ ...spec, volumes: [] });
  if (found !== undefined) return REFERENCES[found] ?? found;
  const volumes = spec.volumes ?? [];
  const inVolumes = referencedKind({ ...spec, volumes });
  if (inVolumes === 'secrets') return 'secrets';
  if (inVolumes === 'configmaps') return 'configmaps';
  if (spec.resourceClaims?.length) return 'resourceclaims';
  for (const volume of volumes) {
    const resource = volumeReference(volume);
    if (resource !== undefined) return resource;
  }
  return undefined;
}

function volumeReference({ csi, glusterfs, persistentVolumeClaim, ephemeral, azureFile, projected }: Volume) {
  if (csi) return 'csidrivers (via CSI volumes)';
  if (glusterfs) return 'endpoints (via glusterFS volumes)';
  if (persistentVolumeClaim) return 'persistentvolumeclaims';
  if (ephemeral) return 'persistentvolumeclaims (via ephemeral volumes)';
  if (azureFile) return 'secrets (via azureFile volumes)';
  for (const source of projected?.sources ?? []) {
    if (source.serviceAccountToken) return 'serviceaccounts (via projected volumes)';
    if (source.clusterTrustBundle) return 'clustertrustbundles';
    if (source.podCertificate) return 'podcertificates';
  }
  return undefined;
}
