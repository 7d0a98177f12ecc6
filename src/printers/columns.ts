// The columns of a kind's table: those of the generated facts, those that a custom resource declares, or names and
// creation times. upstream: apiserver/pkg/registry/rest/table.go

import { type KindRow, resourceName } from '../kinds/kind';
import { columns } from './columns.gen';
import { customColumns } from './custom-resource';
import type { TableColumn } from './table-types';

const known = new Map<string, readonly TableColumn[]>();
const DEFAULT_COLUMNS = 'Name,,name|Created At,date';

export function columnsOf(row: KindRow): readonly TableColumn[] {
  if (row.printerColumns) return customColumns(row.printerColumns);
  const text = columns[resourceName(row)] ?? DEFAULT_COLUMNS;
  let read = known.get(text);
  if (!read) {
    read = text.split('|').map(readColumn);
    known.set(text, read);
  }
  return read;
}

function readColumn(text: string): TableColumn {
  const [name = '', type = '', format = '', priority = '0'] = text.split(',');
  return { name, type: type || 'string', format, description: '', priority: Number(priority) };
}
