// Kinds that are counted and nothing else; some of them by a short name, too.
// upstream: apiserver/pkg/quota/v1/generic NewObjectCountEvaluator

import type { KindRow } from '../kind';
import type { Resources } from '../pod-spec/resource-list';
import { ONE } from './amounts';
import { countName, type QuotaEvaluator } from './evaluator';

/** Names from before `count/...`. */
const ALIASES = ['configmaps', 'resourcequotas', 'replicationcontrollers', 'secrets'];

export function objectCount(row: Pick<KindRow, 'plural' | 'group'>): QuotaEvaluator {
  const names = [countName(row), ...(row.group === '' && ALIASES.includes(row.plural) ? [row.plural] : [])];
  const one: Resources = new Map(names.map((name) => [name, ONE]));
  return {
    counts: (resource) => names.includes(resource),
    usage: () => one,
    charges: ({ operation, subresource }) => operation === 'CREATE' && !subresource,
  };
}
