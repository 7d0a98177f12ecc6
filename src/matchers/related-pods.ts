// The pods behind a workload, a Service or a node, and their lines in a failure: those that are not ready first.

import type { Reader } from '../api/actor';
import type { Pod, Service } from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';
import { compileLabels } from '../kinds/labels';
import { podRow } from '../printers/pod-row';
import { alignedText } from '../report/aligned-text';
import { descendantsOf } from '../report/object-names';
import { isTrue } from './conditions';
import type { MatcherContext } from './matcher';

const SHOWN = 5;

/** Pods that the object controls, directly or through what it controls. */
export function podsOf(reader: Reader, owner: KubeObject): readonly Pod[] {
  return descendantsOf(reader, owner, 'Pod') as readonly KubeObject[] as readonly Pod[];
}

/** Pods that a Service's selector matches; none without a selector. */
export function podsBehind(reader: Reader, { metadata, spec }: Service): readonly Pod[] {
  const { selector } = spec ?? {};
  if (!selector || Object.keys(selector).length === 0) return [];
  const matches = compileLabels(selector);
  return reader.by('Pod', 'namespace', metadata.namespace ?? '').filter((pod) => matches(pod.metadata.labels));
}

/** `web-1  0/1  ImagePullBackOff  node-2`, at most five. */
export function podLines(cx: MatcherContext, pods: readonly Pod[]): readonly string[] {
  if (pods.length === 0) return ['no pods'];
  const ordered = [...pods.filter((pod) => !isTrue(pod, 'Ready')), ...pods.filter((pod) => isTrue(pod, 'Ready'))];
  const rows = ordered.slice(0, SHOWN).map((pod) => {
    const { ready, status, restarts } = podRow(pod, cx.nowMs);
    const restarted = restarts === '0' ? '' : `restarts ${restarts}`;
    return [pod.metadata.name, ready, status, pod.spec.nodeName ?? 'no node', restarted];
  });
  const lines = alignedText(rows).split('\n');
  return pods.length > SHOWN ? [...lines, `and ${pods.length - SHOWN} more pods`] : lines;
}

/** The verdict's parts for a workload: its pods as evidence, and their events. */
export function withPods(cx: MatcherContext, owner: KubeObject) {
  return {
    evidence: () => podLines(cx, podsOf(cx.reader, owner)),
    related: () => descendantsOf(cx.reader, owner),
  };
}
