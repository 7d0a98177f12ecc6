// Secrets that hold the token of a ServiceAccount.

import { describe, expect, test } from '@jest/globals';
import { serviceAccountTokenController } from '../../src/controllers/service-account-token';
import { decodeBase64, utf8Text } from '../../src/kinds/base64';
import type { Secret } from '../../src/kinds/generated/types.gen';
import type { KubeObject } from '../../src/kinds/kind';
import { type Harness, harness } from './harness';

const metadata = (name: string, more: object = {}) => ({ name, namespace: 'default', ...more });
const account = (name: string, more: object = {}) =>
  ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata(name), ...more }) as KubeObject;
const token = (name: string, of: string, more: object = {}): KubeObject => {
  const annotations = { 'kubernetes.io/service-account.name': of, ...more };
  const type = 'kubernetes.io/service-account-token';
  return { apiVersion: 'v1', kind: 'Secret', metadata: metadata(name, { annotations }), type } as KubeObject;
};

function started(...objects: readonly KubeObject[]): Harness {
  const it = harness(serviceAccountTokenController);
  for (const object of objects) it.create(object);
  it.settle();
  return it;
}

const secret = (it: Harness, name: string) => it.user.get('Secret', 'default', name) as Secret | undefined;
const text = (encoded: string | undefined) => utf8Text(decodeBase64(encoded ?? ''));

describe('a Secret of an account', () => {
  test('gets a token, the namespace and the certificate, and the uid of the account', () => {
    const it = started(account('bot'), token('t', 'bot'));
    const { data, metadata: given } = secret(it, 't') as Secret;
    expect(Object.keys(data ?? {})).toEqual(['ca.crt', 'namespace', 'token']);
    expect(text(data?.namespace)).toBe('default');
    const [, claims] = text(data?.token).split('.');
    expect(JSON.parse(text(claims))).toMatchObject({ sub: 'system:serviceaccount:default:bot' });
    const uid = it.user.get('ServiceAccount', 'default', 'bot')?.metadata.uid;
    expect(given.annotations?.['kubernetes.io/service-account.uid']).toBe(uid);
  });

  test('gets back what is taken from it, and keeps what it had besides', () => {
    const it = started(account('bot'), token('t', 'bot'));
    const before = secret(it, 't')?.data;
    it.user.update({ ...(secret(it, 't') as Secret), data: { extra: 'YQ==' } });
    it.settle();
    expect(secret(it, 't')?.data).toEqual({ ...before, extra: 'YQ==' });
  });

  test('goes with its account', () => {
    const it = started(account('bot'), account('other'), token('t', 'bot'), token('u', 'other'));
    it.user.delete('ServiceAccount', 'default', 'bot');
    it.settle();
    expect([secret(it, 't'), secret(it, 'u')]).toEqual([undefined, expect.anything()]);
  });

  test.each([
    { name: 'of nobody', of: 'ghost', annotations: {} },
    { name: 'of an account that was another', of: 'bot', annotations: { 'kubernetes.io/service-account.uid': 'old' } },
  ])('$name goes at once', ({ of, annotations }) => {
    expect(secret(started(account('bot'), token('t', of, annotations)), 't')).toBeUndefined();
  });

  test('that is gone is listed no more', () => {
    const it = started(account('bot', { secrets: [{ name: 't' }, { name: 'kept' }] }), token('t', 'bot'));
    it.user.delete('Secret', 'default', 't');
    it.settle();
    expect(it.user.get('ServiceAccount', 'default', 'bot')?.secrets).toEqual([{ name: 'kept' }]);
  });
});

test('other Secrets are left alone', () => {
  const plain = { apiVersion: 'v1', kind: 'Secret', metadata: metadata('plain'), data: { a: 'YQ==' } } as KubeObject;
  expect(secret(started(plain), 'plain')?.data).toEqual({ a: 'YQ==' });
});
