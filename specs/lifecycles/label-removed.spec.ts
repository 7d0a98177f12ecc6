import { expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import { expectCommitted } from '../support/committed';
import { pageText, rowsSince } from './page';
import { webReplicaSet, webService } from './web';

test('a label is removed', () => {
  const tank = cluster({ nodes: 1 });
  tank.create([webService, webReplicaSet(2)]);
  tank.settle();
  const mark = tank.mark();
  const pod = tank.list('Pod', 'default')[0]?.metadata.name as string;
  tank.removeLabel(`pod/${pod}`, 'app');
  tank.settle();
  const rows = rowsSince(tank, mark);
  const released = tank.get('Pod', 'default', pod);
  expect(released?.status?.phase).toBe('Running');
  expect(released?.metadata.ownerReferences).toBeUndefined();
  expect(tank.list('Pod', 'default')).toHaveLength(3);

  const intro =
    'One node, a ReplicaSet of two replicas behind a Service. A user takes the label `app` from one pod, as people do to ' +
    'look at a sick pod in peace: its owner lets it go and makes another, the Service sends it no more requests, and it ' +
    'runs on.';
  expectCommitted('docs/lifecycles/label-removed.md', pageText({ title: 'A label is removed', intro }, rows));
});
