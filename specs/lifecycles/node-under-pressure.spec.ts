import { expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import { expectCommitted } from '../support/committed';
import { pageText, rowsSince } from './page';
import { webReplicaSet } from './web';

test('a node is under pressure', () => {
  const tank = cluster({
    nodes: [{ name: 'node-1', memory: '1Gi' }, { name: 'node-2' }],
    programs: [{ image: 'shop/web:*', stopsOnTerm: false, memory: [{ atMs: 0, value: 200 * 1_048_576 }] }],
  });
  tank.cordon('node-2');
  tank.create(webReplicaSet(1));
  tank.settle();
  tank.uncordon('node-2');
  tank.advance('1m');
  const mark = tank.mark();
  tank.pressure('node-1', 'memory', { available: '80Mi' });
  tank.advance('6m');
  const rows = rowsSince(tank, mark);
  const at = (pattern: RegExp) => rows.find(({ what }) => pattern.test(what))?.atMs ?? Number.NaN;
  // Seen within ten seconds; killed two seconds later; the condition goes five minutes after the last sight of it.
  expect(at(/EvictionThresholdMet/) - mark.atMs).toBeLessThanOrEqual(10_000);
  expect(at(/Failed/) - at(/\*Evicted\*/)).toBeGreaterThanOrEqual(2_000);
  expect(at(/NodeHasSufficientMemory/) - at(/EvictionThresholdMet/)).toBeGreaterThanOrEqual(300_000);

  const intro =
    'Two nodes, a ReplicaSet with one replica on node-1, a small machine. Something outside the pods takes its memory, so ' +
    'that less than 100Mi are left. The kubelet looks every ten seconds. It evicts one pod and looks again: now there is ' +
    'enough. The pod stays as Failed, its replacement goes elsewhere: the taint keeps pods off until five minutes after ' +
    'memory was last short.';
  expectCommitted(
    'docs/lifecycles/node-under-pressure.md',
    pageText({ title: 'A node is under pressure', intro }, rows),
  );
});
