// A star gives rights to what does not exist yet: the next custom kind, the next verb.

import { rulesOf } from '../roles';
import { defineRule } from '../rule';

export const rbacWildcard = defineRule({
  id: 'rbac-wildcard',
  title: 'roles name their verbs and resources',
  severity: 'warning',
  profile: 'recommended',
  others: { 'kube-linter': ['wildcard-in-rules'] },
  remedy: 'Name the verbs and the resources that are used.',
  reads: 'manifests',
  *check(cx) {
    for (const { object, rule, path, isBuiltIn } of rulesOf(cx)) {
      if (isBuiltIn) continue;
      const fields = (['verbs', 'resources'] as const).filter((field) => rule[field]?.includes('*'));
      const [first] = fields;
      if (!first) continue;
      const of = first === 'verbs' && !fields.includes('resources') ? ` on ${(rule.resources ?? []).join(', ')}` : '';
      const what = fields.map((field) => `all ${field}`).join(' and ');
      yield { object, path: [...path, first], message: `gives rights to ${what}${of}, by "*"` };
    }
  },
});
