import { expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import { expectCommitted } from '../support/committed';
import { pageText, rowsSince } from './page';
import { webReplicaSet, webService } from './web';

test('a pod is deleted', () => {
  const tank = cluster({ nodes: 1 });
  tank.create([webService, webReplicaSet(1)]);
  tank.settle();
  const mark = tank.mark();
  const pod = tank.list('Pod', 'default')[0]?.metadata.name as string;
  tank.delete(`pod/${pod}`);
  tank.settle();
  const rows = rowsSince(tank, mark);
  const at = (pattern: RegExp) => rows.findIndex(({ what }) => pattern.test(what));
  // Nobody waits for the container: traffic stops and the replacement comes while it still runs.
  expect(at(/ready endpoints 1 to 0/)).toBeLessThan(at(/Killing/));
  expect(at(/creates pod/)).toBeLessThan(at(/Killing/));
  expect(at(new RegExp(`removes pod/${pod}`))).toBe(rows.length - 1);

  const intro =
    'One node, a ReplicaSet of one replica behind a Service. A user deletes the pod: it is marked, and stays until its ' +
    'containers have stopped or its grace is over. Meanwhile the Service and the ReplicaSet do without it.';
  expectCommitted('docs/lifecycles/pod-deleted.md', pageText({ title: 'A pod is deleted', intro }, rows));
});
