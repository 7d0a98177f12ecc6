// A rule of a NetworkPolicy whose peer matches no pod opens the way for nobody.

import type { NetworkPolicy, NetworkPolicyPeer } from '../../kinds/generated/types.gen';
import { compileSelector, selectorText } from '../../kinds/labels';
import type { FieldPath } from '../../manifests/source';
import type { CheckContext } from '../context';
import { isKnownNamespace, mayBeOperated } from '../made-elsewhere';
import { defineRule } from '../rule';
import { selectedPods } from '../selected-pods';
import { storedOf } from '../stored';

export const networkPolicyPeers = defineRule({
  id: 'network-policy-peers',
  title: 'every peer that a NetworkPolicy names by labels matches pods',
  severity: 'warning',
  profile: 'recommended',
  others: { 'kube-linter': ['dangling-networkpolicypeer-podselector'] },
  remedy: 'Make the selector equal to the labels of the pods that are meant; mind in which namespace they are.',
  reads: 'started',
  *check(cx) {
    for (const { reference, object } of storedOf(cx, 'NetworkPolicy')) {
      for (const { peer, path, direction } of peersOf(object)) {
        const text = selectorText(peer.podSelector ?? {});
        const places = text === '' ? undefined : namespacesOf(cx, reference.namespace, peer);
        if (!places) continue;
        const matches = compileSelector(peer.podSelector);
        if (places.some((place) => selectedPods(cx, place, matches).origins.length > 0)) continue;
        if (places.some((place) => mayBeOperated(cx, place, peer.podSelector ?? {}))) continue;
        yield {
          object: reference,
          path: [...path, 'podSelector'],
          message: `no pod in namespace ${places.join(', ')} has ${text}: the rule lets nobody ${direction}`,
        };
      }
    }
  },
});

function* peersOf({ spec }: NetworkPolicy): Generator<{ peer: NetworkPolicyPeer; path: FieldPath; direction: string }> {
  for (const [index, { from = [] }] of (spec.ingress ?? []).entries()) {
    for (const [at, peer] of from.entries()) {
      yield { peer, path: ['spec', 'ingress', index, 'from', at], direction: 'in' };
    }
  }
  for (const [index, { to = [] }] of (spec.egress ?? []).entries()) {
    for (const [at, peer] of to.entries()) yield { peer, path: ['spec', 'egress', index, 'to', at], direction: 'out' };
  }
}

/**
 * The namespaces that a peer means. Undefined when the manifests do not know all that is in them: monitoring, ingress
 * controllers and DNS are mostly brought by somebody else.
 */
function namespacesOf(cx: CheckContext, own: string, { namespaceSelector }: NetworkPolicyPeer) {
  if (!namespaceSelector) return [own];
  const matches = compileSelector(namespaceSelector);
  const meant = cx.started.cluster.list('Namespace').filter(({ metadata }) => matches(metadata.labels));
  const names = meant.map(({ metadata }) => metadata.name);
  return names.length > 0 && names.every((name) => isKnownNamespace(cx, name)) ? names : undefined;
}
