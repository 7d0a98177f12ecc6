// The built-in kinds as the API server serves them: those of the kinds table, with the rules that need more than the
// kinds know of one another.

import { apiVersionOf, type KindBehaviour, type KindRow } from '../kinds/kind';
import { KindNames } from '../kinds/kind-names';
import { gatedKinds, kinds } from '../kinds/table';
import { customResourceDefinition } from './definition/custom-resource-definition';

// biome-ignore lint/suspicious/noExplicitAny: each kind's functions take its own type.
const BEHAVIOURS: Readonly<Record<string, KindBehaviour<any>>> = {
  CustomResourceDefinition: customResourceDefinition,
};

export const servedKinds = new KindNames(
  kinds.map((row): KindRow => {
    const behaviour = BEHAVIOURS[row.key];
    return behaviour ? { ...row, ...behaviour } : row;
  }),
);

const others = new Map<string, KindNames>();

/** With the kinds of these versions, `resource.k8s.io/v1beta2`, each behind what its group has served before. */
export function servedKindsWith(versions: readonly string[]): KindNames {
  if (versions.length === 0) return servedKinds;
  const key = versions.join(' ');
  let known = others.get(key);
  if (!known) {
    const more = gatedKinds.filter((row) => versions.includes(apiVersionOf(row)));
    const groups = new Set(more.map(({ group }) => group));
    const rows = servedKinds.rows.flatMap((row, index, all) => {
      const isLast = groups.has(row.group) && all[index + 1]?.group !== row.group;
      return isLast ? [row, ...more.filter(({ group }) => group === row.group)] : [row];
    });
    known = new KindNames(rows);
    others.set(key, known);
  }
  return known;
}
