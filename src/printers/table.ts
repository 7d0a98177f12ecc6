// The Table that the API server answers when it is asked for one: columns and rows of a kind's objects.
// upstream: pkg/printers/tablegenerator.go, apiserver/pkg/endpoints/handlers/response.go

import type { ListMeta } from '../kinds/generated/types.gen';
import { type KindRow, type KubeObject, resourceName } from '../kinds/kind';
import { columnsOf } from './columns';
import { customCells } from './custom-resource';
import { podConditions } from './pod';
import { byPrecedence } from './policy';
import type { Cell, PrintContext } from './printer';
import { printers } from './table-of-printers';
import type { Table, TableRow } from './table-types';

/** The zero of Go's times. */
const NO_TIME = '0001-01-01T00:00:00Z';

export interface TableOptions extends PrintContext {
  /** What of the object goes with its row; Metadata unless given. */
  readonly includeObject?: 'Metadata' | 'Object' | 'None';
  /** Metadata of the list that the table stands for; of a single object, its resourceVersion. */
  readonly metadata?: ListMeta;
  /** False for a watch's later events, which come without columns. */
  readonly columns?: boolean;
}

/** Objects of one kind as a Table, in the order in which the kind is listed. */
export function tableOf(row: KindRow, objects: readonly KubeObject[], options: TableOptions): Table {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: options.metadata ?? {},
    columnDefinitions: options.columns === false ? [] : columnsOf(row),
    rows: inOrder(row, objects).map((object) => tableRow(row, object, options)),
  };
}

/** The cells of one object, in the order of `columnsOf`. */
export function cellsOf(row: KindRow, object: KubeObject, cx: PrintContext): readonly Cell[] {
  // A bookmark's object has no name, which Go prints as an empty one.
  if (object.metadata.name === undefined) return cellsOf(row, named(object, ''), cx);
  if (row.printerColumns) return customCells(row.printerColumns, object, cx);
  const print = printers[resourceName(row)];
  return print
    ? print((row.storedAs?.toStored(object) ?? object) as never, cx)
    : [object.metadata.name, object.metadata.creationTimestamp ?? NO_TIME];
}

const named = (object: KubeObject, name: string): KubeObject => ({ ...object, metadata: { ...object.metadata, name } });

function tableRow(row: KindRow, object: KubeObject, options: TableOptions): TableRow {
  const conditions = row.key === 'Pod' ? podConditions(object as never) : undefined;
  return {
    cells: cellsOf(row, object, options),
    ...(conditions ? { conditions } : {}),
    object: rowObject(object, options.includeObject ?? 'Metadata'),
  };
}

function rowObject(object: KubeObject, include: 'Metadata' | 'Object' | 'None'): TableRow['object'] {
  if (include === 'None') return null;
  if (include === 'Object') return object;
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata };
}

function inOrder(row: KindRow, objects: readonly KubeObject[]): readonly KubeObject[] {
  return row.key === 'FlowSchema' ? [...objects].sort((a, b) => byPrecedence(a as never, b as never)) : objects;
}
