// RuntimeClass: a pod takes the overhead and the scheduling rules of its runtime class.
// upstream: plugin/pkg/admission/runtimeclass/admission.go

import { type AdmissionContext, type AdmissionRequest, defineAdmission } from '../api/admission';
import { equalData } from '../kinds/equal-data';
import type { Pod, PodSpec, RuntimeClass, Toleration } from '../kinds/generated/types.gen';
import { onlyFor, refused } from './request';

export const runtimeClass = defineAdmission({
  name: 'RuntimeClass',
  handles: onlyFor({ Pod: ['CREATE'] }),
  mutate: (request, object, cx) => {
    const pod = object as unknown as Pod;
    const found = classOf(request, pod, cx);
    const spec = found ? withScheduling(request, withOverhead(request, pod.spec, found), found) : pod.spec;
    return spec === pod.spec ? object : { ...pod, spec };
  },
  validate: (request, cx) => {
    const pod = request.object as unknown as Pod;
    const overhead = classOf(request, pod, cx)?.overhead;
    if (overhead && !equalData(overhead.podFixed ?? {}, pod.spec.overhead ?? {})) throw refused(request, DIFFERENT);
    if (!overhead && pod.spec.overhead) {
      throw refused(request, 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead');
    }
  },
});

const DIFFERENT = "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead";

function classOf(request: AdmissionRequest, { spec }: Pod, cx: AdmissionContext): RuntimeClass | undefined {
  const name = spec.runtimeClassName;
  if (name === undefined) return undefined;
  const found = cx.get('RuntimeClass', undefined, name);
  if (!found) throw refused(request, `pod rejected: RuntimeClass "${name}" not found`);
  return found;
}

function withOverhead(request: AdmissionRequest, spec: PodSpec, { overhead }: RuntimeClass): PodSpec {
  if (!overhead?.podFixed) return spec;
  if (spec.overhead && !equalData(spec.overhead, overhead.podFixed)) throw refused(request, DIFFERENT);
  return spec.overhead ? spec : { ...spec, overhead: overhead.podFixed };
}

function withScheduling(request: AdmissionRequest, spec: PodSpec, { scheduling }: RuntimeClass): PodSpec {
  if (!scheduling) return spec;
  const own = spec.nodeSelector ?? {};
  for (const [key, value] of Object.entries(scheduling.nodeSelector ?? {})) {
    if (own[key] === undefined || own[key] === value) continue;
    const theirs = `runtimeClass.scheduling.nodeSelector[${key}] = ${value}`;
    throw refused(request, `conflict: ${theirs}; pod.spec.nodeSelector[${key}] = ${own[key]}`);
  }
  const nodeSelector = { ...own, ...scheduling.nodeSelector };
  const tolerations = merged(spec.tolerations ?? [], scheduling.tolerations ?? []);
  return {
    ...spec,
    ...(Object.keys(nodeSelector).length > 0 ? { nodeSelector } : {}),
    ...(tolerations.length > 0 ? { tolerations } : {}),
  };
}

/** Both lists; a toleration that another one covers is left out. upstream: pkg/util/tolerations MergeTolerations */
function merged(first: readonly Toleration[], second: readonly Toleration[]): readonly Toleration[] {
  const all = [...first, ...second];
  const kept: Toleration[] = [];
  all.forEach((one, index) => {
    if (kept.some((other) => covers(other, one))) return;
    if (all.slice(index + 1).some((other) => !equalData(other, one) && covers(other, one))) return;
    kept.push(one);
  });
  return kept;
}

/** upstream: pkg/util/tolerations isSuperset */
function covers(a: Toleration, b: Toleration): boolean {
  if (equalData(a, b)) return true;
  const isExists = a.operator === 'Exists';
  if ((a.key ?? '') !== (b.key ?? '') && (a.key || !isExists)) return false;
  if (a.effect && a.effect !== b.effect) return false;
  if (a.effect === 'NoExecute' && a.tolerationSeconds !== undefined) {
    if (b.tolerationSeconds === undefined || b.tolerationSeconds > a.tolerationSeconds) return false;
  }
  return isExists || (b.operator === 'Equal' && (a.value ?? '') === (b.value ?? ''));
}
