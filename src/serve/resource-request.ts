// A request for an object or a collection of one kind.

import type { KindRow } from '../kinds/kind';
import type { ServedRequest } from './exchange';
import type { ResourcePath } from './path';

export interface ResourceRequest {
  readonly request: ServedRequest;
  readonly row: KindRow;
  readonly path: ResourcePath;
}

/** Of a query parameter: present, and neither `false` nor `0`. */
export const isTrue = (value: string | null): boolean =>
  value !== null && value.toLowerCase() !== 'false' && value !== '0';
