// What kubectl get shows of an object, column by column.

import { argument } from '../cluster/describe/argument';
import { UsageError } from '../cluster/describe/usage-error';
import type { KindRow, KubeObject } from '../kinds/kind';
import { kindByKey } from '../kinds/table';
import { tableRow } from '../report/tables';
import { defineMatcher } from './matcher';
import { verdict } from './verdict';
import { wholeText, withWords } from './words';

const COLUMNS = { ready: 'READY', status: 'STATUS', externalIp: 'EXTERNAL-IP', restarts: 'RESTARTS' } as const;

export const toBeShownAs = defineMatcher({
  name: 'toBeShownAs',
  summary: 'These words stand in these columns of what kubectl get shows.',
  kinds: ['Pod', 'Deployment', 'ReplicaSet', 'ReplicationController', 'Service', 'Node'],
  options: [
    argument('ready', wholeText('a text such as 1/2'), 'the column READY'),
    argument('status', wholeText('a text such as CrashLoopBackOff'), 'the column STATUS'),
    argument('restarts', wholeText('a text such as 2 (5s ago)'), 'the column RESTARTS'),
    argument('externalIp', wholeText('a text such as <pending>'), 'the column EXTERNAL-IP'),
  ],
  needsOneOf: ['ready', 'status', 'restarts', 'externalIp'],
  example: {
    ts: "expect(shop.pods({ labels: 'app=frontend' })).toBeShownAs({ ready: '1/1', status: 'Running' })",
    yaml: '- expect: { pods app=frontend: { toBeShownAs: { ready: 1/1, status: Running } } }',
  },
  check: (cx, object, words) => {
    // Only the column RESTARTS tells how long ago something was.
    const row = rowOf(object, words.restarts ? cx.nowMs : 0);
    const pass = NAMES.every((name) => !words[name] || words[name].matches(cellOf(object, row, name)));
    const actual = () =>
      Object.entries(row)
        .map(([column, cell]) => `${column} ${cell}`)
        .join(', ');
    return verdict(pass, () => `be shown${withWords(words)}`, actual, { path: 'status' });
  },
});

const NAMES = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];

function rowOf(object: KubeObject, nowMs: number): Readonly<Record<string, string>> {
  const { NAME, AGE, ...row } = tableRow(kindByKey(object.kind) as KindRow, object, nowMs);
  return row;
}

/** Errors: UsageError for a column that the kind's table does not have. */
function cellOf({ kind }: KubeObject, row: Readonly<Record<string, string>>, name: keyof typeof COLUMNS): string {
  const cell = row[COLUMNS[name]];
  if (cell !== undefined) return cell;
  const columns = Object.keys(row).join(', ');
  throw new UsageError(`kubectl get shows no column ${COLUMNS[name]} of a ${kind}, only ${columns}`);
}
