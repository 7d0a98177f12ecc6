// An API server of its own for specs: namespaces and their service accounts are there, no controller runs. Bodies are
// plain JSON, as from outside; a refusal is its code and text.

import { admissionTable } from '../../src/admission/table';
import type { WebhookRule } from '../../src/admission/webhook/rule';
import { ApiError } from '../../src/api/api-error';
import type { UserInfo } from '../../src/api/authorization/user';
import type { Caller } from '../../src/api/caller';
import { deleteObject } from '../../src/api/deletion';
import { type BodyOptions, createFromBody, patchFromBody, updateFromBody } from '../../src/api/request';
import { writeScale } from '../../src/api/scale';
import { scaleOf } from '../../src/api/scale-of';
import { DEFAULT_TIMINGS } from '../../src/api/timings';
import { serviceAllocator } from '../../src/cluster/allocation';
import { bootstrap } from '../../src/cluster/bootstrap';
import { advance } from '../../src/cluster/run';
import { Simulation } from '../../src/cluster/simulation';
import type { KindName } from '../../src/kinds/kind-map';
import { kindByName } from '../../src/kinds/table';
import { DEFAULT_START_MS } from '../../src/sim/time';

/** A stored object or a body; specs read and write it freely. */
// biome-ignore lint/suspicious/noExplicitAny: the shapes differ from row to row of a table
export type Body = any;

export interface ApiServerOptions {
  /** Named plugins only; all of them unless given. */
  readonly plugins?: readonly string[];
  readonly webhooks?: readonly WebhookRule[];
}

const CALLER: Caller = { actor: 'user', component: 'user', manager: 'spec', cause: () => 0 };

export class SpecServer {
  readonly #simulation: Simulation;
  /** Who asks from here on, where anybody is named. */
  user: UserInfo | undefined;
  /** Of the last request. */
  warnings: readonly string[] = [];

  constructor({ plugins, webhooks = [] }: ApiServerOptions = {}) {
    this.#simulation = new Simulation({
      seed: 1,
      startMs: DEFAULT_START_MS,
      timings: DEFAULT_TIMINGS,
      actors: [],
      admission: admissionTable(webhooks).filter(({ name }) => plugins?.includes(name) ?? true),
      allocator: serviceAllocator,
      programs: () => {
        throw new Error('no programs here');
      },
    });
    bootstrap(this.#simulation);
    for (const namespace of ['default', 'kube-system']) {
      this.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } });
    }
  }

  /** Lets time pass. */
  later(spanMs: number): void {
    advance(this.#simulation, spanMs);
  }

  create(body: Body, options: BodyOptions = {}): Body {
    return this.#ask(() => createFromBody(this.#simulation.server, this.#caller, body, options));
  }

  /** POST to a subresource of an object in namespace default. */
  post(kind: KindName, name: string, subresource: string, body: Body): void {
    this.#simulation.client(this.#caller, 0).createSubresource(kind, 'default', name, subresource, body);
  }

  /** In namespace default. */
  scale(kind: string, name: string, replicas: number): Body {
    const row = this.#row(kind);
    const stored = this.get(kind, name);
    const scale = { ...scaleOf(stored), spec: { replicas } };
    return writeScale(this.#simulation.server, this.#caller, row, stored, scale);
  }

  /** Creates a typed object as controllers do, without decoding: what it holds stays the same objects. */
  make(object: Body): Body {
    const namespaced = { ...object, metadata: { namespace: 'default', ...object.metadata } };
    return this.#simulation.server.create(this.#caller, this.#row(object.kind), namespaced);
  }

  update(body: Body): Body {
    return this.#ask(() => updateFromBody(this.#simulation.server, this.#caller, body));
  }

  /** A merge patch. `kind` is any name kubectl takes. */
  patch(kind: string, name: string, patch: Body, subresource?: string): Body {
    const row = this.#row(kind);
    const namespace = row.namespaced ? 'default' : undefined;
    const request = { row, namespace, name, type: 'merge' as const, patch, subresource };
    return this.#ask(() => patchFromBody(this.#simulation.server, this.#caller, request));
  }

  /** In namespace default; the object stays when something holds it. */
  delete(kind: string, name: string): Body {
    const row = this.#row(kind);
    return deleteObject(this.#simulation.server, this.#caller, row, row.namespaced ? 'default' : undefined, name)
      .object;
  }

  get(kind: string, name: string, namespace = 'default'): Body {
    return this.#simulation.server.get(this.#row(kind), namespace, name);
  }

  get #caller(): Caller {
    return this.user ? { ...CALLER, user: this.user } : CALLER;
  }

  #row(kind: string) {
    const row = kindByName(kind);
    if (!row) throw new Error(`no kind ${kind}`);
    return row;
  }

  #ask(request: () => { readonly object: Body; readonly warnings: readonly string[] }): Body {
    const { object, warnings } = request();
    this.warnings = warnings;
    return object;
  }
}

/** `422 Pod "x" is invalid: ...`, or `accepted`. */
export function refusal(request: () => unknown): string {
  try {
    request();
    return 'accepted';
  } catch (error) {
    if (error instanceof ApiError) return `${error.code} ${error.message}`;
    throw error;
  }
}

/** A body of a kind in namespace default; the rest is merged in. */
export function body(apiVersion: string, kind: string, name: string, rest: Body = {}): Body {
  const { metadata, ...content } = rest;
  return { apiVersion, kind, metadata: { name, ...metadata }, ...content };
}

export const container = { name: 'c', image: 'nginx:1' };

export function pod(name: string, spec: Body = {}, metadata: Body = {}): Body {
  return body('v1', 'Pod', name, { metadata, spec: { containers: [container], ...spec } });
}

export function template(labels: Body, spec: Body = {}): Body {
  return { metadata: { labels }, spec: { containers: [container], ...spec } };
}

export function deployment(name: string, spec: Body = {}): Body {
  const defaults = { selector: { matchLabels: { app: name } }, template: template({ app: name }) };
  return body('apps/v1', 'Deployment', name, { spec: { ...defaults, ...spec } });
}

export function service(name: string, spec: Body = {}): Body {
  return body('v1', 'Service', name, { spec: { ports: [{ port: 80 }], ...spec } });
}
