// The state of a cluster as kubectl get prints it.

import { expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import { tablesText } from '../../src/report/tables';

const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'crontabs.stable.example.com' },
  spec: {
    group: 'stable.example.com',
    scope: 'Namespaced',
    names: { plural: 'crontabs', kind: 'CronTab' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        additionalPrinterColumns: [
          { name: 'Schedule', type: 'string', jsonPath: '.spec.schedule' },
          { name: 'Image', type: 'string', jsonPath: '.spec.image', priority: 1 },
        ],
      },
    ],
  },
};

test('custom kinds follow the built-in ones, with the columns of their definition', () => {
  const tank = cluster({ nodes: 1 });
  const nightly = { schedule: '0 3 * * *', image: 'task:v1' };
  tank.load([
    definition,
    { apiVersion: 'stable.example.com/v1', kind: 'CronTab', metadata: { name: 'nightly' }, spec: nightly },
  ]);
  const tables = tablesText(tank).split('\n\n');
  expect(tables[0]).toContain('node/node-1');
  expect(
    tables
      .at(-1)
      ?.split('\n')
      .map((line) => line.split(/ {2,}/)),
  ).toEqual([
    ['NAME', 'SCHEDULE'],
    ['crontab/nightly', '0 3 * * *'],
  ]);
});
