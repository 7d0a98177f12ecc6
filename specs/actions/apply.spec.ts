// kubectl apply, as its annotation tells of it.

import { expect, test } from '@jest/globals';
import { cluster } from '../../src/index';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

test('what was applied is kept as kubectl writes it', () => {
  const own = cluster({ nodes: 0 });
  own.apply({
    kind: 'ConfigMap',
    apiVersion: 'v1',
    metadata: { name: 'settings' },
    data: { b: '<a href="x">&</a>', 9: 'nine', 10: 'ten' },
  });
  expect(own.get('ConfigMap', 'default', 'settings')?.metadata.annotations?.[LAST_APPLIED]).toBe(
    String.raw`{"apiVersion":"v1","data":{"10":"ten","9":"nine","b":"\u003ca href=\"x\"\u003e\u0026\u003c/a\u003e"},"kind":"ConfigMap",` +
      '"metadata":{"annotations":{},"name":"settings","namespace":"default"}}\n',
  );
});

test('what an apply no longer says goes, whatever signs are in it', () => {
  const own = cluster({ nodes: 0 });
  const settings = (data: Record<string, string>) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings' },
    data,
  });
  own.apply(settings({ a: '<&>', 10: 'ten' }));
  own.apply(settings({ a: '<&>' }));
  expect(own.get('ConfigMap', 'default', 'settings')).toHaveProperty('data', { a: '<&>' });
});

test('a field that goes takes along what the server had filled in below it', () => {
  const own = cluster({ nodes: 0 });
  const pods = (container: object) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'web', image: 'web', ...container }] },
      },
    },
  });
  own.apply(pods({ readinessProbe: { httpGet: { path: '/', port: 80 } }, env: [{ name: 'A', value: '1' }] }));
  own.apply(pods({ env: [{ name: 'B', value: '1' }] }));
  const container = () => own.get('Deployment', 'default', 'web')?.spec?.template.spec?.containers[0];
  expect(container()).not.toHaveProperty('readinessProbe');
  expect(container()?.env).toEqual([{ name: 'B', value: '1' }]);
  own.apply(pods({}));
  expect(container()).not.toHaveProperty('env');
});
