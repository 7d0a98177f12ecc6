// What stands in a manifest stands in the repository, in every log of the pipeline and in `kubectl describe`.

import { perContainer } from '../faults';
import { defineRule } from '../rule';
import { secretSettings, secretSign } from '../secrets';

export const secretInEnv = defineRule({
  id: 'secret-in-env',
  title: 'no secret stands in plain text in a variable',
  severity: 'error',
  profile: 'essential',
  others: { 'kube-linter': ['env-var-secret'], polaris: ['sensitiveContainerEnvVar'] },
  remedy: 'Put the value into a Secret that is not in the repository, and refer to it by secretKeyRef or mount it.',
  reads: 'manifests',
  settings: secretSettings,
  check: (cx, patterns) =>
    perContainer(cx, ({ container }) =>
      (container.env ?? []).flatMap(({ name, value = '' }, index) => {
        const sign = secretSign(name, value, patterns);
        return sign ? [{ at: ['env', index, 'value'], says: `has a secret in plain text in ${name}, ${sign}` }] : [];
      }),
    ),
});
