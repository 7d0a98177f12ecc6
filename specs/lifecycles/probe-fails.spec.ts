import { expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import { expectCommitted } from '../support/committed';
import { pageText, rowsSince } from './page';
import { webDeployment, webService } from './web';

/** Both probes, the default period of ten seconds and three failures. */
function probed(): object {
  const deployment = JSON.parse(JSON.stringify(webDeployment(2))) as {
    spec: { template: { spec: { containers: object[] } } };
  };
  const [container] = deployment.spec.template.spec.containers;
  Object.assign(container as object, {
    livenessProbe: { httpGet: { path: '/live', port: 8080 }, failureThreshold: 6 },
  });
  return deployment;
}

test('probes fail', () => {
  const tank = cluster({ nodes: 1 });
  tank.create([webService, probed()]);
  tank.settle();
  tank.advance('1m');
  const name = tank.list('Pod')[0]?.metadata.name ?? '';
  const mark = tank.mark();
  tank.failProbe(`pod/${name}`, 'readiness');
  tank.advance('100ms');
  tank.failProbe(`pod/${name}`, 'liveness');
  tank.advance('2m');
  const rows = rowsSince(tank, mark);
  const count = (pattern: RegExp) => rows.filter(({ what }) => pattern.test(what)).length;
  expect(count(/Readiness probe failed/)).toBeGreaterThanOrEqual(3);
  expect(count(/\*Killing\*.*failed liveness probe, will be restarted/)).toBe(1);
  const at = (pattern: RegExp) => rows.find(({ what }) => pattern.test(what))?.atMs ?? Number.NaN;
  expect(at(/\*Killing\*/)).toBeGreaterThan(at(/ready endpoints 2 to 1/));

  const intro =
    'Two replicas behind a Service, both probed every ten seconds. In one of them the program hangs: from now on it fails ' +
    'its readiness probe, and its liveness probe too. After three failures in a row it is not ready, and the Service sends ' +
    'it nothing any more. After six the container is killed and started again, in the same pod and with the same address. ' +
    'The new process passes its probes, and the pod is back.';
  expectCommitted('docs/lifecycles/probe-fails.md', pageText({ title: 'Probes fail', intro }, rows));
});
