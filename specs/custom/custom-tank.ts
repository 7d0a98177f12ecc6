// A running control plane without nodes, with definitions served, for the specs of custom resources.
import { ApiError } from '../../src/api/api-error';
import { type Answer, type BodyOptions, createFromBody, patchFromBody, updateFromBody } from '../../src/api/request';
import { Cluster } from '../../src/cluster/cluster';
import type { JSONSchemaProps } from '../../src/kinds/generated/types.gen';
import type { KubeObject } from '../../src/kinds/kind';
import { definition, instance, version } from './definitions';

export class CustomTank {
  readonly cluster: Cluster;

  /** @param bodies definitions, served when this returns */
  constructor(...bodies: readonly object[]) {
    this.cluster = new Cluster({ nodes: 0 });
    for (const body of bodies) this.send(body);
    this.cluster.settleWithin();
  }

  get #client() {
    return this.cluster.client(0);
  }

  send(body: object, options?: BodyOptions): Answer {
    return createFromBody(this.#client.server, this.#client.caller, body, options);
  }

  put(body: object, options?: BodyOptions): Answer {
    return updateFromBody(this.#client.server, this.#client.caller, body, options);
  }

  /** A merge patch unless another type is given. */
  patch(kind: string, name: string, patch: unknown, more: object = {}, options?: BodyOptions): Answer {
    const row = this.cluster.kindNamed(kind);
    const namespace = row.namespaced ? 'default' : undefined;
    const request = { row, namespace, name, type: 'merge' as const, patch, ...more };
    return patchFromBody(this.#client.server, this.#client.caller, request, options);
  }

  get(kind: string, name: string): KubeObject | undefined {
    const row = this.cluster.kindNamed(kind);
    return this.cluster.get(row.key, row.namespaced ? 'default' : undefined, name) as KubeObject | undefined;
  }
}

/** Widgets whose `spec` has this schema. */
export function widgets(spec: JSONSchemaProps, more: object = {}): CustomTank {
  return new CustomTank(definition({ versions: [version('v1', spec, more)] }));
}

export function refusal(run: () => unknown): ApiError {
  try {
    run();
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

/** What is wrong with a widget, one text a field. */
export function faults(run: () => unknown): readonly string[] {
  return (refusal(run).details?.causes ?? []).map(({ field, message }) => `${field}: ${message}`);
}

export { definition, instance, version };
