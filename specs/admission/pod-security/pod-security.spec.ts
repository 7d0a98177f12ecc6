// What namespaces ask for by their labels, and who is told what of it.

import { beforeEach, describe, expect, test } from '@jest/globals';
import { policyOf } from '../../../src/admission/pod-security/policy';
import { type Body, body, container, deployment, pod, refusal, SpecServer } from '../../kinds/api-server';

const PREFIX = 'pod-security.kubernetes.io/';
const labelled = (labels: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(labels).map(([key, value]) => [PREFIX + key, value]));

let server: SpecServer;
const label = (labels: Readonly<Record<string, string>>) =>
  server.patch('namespace', 'default', { metadata: { labels: labelled(labels) } });
const privileged = (name = 'p') => pod(name, { containers: [{ ...container, securityContext: { privileged: true } }] });
const VIOLATION = 'privileged (container "c" must not set securityContext.privileged=true)';

beforeEach(() => {
  server = new SpecServer();
});

describe('the policy of labels', () => {
  const latest = Number.POSITIVE_INFINITY;
  test.each([
    { labels: {}, expected: { enforce: ['privileged', latest], warn: ['privileged', latest] } },
    { labels: { enforce: 'baseline' }, expected: { enforce: ['baseline', latest], warn: ['baseline', latest] } },
    {
      labels: { enforce: 'baseline', 'enforce-version': 'v1.30' },
      expected: { enforce: ['baseline', 30], warn: ['baseline', 30] },
    },
    {
      labels: { enforce: 'restricted', 'enforce-version': 'v1.30', 'warn-version': 'v1.20' },
      expected: { enforce: ['restricted', 30], warn: ['restricted', 20] },
    },
    {
      labels: { enforce: 'restricted', warn: 'privileged' },
      expected: { enforce: ['restricted', latest], warn: ['privileged', latest] },
    },
    { labels: { enforce: 'strict' }, expected: { enforce: ['restricted', latest], warn: ['privileged', latest] } },
  ])('$labels', ({ labels, expected }) => {
    const { enforce, warn } = policyOf(labelled(labels as Record<string, string>));
    expect({ enforce: [enforce.level, enforce.version], warn: [warn.level, warn.version] }).toEqual(expected);
  });
});

describe('pods', () => {
  test('are refused by the level that is enforced', () => {
    label({ enforce: 'baseline', 'enforce-version': 'v1.30' });
    expect(refusal(() => server.create(privileged()))).toBe(
      `403 pods "p" is forbidden: violates PodSecurity "baseline:v1.30": ${VIOLATION}`,
    );
    expect(refusal(() => server.create(pod('q')))).toBe('accepted');
    expect(server.warnings).toEqual([]);
  });

  test('are warned about by the level that warns', () => {
    label({ warn: 'baseline' });
    server.create(privileged());
    expect(server.warnings).toEqual([`would violate PodSecurity "baseline:latest": ${VIOLATION}`]);
  });

  test('are looked at again when their image changes, and only then', () => {
    server.create(privileged());
    label({ enforce: 'baseline' });
    expect(refusal(() => server.patch('pod', 'p', { metadata: { labels: { a: 'b' } } }))).toBe('accepted');
    expect(refusal(() => server.patch('pod', 'p', { status: { phase: 'Running' } }, 'status'))).toBe('accepted');
    const stored = server.get('pod', 'p');
    const containers = stored.spec.containers.map((one: Body) => ({ ...one, image: 'nginx:2' }));
    const change = () => server.update({ ...stored, metadata: { name: 'p' }, spec: { ...stored.spec, containers } });
    expect(refusal(change)).toContain('violates PodSecurity "baseline:latest"');
  });
});

describe('ephemeral containers', () => {
  const debug = (securityContext: Body) => ({
    spec: { ephemeralContainers: [{ name: 'debug', image: 'busybox:1', securityContext }] },
  });

  test.each([
    { name: 'as the level wants them', securityContext: {}, expected: 'accepted' },
    {
      name: 'that ask for more',
      securityContext: { privileged: true },
      expected:
        '403 pods "p" is forbidden: violates PodSecurity "baseline:latest": privileged (container "debug" must not set securityContext.privileged=true)',
    },
  ])('$name', ({ securityContext, expected }) => {
    server.create(pod('p'));
    label({ enforce: 'baseline' });
    const add = () => server.patch('pod', 'p', debug(securityContext), 'ephemeralcontainers');
    expect(refusal(add)).toBe(expected);
  });
});

describe('templates of pods', () => {
  const spec = { containers: [{ ...container, securityContext: { privileged: true } }] };
  const template = (labels: Body) => ({ metadata: { labels }, spec });
  const job = { template: { spec: { ...spec, restartPolicy: 'Never' } } };

  test.each<{ name: string; object: Body }>([
    { name: 'Deployment', object: deployment('d', { template: template({ app: 'd' }) }) },
    { name: 'Job', object: body('batch/v1', 'Job', 'j', { spec: job }) },
    {
      name: 'CronJob',
      object: body('batch/v1', 'CronJob', 'c', { spec: { schedule: '* * * * *', jobTemplate: { spec: job } } }),
    },
    { name: 'PodTemplate', object: body('v1', 'PodTemplate', 't', { template: template({ app: 'd' }) }) },
    {
      name: 'ReplicationController',
      object: body('v1', 'ReplicationController', 'r', { spec: { template: template({ app: 'd' }) } }),
    },
  ])('$name is warned about, never refused', ({ object }) => {
    label({ enforce: 'baseline' });
    expect(refusal(() => server.create(object))).toBe('accepted');
    expect(server.warnings).toEqual([`would violate PodSecurity "baseline:latest": ${VIOLATION}`]);
  });

  test('a warning is told once', () => {
    label({ warn: 'baseline' });
    server.create(deployment('d', { template: template({ app: 'd' }) }));
    server.patch('deployment', 'd', { metadata: { labels: { a: 'b' } } });
    expect(server.warnings).toHaveLength(1);
  });
});

describe('namespaces', () => {
  test.each([
    {
      labels: { enforce: 'foo' },
      says: 'metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "foo": must be one of privileged, baseline, restricted',
    },
    {
      labels: { 'warn-version': '1.30' },
      says: 'metadata.labels[pod-security.kubernetes.io/warn-version]: Invalid value: "1.30": must be "latest" or "v1.x"',
    },
    {
      labels: { 'audit-version': 'v1.08', warn: 'x' },
      says: '[metadata.labels[pod-security.kubernetes.io/audit-version]: Invalid value: "v1.08": must be "latest" or "v1.x", metadata.labels[pod-security.kubernetes.io/warn]: Invalid value: "x": must be one of privileged, baseline, restricted]',
    },
  ])('cannot have $labels', ({ labels, says }) => {
    const given = labelled(labels as Record<string, string>);
    const made = () => server.create(body('v1', 'Namespace', 'n', { metadata: { labels: given } }));
    expect(refusal(made)).toBe(`422 Namespace "n" is invalid: ${says}`);
    expect(refusal(() => label(labels as Record<string, string>))).toBe(`422 Namespace "default" is invalid: ${says}`);
  });

  test('tell of the pods that a stricter level does not allow', () => {
    server.create(privileged('b'));
    server.create(privileged('a'));
    server.create(privileged('c'));
    server.create(pod('ports', { hostPID: true }));
    server.create(pod('fine'));
    label({ enforce: 'baseline', 'enforce-version': 'v1.30' });
    expect(server.warnings).toEqual([
      'existing pods in namespace "default" violate the new PodSecurity enforce level "baseline:v1.30"',
      'a (and 2 other pods): privileged',
      'ports: host namespaces',
    ]);
  });

  test.each([
    { name: 'a laxer level', before: 'restricted', after: 'baseline' },
    { name: 'the same level', before: 'baseline', after: 'baseline' },
    { name: 'no level', before: 'baseline', after: 'privileged' },
  ])('say nothing of $name', ({ before, after }) => {
    server.create(privileged());
    label({ enforce: before });
    label({ enforce: after, x: 'y' });
    expect(server.warnings).toEqual([]);
  });
});
