// Security contexts: the container's fields over the pod's, what Windows has not, and what runtimes make of lists.
import { expect, test } from '@jest/globals';
import { container, deployment, deploymentOf, findings, messages } from './manifests';

const windows = { os: { name: 'windows' } };
const DEFAULTS = [
  ...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'NET_RAW'],
  ...['SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'],
];
const two = [container(), container({ name: 'proxy' })];

test.each([
  { name: 'nothing', pod: {}, own: undefined, told: ['runs as root if its image does'] },
  { name: 'the promise of the pod', pod: { runAsNonRoot: true }, own: undefined, told: [] },
  { name: 'its own promise', pod: {}, own: { runAsNonRoot: true }, told: [] },
  { name: 'a user of the pod', pod: { runAsUser: 1000 }, own: undefined, told: [] },
  {
    name: 'root over the user of the pod',
    pod: { runAsUser: 1000 },
    own: { runAsUser: 0 },
    told: ['runs as root, by runAsUser 0'],
  },
  { name: 'a user over the root of the pod', pod: { runAsUser: 0 }, own: { runAsUser: 1 }, told: [] },
  {
    name: 'its own refusal over the promise of the pod',
    pod: { runAsNonRoot: true },
    own: { runAsNonRoot: false },
    told: ['may run as root, by runAsNonRoot false'],
  },
  {
    name: 'root against the promise of the pod',
    pod: { runAsNonRoot: true },
    own: { runAsUser: 0 },
    told: ['runs as root, by runAsUser 0, and promises not to: the kubelet will not start it'],
  },
  { name: 'null', pod: { runAsNonRoot: true }, own: { runAsNonRoot: null }, told: [] },
])('run-as-non-root: a container with $name', ({ pod, own, told }) => {
  const object = deploymentOf({ securityContext: own }, { securityContext: pod });
  expect(messages('run-as-non-root', object)).toEqual(told.map((says) => `container "web" ${says}`));
});

test('what the pod says for several containers is told once, at the pod', () => {
  const [only, ...more] = findings(
    'run-as-non-root',
    deployment({ securityContext: { runAsUser: 0 }, containers: two }),
  );
  expect(more).toEqual([]);
  expect(only).toMatchObject({
    message: 'container "web" (and 1 other) runs as root, by runAsUser 0',
    path: ['spec', 'template', 'spec', 'securityContext', 'runAsUser'],
  });
});

test.each([
  { rule: 'run-as-non-root' },
  { rule: 'high-user-id' },
  { rule: 'privilege-escalation' },
  { rule: 'read-only-root-filesystem' },
  { rule: 'drop-capabilities' },
  { rule: 'seccomp-profile' },
])('$rule does not ask pods of Windows', ({ rule }) => {
  expect(messages(rule, deployment({}))).toHaveLength(1);
  expect(messages(rule, deployment(windows))).toEqual([]);
});

test.each([{ rule: 'run-as-non-root' }, { rule: 'high-user-id' }])(
  '$rule does not ask pods with users of their own',
  ({ rule }) => {
    expect(messages(rule, deployment({ hostUsers: false }))).toEqual([]);
    expect(messages(rule, deployment({ hostUsers: true }))).toHaveLength(1);
  },
);

test.each([
  { rule: 'privilege-escalation' },
  { rule: 'drop-capabilities' },
  { rule: 'seccomp-profile' },
  { rule: 'dangerous-capabilities' },
])('$rule leaves privileged containers to the rule for these', ({ rule }) => {
  const securityContext = { privileged: true, capabilities: { add: ['SYS_ADMIN'] } };
  expect(messages(rule, deploymentOf({ securityContext }))).toEqual([]);
});

test.each([
  { name: 'both low', user: 1000, group: 0, told: ['runs as user 1000 and group 0: the lowest to be is 10000'] },
  { name: 'no group', user: 20_000, group: undefined, told: ['runs as a group not said: the lowest to be is 10000'] },
  {
    name: 'neither',
    user: undefined,
    group: undefined,
    told: ['says neither as which user nor as which group it runs'],
  },
  { name: 'both high', user: 10_000, group: 10_000, told: [] },
])('high-user-id: $name', ({ user, group, told }) => {
  const object = deploymentOf({ securityContext: { runAsUser: user, runAsGroup: group } });
  expect(messages('high-user-id', object)).toEqual(told.map((says) => `container "web" ${says}`));
});

test.each([
  { name: 'one by name', add: ['SYS_ADMIN'], drop: [], dangerous: ['has the capability SYS_ADMIN'], added: [] },
  { name: 'in small letters', add: ['net_admin'], drop: [], dangerous: ['has the capability NET_ADMIN'], added: [] },
  { name: 'with the prefix', add: ['CAP_BPF'], drop: [], dangerous: ['has the capability BPF'], added: [] },
  { name: 'all', add: ['ALL'], drop: [], dangerous: ['has all capabilities'], added: [] },
  { name: 'all, and all dropped', add: ['ALL'], drop: ['all'], dangerous: [], added: [] },
  {
    name: 'one by name, and all dropped',
    add: ['SYS_ADMIN'],
    drop: ['ALL'],
    dangerous: ['has the capability SYS_ADMIN'],
    added: [],
  },
  { name: 'one that is dropped too', add: ['SYS_ADMIN'], drop: ['SYS_ADMIN'], dangerous: [], added: [] },
  { name: 'one of the baseline', add: ['NET_BIND_SERVICE'], drop: ['ALL'], dangerous: [], added: [] },
  { name: 'one beyond', add: ['NET_RAW', 'CHOWN'], drop: [], dangerous: [], added: ['adds the capability NET_RAW'] },
])('capabilities: $name', ({ add, drop, dangerous, added }) => {
  const object = deploymentOf({ securityContext: { capabilities: { add, drop } } });
  expect(messages('dangerous-capabilities', object)).toEqual(dangerous.map((says) => `container "web" ${says}`));
  expect(messages('added-capabilities', object)).toEqual(added.map((says) => `container "web" ${says}`));
});

test.each([
  { name: 'all', drop: ['ALL'], settings: undefined, told: [] },
  { name: 'all in small letters', drop: ['all'], settings: undefined, told: [] },
  { name: 'each of the default ones', drop: DEFAULTS, settings: undefined, told: [] },
  { name: 'one', drop: ['NET_RAW'], settings: undefined, told: ['capabilities that every container has by default'] },
  { name: 'the one that is asked for', drop: ['NET_RAW'], settings: { names: ['NET_RAW'] }, told: [] },
  { name: 'another than asked for', drop: ['CHOWN'], settings: { names: ['NET_RAW'] }, told: ['NET_RAW'] },
])('drop-capabilities: a container that drops $name', ({ drop, settings, told }) => {
  const object = deploymentOf({ securityContext: { capabilities: { drop } } });
  expect(messages('drop-capabilities', object, { settings })).toEqual(
    told.map((what) => `container "web" keeps ${what}`),
  );
});

test.each([
  { name: 'none', pod: undefined, own: undefined, silent: 1, unconfined: 0 },
  { name: 'that of the pod', pod: { type: 'RuntimeDefault' }, own: undefined, silent: 0, unconfined: 0 },
  {
    name: 'none over that of the pod',
    pod: { type: 'RuntimeDefault' },
    own: { type: 'Unconfined' },
    silent: 0,
    unconfined: 1,
  },
  { name: 'its own over none', pod: { type: 'Unconfined' }, own: { type: 'RuntimeDefault' }, silent: 0, unconfined: 0 },
])('a container with the seccomp profile: $name', ({ pod, own, silent, unconfined }) => {
  const object = deploymentOf(
    { securityContext: { seccompProfile: own } },
    { securityContext: { seccompProfile: pod } },
  );
  expect(messages('seccomp-profile', object)).toHaveLength(silent);
  expect(messages('unconfined-profile', object)).toHaveLength(unconfined);
});

test('the annotation of AppArmor counts where there is no field', () => {
  const annotations = { 'container.apparmor.security.beta.kubernetes.io/web': 'unconfined' };
  const own = container({ securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } });
  expect(findings('unconfined-profile', deployment({}, {}, annotations))).toMatchObject([
    { path: ['spec', 'template', 'metadata', 'annotations', 'container.apparmor.security.beta.kubernetes.io/web'] },
  ]);
  expect(messages('unconfined-profile', deployment({ containers: [own] }, {}, annotations))).toEqual([]);
});

test.each([
  { name: 'a safe one', sysctl: 'kernel.shm_rmid_forced', allowed: [], told: 0 },
  { name: 'a safe one of 1.32', sysctl: 'net.ipv4.tcp_rmem', allowed: [], told: 0 },
  { name: 'a safe one with slashes', sysctl: 'net/ipv4/tcp_syncookies', allowed: [], told: 0 },
  { name: 'an unsafe one', sysctl: 'net.core.somaxconn', allowed: [], told: 1 },
  { name: 'one that is allowed', sysctl: 'net.core.somaxconn', allowed: ['net.core.somaxconn'], told: 0 },
  { name: 'one that is allowed by its beginning', sysctl: 'net.core.somaxconn', allowed: ['net.*'], told: 0 },
  { name: 'one that is not', sysctl: 'kernel.msgmax', allowed: ['net.*'], told: 1 },
])('a pod that sets a kernel parameter: $name', ({ sysctl, allowed, told }) => {
  const object = deployment({ securityContext: { sysctls: [{ name: sysctl, value: '1' }] } });
  expect(messages('unsafe-sysctls', object, { settings: { allowed } })).toHaveLength(told);
});

test.each([
  { name: 'of the pod', pod: true, own: undefined, told: 1 },
  { name: 'of its own', pod: undefined, own: true, told: 1 },
  { name: 'forbidden by the container', pod: true, own: false, told: 0 },
  { name: 'of nobody', pod: undefined, own: undefined, told: 0 },
])('a host process $name', ({ pod, own, told }) => {
  const options = (hostProcess: boolean | undefined) => ({ windowsOptions: { hostProcess } });
  const object = deploymentOf({ securityContext: options(own) }, { ...windows, securityContext: options(pod) });
  expect(messages('host-process', object)).toHaveLength(told);
});
