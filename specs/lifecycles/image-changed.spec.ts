import { expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import { expectCommitted } from '../support/committed';
import { pageText, rowsSince } from './page';
import { webDeployment, webService } from './web';

test('an image is changed', () => {
  const tank = cluster({ nodes: 1 });
  tank.create([webService, webDeployment(2)]);
  tank.settle();
  const mark = tank.mark();
  tank.setImage('deployment/web', 'shop/web:v2');
  tank.settle();
  const rows = rowsSince(tank, mark);
  const images = tank.list('Pod', 'default').map(({ spec }) => spec.containers[0]?.image);
  expect(images).toEqual(['shop/web:v2', 'shop/web:v2']);
  const readyCounts = rows.flatMap(({ what }) => /ready endpoints \d to (\d)/.exec(what)?.[1] ?? []).map(Number);
  expect(Math.min(...readyCounts)).toBe(2);

  const intro =
    'One node, a Deployment of two replicas behind a Service, with the default strategy: one pod more at most, none less ' +
    '(25 % of two, rounded up and down). A user sets a new image.';
  expectCommitted('docs/lifecycles/image-changed.md', pageText({ title: 'An image is changed', intro }, rows));
});
