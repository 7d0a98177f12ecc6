// The root CA publisher: every namespace has the ConfigMap kube-root-ca.crt, which pods mount with their tokens; what
// is deleted or edited is put right.
// upstream: pkg/controller/certificates/rootcacertpublisher

import { type ActorContext, defineActor, watch } from '../api/actor';
import { equalData } from '../kinds/equal-data';
import type { ConfigMap } from '../kinds/generated/types.gen';
import { Table } from '../sim/table';
import { Lane } from '../sim/work-queue';
import { ROOT_CA } from './certificates/root-certificate';
import { retryLater } from './shared/backoff';
import { isNamespaceTerminating, isNotFound, refusalOf } from './shared/refusal';

export const ROOT_CA_CONFIG_MAP = 'kube-root-ca.crt';
const DESCRIPTION_ANNOTATION = 'kubernetes.io/description';
const DESCRIPTION =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the ' +
  'internal service IP or kubernetes.default.svc. ' +
  'No other usage is guaranteed across distributions of Kubernetes clusters.';

interface Memory {
  readonly failures: Table<number>;
}

export const rootCaPublisher = defineActor<Memory>({
  name: 'root-ca-certificate-publisher-controller',
  component: 'kube-controller-manager',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: {
    create: () => ({ failures: new Table() }),
    fork: ({ failures }) => ({ failures: failures.fork() }),
  },
  watches: [
    watch('Namespace', ({ type, key, object }) => {
      if (type === 'DELETED' || (type === 'MODIFIED' && object.status?.phase !== 'Active')) return undefined;
      return key;
    }),
    watch('ConfigMap', ({ type, object }) =>
      type !== 'ADDED' && object.metadata.name === ROOT_CA_CONFIG_MAP ? object.metadata.namespace : undefined,
    ),
  ],
  reconcile: publish,
});

function publish(cx: ActorContext<Memory>, namespace: string): void {
  const current = cx.get('ConfigMap', namespace, ROOT_CA_CONFIG_MAP);
  const wanted = publishedMap(namespace, current);
  if (wanted === current) return;
  const refused = refusalOf(() => void (current ? cx.update(wanted) : cx.create(wanted)));
  if (refused === undefined || isNotFound(refused) || isNamespaceTerminating(refused)) {
    cx.state.failures.delete(namespace);
  } else {
    retryLater(cx, cx.state.failures, namespace);
  }
}

/** The ConfigMap as it should be; the same object when it is. */
export function publishedMap(namespace: string, current: ConfigMap | undefined): ConfigMap {
  const data = { 'ca.crt': ROOT_CA };
  const annotations = { ...current?.metadata.annotations, [DESCRIPTION_ANNOTATION]: DESCRIPTION };
  if (current === undefined) {
    const metadata = { name: ROOT_CA_CONFIG_MAP, namespace, annotations };
    return { apiVersion: 'v1', kind: 'ConfigMap', data, metadata };
  }
  if (equalData(current.data, data) && current.metadata.annotations?.[DESCRIPTION_ANNOTATION]) return current;
  return { ...current, data, metadata: { ...current.metadata, annotations } };
}
