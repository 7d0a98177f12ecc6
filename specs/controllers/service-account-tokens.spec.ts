// Secrets that hold the token of a ServiceAccount.

import { expect, test } from '@jest/globals';
import { serviceAccountController } from '../../src/controllers/service-account';
import { serviceAccountTokens } from '../../src/controllers/service-account-tokens';
import { decodeBase64 } from '../../src/kinds/base64';
import type { Secret } from '../../src/kinds/generated/types.gen';
import { harness } from './harness';

function setting() {
  const it = harness(serviceAccountController, serviceAccountTokens);
  it.settle();
  return it;
}

const account = (name: string, secrets: readonly string[] = []) => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name, namespace: 'default' },
  secrets: secrets.map((secret) => ({ name: secret })),
});

const token = (name: string, of: string, annotations: Record<string, string> = {}) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace: 'default', annotations: { 'kubernetes.io/service-account.name': of, ...annotations } },
  type: 'kubernetes.io/service-account-token',
});

const found = (it: ReturnType<typeof harness>, name: string) => it.user.get('Secret', 'default', name) as Secret;
const text = (encoded: string | undefined) => String.fromCharCode(...decodeBase64(encoded ?? ''));

test('a token is filled in, with certificate and namespace', () => {
  const it = setting();
  it.create(account('robot'));
  it.create(token('robot-token', 'robot'));
  it.settle();
  const { data, metadata } = found(it, 'robot-token');
  const uid = it.user.get('ServiceAccount', 'default', 'robot')?.metadata.uid;
  expect(Object.keys(data ?? {}).sort()).toEqual(['ca.crt', 'namespace', 'token']);
  expect(text(data?.namespace)).toBe('default');
  expect(text(data?.['ca.crt'])).toContain('BEGIN CERTIFICATE');
  expect(metadata.annotations).toEqual({
    'kubernetes.io/service-account.name': 'robot',
    'kubernetes.io/service-account.uid': uid,
  });
  const claims = text(text(data?.token).split('.')[1]);
  expect(JSON.parse(claims)).toMatchObject({ sub: 'system:serviceaccount:default:robot' });
});

test('what was filled in stays as it is', () => {
  const it = setting();
  it.create(token('mine', 'default'));
  it.settle();
  const before = found(it, 'mine');
  it.user.update({ ...before, metadata: { ...before.metadata, labels: { a: 'b' } } });
  it.settle();
  expect(found(it, 'mine').data).toEqual(before.data);
});

test('a token that lost a part gets it back', () => {
  const it = setting();
  it.create(token('mine', 'default'));
  it.settle();
  const before = found(it, 'mine');
  it.user.update({ ...before, data: { token: before.data?.token as string } });
  it.settle();
  expect(found(it, 'mine').data).toEqual(before.data);
});

test.each([
  { name: 'of nobody', secret: token('ghostly', 'ghost') },
  { name: 'of another uid', secret: token('ghostly', 'default', { 'kubernetes.io/service-account.uid': 'other' }) },
])('a token $name is deleted', ({ secret }) => {
  const it = setting();
  it.create(secret);
  it.settle();
  expect(found(it, 'ghostly')).toBeUndefined();
});

test('tokens go with their account, though one of its name comes back', () => {
  const it = setting();
  it.create(token('mine', 'default'));
  it.create(token('theirs', 'robot'));
  it.settle();
  it.user.delete('ServiceAccount', 'default', 'default');
  it.settle();
  expect(it.user.get('ServiceAccount', 'default', 'default')).toBeDefined();
  expect(it.user.list('Secret', 'default')).toEqual([]);
});

test('an account forgets a token that was deleted', () => {
  const it = setting();
  it.create(account('robot', ['robot-token', 'other']));
  it.create(token('robot-token', 'robot'));
  it.settle();
  it.user.delete('Secret', 'default', 'robot-token');
  it.settle();
  expect(it.user.get('ServiceAccount', 'default', 'robot')?.secrets).toEqual([{ name: 'other' }]);
});
