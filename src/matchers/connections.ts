// Who can reach whom: single pairs of the matrix, and all of them at once.

import { argument } from '../cluster/describe/argument';
import { listOf, text } from '../cluster/describe/types';
import { UsageError } from '../cluster/describe/usage-error';
import { nearest } from '../kinds/nearest';
import type { Reachability, ReachabilityCell } from '../network/reachability';
import { reachabilityText } from '../report/reachability-text';
import { defineMatcher } from './matcher';
import { verdict } from './verdict';

const pairType = text('a pair such as default/frontend -> default/cart:8080');
const STEPS = '- reachability: { as: reach }\n- expect: { reach: ';

export const toConnect = defineMatcher({
  name: 'toConnect',
  summary:
    'All pods of the one workload reach all of the other on this port; with `.not`, none does. `outside` is a client too.',
  subject: 'reachability',
  args: [argument('pair', pairType, 'who reaches whom; the namespace may be left out')],
  example: {
    ts: "expect(shop.reachability()).toConnect('frontend -> catalog:8080')",
    yaml: `${STEPS}{ toConnect: frontend -> catalog:8080 } }`,
  },
  check: ({ cluster }, matrix, { pair }) => {
    const cell = cellOf(matrix, pair, cluster.namespace);
    const { from, to, port, reachable, why } = cell;
    const actual = () => (reachable === 'all' ? 'it does' : `${reachable} of its pods: ${why}`);
    const found = verdict(reachable === 'all', `connect ${from} to ${to}:${port}`, actual, {
      evidence: () => reachabilityText(matrix).split('\n'),
    });
    // Some pods that do are neither one nor the other.
    return reachable === 'some' ? { ...found, vacuous: true } : found;
  },
});

export const toConnectOnly = defineMatcher({
  name: 'toConnectOnly',
  summary:
    'These pairs are connected and no others; (some) stands after one where not all pods are. Of the pairs to or from one ' +
    'workload where that is said.',
  subject: 'reachability',
  args: [argument('pairs', listOf(pairType, 0), 'all pairs; namespaces may be left out')],
  options: [
    argument('to', text('a workload, with or without a port: default/cart:8080'), 'only pairs that lead there'),
    argument('from', text('a workload, or outside'), 'only pairs that begin there'),
  ],
  example: {
    ts: "expect(shop.reachability()).toConnectOnly([], { from: 'outside' })",
    yaml: `${STEPS}{ toConnectOnly: { pairs: [], from: outside } } }`,
  },
  check: ({ cluster }, matrix, { pairs, to, from }) => {
    const { namespace } = cluster;
    const wanted = new Set(pairs.map((pair) => pairOf(matrix, pair, namespace)));
    const start = from === undefined ? '' : `${sourceOf(matrix, from, namespace)} -> `;
    const ends = to === undefined ? undefined : targetsOf(matrix, to, namespace);
    const inSight = (pair: string) =>
      pair.startsWith(start) && (!ends || ends.some((end) => withoutSome(pair).endsWith(` -> ${end}`)));
    const outOfSight = [...wanted].find((pair) => !inSight(pair));
    if (outOfSight !== undefined) throw new UsageError(`"${outOfSight}" is none of the pairs that are asked for`);
    const found = matrix.pairs.filter(inSight);
    const more = found.filter((pair) => !wanted.has(pair));
    const missing = [...wanted].filter((pair) => !found.includes(pair));
    const words = `${from === undefined ? '' : ` from ${from}`}${to === undefined ? '' : ` to ${to}`}`;
    const lines = [...more.map((pair) => `too much: ${pair}`), ...missing.map((pair) => `missing: ${pair}`)];
    return verdict(
      lines.length === 0,
      `connect only ${wanted.size} pairs${words}`,
      () => (lines.length > 0 ? lines.join('\n') : 'exactly these'),
      { evidence: () => reachabilityText(matrix).split('\n') },
    );
  },
});

const SOME = ' (some)';
const withoutSome = (pair: string) => (pair.endsWith(SOME) ? pair.slice(0, -SOME.length) : pair);

function parts(pair: string): readonly [string, string] {
  const [from, to, ...more] = pair.split(/\s*->\s*/);
  if (!from || !to || more.length > 0) {
    throw new UsageError(`expected a pair such as default/frontend -> default/cart:8080, got "${pair}"`);
  }
  return [from.trim(), to.trim()];
}

/** The pair with full names. Errors: UsageError for a workload or port that is not there. */
function pairOf(matrix: Reachability, pair: string, namespace: string): string {
  const [from, to] = parts(withoutSome(pair));
  const end = targetsOf(matrix, to, namespace);
  if (!/:\d+(\/\w+)?$/.test(to)) throw new UsageError(`"${to}" has no port: expected one of ${end.join(', ')}`);
  return `${sourceOf(matrix, from, namespace)} -> ${end[0]}${pair.endsWith(SOME) ? SOME : ''}`;
}

function cellOf(matrix: Reachability, pair: string, namespace: string): ReachabilityCell {
  const full = pairOf(matrix, pair, namespace);
  return matrix.cells.find((cell) => `${cell.from} -> ${targetText(cell)}` === withoutSome(full)) as ReachabilityCell;
}

const targetText = ({ to, port, protocol }: Pick<ReachabilityCell, 'to' | 'port' | 'protocol'>) =>
  `${to}:${port}${protocol === 'TCP' ? '' : `/${protocol}`}`;

function sourceOf({ sources }: Reachability, spelled: string, namespace: string): string {
  const name = spelled === 'outside' || spelled.includes('/') ? spelled : `${namespace}/${spelled}`;
  if (sources.includes(name)) return name;
  throw new UsageError(`no pods of "${spelled}" run: expected one of ${sources.join(', ')}`, {
    hint: nearest(name, sources),
  });
}

/** The port's text, or those of all ports of a workload. */
function targetsOf({ targets }: Reachability, spelled: string, namespace: string): readonly string[] {
  const name = spelled.split(':')[0]?.includes('/') ? spelled : `${namespace}/${spelled}`;
  const found = targets.filter((target) => targetText(target) === name || target.to === name).map(targetText);
  if (found.length > 0) return found;
  const all = targets.map(targetText);
  throw new UsageError(`nothing that runs has the port "${spelled}": expected one of ${all.join(', ')}`, {
    hint: nearest(name, [...all, ...targets.map(({ to }) => to)]),
  });
}
