// Objects and lists as answers carry them: as they are, as a Table, or as their metadata alone.
// upstream: apiserver/pkg/endpoints/handlers/response.go

import { badRequest } from '../api/api-error';
import type { ListMeta, ObjectMeta } from '../kinds/generated/types.gen';
import { goJsonInOrder } from '../kinds/go-json';
import { inGoOrder, inKeyOrder } from '../kinds/go-order';
import { apiVersionOf, type KindRow, type KubeObject } from '../kinds/kind';
import { goQuote } from '../kinds/validation/field-error';
import { tableOf } from '../printers/table';
import type { ServedRequest } from './exchange';
import { itemJson, objectJson, orderedObject, Rendered, withManagers } from './rendered';
import type { ServedCluster } from './served-cluster';

const INCLUDES = ['Metadata', 'Object', 'None'] as const;
const META_GROUP = 'meta.k8s.io';

type Asked = { readonly request: ServedRequest; readonly row: KindRow };

/** An object on its own. */
export function present(served: ServedCluster, { request, row }: Asked, object: KubeObject): unknown {
  const { as, version } = request.representation ?? {};
  if (as === 'PartialObjectMetadata') return partialMetadata(withManagers(served, row, object), version);
  if (as !== 'Table') {
    return new Rendered(
      () => objectJson(served, row, object),
      () => orderedObject(served, row, object),
    );
  }
  const { resourceVersion = '' } = object.metadata;
  return tableAnswer(served, request, row, [object], { resourceVersion });
}

export function presentList(
  served: ServedCluster,
  { request, row }: Asked,
  items: readonly KubeObject[],
  metadata: ListMeta,
): unknown {
  const { as, version } = request.representation ?? {};
  // Only a list of whole objects tells which part of them it is.
  const { shardInfo, ...other } = metadata;
  if (as === 'Table') return tableAnswer(served, request, row, items, other);
  if (as === 'PartialObjectMetadataList') {
    const list = items.map((object) => partialMetadata(withManagers(served, row, object), version));
    return { kind: as, apiVersion: `${META_GROUP}/${version}`, metadata: other, items: list };
  }
  const apiVersion = apiVersionOf(row);
  const kind = row.custom?.listKind ?? `${row.kind}List`;
  const head = row.custom ? { apiVersion } : { kind, apiVersion, metadata };
  const tail = row.custom ? { kind, metadata: inKeyOrder({ continue: '', ...metadata }) } : {};
  const opening = `${goJsonInOrder(head).slice(0, -1)},"items":[`;
  const closing = row.custom ? `],${goJsonInOrder(tail).slice(1)}` : ']}';
  return new Rendered(
    () => opening + items.map((object) => itemJson(served, row, object)).join(',') + closing,
    () => ({ ...head, items: items.map((object) => itemOf(served, row, object)), ...tail }),
  );
}

function itemOf(served: ServedCluster, row: KindRow, object: KubeObject): unknown {
  const whole = orderedObject(served, row, object);
  if (row.custom) return whole;
  const { apiVersion, kind, ...item } = whole;
  return item;
}

/** The JSON by which a watch shows each object; of Tables only the first has columns. */
export function presenter(served: ServedCluster, asked: Asked): (object: KubeObject) => string {
  const { request, row } = asked;
  if (request.representation?.as === 'Table') return tablePresenter(served, asked);
  if (request.representation) return (object) => goJsonInOrder(present(served, asked, object));
  return (object) => objectJson(served, row, object);
}

function tablePresenter(served: ServedCluster, { request, row }: Asked): (object: KubeObject) => string {
  let columns = true;
  return (object) => {
    const { resourceVersion = '' } = object.metadata;
    const table = tableAnswer(served, request, row, [object], { resourceVersion }, columns);
    columns = false;
    return goJsonInOrder(table);
  };
}

function tableAnswer(
  served: ServedCluster,
  { query, representation }: ServedRequest,
  row: KindRow,
  objects: readonly KubeObject[],
  metadata: ListMeta,
  columns = true,
): unknown {
  const asked = query.get('includeObject') || 'Metadata';
  const includeObject = INCLUDES.find((include) => include === asked);
  if (!includeObject) {
    const why = `includeObject: Invalid value: ${goQuote(asked)}: must be 'Metadata', 'Object', 'None', or empty`;
    throw badRequest(`Unable to convert to Table as requested: ${why}`);
  }
  const { nowMs } = served;
  const table = tableOf(row, objects, { nowMs, metadata, includeObject, columns });
  const { version } = representation ?? {};
  return version === 'v1' ? table : { ...table, apiVersion: `${META_GROUP}/${version}` };
}

function partialMetadata({ metadata }: KubeObject, version = 'v1'): unknown {
  return { kind: 'PartialObjectMetadata', apiVersion: `${META_GROUP}/${version}`, metadata: inOrder(metadata) };
}

const ordered = new WeakMap<ObjectMeta, unknown>();

function inOrder(metadata: ObjectMeta): unknown {
  const known = ordered.get(metadata) ?? inGoOrder('ObjectMeta', metadata);
  ordered.set(metadata, known);
  return known;
}
