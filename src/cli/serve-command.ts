// `wavetank serve`: load manifests into a cluster and serve it, until somebody ends it.

import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actionNamed, cluster, runNamed } from '../actions/acting-cluster';
import type { Action } from '../actions/action';
import type { ClusterOptions } from '../cluster/options';
import type { ServeOptions } from '../serve/serve';
import { CLUSTER_WORDS, clusterOptions } from './cluster-file';
import { parsedWords } from './parsed-words';
import { EXIT, WrongUse } from './usage';
import { whole } from './whole-number';

interface Asked {
  readonly manifests: readonly string[];
  readonly cluster: ClusterOptions;
  readonly kubeconfig: string | undefined;
  readonly serve: ServeOptions;
}

const DEFAULT_PORT = '8001';
const MOST_PORT = 65_535;

export async function serveCommand(words: readonly string[]): Promise<number> {
  const asked = read(words);
  // Clients tell ages by their own clock.
  const start = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const shop = cluster({ start, ...asked.cluster });
  if (asked.manifests.length > 0) {
    const source = { file: 'wavetank serve', line: 1 };
    runNamed(shop, actionNamed('load') as Action, { manifests: asked.manifests }, source);
  }
  const serving = await listening(shop.serve(asked.serve), asked);
  try {
    const file = asked.kubeconfig ?? join(tmpdir(), `wavetank-${new URL(serving.url).port}.kubeconfig`);
    writeKubeconfig(file, serving.kubeconfig);
    process.stdout.write(`Serving at ${serving.url}\nexport KUBECONFIG=${file}\n`);
    await ended();
  } finally {
    await serving.close();
  }
  return EXIT.passed;
}

/** Nobody else on the machine may read it: it holds the token. Errors: WrongUse. */
function writeKubeconfig(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600 });
  } catch (error) {
    throw new WrongUse(`--kubeconfig: cannot write ${file}: ${(error as Error).message}`);
  }
}

/** Errors: WrongUse when the address is not to be had. */
async function listening<T>(starting: Promise<T>, { serve }: Asked): Promise<T> {
  try {
    return await starting;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new WrongUse(`port ${serve.port} is in use; name another with --port`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EACCES') throw new WrongUse(message);
    throw error;
  }
}

function ended(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

const OPTIONS = {
  ...CLUSTER_WORDS,
  host: { type: 'string' },
  port: { type: 'string' },
  speed: { type: 'string' },
  tls: { type: 'boolean' },
  token: { type: 'string' },
  kubeconfig: { type: 'string' },
} as const;

function read(words: readonly string[]): Asked {
  const { values, positionals } = parsedWords(words, OPTIONS);
  const speed = Number(values.speed ?? '1');
  if (values.speed === '' || !Number.isFinite(speed) || speed < 0) {
    throw new WrongUse(`--speed: expected a number from 0, got "${values.speed}"`);
  }
  const port = whole('--port', values.port ?? DEFAULT_PORT, 0);
  if (port > MOST_PORT) throw new WrongUse(`--port: expected a port up to ${MOST_PORT}, got "${values.port}"`);
  const { host, token, tls } = values;
  return {
    manifests: positionals,
    cluster: clusterOptions(values),
    kubeconfig: values.kubeconfig,
    serve: { port, speed, tls: tls ?? false, ...(host ? { host } : {}), ...(token ? { token } : {}) },
  };
}
