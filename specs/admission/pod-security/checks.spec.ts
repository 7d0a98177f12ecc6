// Every check of the Pod Security Standards: what it refuses, in which words, and since which version.

import { describe, expect, test } from '@jest/globals';
import { detailText, violations } from '../../../src/admission/pod-security/evaluate';
import { LATEST } from '../../../src/admission/pod-security/policy';
import type { Container, PodSpec } from '../../../src/kinds/generated/types.gen';

const one = (more: Partial<Container>, name = 'a'): Container => ({ name, image: 'x', ...more });
const secured = (securityContext: Container['securityContext'], name = 'a') => one({ securityContext }, name);
const spec = (...containers: Container[]): PodSpec => ({ containers });
/** Satisfies restricted. */
const safe = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
} as const;

function told(level: 'baseline' | 'restricted', version: number, pod: PodSpec, annotations = {}): string {
  return detailText(violations({ level, version }, { annotations, spec: pod }));
}

interface Row {
  readonly name: string;
  readonly pod: PodSpec;
  readonly version?: number;
  readonly says: string;
}

const BASELINE: readonly Row[] = [
  { name: 'nothing said', pod: spec(one({})), says: '' },
  {
    name: 'AppArmor off for the pod and a container',
    pod: {
      ...spec(secured({ appArmorProfile: { type: 'Unconfined' } })),
      securityContext: { appArmorProfile: { type: 'Unconfined' } },
    },
    says: 'forbidden AppArmor profile (pod and container "a" must not set AppArmor profile type to "Unconfined")',
  },
  {
    name: 'capabilities of several containers',
    pod: spec(
      secured({ capabilities: { add: ['SYS_TIME', 'CHOWN'] } }),
      secured({ capabilities: { add: ['NET_ADMIN', 'SYS_TIME'] } }, 'b'),
    ),
    says: 'non-default capabilities (containers "a", "b" must not include "NET_ADMIN", "SYS_TIME" in securityContext.capabilities.add)',
  },
  {
    name: 'host namespaces',
    pod: { ...spec(one({})), hostIPC: true, hostPID: true, hostNetwork: true },
    says: 'host namespaces (hostNetwork=true, hostPID=true, hostIPC=true)',
  },
  {
    name: 'one hostPath volume',
    pod: { ...spec(one({})), volumes: [{ name: 'h', hostPath: { path: '/' } }] },
    says: 'hostPath volumes (volume "h")',
  },
  {
    name: 'two hostPath volumes',
    pod: {
      ...spec(one({})),
      volumes: [
        { name: 'h', hostPath: { path: '/' } },
        { name: 'i', hostPath: { path: '/' } },
      ],
    },
    says: 'hostPath volumes (volumes "h", "i")',
  },
  {
    name: 'one host port',
    pod: spec(one({ ports: [{ containerPort: 80, hostPort: 80 }, { containerPort: 81 }] })),
    says: 'hostPort (container "a" uses hostPort 80)',
  },
  {
    name: 'host ports, sorted as texts',
    pod: spec(
      one({ ports: [{ containerPort: 80, hostPort: 90 }] }),
      one({ ports: [{ containerPort: 1, hostPort: 1000 }] }, 'b'),
    ),
    says: 'hostPort (containers "a", "b" use hostPorts 1000, 90)',
  },
  {
    name: 'a probe of another host',
    pod: spec(one({ livenessProbe: { httpGet: { host: '1.2.3.4', port: 80 } } })),
    says: 'probe or lifecycle host (container "a" uses probe or lifecycle host "1.2.3.4")',
  },
  {
    name: 'hooks of other hosts',
    pod: spec(
      one({ lifecycle: { preStop: { httpGet: { host: 'b.example', port: 80 } } } }, 'b'),
      one({ readinessProbe: { tcpSocket: { host: 'a.example', port: 80 } } }),
    ),
    says: 'probe or lifecycle host (containers "a", "b" use probe or lifecycle hosts "a.example", "b.example")',
  },
  {
    name: 'probes before 1.34',
    version: 33,
    pod: spec(one({ livenessProbe: { httpGet: { host: '1.2.3.4', port: 80 } } })),
    says: '',
  },
  {
    name: 'privileged',
    pod: { ...spec(secured({ privileged: true })), initContainers: [secured({ privileged: true }, 'i')] },
    says: 'privileged (containers "i", "a" must not set securityContext.privileged=true)',
  },
  {
    name: 'an unmasked /proc',
    pod: spec(secured({ procMount: 'Unmasked' })),
    says: 'procMount (container "a" must not set securityContext.procMount to "Unmasked")',
  },
  {
    name: 'an unmasked /proc of own users',
    pod: { ...spec(secured({ procMount: 'Unmasked' })), hostUsers: false },
    says: '',
  },
  {
    name: 'the same before 1.35',
    version: 34,
    pod: { ...spec(secured({ procMount: 'Unmasked' })), hostUsers: false },
    says: 'procMount (container "a" must not set securityContext.procMount to "Unmasked")',
  },
  {
    name: 'SELinux',
    pod: {
      ...spec(secured({ seLinuxOptions: { user: 'u', role: 'r' } })),
      securityContext: { seLinuxOptions: { type: 'foo' } },
    },
    says: 'seLinuxOptions (pod and container "a" set forbidden securityContext.seLinuxOptions: type "foo"; user may not be set; role may not be set)',
  },
  {
    name: 'an SELinux type of 1.31',
    pod: spec(secured({ seLinuxOptions: { type: 'container_engine_t' } })),
    says: '',
  },
  {
    name: 'the same type before',
    version: 30,
    pod: spec(secured({ seLinuxOptions: { type: 'container_engine_t' } })),
    says: 'seLinuxOptions (container "a" set forbidden securityContext.seLinuxOptions: type "container_engine_t")',
  },
  {
    name: 'seccomp off',
    pod: {
      ...spec(secured({ seccompProfile: { type: 'Unconfined' } })),
      securityContext: { seccompProfile: { type: 'Unconfined' } },
    },
    says: 'seccompProfile (pod and container "a" must not set securityContext.seccompProfile.type to "Unconfined")',
  },
  {
    name: 'sysctls',
    pod: {
      ...spec(one({})),
      securityContext: {
        sysctls: [
          { name: 'net.ipv4.tcp_rmem', value: '1' },
          { name: 'kernel.foo', value: '1' },
        ],
      },
    },
    says: 'forbidden sysctls (kernel.foo)',
  },
  {
    name: 'sysctls of later versions',
    version: 26,
    pod: {
      ...spec(one({})),
      securityContext: {
        sysctls: [
          { name: 'net.ipv4.tcp_rmem', value: '1' },
          { name: 'net.ipv4.tcp_fin_timeout', value: '1' },
          { name: 'net.ipv4.ip_local_reserved_ports', value: '1' },
          { name: 'net.ipv4.tcp_syncookies', value: '1' },
        ],
      },
    },
    says: 'forbidden sysctls (net.ipv4.tcp_rmem, net.ipv4.tcp_fin_timeout, net.ipv4.ip_local_reserved_ports)',
  },
  {
    name: 'a process of the Windows host',
    pod: {
      ...spec(secured({ windowsOptions: { hostProcess: true } })),
      securityContext: { windowsOptions: { hostProcess: true } },
    },
    says: 'hostProcess (pod and container "a" must not set securityContext.windowsOptions.hostProcess=true)',
  },
];

describe('baseline', () => {
  test.each(BASELINE)('$name', ({ pod, version = LATEST, says }) => {
    expect(told('baseline', version, pod)).toBe(says);
  });

  test.each([
    {
      key: 'container.apparmor.security.beta.kubernetes.io/a',
      version: LATEST,
      says: 'forbidden AppArmor profile (annotation must not set AppArmor profile type to "container.apparmor.security.beta.kubernetes.io/a="unconfined"")',
    },
    {
      key: 'seccomp.security.alpha.kubernetes.io/pod',
      version: 18,
      says: 'seccompProfile (forbidden annotation seccomp.security.alpha.kubernetes.io/pod="unconfined")',
    },
    { key: 'seccomp.security.alpha.kubernetes.io/pod', version: 19, says: '' },
  ])('annotation $key at 1.$version', ({ key, version, says }) => {
    expect(told('baseline', version, spec(one({})), { [key]: 'unconfined' })).toBe(says);
  });

  test('several are told in the order of their names', () => {
    const pod = {
      ...spec(secured({ privileged: true, seccompProfile: { type: 'Unconfined' }, seLinuxOptions: { user: 'u' } })),
      hostPID: true,
    };
    expect(
      violations({ level: 'baseline', version: LATEST }, { annotations: {}, spec: pod }).map(({ reason }) => reason),
    ).toEqual(['host namespaces', 'privileged', 'seLinuxOptions', 'seccompProfile']);
  });
});

const RESTRICTED: readonly Row[] = [
  { name: 'all that is wanted', pod: spec(secured(safe)), says: '' },
  {
    name: 'nothing said',
    pod: spec(one({})),
    says:
      'allowPrivilegeEscalation != false (container "a" must set securityContext.allowPrivilegeEscalation=false), ' +
      'unrestricted capabilities (container "a" must set securityContext.capabilities.drop=["ALL"]), ' +
      'runAsNonRoot != true (pod or container "a" must set securityContext.runAsNonRoot=true), ' +
      'seccompProfile (pod or container "a" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
  },
  {
    name: 'nothing said by two, at 1.7',
    version: 7,
    pod: spec(one({}), one({}, 'b')),
    says: 'runAsNonRoot != true (pod or containers "a", "b" must set securityContext.runAsNonRoot=true)',
  },
  {
    name: 'a capability to drop and one not to add',
    pod: spec(
      secured({ ...safe, capabilities: { add: ['CHOWN', 'NET_BIND_SERVICE'], drop: ['ALL'] } }),
      secured({ ...safe, capabilities: { drop: ['KILL'] } }, 'b'),
    ),
    says: 'unrestricted capabilities (container "b" must set securityContext.capabilities.drop=["ALL"]; container "a" must not include "CHOWN" in securityContext.capabilities.add)',
  },
  {
    name: 'capabilities of baseline before 1.22',
    version: 21,
    pod: spec(secured({ ...safe, capabilities: { add: ['NET_ADMIN'] } })),
    says: 'non-default capabilities (container "a" must not include "NET_ADMIN" in securityContext.capabilities.add)',
  },
  {
    name: 'volumes of other types',
    pod: {
      ...spec(secured(safe)),
      volumes: [
        { name: 'n', nfs: { server: 's', path: '/' } },
        { name: 'h', hostPath: { path: '/' } },
        { name: 'e', emptyDir: {} },
      ],
    },
    says: 'restricted volume types (volumes "n", "h" use restricted volume types "hostPath", "nfs")',
  },
  {
    name: 'root by word of pod and container',
    pod: { ...spec(secured({ ...safe, runAsNonRoot: false })), securityContext: { runAsNonRoot: false } },
    says: 'runAsNonRoot != true (pod and container "a" must not set securityContext.runAsNonRoot=false)',
  },
  {
    name: 'user 0',
    pod: { ...spec(secured({ ...safe, runAsUser: 0 })), securityContext: { runAsUser: 0 } },
    says: 'runAsUser=0 (pod and container "a" must not set runAsUser=0)',
  },
  { name: 'user 0 before 1.23', version: 22, pod: spec(secured({ ...safe, runAsUser: 0 })), says: '' },
  {
    name: 'root of own users',
    pod: { ...spec(secured({ ...safe, runAsUser: 0, runAsNonRoot: false })), hostUsers: false },
    says: '',
  },
  {
    name: 'but no unmasked /proc',
    pod: { ...spec(secured({ ...safe, procMount: 'Unmasked' })), hostUsers: false },
    says: 'procMount (container "a" must not set securityContext.procMount to "Unmasked")',
  },
  {
    name: 'seccomp said by the pod',
    pod: {
      ...spec(secured({ ...safe, seccompProfile: undefined })),
      securityContext: { seccompProfile: { type: 'Localhost', localhostProfile: 'x' } },
    },
    says: '',
  },
  {
    name: 'seccomp off',
    pod: spec(secured({ ...safe, seccompProfile: { type: 'Unconfined' } })),
    says: 'seccompProfile (container "a" must not set securityContext.seccompProfile.type to "Unconfined")',
  },
  {
    name: 'Windows has none of it',
    pod: { ...spec(secured({ runAsNonRoot: true })), os: { name: 'windows' } },
    says: '',
  },
  {
    name: 'Windows before 1.25',
    version: 24,
    pod: { ...spec(secured({ ...safe, seccompProfile: undefined })), os: { name: 'windows' } },
    says: 'seccompProfile (pod or container "a" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
  },
];

describe('restricted', () => {
  test.each(RESTRICTED)('$name', ({ pod, version = LATEST, says }) => {
    expect(told('restricted', version, pod)).toBe(says);
  });

  test('ephemeral containers count', () => {
    const ephemeralContainers = [{ name: 'debug', image: 'x' }];
    expect(told('restricted', LATEST, { ...spec(secured(safe)), ephemeralContainers })).toContain(
      'allowPrivilegeEscalation != false (container "debug" must',
    );
  });
});
