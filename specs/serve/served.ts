// A served cluster whose time stands still, and requests to it in few words.
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { Cluster } from '../../src/cluster/cluster';
import type { ClusterOptions } from '../../src/cluster/options';
import { type Serving, serve } from '../../src/serve/serve';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: bodies are looked into freely
  readonly body: any;
}

export interface Asking {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export class Served {
  readonly cluster: Cluster;
  readonly serving: Serving;

  static async start(options: ClusterOptions = { nodes: 1 }): Promise<Served> {
    const cluster = new Cluster(options);
    return new Served(cluster, await serve(cluster, { speed: 0, token: 'secret' }));
  }

  private constructor(cluster: Cluster, serving: Serving) {
    this.cluster = cluster;
    this.serving = serving;
  }

  readonly get = (path: string, headers?: Asking['headers']) => this.ask('GET', path, headers ? { headers } : {});
  readonly post = (path: string, body: unknown, headers?: Asking['headers']) =>
    this.ask('POST', path, headers ? { body, headers } : { body });
  readonly put = (path: string, body: unknown) => this.ask('PUT', path, { body });
  readonly delete = (path: string, body?: unknown) => this.ask('DELETE', path, body === undefined ? {} : { body });
  readonly patch = (path: string, type: string, body: unknown) =>
    this.ask('PATCH', path, { body, headers: { 'content-type': type } });

  ask(method: string, path: string, { body, headers = {} }: Asking): Promise<Reply> {
    const sent = body === undefined || Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body);
    const type =
      sent === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(sent)) };
    return new Promise((resolve, reject) => {
      const request = httpRequest(
        `${this.serving.url}${path}`,
        { method, headers: { ...type, ...headers } },
        (reply) => {
          let text = '';
          reply.setEncoding('utf8').on('data', (chunk: string) => {
            text += chunk;
          });
          reply.on('end', () => {
            resolve({ status: reply.statusCode ?? 0, headers: reply.headers, text, body: jsonOf(text) });
          });
        },
      );
      request.on('error', reject);
      request.end(sent);
    });
  }

  close(): Promise<void> {
    return this.serving.close();
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const configMap = (name: string, data: object = { a: 'b' }, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...metadata },
  data,
});
