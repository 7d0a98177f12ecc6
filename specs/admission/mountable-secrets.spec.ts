// Accounts that limit the Secrets of their pods, and pods that are mirrors of static ones.

import { describe, expect, test } from '@jest/globals';
import { type Body, body, container, pod, refusal, SpecServer } from '../kinds/api-server';

const limiting = (value: string) => ({
  metadata: { annotations: { 'kubernetes.io/enforce-mountable-secrets': value } },
  secrets: [{ name: 'mine' }],
  imagePullSecrets: [{ name: 'pull' }],
});

function server(value: string): SpecServer {
  const own = new SpecServer();
  own.create(body('v1', 'ServiceAccount', 'robot', limiting(value)));
  return own;
}

const robot = (spec: Body) => pod('p', { serviceAccountName: 'robot', ...spec });
const env = (secret: string) => ({ name: 'E', valueFrom: { secretKeyRef: { name: secret, key: 'k' } } });
const NOT = 'is not allowed because service account robot does not reference that';

describe('an account that limits', () => {
  test.each([
    {
      name: 'volumes',
      spec: { volumes: [{ name: 'v', secret: { secretName: 'other' } }] },
      says: `volume with secret.secretName="other" ${NOT} secret`,
    },
    {
      name: 'variables',
      spec: { containers: [{ ...container, env: [env('mine'), env('other')] }] },
      says: `container c with envVar E referencing secret.secretName="other" ${NOT} secret`,
    },
    {
      name: 'variables of init containers',
      spec: { initContainers: [{ ...container, name: 'i', envFrom: [{ secretRef: { name: 'other' } }] }] },
      says: `init container i with envFrom referencing secret.secretName="other" ${NOT} secret`,
    },
    {
      name: 'pull secrets',
      spec: { imagePullSecrets: [{ name: 'pull' }, { name: 'other' }] },
      says: `imagePullSecrets[1].name="other" ${NOT} imagePullSecret`,
    },
  ])('$name', ({ spec, says }) => {
    expect(refusal(() => server('true').create(robot(spec)))).toBe(`403 pods "p" is forbidden: ${says}`);
  });

  test('lets its own Secrets be used', () => {
    const spec = {
      containers: [{ ...container, env: [env('mine')] }],
      volumes: [{ name: 'v', secret: { secretName: 'mine' } }],
    };
    expect(refusal(() => server('T').create(robot(spec)))).toBe('accepted');
  });

  test('does not when it says something else', () => {
    const spec = { volumes: [{ name: 'v', secret: { secretName: 'other' } }] };
    expect(refusal(() => server('yes').create(robot(spec)))).toBe('accepted');
  });
});

describe('a mirror pod', () => {
  const mirror = (spec: Body) => pod('m', spec, { annotations: { 'kubernetes.io/config.mirror': 'x' } });
  test.each([
    { spec: { serviceAccountName: 'robot' }, says: 'a mirror pod may not reference service accounts' },
    { spec: { imagePullSecrets: [{ name: 'x' }] }, says: 'a mirror pod may not reference secrets' },
    {
      spec: { volumes: [{ name: 'v', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }] },
      says: 'a mirror pod may not use ServiceAccountToken volume projections',
    },
  ])('$says', ({ spec, says }) => {
    expect(refusal(() => server('').create(mirror(spec)))).toBe(`403 pods "m" is forbidden: ${says}`);
  });

  test('gets no account', () => {
    const { spec } = server('').create(mirror({ nodeName: 'n' }));
    expect([spec.serviceAccountName, spec.volumes]).toEqual([undefined, undefined]);
  });
});
