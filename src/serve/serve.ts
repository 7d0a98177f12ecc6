// Serves a cluster over HTTP, so that kubectl and every other client of Kubernetes can talk to it.

import { randomBytes } from 'node:crypto';
import type { Cluster } from '../cluster/cluster';
import { makeCertificates } from './certificate';
import { RunningClock, type ServingClock, standingClock } from './clock';
import { ApiHttpServer } from './http-server';
import { kubeconfigText } from './kubeconfig';
import { ServedCluster } from './served-cluster';

export interface ServeOptions {
  /** Address to listen on; 127.0.0.1 unless given. */
  readonly host?: string;
  /** 0, which takes any that is free, unless given. */
  readonly port?: number;
  /** Virtual seconds in a real one, 1 unless given; 0 when time goes on only as `/wavetank/advance` says. */
  readonly speed?: number;
  /** HTTPS with a certificate made for it; then clients need the token. */
  readonly tls?: boolean;
  /** Of the admin; drawn at random unless given. */
  readonly token?: string;
}

export interface Serving {
  readonly url: string;
  readonly token: string;
  /** Text of a file for kubectl. */
  readonly kubeconfig: string;
  /** Ends every connection and stops the clock. */
  close(): Promise<void>;
}

/** @param makeClock how time goes, where it is neither by speed nor by hand */
export async function serve(
  cluster: Cluster,
  options: ServeOptions = {},
  makeClock?: (served: ServedCluster) => ServingClock,
): Promise<Serving> {
  const { host = '127.0.0.1', port = 0, speed = 1, tls = false, token = randomBytes(16).toString('hex') } = options;
  const served = new ServedCluster(cluster);
  const clock = makeClock?.(served) ?? (speed === 0 ? standingClock : new RunningClock(served, speed));
  const certificate = tls ? makeCertificates(host) : undefined;
  const server = new ApiHttpServer(served, clock, { host, port, token, certificate });
  try {
    const url = await server.listen();
    const kubeconfig = kubeconfigText({ url, token, ca: certificate?.ca });
    return { url, token, kubeconfig, close: () => server.close() };
  } catch (error) {
    clock.stop();
    throw error;
  }
}
