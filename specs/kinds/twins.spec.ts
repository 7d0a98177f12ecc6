// Which pods count as twins, so that the rules look at one of them only.

import { describe, expect, test } from '@jest/globals';
import { areTwins } from '../../src/kinds/pod-spec/twins';
import { body, container, pod, refusal, SpecServer, template } from './api-server';

/** Two pods as a controller makes them of one template, which the server has filled in. */
function pair(spec: object = {}) {
  const server = new SpecServer();
  const stored = server.create(
    body('apps/v1', 'ReplicaSet', 'rs', {
      spec: { selector: { matchLabels: { a: 'b' } }, template: template({ a: 'b' }, spec) },
    }),
  );
  return ['x', 'y'].map((name) => server.make(pod(name, stored.spec.template.spec)).spec);
}

describe('pods of one template', () => {
  test.each([
    { name: 'are twins, whatever their token volumes are called', spec: {}, expected: true },
    { name: 'with init containers too', spec: { initContainers: [{ ...container, name: 'i' }] }, expected: true },
    { name: 'without a token', spec: { automountServiceAccountToken: false }, expected: true },
    {
      name: 'are none when a volume goes by their name',
      spec: {
        volumes: [
          {
            name: 'v',
            ephemeral: {
              volumeClaimTemplate: {
                spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
              },
            },
          },
        ],
      },
      expected: false,
    },
  ])('$name', ({ spec, expected }) => {
    const [a, b] = pair(spec);
    expect(areTwins(a, b)).toBe(expected);
  });

  test.each([
    { name: 'another field', change: { nodeName: 'n' } },
    { name: 'equal containers that are not the same', change: { containers: [{ ...container, ports: [] }] } },
    { name: 'fewer containers', change: { containers: [] } },
  ])('are none with $name', ({ change }) => {
    const [a, b] = pair();
    expect(areTwins(a, { ...b, ...change })).toBe(false);
  });
});

test('a bad pod is refused also when its twin would be', () => {
  const server = new SpecServer();
  const bad = { containers: [container, container] };
  const answers = ['a', 'b'].map((name) => refusal(() => server.create(pod(name, bad))));
  expect(answers).toEqual(
    ['a', 'b'].map((name) => `422 Pod "${name}" is invalid: spec.containers[1].name: Duplicate value: "c"`),
  );
});
