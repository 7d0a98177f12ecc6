import { expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import { expectCommitted } from '../support/committed';
import { pageText, rowsSince } from './page';
import { webReplicaSet, webService } from './web';

test('a Service is changed', () => {
  const tank = cluster({ nodes: 1 });
  tank.create([webService, webReplicaSet(1)]);
  tank.settle();
  const before = tank.request('http://web');
  const mark = tank.mark();
  tank.patch('service/web', { spec: { ports: [{ port: 80, targetPort: 9090 }] } });
  const meanwhile = tank.request('http://web');
  tank.settle();
  const after = tank.request('http://web');
  const rows = rowsSince(tank, mark);
  expect([before, meanwhile, after].map(({ outcome }) => outcome)).toEqual(['answered', 'answered', 'refused']);

  const intro =
    'One node, a ReplicaSet of one replica that listens on 8080, behind a Service. A user points the Service at port ' +
    '9090, where nobody listens.';
  const outro =
    'kube-proxy writes nothing: it follows the EndpointSlices with a short lag. A request right after the change was ' +
    `still ${meanwhile.outcome}, one after the cluster had settled was ${after.outcome}.`;
  const page = pageText({ title: 'A Service is changed', intro, outro }, rows);
  expectCommitted('docs/lifecycles/service-changed.md', page);
});
