// Tables of custom resources: the name, then the columns that the definition declares.
// upstream: apiextensions-apiserver/pkg/registry/customresource/tableconvertor

import type { KubeObject, PrinterColumn } from '../kinds/kind';
import { parseRfc3339 } from '../sim/time';
import { goText } from './go-text';
import { findByPath } from './json-path';
import { type Cell, type PrintContext, since } from './printer';
import type { TableColumn } from './table-types';

/** Of a definition that declares no columns. */
const ONLY_AGE: readonly PrinterColumn[] = [{ name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' }];

const declared = (columns: readonly PrinterColumn[]) => (columns.length === 0 ? ONLY_AGE : columns);

export function customColumns(columns: readonly PrinterColumn[]): readonly TableColumn[] {
  const name = { name: 'Name', type: 'string', format: 'name', description: '', priority: 0 };
  const others = declared(columns).map((column) => ({
    name: column.name,
    type: column.type,
    format: column.format ?? '',
    description: column.description || `Custom resource definition column (in JSONPath format): ${column.jsonPath}`,
    priority: column.priority ?? 0,
  }));
  return [name, ...others];
}

export function customCells(columns: readonly PrinterColumn[], object: KubeObject, cx: PrintContext): readonly Cell[] {
  return [object.metadata.name, ...declared(columns).map((column) => cell(column, object, cx))];
}

/** Only the first thing that a path finds is shown; null when it finds nothing or does not fit the object. */
function cell({ type, jsonPath }: PrinterColumn, object: KubeObject, cx: PrintContext): Cell {
  const found = findByPath(jsonPath, object);
  if (found === undefined || found.length === 0) return null;
  const value = found[0];
  if (type === 'string') return goText(value);
  if (typeof value === 'number') {
    if (type === 'integer') return Math.trunc(value);
    return type === 'number' ? value : null;
  }
  if (type === 'boolean') return typeof value === 'boolean' ? value : null;
  if (type !== 'date' || typeof value !== 'string') return null;
  return Number.isNaN(parseRfc3339(value)) ? (value === '' ? '<unknown>' : '<invalid>') : since(value, cx);
}
