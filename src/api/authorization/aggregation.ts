// What an aggregated ClusterRole holds: the rules of all roles that its selectors match.
// upstream: pkg/controller/clusterroleaggregation/clusterroleaggregation_controller.go

import { equalData } from '../../kinds/equal-data';
import type { ClusterRole, PolicyRule } from '../../kinds/generated/types.gen';
import { compileSelector } from '../../kinds/labels';

/** The rules of the selected roles, each once; roles go by name, its own are left out. */
export function aggregatedRules(role: ClusterRole, roles: readonly ClusterRole[]): readonly PolicyRule[] {
  const sorted = [...roles].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  const rules: PolicyRule[] = [];
  for (const selector of role.aggregationRule?.clusterRoleSelectors ?? []) {
    const matches = compileSelector(selector);
    for (const one of sorted) {
      if (one.metadata.name === role.metadata.name || !matches(one.metadata.labels ?? {})) continue;
      for (const rule of one.rules ?? []) if (!rules.some((known) => equalData(known, rule))) rules.push(rule);
    }
  }
  return rules;
}
