import { expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import { expectCommitted } from '../support/committed';
import { pageText, rowsSince } from './page';
import { webDeployment, webService } from './web';

test('a node is lost', () => {
  const tank = cluster({ nodes: 2 });
  tank.create([webService, webDeployment(2)]);
  tank.settle();
  const mark = tank.mark();
  tank.failNode('node-2');
  tank.advance('7m');
  const rows = rowsSince(tank, mark);
  const at = (pattern: RegExp) => rows.find(({ what }) => pattern.test(what))?.atMs ?? Number.NaN;
  const seconds = (pattern: RegExp) => (at(pattern) - mark.atMs) / 1000;
  // The Lease is 40 s old when the node is given up; its pods tolerate that for 300 s.
  expect(seconds(/Ready True to Unknown/)).toBeGreaterThan(40);
  expect(seconds(/Ready True to Unknown/)).toBeLessThan(56);
  expect(Math.round(at(/deletes pod/) / 1000 - at(/NoExecute/) / 1000)).toBe(300);

  const intro =
    'Two nodes, a Deployment with a replica on each. The machine of node-2 dies without a word: its kubelet renews no ' +
    'Lease any more. Until that is noticed, requests to its pod are lost. Nobody takes the old pod away: no kubelet is ' +
    'there to say that it has stopped.';
  expectCommitted('docs/lifecycles/node-lost.md', pageText({ title: 'A node is lost', intro }, rows));
});
