import { expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import { expectCommitted } from '../support/committed';
import { watchersText } from './page';

test('who watches what', () => {
  const { actors } = cluster({ nodes: 1 }).simulation.parts;
  const watchers = (kind: string) => actors.filter(({ watches }) => watches.some((each) => each.kind === kind));
  expect(watchers('Pod').map(({ name }) => name)).toEqual(
    expect.arrayContaining(['kube-scheduler', 'kubelet', 'replicaset-controller', 'endpointslice-controller']),
  );
  const page = [
    '# Who watches what',
    '',
    '<!-- Written by specs/lifecycles from the actors: UPDATE=1 npx jest specs/lifecycles -->',
    '',
    'Whoever watches a kind is told of each of its changes, after a lag of its own, and then looks at the state, never at',
    'the change. The garbage collector watches every kind, the quota controller every kind that it counts; they are left',
    'out of the table.',
    '',
    watchersText(actors),
  ].join('\n');
  expectCommitted('docs/lifecycles/who-watches.md', page);
});
