// Of two variables with one name the last wins, and kubectl apply loses one of them at the next change.

import { perContainer } from '../faults';
import { defineRule } from '../rule';

export const duplicateEnv = defineRule({
  id: 'duplicate-env',
  title: 'no container names a variable twice',
  severity: 'warning',
  profile: 'recommended',
  others: { 'kube-score': ['environment-variable-key-duplication'], 'kube-linter': ['duplicate-env-var'] },
  remedy: 'Keep the one that is meant.',
  reads: 'manifests',
  check: (cx) =>
    perContainer(cx, ({ container: { env = [] } }) => {
      const byName = new Map<string, number[]>();
      for (const [index, { name }] of env.entries()) byName.set(name, [...(byName.get(name) ?? []), index]);
      return [...byName].flatMap(([name, indexes]) => {
        const last = indexes.at(-1) ?? 0;
        const { value } = env[last] ?? {};
        const wins = value === undefined ? 'the last' : JSON.stringify(value);
        const says = `names ${name} ${indexes.length === 2 ? 'twice' : `${indexes.length} times`}: ${wins} wins`;
        return indexes.length > 1 ? [{ at: ['env', last, 'name'], says }] : [];
      });
    }),
});
