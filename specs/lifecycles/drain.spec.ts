import { expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import { budget } from '../incidents/workloads';
import { expectCommitted } from '../support/committed';
import { pageText, rowsSince } from './page';
import { webDeployment, webService } from './web';

test('a node is drained', () => {
  const tank = cluster({ nodes: 2 });
  tank.cordon('node-2');
  tank.create([webService, webDeployment(2), budget('web', { maxUnavailable: 1 })]);
  tank.settle();
  tank.uncordon('node-2');
  tank.advance('1s');
  const mark = tank.mark();
  tank.drain('node-1');
  tank.settle();
  const rows = rowsSince(tank, mark);
  const all = (pattern: RegExp) => rows.filter(({ what }) => pattern.test(what)).map(({ atMs }) => atMs);
  const [first = 0, second = 0] = all(/^deletes pod\/\S+: terminating/);
  // The budget holds the second pod until the first one's replacement is ready.
  expect(all(/^deletes pod\/\S+: terminating/)).toHaveLength(2);
  expect(all(/updates pod\/\S+: ready$/).filter((atMs) => atMs > first && atMs < second)).toHaveLength(1);
  expect(tank.list('Pod').map(({ spec }) => spec.nodeName)).toEqual(['node-2', 'node-2']);

  const intro =
    'Two nodes, both replicas of a Deployment on node-1, a PodDisruptionBudget that allows one to be away. A user drains ' +
    'the node: it is cordoned, and its pods are evicted one by one. An eviction that the budget has no room for is ' +
    'refused and tried again every five seconds; refusals write nothing, so that they are not in the table.';
  expectCommitted('docs/lifecycles/drain.md', pageText({ title: 'A node is drained', intro }, rows));
});
