// Nothing is created in a namespace that is absent or going away.

import { expect, test } from '@jest/globals';
import { body, pod, refusal, SpecServer } from '../kinds/api-server';

test('an absent namespace', () => {
  const server = new SpecServer();
  expect(refusal(() => server.create(pod('p', {}, { namespace: 'ghost' })))).toBe('404 namespaces "ghost" not found');
});

test('a namespace that is going away', () => {
  const server = new SpecServer();
  server.create(body('v1', 'Namespace', 'nm'));
  server.delete('namespace', 'nm');
  expect(refusal(() => server.create(body('v1', 'ConfigMap', 'late', { metadata: { namespace: 'nm' } })))).toBe(
    '403 configmaps "late" is forbidden: unable to create new content in namespace nm because it is being terminated',
  );
});

test.each([
  { name: 'default', expected: '403 namespaces "default" is forbidden: this namespace may not be deleted' },
  { name: 'kube-system', expected: '403 namespaces "kube-system" is forbidden: this namespace may not be deleted' },
  { name: 'kube-node-lease', expected: 'accepted' },
])('the end of $name', ({ name, expected }) => {
  expect(refusal(() => new SpecServer().delete('namespace', name))).toBe(expected);
});
