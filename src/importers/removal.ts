// Deletions as kuttl and Chainsaw do them: by name, by labels or all of a kind, what is not there is no error, and the
// test waits until it is gone.

import type { Data } from './documents';
import { action, assertion, gap, type Line, note, type Where } from './draft';
import { foreignKind } from './foreign-kind';
import { identityOf, namedSubject, namespaceOption, targetOf } from './identity';
import type { Known } from './known';

export interface Removal {
  readonly known: Known;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string | undefined;
  readonly namespace: string;
  readonly labels: Data;
  /** How long it is waited for: `30s`. */
  readonly limit: string;
  readonly propagation?: string | undefined;
  readonly at: Where;
}

/** Kinds of which controllers make objects by themselves. */
const CONTROLLED = [
  'Pod',
  'ReplicaSet',
  'Job',
  'ControllerRevision',
  'PersistentVolumeClaim',
  'Event',
  'EndpointSlice',
];

export function removal(asked: Removal): readonly Line[] {
  const { known, apiVersion, kind, name, namespace, labels, at } = asked;
  if (!known.kind(apiVersion, kind))
    return [gap('action', foreignKind(apiVersion, kind), `delete ${apiVersion} ${kind}`, at)];
  if (name !== undefined) return removed(asked, name, namespace, 1);
  const text = `delete ${kind} ${JSON.stringify(labels)}`;
  if (CONTROLLED.includes(kind) && known.hasWorkloads) {
    return [gap('action', 'deleting a selection that controllers add to', text, at)];
  }
  const found = known.selected(apiVersion, kind, namespace, labels);
  if (found.length === 0) return [note(`nothing is there to delete: ${text} (${at.file}:${at.line})`)];
  return found.flatMap((object, index) => removed(asked, object.name, object.namespace, index === 0 ? 1 : 0));
}

function removed(asked: Removal, name: string, namespace: string, counts: number): readonly Line[] {
  const { known, apiVersion, kind, limit, propagation } = asked;
  const data: Data = { apiVersion, kind, metadata: { name, namespace } };
  const identity = identityOf(known, data, namespace);
  if (!identity) return [];
  known.gone(data, namespace);
  const options = { ...(propagation ? { propagation } : {}), ...namespaceOption(identity.namespace) };
  const target = targetOf(identity);
  return [
    action({ delete: Object.keys(options).length === 0 ? target : { target, ...options } }, counts),
    assertion({ until: { expect: { [namedSubject(identity)]: { not: 'toExist' } }, limit } }, 0),
  ];
}
