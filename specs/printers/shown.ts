// A row of a table by its columns, for specs.
import type { KindRow, KubeObject } from '../../src/kinds/kind';
import { kindByName } from '../../src/kinds/table';
import { columnsOf } from '../../src/printers/columns';
import { cellsOf } from '../../src/printers/table';
import { parseRfc3339 } from '../../src/sim/time';

export const NOW = parseRfc3339('2026-01-01T01:00:00Z');

export function rowOf(name: string): KindRow {
  const row = kindByName(name);
  if (!row) throw new Error(`no kind ${name}`);
  return row;
}

/** The cells by column, of an object that is 59m old unless it says otherwise. */
export function shown(name: string, fields: object): Record<string, unknown> {
  const row = rowOf(name);
  const { metadata, ...rest } = fields as { metadata?: object };
  const whole = { metadata: { name: 'x', creationTimestamp: '2026-01-01T00:01:00Z', ...metadata }, ...rest };
  const cells = cellsOf(row, whole as unknown as KubeObject, { nowMs: NOW });
  return Object.fromEntries(columnsOf(row).map((column, index) => [column.name, cells[index]]));
}
