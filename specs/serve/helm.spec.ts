// Helm, where it is installed (or named by HELM), cannot tell a served cluster from a real one: a chart's whole life.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ServedHome } from './programs';

const HELM = process.env.HELM ?? 'helm';
const CHART = join(__dirname, '../../fixtures/helm/shop');
const isInstalled = spawnSync(HELM, ['version', '--short']).status === 0;
if (!isInstalled) console.warn('helm is not installed: specs of serving to it are skipped');

(isInstalled ? describe : describe.skip)('helm', () => {
  let home: ServedHome;
  beforeAll(async () => {
    home = await ServedHome.start({ nodes: 2 });
  });
  afterAll(() => home.close());
  const helm = async (words: string) => {
    const { code, stdout, stderr } = await home.run(HELM, words.split(' '));
    return { code, text: stdout + stderr };
  };
  // biome-ignore lint/suspicious/noExplicitAny: bodies are looked into freely
  const get = async (path: string): Promise<any> => (await fetch(`${home.serving.url}${path}`)).json();
  const replicas = async () =>
    (await get('/apis/apps/v1/namespaces/default/deployments/s')).status?.readyReplicas as number | undefined;

  test('installs, with a hook before and waiting for what it made', async () => {
    expect(await helm(`install s ${CHART} --wait --timeout 20s`)).toMatchObject({
      code: 0,
      text: expect.stringContaining('STATUS: deployed\nREVISION: 1\n'),
    });
    expect(await replicas()).toBe(2);
    const job = await get('/apis/batch/v1/namespaces/default/jobs/s-migrate');
    expect(job).toMatchObject({ kind: 'Status', reason: 'NotFound' });
    expect((await helm('list --short')).text).toBe('s\n');
  });

  test('upgrades, rolls back and tests', async () => {
    expect(await helm(`upgrade s ${CHART} --set replicas=3 --wait --timeout 20s`)).toMatchObject({ code: 0 });
    expect(await replicas()).toBe(3);
    expect((await helm('rollback s 1 --wait --timeout 20s')).text).toBe('Rollback was a success! Happy Helming!\n');
    expect(await replicas()).toBe(2);
    const { text } = await helm('test s --logs');
    expect(text).toMatch(/TEST SUITE: +s-test\n(.*\n)*Phase: +Succeeded\n/);
    expect(text).toContain('POD LOGS: s-test\n');
  });

  test('takes back an upgrade that does not come up', async () => {
    const { code, text } = await helm(`upgrade s ${CHART} --set image=sim/missing:1 --atomic --timeout 2s`);
    expect(code).toBe(1);
    expect(text).toContain('release s failed, and has been rolled back due to atomic being set');
    const deployment = await get('/apis/apps/v1/namespaces/default/deployments/s');
    expect(deployment.spec.template.spec.containers[0].image).toBe('shop/web:1');
    expect(await replicas()).toBe(2);
  });

  test('tells of a hook that fails', async () => {
    const { code, text } = await helm(`upgrade s ${CHART} --set broken=true --timeout 10s`);
    expect(code).toBe(1);
    expect(text).toContain(
      'pre-upgrade hooks failed: 1 error occurred:\n\t* job s-migrate failed: BackoffLimitExceeded',
    );
    expect((await helm('status s')).text).toContain('STATUS: failed\nREVISION: 6\n');
  });

  test('uninstalls and leaves nothing but what hooks made', async () => {
    expect((await helm('uninstall s --wait --timeout 20s')).text).toContain('release "s" uninstalled\n');
    const named = async (path: string) => {
      const { items } = await get(path);
      return items.map((each: { metadata: { name: string } }) => each.metadata.name);
    };
    expect(await named('/apis/apps/v1/namespaces/default/deployments')).toEqual([]);
    expect(await named('/api/v1/namespaces/default/secrets')).toEqual([]);
    expect(await named('/api/v1/namespaces/default/configmaps')).toEqual(['kube-root-ca.crt', 's-goodbye']);
  });
});
