// Serves a cluster over HTTP.

import { randomBytes } from 'node:crypto';
import type { Cluster } from '../cluster/cluster';
import { RunningClock, type ServingClock, standingClock } from './clock';
import { ApiHttpServer } from './http-server';
import { ServedCluster } from './served-cluster';

export interface ServeOptions {
  readonly host?: string;
  readonly port?: number;
  /** Virtual seconds in a real one; 0 when time goes on only as it is told. 1 unless given. */
  readonly speed?: number;
  readonly token?: string;
  readonly clock?: (served: ServedCluster) => ServingClock;
}

export interface Serving {
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

export async function serve(cluster: Cluster, options: ServeOptions = {}): Promise<Serving> {
  const { host = '127.0.0.1', port = 0, speed = 1, token = randomBytes(16).toString('hex') } = options;
  const served = new ServedCluster(cluster);
  const clock = options.clock?.(served) ?? (speed === 0 ? standingClock : new RunningClock(served, speed));
  const server = new ApiHttpServer(served, clock, { host, port, token });
  const url = await server.listen();
  return { url, token, close: () => server.close() };
}
