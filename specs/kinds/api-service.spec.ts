// APIServices: defaults, rules, and the condition of those that the server serves itself.

import { describe, expect, test } from '@jest/globals';
import { defaultApiServices } from '../../src/kinds/default-api-services';
import { type Body, body, refusal, SpecServer } from './api-server';
import { SUBDOMAIN } from './texts';

const service = { name: 'metrics-server', namespace: 'kube-system' };
const remote = (spec: Body = {}, name = 'v1beta1.metrics.k8s.io') =>
  body('apiregistration.k8s.io/v1', 'APIService', name, {
    spec: {
      group: 'metrics.k8s.io',
      version: 'v1beta1',
      groupPriorityMinimum: 100,
      versionPriority: 100,
      service,
      ...spec,
    },
  });

test('one behind a Service gets its port, and no condition yet', () => {
  const created = new SpecServer().create(remote());
  expect(created.spec.service).toEqual({ ...service, port: 443 });
  expect(created.status).toEqual({});
});

test('one that the server serves itself is available at once', () => {
  const created = new SpecServer().create(remote({ service: undefined }));
  expect(created.status.conditions).toEqual([
    {
      type: 'Available',
      status: 'True',
      reason: 'Local',
      message: 'Local APIServices are always available',
      lastTransitionTime: created.metadata.creationTimestamp,
    },
  ]);
});

describe('rules', () => {
  const wanted = (name: string) => `must be \`spec.version+"."+spec.group\`: "${name}"`;
  const alone = 'spec.group: Required value: only v1 may have an empty group and it better be legacy kube';
  test.each([
    {
      name: 'another name',
      object: remote({}, 'x'),
      expected: `metadata.name: Invalid value: "x": ${wanted('v1beta1.metrics.k8s.io')}`,
    },
    { name: 'no group', object: remote({ group: undefined }, 'v1beta1.'), expected: alone },
    {
      name: 'a group that is none',
      object: remote({ group: 'A' }, 'v1beta1.A'),
      expected: `spec.group: Invalid value: "A": ${SUBDOMAIN}`,
    },
    {
      name: 'a version that is none',
      object: remote({ version: '1' }, '1.metrics.k8s.io'),
      expected:
        'spec.version: Invalid value: "1": a DNS-1035 label must consist of lower case alphanumeric characters or \'-\', ' +
        "start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', " +
        "regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
    },
    {
      name: 'no priorities',
      object: remote({ groupPriorityMinimum: 0, versionPriority: 0 }),
      expected:
        '[spec.groupPriorityMinimum: Invalid value: 0: must be positive and less than 20000, ' +
        'spec.versionPriority: Invalid value: 0: must be positive and less than 1000]',
    },
    {
      name: 'too much of them',
      object: remote({ groupPriorityMinimum: 20_001, versionPriority: 1001 }),
      expected:
        '[spec.groupPriorityMinimum: Invalid value: 20001: must be positive and less than 20000, ' +
        'spec.versionPriority: Invalid value: 1001: must be positive and less than 1000]',
    },
    {
      name: 'certificates of a local one',
      object: remote({ service: undefined, caBundle: 'YWE=', insecureSkipTLSVerify: true }),
      expected:
        '[spec.caBundle: Invalid value: "2 bytes": local APIServices may not have a caBundle, ' +
        'spec.insecureSkipTLSVerify: Invalid value: true: local APIServices may not have insecureSkipTLSVerify]',
    },
    {
      name: 'no Service',
      object: remote({ service: { port: 70_000 } }),
      expected:
        '[spec.service.namespace: Required value, spec.service.name: Required value, spec.service.port: Invalid value: ' +
        '70000: port is not valid: must be between 1 and 65535, inclusive]',
    },
    {
      name: 'certificates that nobody checks',
      object: remote({ caBundle: 'YWE=', insecureSkipTLSVerify: true }),
      expected: 'spec.insecureSkipTLSVerify: Invalid value: true: may not be true if caBundle is present',
    },
  ])('$name', ({ object, expected }) => {
    const at = `422 APIService.apiregistration.k8s.io "${object.metadata.name}" is invalid: `;
    expect(refusal(() => new SpecServer().create(object))).toBe(at + expected);
  });

  test('an update needs its version, and keeps to the rules', () => {
    const server = new SpecServer();
    const created = server.create(remote());
    expect(refusal(() => server.update(remote()))).toBe(
      '422 apiservices.apiregistration.k8s.io "v1beta1.metrics.k8s.io" is invalid: metadata.resourceVersion: Invalid ' +
        'value: 0: must be specified for an update',
    );
    const changed = { ...created, spec: { ...created.spec, versionPriority: 2000 } };
    expect(refusal(() => server.update(changed))).toContain('spec.versionPriority: Invalid value: 2000');
  });

  test('a status has one of three words', () => {
    const server = new SpecServer();
    server.create(remote());
    const status = { conditions: [{ type: 'Available', status: 'Maybe' }] };
    expect(refusal(() => server.patch('apiservice', 'v1beta1.metrics.k8s.io', { status }, 'status'))).toBe(
      '422 APIService.apiregistration.k8s.io "v1beta1.metrics.k8s.io" is invalid: status.conditions[0].status: ' +
        'Unsupported value: "Maybe": supported values: "True", "False", "Unknown"',
    );
  });
});

test('a fresh cluster has one for each group and version', () => {
  const served = defaultApiServices('2026-01-01T00:00:00Z', []);
  const text = ({ metadata, spec }: Body) =>
    `${metadata.name} ${spec.groupPriorityMinimum} ${spec.versionPriority} ${Object.values(metadata.labels)}`;
  expect(served.map(text).sort()).toEqual([
    'v1. 18000 1 onstart',
    'v1.admissionregistration.k8s.io 16700 15 onstart',
    'v1.apiextensions.k8s.io 16700 15 onstart',
    'v1.apps 17800 15 onstart',
    'v1.authentication.k8s.io 17700 15 onstart',
    'v1.authorization.k8s.io 17600 15 onstart',
    'v1.autoscaling 17500 15 onstart',
    'v1.batch 17400 15 onstart',
    'v1.certificates.k8s.io 17300 15 onstart',
    'v1.coordination.k8s.io 16500 15 onstart',
    'v1.discovery.k8s.io 16200 15 onstart',
    'v1.events.k8s.io 17750 15 onstart',
    'v1.flowcontrol.apiserver.k8s.io 16100 21 onstart',
    'v1.networking.k8s.io 17200 15 onstart',
    'v1.node.k8s.io 16300 15 onstart',
    'v1.policy 17100 15 onstart',
    'v1.rbac.authorization.k8s.io 17000 15 onstart',
    'v1.resource.k8s.io 16200 21 onstart',
    'v1.scheduling.k8s.io 16600 15 onstart',
    'v1.storage.k8s.io 16800 15 onstart',
    'v2.autoscaling 17500 30 onstart',
  ]);
});
