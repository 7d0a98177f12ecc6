import { expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import { podBirth, podBirthText } from '../../src/report/pod-birth';
import { expectCommitted } from '../support/committed';
import { pageText, rowsSince } from './page';
import { webReplicaSet, webService } from './web';

test('a pod is created', () => {
  const tank = cluster({ nodes: 1 });
  tank.create(webService);
  tank.settle();
  const mark = tank.mark();
  tank.create(webReplicaSet(1));
  tank.settle();
  const rows = rowsSince(tank, mark);
  const pod = tank.list('Pod', 'default')[0]?.metadata.name as string;
  const order = [/creates replicaset/, /creates pod/, /binds pod/, /Running/, /readyEndpoints|ready endpoints 0 to 1/];
  const found = order.map((pattern) => rows.findIndex(({ what }) => pattern.test(what)));
  expect(found).toEqual([...found].sort((a, b) => a - b));
  expect(found).not.toContain(-1);

  const intro =
    'One node, a Service that selects `app=web`. A user creates a ReplicaSet of one replica. The store is the only place ' +
    'where components meet: each row is a write to it.';
  const steps = podBirthText(tank, podBirth(tank, pod)).replace(/ +$/gm, '');
  const outro = [
    '## The same in eight steps',
    '`podBirthText(cluster, podBirth(cluster, pod))` tells it of any pod, times from the start of the cluster:',
    '```',
    steps.replace(/(specs\/lifecycles\/\S+):\d+/, (place, file) => file.padEnd(place.length)),
    '```',
  ].join('\n');
  expectCommitted('docs/lifecycles/pod-created.md', pageText({ title: 'A pod is created', intro, outro }, rows));
});
