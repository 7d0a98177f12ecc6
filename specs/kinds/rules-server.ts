// An API server that only decodes, fills in, completes and judges: no admission, no allocation, nothing stored. What is
// asked of it is a kind's own rules.

import { ApiError } from '../../src/api/api-error';
import type { Caller } from '../../src/api/caller';
import { readBody } from '../../src/api/decode-body';
import { DEFAULT_TIMINGS } from '../../src/api/timings';
import { Simulation } from '../../src/cluster/simulation';
import type { KindRow, KubeObject } from '../../src/kinds/kind';
import { kindByVersion } from '../../src/kinds/table';
import { DEFAULT_START_MS } from '../../src/sim/time';
import type { Body } from './api-server';

export interface RuleAnswer {
  readonly message?: string;
  /** `{type} {field}: {text}`, in their order. */
  readonly causes?: readonly string[];
  readonly warnings: readonly string[];
  readonly object?: Body;
}

const CALLER: Caller = { actor: 'user', component: 'user', manager: 'spec', cause: () => 0 };
const ORIGIN = { writer: 'user', trace: 0, atMs: 0, manager: 'spec', operation: 'Update' } as never;

const simulation = new Simulation({
  seed: 1,
  startMs: DEFAULT_START_MS,
  timings: DEFAULT_TIMINGS,
  actors: [],
  admission: [],
  allocator: () => (_row, object) => object,
  programs: () => {
    throw new Error('no programs here');
  },
});

/** `group/version/Kind`, the core group being empty. */
export function rowOf(groupVersionKind: string): KindRow {
  const [group, version, kind = ''] = groupVersionKind.split('/');
  const row = kindByVersion(group ? `${group}/${version}` : (version as string), kind);
  if (!row) throw new Error(`no kind ${groupVersionKind}`);
  return row;
}

/** The body decoded strictly, in namespace default. Errors: 400 in the server's words. */
export function decoded(row: KindRow, body: Body): KubeObject {
  const result = readBody(row, body, 'Strict');
  if ('error' in result) throw new ApiError(400, 'BadRequest', result.error);
  const object = result.object as unknown as KubeObject;
  if (!row.namespaced || object.metadata?.namespace) return object;
  return { ...object, metadata: { ...object.metadata, namespace: 'default' } };
}

/** What a create answers, or with `stored` an update of what is stored, or of one of its subresources. */
export function ask(row: KindRow, body: Body, stored?: Body, subresource?: string): RuleAnswer {
  const warnings: string[] = [];
  const { server } = simulation;
  let old: KubeObject | undefined;
  let remove = () => {};
  const sent = () => body as KubeObject;
  try {
    const object = decoded(row, body);
    if (!stored) return { warnings, object: server.create(CALLER, row, object, { dryRun: true, warnings, sent }) };
    const before = decoded(row, stored);
    const filled = row.defaults?.(before) ?? before;
    const form = row.storedAs ? (server.kinds.byKey(row.storedAs.key) as KindRow) : row;
    old = server.parts.store.put(form, row.storedAs?.toStored(filled) ?? filled, ORIGIN);
    remove = () => server.parts.store.remove(form, old as KubeObject, ORIGIN);
    const { resourceVersion } = old.metadata;
    const next = { ...object, metadata: { ...object.metadata, resourceVersion } } as KubeObject;
    return { warnings, object: server.update(CALLER, row, next, { subresource, dryRun: true, warnings, sent }) };
  } catch (error) {
    if (error instanceof ApiError) {
      const causes = error.details?.causes?.map(({ reason, field, message }) => `${reason} ${field}: ${message}`);
      return { warnings, message: error.message, ...(causes ? { causes } : {}) };
    }
    throw error;
  } finally {
    remove();
  }
}
