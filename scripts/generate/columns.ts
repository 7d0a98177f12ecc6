// Writes `columns.gen.ts`: the columns of every kind's table, one text a resource.

import type { DiscoveredTable, Facts } from './facts';
import { printValue } from './print';

const HEADER = `// The columns of every kind's table: \`name,type,format,priority\`, split by bars. Left out: the type string, and what is
// empty or 0 at the end. Written by \`npm run generate\`; edits would be lost.
`;

/** @throws when two versions of a resource have different columns. */
export function writeColumns({ tables }: Facts): string {
  const texts = new Map<string, string>();
  for (const table of tables) {
    const name = table.group === '' ? table.plural : `${table.plural}.${table.group}`;
    const text = columnsText(table);
    if (texts.has(name) && texts.get(name) !== text) throw new Error(`${name}: columns differ by version`);
    texts.set(name, text);
  }
  const head = 'export const columns: Readonly<Record<string, string>> = ';
  return `${HEADER}\n${head}${printValue(Object.fromEntries(texts), '', head.length)};\n`;
}

function columnsText({ columns }: DiscoveredTable): string {
  return columns
    .map(([name, type, format, priority]) => {
      const parts = [name, type === 'string' ? '' : type, format, priority === 0 ? '' : String(priority)];
      return parts.join(',').replace(/,+$/, '');
    })
    .join('|');
}
