// Keeps what goes wrong in an incident as a page of docs/incidents: the timeline, as it came to be in the spec.

import type { Cluster, Mark } from 'wavetank';
import { alignedText } from '../../src/report/aligned-text';
import { expectCommitted } from '../support/committed';

export interface Incident {
  /** Name of the page. */
  readonly page: string;
  /** What goes wrong, in one sentence. */
  readonly title: string;
  /** What makes it right. */
  readonly remedy: string;
  /** Where the timeline begins; at the last action unless given. */
  readonly since?: Mark;
}

const MOST_ROWS = 32;
/** What repeats others or goes on in every cluster. */
const BESIDE = /^(endpoints|endpointslice|lease|replicaset)\//;
/** Events that say why something does not get on. */
const TELLING = /^(Failed|BackOff|TaintManagerEviction|SuccessfulRescale)/;

/** Fails when the page differs from what happened; UPDATE=1 writes it. */
export function tellIncident(tank: Cluster, { page, title, remedy, since = tank.lastAction }: Incident): void {
  const all = tank
    .timeline({ since, brief: true, events: true })
    .filter(({ target, what }) => (/^event\//.test(target) ? TELLING.test(what) : !BESIDE.test(target)));
  const rows = all.slice(0, MOST_ROWS).map(({ atMs, actor, verb, target, what }) => {
    const on = target.replace(/^event\/(.*)\.[0-9a-f]+$/, 'event about $1');
    return [`+${((atMs - since.atMs) / 1000).toFixed(3)}s`, actor, `${verb} ${on}`, what];
  });
  const more = all.length > MOST_ROWS ? `… and ${all.length - MOST_ROWS} more\n` : '';
  const text = [
    `# ${title}`,
    '<!-- Written by specs/incidents from what happens there: UPDATE=1 npx jest specs/incidents -->',
    '',
    `\`\`\`text\n${alignedText(rows)}\n${more}\`\`\``,
    '',
    `What makes it right: ${remedy}. [All incidents](../incidents.md).`,
    '',
  ];
  expectCommitted(`docs/incidents/${page}.md`, text.join('\n'));
}
