// A cluster in which nothing moves: no controller, scheduler or kubelet. Specs write every state by hand, at the
// instants that they choose, and so know exactly what a matcher is to find.

import type { EventInput } from '../../src/api/actor';
import { DEFAULT_TIMINGS } from '../../src/api/timings';
import { serviceAllocator } from '../../src/cluster/allocation';
import { bootstrap } from '../../src/cluster/bootstrap';
import type { StoreClient } from '../../src/cluster/client';
import { Cluster, clusterMemory, type SourceLine } from '../../src/cluster/cluster';
import { advance } from '../../src/cluster/run';
import { Simulation } from '../../src/cluster/simulation';
import { type KubeObject, objectKey } from '../../src/kinds/kind';
import { kindByName, kindByVersion } from '../../src/kinds/table';
import { DEFAULT_START_MS } from '../../src/sim/time';

/** A manifest with a status. */
export type Manifest = Readonly<Record<string, unknown>> & {
  readonly kind: string;
  readonly metadata: Readonly<Record<string, unknown>> & { readonly name: string };
};

export class StillCluster extends Cluster {
  #cause = 0;

  /** Begins an action of the user, which all later writes are caused by. */
  action(name: string, target = '', line = 1): this {
    const source: SourceLine = { file: `${process.cwd()}/specs/shop.spec.ts`, line };
    this.act(name, target, source, (_client, cause) => {
      this.#cause = cause;
    });
    return this;
  }

  /** Lets milliseconds pass. */
  wait(spanMs: number): this {
    advance(this.simulation, spanMs);
    return this;
  }

  /** Creates objects with their status, as a component of this name would; a line makes it one of a manifest. */
  put(
    manifest: Manifest,
    options: { readonly as?: string; readonly line?: number; readonly file?: string } = {},
  ): KubeObject {
    const client = this.#clientOf(options.as);
    const namespaced = kindByName(manifest.kind)?.namespaced ?? true;
    const metadata = { ...(namespaced ? { namespace: 'default' } : {}), ...manifest.metadata };
    const { status, ...rest } = { apiVersion: 'v1', ...manifest, metadata } as unknown as KubeObject & {
      readonly status?: unknown;
    };
    let created = client.create(rest as KubeObject);
    if (status !== undefined) created = client.updateStatus({ ...created, status } as KubeObject);
    if (options.line !== undefined) {
      const row = kindByVersion(created.apiVersion, created.kind);
      const file = `${process.cwd()}/${options.file ?? 'manifests/shop.yaml'}`;
      this.rememberSource(row?.key ?? '', objectKey(created), { file, line: options.line });
    }
    return created;
  }

  /** Merges into an object: `patch('pod/web-0', { metadata: { labels: { app: null } } })`. */
  patch(reference: string, patch: unknown, as?: string): this {
    const { kind, namespace, name } = this.#find(reference);
    this.#clientOf(as).patch(kind, namespace, name, 'merge', patch);
    return this;
  }

  /** Merges into an object's status. */
  status(reference: string, status: unknown, as?: string): this {
    const { kind, namespace, name } = this.#find(reference);
    this.#clientOf(as).patch(kind, namespace, name, 'merge', { status }, { subresource: 'status' });
    return this;
  }

  remove(reference: string, as?: string): this {
    const { kind, namespace, name } = this.#find(reference);
    this.#clientOf(as).delete(kind, namespace, name, { gracePeriodSeconds: 0, propagationPolicy: 'Background' });
    return this;
  }

  event(
    reference: string,
    input: Omit<EventInput, 'type'> & { readonly type?: EventInput['type'] },
    as?: string,
  ): this {
    const { kind, namespace, name } = this.#find(reference);
    const object = this.get(kind, namespace, name) as KubeObject;
    this.#clientOf(as).event(object, { type: 'Normal', ...input });
    return this;
  }

  #clientOf(actor: string | undefined): StoreClient {
    if (actor === undefined) return this.client(this.#cause);
    return this.simulation.client({ actor, component: actor, manager: actor }, this.#cause);
  }

  /** `kind/name` or `kind/namespace/name`. */
  #find(reference: string) {
    const [word = '', ...rest] = reference.split('/');
    const row = kindByName(word);
    if (!row) throw new Error(`no kind ${word}`);
    const name = rest.at(-1) as string;
    const namespace = row.namespaced ? (rest.length > 1 ? rest[0] : 'default') : undefined;
    return { kind: row.key, namespace, name };
  }
}

/** A fresh one, whose clock stands at its start. */
export function stillCluster(seed = 1): StillCluster {
  const simulation = new Simulation({
    seed,
    startMs: DEFAULT_START_MS,
    timings: DEFAULT_TIMINGS,
    actors: [],
    admission: [],
    allocator: serviceAllocator,
    programs: () => ({
      answer: () => ({ outcome: 'unreachable' }),
      isRunning: () => false,
      isNodeUp: () => true,
      usage: () => [],
    }),
  });
  bootstrap(simulation);
  return new StillCluster({}, clusterMemory(simulation));
}

export interface PodFacts {
  readonly labels?: Readonly<Record<string, string>>;
  readonly node?: string;
  readonly phase?: string;
  readonly ready?: boolean;
  readonly ip?: string;
  readonly image?: string;
  readonly owner?: KubeObject;
  readonly namespace?: string;
  readonly restarts?: number;
  readonly state?: unknown;
  readonly lastState?: unknown;
  readonly conditions?: readonly unknown[];
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: Readonly<Record<string, unknown>>;
}

/** A pod with one container `web`, running and ready unless said otherwise. */
export function pod(name: string, facts: PodFacts = {}): Manifest {
  const {
    labels = { app: 'web' },
    node,
    phase = 'Running',
    ready = phase === 'Running',
    owner,
    ip,
    image = 'web:v1',
  } = facts;
  const { restarts = 0, state = { running: {} }, lastState, conditions = [], namespace = 'default' } = facts;
  const ownerReferences = owner ? [ownerReference(owner)] : [];
  const readiness = ready
    ? { type: 'Ready', status: 'True' }
    : {
        type: 'Ready',
        status: 'False',
        reason: 'ContainersNotReady',
        message: 'containers with unready status: [web]',
      };
  const container = {
    name: 'web',
    image,
    imageID: '',
    ready,
    restartCount: restarts,
    state,
    ...(lastState ? { lastState } : {}),
  };
  return {
    kind: 'Pod',
    metadata: { name, namespace, labels, ownerReferences },
    spec: { containers: [{ name: 'web', image }], ...(node ? { nodeName: node } : {}), ...facts.spec },
    status: {
      phase,
      ...(ip ? { podIP: ip } : {}),
      conditions: [...(node || phase === 'Running' ? [readiness] : []), ...conditions],
      containerStatuses: phase === 'Pending' && !node ? [] : [container],
      ...facts.status,
    },
  };
}

export function ownerReference(owner: KubeObject) {
  const { apiVersion, kind, metadata } = owner;
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid ?? '', controller: true, blockOwnerDeletion: true };
}

/** A Deployment of pods `app=NAME`. */
export function deployment(name: string, replicas: number, status?: Readonly<Record<string, unknown>>): Manifest {
  return workload('Deployment', name, replicas, status);
}

export function workload(
  kind: 'Deployment' | 'ReplicaSet' | 'StatefulSet' | 'DaemonSet',
  name: string,
  replicas: number | undefined,
  status?: Readonly<Record<string, unknown>>,
): Manifest {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, labels },
    spec: {
      ...(replicas === undefined ? {} : { replicas }),
      ...(kind === 'StatefulSet' ? { serviceName: name } : {}),
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'web:v1' }] } },
    },
    ...(status ? { status } : {}),
  };
}

export function service(name: string, selector?: Readonly<Record<string, string>>, clusterIP?: string): Manifest {
  const ports = [{ port: 80, protocol: 'TCP', targetPort: 8080 }];
  return {
    kind: 'Service',
    metadata: { name },
    spec: { ...(selector ? { selector } : {}), ...(clusterIP ? { clusterIP } : {}), ports },
  };
}

/** A slice of a Service: addresses with their pods; `!` before a pod's name says that it is not ready. */
export function slice(serviceName: string, pods: readonly string[]): Manifest {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: `${serviceName}-abcde`, labels: { 'kubernetes.io/service-name': serviceName } },
    addressType: 'IPv4',
    ports: [{ name: '', port: 8080, protocol: 'TCP' }],
    endpoints: pods.map((text, index) => {
      const ready = !text.startsWith('!');
      const name = text.replace('!', '');
      return {
        addresses: [`10.244.0.${index + 1}`],
        conditions: { ready, serving: ready, terminating: false },
        nodeName: 'node-1',
        targetRef: { kind: 'Pod', namespace: 'default', name },
      };
    }),
  };
}

export function node(name: string, facts: { readonly ready?: string; readonly spec?: unknown } = {}): Manifest {
  const { ready = 'True', spec } = facts;
  return {
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name } },
    ...(spec ? { spec } : {}),
    status: {
      conditions: [
        { type: 'Ready', status: ready, reason: 'KubeletReady', message: 'kubelet is posting ready status' },
      ],
    },
  };
}
