import { expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import { expectCommitted } from '../support/committed';
import { pageText, rowsSince } from './page';
import { webDeployment } from './web';

const settings = (mode: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings' },
  data: { mode },
});

/** The Deployment with the map as files, as one file, and as a variable. */
function configured(): object {
  const deployment = JSON.parse(JSON.stringify(webDeployment(1))) as {
    spec: { template: { spec: { containers: object[]; volumes?: object[] } } };
  };
  const { spec } = deployment.spec.template;
  Object.assign(spec.containers[0] as object, {
    env: [{ name: 'MODE', valueFrom: { configMapKeyRef: { name: 'settings', key: 'mode' } } }],
    volumeMounts: [
      { name: 'settings', mountPath: '/etc/settings' },
      { name: 'settings', mountPath: '/etc/mode', subPath: 'mode' },
    ],
  });
  spec.volumes = [{ name: 'settings', configMap: { name: 'settings' } }];
  return deployment;
}

test('a ConfigMap is changed', () => {
  const tank = cluster({ nodes: 1 });
  tank.create([settings('slow'), configured()]);
  tank.settle();
  tank.advance('1m');
  const pod = () => tank.list('Pod')[0]?.metadata.name ?? '';
  const seen = (path: string) => tank.simulation.command('kubelet', 'readFile', { pod: `default/${pod()}`, path }, 0);
  const variable = () =>
    (tank.simulation.command('kubelet', 'environment', { pod: `default/${pod()}` }, 0) as { MODE?: string }).MODE;
  const mark = tank.mark();
  tank.patch('configmap/settings', { data: { mode: 'fast' } });
  let waitedSeconds = 0;
  for (; seen('/etc/settings/mode') !== 'fast'; waitedSeconds++) tank.advance('1s');
  expect(waitedSeconds).toBeLessThanOrEqual(90);
  tank.advance('5m');
  expect([seen('/etc/mode'), variable()]).toEqual(['slow', 'slow']);
  const first = pod();
  tank.rolloutRestart('deployment/web');
  tank.settle();
  expect(pod()).not.toBe(first);
  expect([seen('/etc/mode'), variable()]).toEqual(['fast', 'fast']);

  const intro =
    'A Deployment with one replica has a ConfigMap as files, one key of it as a file of its own (`subPath`), and the same ' +
    `key as a variable. The map is patched. Nothing is written because of that: ${waitedSeconds} s later, with one of its ` +
    'regular looks at the pod, the kubelet brings the mounted files up to date. The single file and the variable stay as ' +
    'they were until something makes new containers: here a restart of the rollout, five minutes later.';
  expectCommitted(
    'docs/lifecycles/config-changed.md',
    pageText({ title: 'A ConfigMap is changed', intro }, rowsSince(tank, mark)),
  );
});
