// Objects and lists as answers carry them: as they are, as a Table, or as their metadata alone.
// upstream: apiserver/pkg/endpoints/handlers/response.go

import { badRequest } from '../api/api-error';
import { managedFieldsOf } from '../api/managed-fields/managers-of';
import type { ListMeta } from '../kinds/generated/types.gen';
import { goJsonInOrder } from '../kinds/go-json';
import { apiVersionOf, type KindRow, type KubeObject } from '../kinds/kind';
import { tableOf } from '../printers/table';
import type { ServedRequest } from './exchange';
import type { ServedCluster } from './served-cluster';

const INCLUDES = ['Metadata', 'Object', 'None'] as const;
const META_GROUP = 'meta.k8s.io';

type Asked = { readonly request: ServedRequest; readonly row: KindRow };

/** An object on its own. */
export function present(served: ServedCluster, { request, row }: Asked, object: KubeObject): unknown {
  const { as, version } = request.representation ?? {};
  if (as === 'PartialObjectMetadata') return partialMetadata(withManagers(served, row, object), version);
  if (as !== 'Table') return shown(withManagers(served, row, object));
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
  if (as === 'Table') return tableAnswer(served, request, row, items, metadata);
  const whole = items.map((object) => withManagers(served, row, object));
  if (as === 'PartialObjectMetadataList') {
    const list = whole.map((object) => partialMetadata(object, version));
    return { kind: as, apiVersion: `${META_GROUP}/${version}`, metadata, items: list };
  }
  // Items of a list say nothing of their kind: the list does.
  const bare = whole.map(({ apiVersion, kind, ...item }) => item);
  return { kind: row.custom?.listKind ?? `${row.kind}List`, apiVersion: apiVersionOf(row), metadata, items: bare };
}

/** Objects are frozen, and many watch the same ones. */
const texts = new WeakMap<KubeObject, string>();

/** The JSON by which a watch shows each object; of Tables only the first has columns. */
export function presenter(served: ServedCluster, asked: Asked): (object: KubeObject) => string {
  const { request } = asked;
  if (request.representation?.as === 'Table') return tablePresenter(served, asked);
  if (request.representation) return (object) => goJsonInOrder(present(served, asked, object));
  return (object) => {
    const known = texts.get(object);
    if (known !== undefined) return known;
    const text = goJsonInOrder(present(served, asked, object));
    texts.set(object, text);
    return text;
  };
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
    const supported = 'supported values: "Metadata", "None", "Object", ""';
    const why = `includeObject: Unsupported value: ${JSON.stringify(asked)}: ${supported}`;
    throw badRequest(`Unable to convert to Table as requested: ${why}`);
  }
  const { nowMs } = served;
  const table = tableOf(row, objects, { nowMs, metadata, includeObject, columns });
  const { version } = representation ?? {};
  return version === 'v1' ? table : { ...table, apiVersion: `${META_GROUP}/${version}` };
}

function partialMetadata({ metadata }: KubeObject, version = 'v1'): unknown {
  return { kind: 'PartialObjectMetadata', apiVersion: `${META_GROUP}/${version}`, metadata };
}

/** The rows of tables go without, since nobody looks for it there. */
function withManagers(served: ServedCluster, row: KindRow, object: KubeObject): KubeObject {
  // A bookmark is no object that anybody manages.
  if (object.metadata.uid === undefined) return object;
  const managedFields = managedFieldsOf(served.server.parts.store, row, object);
  return managedFields ? ({ ...object, metadata: { ...object.metadata, managedFields } } as KubeObject) : object;
}

/** kind and apiVersion come first, in this order. */
function shown({ apiVersion, kind, ...rest }: KubeObject): unknown {
  return { kind, apiVersion, ...rest };
}
