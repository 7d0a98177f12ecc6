// Variables are inherited by every child process and land in crash reports; files are read by those who open them.

import { perContainer } from '../faults';
import { defineRule } from '../rule';

export const secretFromEnv = defineRule({
  id: 'secret-from-env',
  title: 'secrets are mounted as files',
  severity: 'note',
  profile: 'strict',
  others: { 'kube-linter': ['read-secret-from-env-var'] },
  remedy: 'Mount the Secret as a volume, and let the program read the file: it also sees the Secret change.',
  reads: 'manifests',
  check: (cx) =>
    perContainer(cx, ({ container: { env = [], envFrom = [] } }) => {
      const variables = env.flatMap(({ name, valueFrom }, index) =>
        valueFrom?.secretKeyRef ? [{ at: ['env', index], what: name }] : [],
      );
      const whole = envFrom.flatMap(({ secretRef }, index) =>
        secretRef ? [{ at: ['envFrom', index], what: `all of Secret ${secretRef.name}` }] : [],
      );
      const [first, ...more] = [...variables, ...whole];
      if (!first) return undefined;
      const what = [first, ...more].map((one) => one.what).join(', ');
      return { at: first.at, says: `has secrets in its environment: ${what}` };
    }),
});
