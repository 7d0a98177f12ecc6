// The page of a served cluster.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Served } from './served';

let served: Served;
beforeAll(async () => {
  served = await Served.start();
});
afterAll(() => served.serving.close());

const named = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });

test('/ui is a page of all that happened until then', async () => {
  const before = await served.get('/ui');
  expect(before).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
  expect(before.text).toMatch(/^<!doctype html>/);
  await served.post('/api/v1/namespaces/default/configmaps', named('later'));
  expect((await served.get('/ui')).text.length).toBeGreaterThan(before.text.length);
});

test('it is for who may get it', async () => {
  const { status, body } = await served.get('/ui', { 'impersonate-user': 'alice' });
  expect(status).toBe(403);
  expect(body.message).toBe('forbidden: User "alice" cannot get path "/ui"');
});

test('it is read, never written', async () => {
  expect((await served.post('/ui', {})).status).toBe(405);
});
