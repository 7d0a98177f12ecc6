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

/** What a create answers, or with `stored` an update of what is stored. */
export function ask(row: KindRow, body: Body, stored?: Body): RuleAnswer {
  const warnings: string[] = [];
  const { server } = simulation;
  let old: KubeObject | undefined;
  try {
    const object = decoded(row, body);
    if (!stored) return { warnings, object: server.create(CALLER, row, object, { dryRun: true, warnings }) };
    const before = decoded(row, stored);
    old = server.parts.store.put(row, row.defaults?.(before) ?? before, ORIGIN);
    const { resourceVersion } = old.metadata;
    const next = { ...object, metadata: { ...object.metadata, resourceVersion } } as KubeObject;
    return { warnings, object: server.update(CALLER, row, next, { dryRun: true, warnings }) };
  } catch (error) {
    if (error instanceof ApiError) return { warnings, message: error.message };
    throw error;
  } finally {
    if (old) server.parts.store.remove(row, old, ORIGIN);
  }
}
