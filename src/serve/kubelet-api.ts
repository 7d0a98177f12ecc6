// What a kubelet itself answers through nodes/proxy: that it is well, and which pods it runs. Its metrics, statistics
// and configuration are not simulated.
// upstream: pkg/kubelet/server/server.go

import { goJsonInOrder } from '../kinds/go-json';
import type { KubeObject } from '../kinds/kind';
import { type Answer, pageNotFound, textAnswer } from './exchange';
import type { ServedCluster } from './served-cluster';

const HEALTHY = /^\/healthz(\/(ping|log|syncloop))?$/;

export function kubeletAnswer({ cluster }: ServedCluster, node: string, url: string): Answer {
  const [path = ''] = url.split('?');
  if (HEALTHY.test(path)) return textAnswer('ok');
  if (path !== '/pods' && path !== '/pods/') return pageNotFound();
  const pods = cluster.list('Pod').filter(({ spec }) => spec.nodeName === node);
  const items = pods.map(({ apiVersion: _version, kind: _kind, ...pod }: KubeObject) => pod);
  const text = goJsonInOrder({ kind: 'PodList', apiVersion: 'v1', metadata: {}, items });
  return { ...textAnswer(text), kind: 'text', contentType: 'application/json' };
}
