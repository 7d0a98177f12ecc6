// Cases of the API server: operations a second, in process and over HTTP, where clients are a process of their own.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Caller } from '../../src/api/caller';
import { getObject, listObjects } from '../../src/api/list';
import { createFromBody, patchFromBody } from '../../src/api/request';
import { watchObjects } from '../../src/api/watch';
import { Cluster } from '../../src/cluster/cluster';
import { cluster } from '../../src/index';
import type { KindRow } from '../../src/kinds/kind';
import { serve } from '../../src/serve/serve';

export interface Rates {
  /** Operations a second. */
  readonly inProcess: number;
  /** Undefined for what is no request. */
  readonly http?: number;
}

const SPAN_MS = 3_000;
const WARM_MS = 500;
const CONNECTIONS = 20;
const PODS = 10_000;
const WATCHERS = 1_000;
const NAMESPACE = 'default';
const DEPLOYMENTS = `/apis/apps/v1/namespaces/${NAMESPACE}/deployments`;
const ADMIN: Caller = { actor: 'user', component: 'bench', manager: 'bench', cause: () => 0 };

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly type?: string;
  readonly body?: unknown;
}

interface Case {
  readonly name: string;
  readonly prepare: (bench: Bench) => void;
  readonly inProcess: (bench: Bench, index: number) => void;
  readonly http: (index: number) => Operation;
  /** Connections that watch what is written. */
  readonly watchers?: number;
  /** What one operation counts for. */
  readonly weight?: number;
}

class Bench {
  readonly cluster = new Cluster({ nodes: 1 });

  row(key: string): KindRow {
    return this.cluster.simulation.server.kinds.byKey(key) as KindRow;
  }

  create(key: string, value: unknown): void {
    const options = { namespace: NAMESPACE, fieldValidation: 'Strict', dryRun: false } as const;
    createFromBody(
      this.cluster.simulation.server,
      ADMIN,
      { apiVersion: apiVersionOf(key), kind: key, ...(value as object) },
      options,
    );
  }

  patch(key: string, name: string, type: 'strategic' | 'apply', patch: unknown): void {
    const asking = { row: this.row(key), namespace: NAMESPACE, name, type, patch, force: true, subresource: undefined };
    patchFromBody(this.cluster.simulation.server, ADMIN, asking, { fieldValidation: 'Strict', dryRun: false });
  }
}

const apiVersionOf = (key: string) => (key === 'Deployment' ? 'apps/v1' : 'v1');

const deployment = (name: string, image = 'shop/web:1') => ({
  metadata: { name },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        containers: [
          {
            name: 'web',
            image,
            ports: [{ containerPort: 80 }],
            resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '128Mi' } },
            readinessProbe: { httpGet: { path: '/', port: 80 } },
          },
        ],
      },
    },
  },
});
const pod = (name: string) => ({
  metadata: { name, labels: { app: 'web' } },
  spec: { containers: [{ name: 'c', image: 'shop/web:1' }] },
});
const strategic = (index: number) => ({
  spec: { template: { spec: { containers: [{ name: 'web', image: `shop/web:${index}` }] } } },
});
const applied = (index: number) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  ...deployment('web', `shop/web:${index}`),
});

const CASES: readonly Case[] = [
  {
    name: 'create',
    prepare: () => {},
    inProcess: (bench, index) => bench.create('Deployment', deployment(`d-${index}`)),
    http: (index) => ({ method: 'POST', path: DEPLOYMENTS, body: deployment(`h-${index}`) }),
  },
  {
    name: 'get',
    prepare: (bench) => bench.create('Deployment', deployment('web')),
    inProcess: (bench) =>
      void getObject(bench.cluster.simulation.server, bench.row('Deployment'), NAMESPACE, 'web', ''),
    http: () => ({ method: 'GET', path: `${DEPLOYMENTS}/web` }),
  },
  {
    name: 'list 10,000 pods',
    prepare: (bench) => {
      for (let at = 0; at < PODS; at++) bench.create('Pod', pod(`p-${at}`));
    },
    inProcess: (bench) => void listObjects(bench.cluster.simulation.server, bench.row('Pod'), { namespace: NAMESPACE }),
    http: () => ({ method: 'GET', path: `/api/v1/namespaces/${NAMESPACE}/pods` }),
  },
  {
    name: 'patch',
    prepare: (bench) => bench.create('Deployment', deployment('web')),
    inProcess: (bench, index) => bench.patch('Deployment', 'web', 'strategic', strategic(index)),
    http: (index) => ({
      method: 'PATCH',
      path: `${DEPLOYMENTS}/web`,
      type: 'application/strategic-merge-patch+json',
      body: strategic(index),
    }),
  },
  {
    name: 'apply',
    prepare: () => {},
    inProcess: (bench, index) => bench.patch('Deployment', 'web', 'apply', applied(index)),
    http: (index) => ({
      method: 'PATCH',
      path: `${DEPLOYMENTS}/web?fieldManager=bench&force=true`,
      type: 'application/apply-patch+yaml',
      body: applied(index),
    }),
  },
  {
    name: 'events to 1,000 watchers',
    prepare: (bench) => bench.create('Deployment', deployment('web')),
    inProcess: (bench, index) => {
      bench.patch('Deployment', 'web', 'strategic', strategic(index));
      for (const watch of watchesOf(bench)) watch.take();
    },
    http: (index) => ({
      method: 'PATCH',
      path: `${DEPLOYMENTS}/web`,
      type: 'application/strategic-merge-patch+json',
      body: strategic(index),
    }),
    watchers: WATCHERS,
    weight: WATCHERS,
  },
];

const LOAD = 'load and validate 50,000 resources';

export const SERVING_CASES = [...CASES.map(({ name }) => name), LOAD];

const open = new WeakMap<Bench, readonly ReturnType<typeof watchObjects>[]>();

function watchesOf(bench: Bench) {
  let watches = open.get(bench);
  if (!watches) {
    const { server } = bench.cluster.simulation;
    watches = Array.from({ length: WATCHERS }, () =>
      watchObjects(server, bench.row('Deployment'), { namespace: NAMESPACE }),
    );
    open.set(bench, watches);
  }
  return watches;
}

const caseOf = (name: string) => CASES.find((each) => each.name === name) as Case;

export async function measureServing(name: string): Promise<Rates> {
  if (name === LOAD) return measureLoad();
  const { prepare, inProcess, weight = 1 } = caseOf(name);
  const own = new Bench();
  prepare(own);
  let index = 0;
  const run = (spanMs: number) => {
    const startMs = performance.now();
    const first = index;
    while (performance.now() - startMs < spanMs) inProcess(own, index++);
    return ((index - first) * weight * 1000) / (performance.now() - startMs);
  };
  run(WARM_MS);
  const rate = run(SPAN_MS);
  return { inProcess: rate, http: await measureHttp(name, prepare) };
}

const FILES = 50;
const DOCUMENTS = 1_000;

/** 50,000 resources in fifty files. */
export function writeManifests(folder: string): void {
  for (let file = 0; file < FILES; file++) {
    const documents = Array.from({ length: DOCUMENTS }, (_, at) => stringify(manifest(`r-${file}-${at}`, at)));
    writeFileSync(join(folder, `${file}.yaml`), documents.join('---\n'));
  }
}

/** From YAML on the disk to objects in the store, checked by every rule. */
function measureLoad(): Rates {
  const folder = mkdtempSync(join(tmpdir(), 'wavetank-bench-'));
  try {
    writeManifests(folder);
    const shop = cluster({ nodes: 1 });
    const startMs = performance.now();
    shop.load(folder);
    return { inProcess: (FILES * DOCUMENTS * 1000) / (performance.now() - startMs) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function manifest(name: string, at: number): object {
  const kind = ['Deployment', 'Service', 'ConfigMap', 'Ingress'][at % 4] as string;
  const head = { apiVersion: 'v1', kind, metadata: { name } };
  if (kind === 'Deployment') {
    // Without pods: what a cluster does with them is another case.
    const { spec } = deployment(name);
    return { ...head, apiVersion: 'apps/v1', spec: { ...spec, replicas: 0 } };
  }
  if (kind === 'Service')
    return { ...head, spec: { selector: { app: name }, ports: [{ port: 80, targetPort: 8080 }] } };
  if (kind === 'ConfigMap') return { ...head, data: { LOG_LEVEL: 'info', URL: `http://${name}` } };
  const backend = { service: { name, port: { number: 80 } } };
  const rules = [{ host: `${name}.example.com`, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }];
  return { ...head, apiVersion: 'networking.k8s.io/v1', spec: { rules } };
}

async function measureHttp(name: string, prepare: Case['prepare']): Promise<number> {
  const served = new Bench();
  prepare(served);
  const serving = await serve(served.cluster, { speed: 0 });
  const child = fork(process.argv[1] as string, [`clients:${serving.url} ${name}`]);
  const rate = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve(message as number));
    child.once('error', reject);
    child.once('exit', (code) => code !== 0 && reject(new Error(`the clients ended with ${code}`)));
  });
  await serving.close();
  return rate;
}

/** In the clients' process: sends the rate to its parent. @param asked `URL case` */
export async function runClients(asked: string): Promise<void> {
  const at = asked.indexOf(' ');
  const url = asked.slice(0, at);
  const { http, watchers = 0 } = caseOf(asked.slice(at + 1));
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let events = 0;
  await Promise.all(Array.from({ length: watchers }, () => watchOne(url, () => events++)));
  let [done, index] = [0, 0];
  const endMs = performance.now() + WARM_MS + SPAN_MS;
  const worker = async () => {
    while (performance.now() < endMs) {
      await send(url, agent, http(index++));
      done++;
    }
  };
  const count = () => (watchers > 0 ? events : done);
  const work = Promise.all(Array.from({ length: watchers > 0 ? 1 : CONNECTIONS }, worker));
  await new Promise((resolve) => setTimeout(resolve, WARM_MS));
  const [before, startMs] = [count(), performance.now()];
  await work;
  const rate = ((count() - before) * 1000) / (performance.now() - startMs);
  process.send?.(rate, () => process.exit(0));
}

const watchers = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

function watchOne(url: string, told: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const asking = request(`${url}${DEPLOYMENTS}?watch=true`, { agent: watchers }, (reply) => {
      reply.on('data', (chunk: Buffer) => {
        for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, at + 1)) told();
      });
      reply.on('error', () => {});
      resolve();
    });
    asking.on('error', reject);
    asking.end();
  });
}

function send(url: string, agent: Agent, { method, path, type, body }: Operation): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-type': type ?? 'application/json' };
    const asking = request(`${url}${path}`, { method, agent, headers }, (reply) => {
      if ((reply.statusCode ?? 500) >= 300) reject(new Error(`${method} ${path}: ${reply.statusCode}`));
      reply.resume().on('end', resolve);
    });
    asking.on('error', reject);
    asking.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
