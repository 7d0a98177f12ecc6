// AppArmor and seccomp profiles that stand in annotations: copied, warned about, compared with the fields.

import { describe, expect, test } from '@jest/globals';
import { type Body, container, deployment, pod, refusal, SpecServer, template } from './api-server';

const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const SECCOMP = 'container.seccomp.security.alpha.kubernetes.io/';

const podWith = (annotations: Body, fields: Body = {}, spec: Body = {}) =>
  pod('p', { containers: [{ ...container, ...fields }], ...spec }, { annotations });
const named = (profile: Body) => ({ securityContext: { appArmorProfile: profile } });
const warning = (key: string) =>
  `metadata.annotations[${APP_ARMOR}${key}]: deprecated since v1.30; use the "appArmorProfile" field instead`;

describe('copied into the field', () => {
  test.each([
    { name: 'the default', annotation: 'runtime/default', profile: { type: 'RuntimeDefault' }, isWarned: true },
    { name: 'none', annotation: 'unconfined', profile: { type: 'Unconfined' }, isWarned: true },
    {
      name: 'one of the node',
      annotation: 'localhost/a',
      profile: { type: 'Localhost', localhostProfile: 'a' },
      isWarned: true,
    },
    { name: 'nothing', annotation: '', profile: undefined, isWarned: true },
    { name: 'one without a name', annotation: 'localhost/', profile: undefined, isWarned: true },
    { name: 'one with spaces around it', annotation: 'localhost/ a', profile: undefined, isWarned: true },
    { name: 'what the pod says', annotation: 'runtime/default', spec: named({ type: 'RuntimeDefault' }) },
    {
      name: 'another than the pod',
      annotation: 'unconfined',
      spec: named({ type: 'RuntimeDefault' }),
      isWarned: true,
      profile: { type: 'Unconfined' },
    },
    { name: 'a Windows pod', annotation: 'unconfined', spec: { os: { name: 'windows' } } },
    {
      name: 'the field is there',
      annotation: 'unconfined',
      fields: named({ type: 'Unconfined' }),
      profile: { type: 'Unconfined' },
    },
  ])('$name', ({ annotation, profile, isWarned = false, fields, spec }) => {
    const server = new SpecServer();
    const created = server.create(podWith({ [`${APP_ARMOR}c`]: annotation }, fields, spec));
    expect(created.spec.containers[0].securityContext?.appArmorProfile).toEqual(profile);
    expect(server.warnings).toEqual(isWarned ? [warning('c')] : []);
  });

  test('warnings come before all others, init containers first', () => {
    const server = new SpecServer();
    const annotations = { [`${APP_ARMOR}c`]: 'unconfined', [`${APP_ARMOR}i`]: 'unconfined' };
    const spec = {
      initContainers: [{ ...container, name: 'i' }],
      volumes: [{ name: 'v', gitRepo: { repository: 'r' } }],
    };
    server.create(podWith(annotations, {}, spec));
    expect(server.warnings).toEqual([
      warning('i'),
      warning('c'),
      'spec.volumes[0].gitRepo: deprecated in v1.11, and disabled by default in v1.33+',
    ]);
  });
});

const AT = 'spec.containers[0].securityContext';

describe('an annotation and a field that differ', () => {
  test.each([
    {
      name: 'another type',
      object: podWith({ [`${APP_ARMOR}c`]: 'localhost/a' }, named({ type: 'RuntimeDefault' })),
      expected: `${AT}.appArmorProfile.type: Forbidden: apparmor type in annotation and field must match`,
    },
    {
      name: 'another profile',
      object: podWith({ [`${APP_ARMOR}c`]: 'localhost/a' }, named({ type: 'Localhost', localhostProfile: 'b' })),
      expected: `${AT}.appArmorProfile.localhostProfile: Forbidden: apparmor profile in annotation and field must match`,
    },
    {
      name: 'seccomp of a container',
      object: podWith(
        { [`${SECCOMP}c`]: 'localhost/a' },
        { securityContext: { seccompProfile: { type: 'Localhost', localhostProfile: 'b' } } },
      ),
      expected: `${AT}.seccompProfile.localhostProfile: Forbidden: seccomp profile in annotation and field must match`,
    },
    {
      name: 'seccomp of the pod',
      object: podWith(
        { 'seccomp.security.alpha.kubernetes.io/pod': 'unconfined' },
        {},
        { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } },
      ),
      expected: 'spec.securityContext.seccompProfile.type: Forbidden: seccomp type in annotation and field must match',
    },
  ])('$name', ({ object, expected }) => {
    expect(refusal(() => new SpecServer().create(object))).toBe(`422 Pod "p" is invalid: ${expected}`);
  });

  test('in a template', () => {
    const annotated = template({ app: 'd' }, { containers: [{ ...container, ...named({ type: 'Unconfined' }) }] });
    annotated.metadata.annotations = { [`${APP_ARMOR}c`]: 'runtime/default', [`${APP_ARMOR}z`]: 'foo' };
    const object = deployment('d', { selector: { matchLabels: { app: 'd' } }, template: annotated });
    const at = `spec.template.annotations[${APP_ARMOR}z]`;
    expect(refusal(() => new SpecServer().create(object))).toBe(
      `422 Deployment.apps "d" is invalid: [${at}: Invalid value: "z": container not found, ` +
        `${at}: Invalid value: "foo": invalid AppArmor profile name: "foo", ` +
        `spec.template.${AT}.appArmorProfile.type: Forbidden: apparmor type in annotation and field must match]`,
    );
  });

  test('a docker/default of seccomp is the runtime default', () => {
    const fields = { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } };
    expect(new SpecServer().create(podWith({ [`${SECCOMP}c`]: 'docker/default' }, fields)).kind).toBe('Pod');
  });
});
