// What a container may ask about its own pod: fields and resources. upstream: pkg/fieldpath ExtractFieldPathAsString,
// kubelet_pods.go podFieldSelectorRuntimeValue, pkg/api/v1/resource ExtractContainerResourceValue

import type { Container, Pod, ResourceFieldSelector, Volume } from '../kinds/generated/types.gen';
import { milliValue, value } from '../kinds/quantity';

export interface PodFacts {
  readonly pod: Pod;
  readonly podIp: string;
  readonly hostIp: string;
  /** The node's allocatable resources, which stand for a limit that is not set. */
  readonly allocatable: Readonly<Record<string, string | number>>;
  /** A file of one of the pod's volumes, where variables may come from. */
  readonly volumeFile?: (volume: string, path: string) => string | undefined;
}

/** The field's text, or why there is none. */
export function fieldText({ pod, podIp, hostIp }: PodFacts, path: string): string | { readonly error: string } {
  const subscript = /^(.+)\['(.*)'\]$/.exec(path);
  if (subscript) {
    const [, base, key = ''] = subscript;
    if (base === 'metadata.labels') return pod.metadata.labels?.[key] ?? '';
    if (base === 'metadata.annotations') return pod.metadata.annotations?.[key] ?? '';
    return { error: `fieldPath ${JSON.stringify(path)} does not support subscript` };
  }
  switch (path) {
    case 'metadata.name':
      return pod.metadata.name;
    case 'metadata.namespace':
      return pod.metadata.namespace ?? '';
    case 'metadata.uid':
      return pod.metadata.uid ?? '';
    case 'metadata.labels':
      return mapText(pod.metadata.labels);
    case 'metadata.annotations':
      return mapText(pod.metadata.annotations);
    case 'spec.nodeName':
      return pod.spec.nodeName ?? '';
    case 'spec.serviceAccountName':
      return pod.spec.serviceAccountName ?? '';
    case 'status.hostIP':
    case 'status.hostIPs':
      return hostIp;
    case 'status.podIP':
    case 'status.podIPs':
      return podIp;
    default:
      return { error: `unsupported fieldPath: ${path}` };
  }
}

/** `key="value"` lines in the order of the keys. */
function mapText(map: Readonly<Record<string, string>> | undefined): string {
  const keys = Object.keys(map ?? {}).sort();
  return keys.map((key) => `${key}=${JSON.stringify(map?.[key])}`).join('\n');
}

/** The resource in units of the divisor, rounded up. */
export function resourceText(
  { allocatable, pod }: PodFacts,
  container: Container,
  { resource, divisor, containerName }: ResourceFieldSelector,
): string | { readonly error: string } {
  const all = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  const subject = containerName ? all.find(({ name }) => name === containerName) : container;
  if (!subject) return { error: `container ${containerName} not found` };
  const match = /^(limits|requests)\.(.+)$/.exec(resource);
  if (!match) return { error: `unsupported container resource : ${resource}` };
  const [, side, name = ''] = match;
  const { limits, requests } = subject.resources ?? {};
  const asked = side === 'limits' ? (limits?.[name] ?? allocatable[name]) : requests?.[name];
  const unit = divisor === undefined || value(divisor) === 0 ? '1' : divisor;
  const amount = name === 'cpu' ? milliValue(asked) / milliValue(unit) : value(asked) / value(unit);
  return String(Math.ceil(amount));
}

/** The files by which a volume tells the pod about itself. */
export function downwardFiles({ downwardAPI, projected }: Volume, facts: PodFacts): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  const lists = [
    downwardAPI?.items ?? [],
    ...(projected?.sources ?? []).map((source) => source.downwardAPI?.items ?? []),
  ];
  for (const { path, fieldRef, resourceFieldRef } of lists.flat()) {
    const text = fieldRef
      ? fieldText(facts, fieldRef.fieldPath)
      : resourceFieldRef && resourceText(facts, facts.pod.spec.containers[0] as Container, resourceFieldRef);
    if (typeof text === 'string') files[path] = text;
  }
  return files;
}
