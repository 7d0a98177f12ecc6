// A node that falls silent: its pod counts as not ready before the taint stands that would make it count as misplaced,
// and nobody looks at the set again for a taint alone.
import { expect, test } from '@jest/globals';
import { cluster } from '../../../src/index';

test('the set of a lost node goes on wanting its pod there', () => {
  const shop = cluster({ nodes: 2 });
  const labels = { app: 'agent' };
  shop.create({
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'agent' },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'agent', image: 'agent:1' }] } },
    },
  });
  shop.settle();
  shop.failNode('node-2');
  shop.advance('70s');

  const taints = shop.get('Node', undefined, 'node-2')?.spec?.taints?.map(({ key, effect }) => `${key}:${effect}`);
  expect(taints).toEqual(['node.kubernetes.io/unreachable:NoSchedule', 'node.kubernetes.io/unreachable:NoExecute']);
  expect(shop.get('DaemonSet', 'default', 'agent')?.status).toMatchObject({
    desiredNumberScheduled: 2,
    currentNumberScheduled: 2,
    numberReady: 1,
    numberUnavailable: 1,
    numberMisscheduled: 0,
  });
});
