// Two controllers that select the same pods: each counts, and may adopt or delete, what the other made.

import type { LabelSelector } from '../../kinds/generated/types.gen';
import type { KubeObject } from '../../kinds/kind';
import type { KindName } from '../../kinds/kind-map';
import { compileLabels, compileSelector, type LabelMatcher, type Labels } from '../../kinds/labels';
import { controllerOf } from '../../kinds/owner';
import type { CheckContext } from '../context';
import { type ObjectReference, referenceText } from '../finding';
import { groupedBy } from '../grouped-by';
import { defineRule } from '../rule';

const CONTROLLERS = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'ReplicationController'] as const;

export const selectorsOverlap = defineRule({
  id: 'selectors-overlap',
  title: 'no controller selects the pods of another one',
  severity: 'warning',
  profile: 'recommended',
  remedy: 'Give each its own label, in the selector and in the template.',
  reads: 'started',
  *check(cx) {
    const controllers = CONTROLLERS.flatMap((kind) => controllersOf(cx, kind));
    const told = new Set<string>();
    const neighbours = groupedBy(controllers, ({ object }) => object.namespace);
    for (const { object: other, labels } of controllers) {
      for (const { object, matches } of neighbours.get(other.namespace) ?? []) {
        if (object === other || !matches(labels)) continue;
        const pair = [referenceText(object), referenceText(other)].sort().join(' ');
        const [blamed, partner] = cx.manifests.named(object) ? [object, other] : [other, object];
        if (told.has(pair) || !cx.manifests.named(blamed)) continue;
        told.add(pair);
        yield {
          object: blamed,
          path: ['spec', 'selector'],
          message: `${referenceText(object)} selects the pods of ${referenceText(other)} too`,
          because: [partner],
        };
      }
    }
    yield* adoptedPods(cx);
  },
});

interface Controller {
  readonly object: ObjectReference;
  readonly matches: LabelMatcher;
  readonly labels: Labels | undefined;
}

interface Selecting extends KubeObject {
  readonly spec: {
    readonly selector?: LabelSelector | Labels;
    readonly template?: { readonly metadata?: { readonly labels?: Labels } };
  };
}

function controllersOf({ started: { cluster } }: CheckContext, kind: KindName): readonly Controller[] {
  const objects = cluster.list(kind) as readonly KubeObject[] as readonly Selecting[];
  return objects
    .filter((object) => !controllerOf(object))
    .map(({ metadata, spec: { selector, template } }) => ({
      object: { kind, namespace: metadata.namespace ?? '', name: metadata.name },
      matches:
        kind === 'ReplicationController'
          ? compileLabels(selector as Labels)
          : compileSelector(selector as LabelSelector),
      labels: template?.metadata?.labels,
    }));
}

/** Pods that stand alone in the manifests and belong to a controller now. */
function* adoptedPods({ manifests, started: { cluster } }: CheckContext) {
  for (const { owner, reference } of manifests.pods) {
    const pod = owner.kind === 'Pod' ? cluster.get('Pod', reference.namespace, reference.name) : undefined;
    const adopter = pod && controllerOf(pod);
    if (!adopter) continue;
    yield {
      object: reference,
      path: ['metadata', 'labels'],
      message: `pod ${reference.name} has the labels that ${adopter.kind} ${adopter.name} selects`,
      promised: `pod ${reference.name} stands alone`,
      happened: `${adopter.kind} ${adopter.name} adopted it: it counts as one of its replicas and goes when it is one too many`,
    };
  }
}
