// A Deployment's template and its ReplicaSets' differ in the hash label alone: here they are told apart and made.
// upstream: pkg/controller/deployment/util EqualIgnoreHash

import { equalData } from '../../kinds/equal-data';
import type { Deployment, LabelSelector, PodTemplateSpec } from '../../kinds/generated/types.gen';

export const HASH_LABEL = 'pod-template-hash';

const stripped = new WeakMap<PodTemplateSpec, PodTemplateSpec>();

/** The template without its hash label; the same reference when it has none. */
export function withoutHash(template: PodTemplateSpec): PodTemplateSpec {
  const { metadata } = template;
  if (metadata?.labels?.[HASH_LABEL] === undefined) return template;
  let plain = stripped.get(template);
  if (plain === undefined) {
    const { [HASH_LABEL]: ignored, ...labels } = metadata.labels;
    plain = { ...template, metadata: { ...metadata, labels } };
    stripped.set(template, plain);
  }
  return plain;
}

/** True when both templates would make the same pods. */
export function equalTemplates(a: PodTemplateSpec | undefined, b: PodTemplateSpec | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return equalData(withoutHash(a), withoutHash(b));
}

/** The template of the Deployment's ReplicaSet with this hash. */
export function withHash(deployment: Deployment, hash: string): PodTemplateSpec {
  const { template } = deployment.spec;
  return {
    ...template,
    metadata: { ...template.metadata, labels: { ...template.metadata?.labels, [HASH_LABEL]: hash } },
  };
}

/** The selector of the Deployment's ReplicaSet with this hash. */
export function selectorWithHash(selector: LabelSelector, hash: string): LabelSelector {
  return { ...selector, matchLabels: { ...selector.matchLabels, [HASH_LABEL]: hash } };
}
