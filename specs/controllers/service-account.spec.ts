// The default ServiceAccount of every namespace.

import { expect, test } from '@jest/globals';
import { serviceAccountController } from '../../src/controllers/service-account';
import { harness } from './harness';

const accounts = (it: ReturnType<typeof harness>) =>
  it.user.list('ServiceAccount').map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);

test('a namespace gets it, and gets it back', () => {
  const it = harness(serviceAccountController);
  it.settle();
  expect(accounts(it)).toEqual(['default/default']);
  it.user.delete('ServiceAccount', 'default', 'default');
  it.settle();
  expect(accounts(it)).toEqual(['default/default']);
});

test('a namespace that is being deleted does not', () => {
  const it = harness(serviceAccountController);
  it.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'nm' } });
  it.user.delete('Namespace', undefined, 'nm');
  it.settle();
  expect(accounts(it)).toEqual(['default/default']);
});
