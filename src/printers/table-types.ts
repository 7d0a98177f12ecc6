// meta.k8s.io/v1 Table, as a server answers it.

import type { ListMeta, ObjectMeta } from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';
import type { Cell } from './printer';

export interface TableColumn {
  readonly name: string;
  /** OpenAPI's: string, integer, number, boolean, date. */
  readonly type: string;
  /** `name` for the column that identifies the row; otherwise empty or OpenAPI's. */
  readonly format: string;
  readonly description: string;
  /** Above 0: shown only by `-o wide`. */
  readonly priority: number;
}

export interface TableRowCondition {
  readonly type: 'Completed';
  readonly status: 'True';
  readonly reason: string;
  readonly message: string;
}

export interface PartialObjectMetadata {
  readonly kind: 'PartialObjectMetadata';
  readonly apiVersion: 'meta.k8s.io/v1';
  readonly metadata: ObjectMeta;
}

export interface TableRow {
  readonly cells: readonly Cell[];
  readonly conditions?: readonly TableRowCondition[];
  readonly object: PartialObjectMetadata | KubeObject | null;
}

export interface Table {
  readonly kind: 'Table';
  readonly apiVersion: 'meta.k8s.io/v1';
  readonly metadata: ListMeta;
  readonly columnDefinitions: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}
