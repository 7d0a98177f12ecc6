// A kubelet starts no pod that sets kernel parameters which others on the node would feel, unless it was told to.

import { SAFE_SYSCTLS } from '../../admission/pod-security/checks/sysctls';
import { listOf, text } from '../../cluster/describe/types';
import { perPod } from '../faults';
import { defineRule } from '../rule';
import { setting } from '../setting';

export const unsafeSysctls = defineRule({
  id: 'unsafe-sysctls',
  title: 'pods set safe kernel parameters only',
  severity: 'warning',
  profile: 'recommended',
  others: { 'kube-linter': ['unsafe-sysctls'] },
  remedy: 'Remove the parameter, or set it on the nodes that are for such pods.',
  reads: 'manifests',
  settings: [
    setting(
      'allowed',
      listOf(text('the name of a parameter, or its beginning with a star: net.core.*'), 0),
      [],
      'what the kubelets allow besides, as in --allowed-unsafe-sysctls',
    ),
  ],
  check: (cx, { allowed }) =>
    perPod(cx, ({ spec }) =>
      (spec.securityContext?.sysctls ?? []).flatMap(({ name, value }, index) => {
        const dotted = dottedName(name);
        if ([...SAFE_SYSCTLS, ...allowed].some((known) => matches(dotted, known))) return [];
        const at = ['securityContext', 'sysctls', index];
        return [
          { at, says: `its pods set ${dotted} to ${value}, which kubelets refuse unless they are told to allow it` },
        ];
      }),
    ),
});

const matches = (name: string, known: string) =>
  known.endsWith('*') ? name.startsWith(known.slice(0, -1)) : name === known;

/**
 * Slashes may stand for dots; then dots stand for slashes.
 * upstream: component-helpers/node/util/sysctl NormalizeName
 */
function dottedName(name: string): string {
  const [separator] = /[./]/.exec(name) ?? [];
  return separator === '/' ? name.replace(/[./]/g, (found) => (found === '/' ? '.' : '/')) : name;
}
