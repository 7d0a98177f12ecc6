// Programs of others that specs run against a served cluster, without a shell and with a home of their own.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster } from '../../src/cluster/cluster';
import type { ClusterOptions } from '../../src/cluster/options';
import { type Serving, serve } from '../../src/serve/serve';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class ServedHome {
  readonly serving: Serving;
  /** A folder, with the kubeconfig in its file `config`. */
  readonly folder: string;

  /** A cluster of the present whose time goes twenty times as fast. */
  static async start(options: ClusterOptions): Promise<ServedHome> {
    const start = new Date(Date.now() - 60_000).toISOString().replace(/\.\d+Z$/, 'Z');
    return new ServedHome(await serve(new Cluster({ start, ...options }), { speed: 20 }));
  }

  private constructor(serving: Serving) {
    this.serving = serving;
    this.folder = mkdtempSync(join(tmpdir(), 'served-spec-'));
    writeFileSync(this.config, serving.kubeconfig);
  }

  get config(): string {
    return join(this.folder, 'config');
  }

  start(file: string, words: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const own = { PATH: process.env.PATH, HOME: this.folder, KUBECONFIG: this.config, ...env };
    return spawn(file, words, { env: own, timeout: 60_000 });
  }

  run(file: string, words: readonly string[], env: Readonly<Record<string, string>> = {}, stdin = ''): Promise<Ended> {
    return new Promise((resolve, reject) => {
      const child = this.start(file, words, env);
      const text = { stdout: '', stderr: '' };
      for (const name of ['stdout', 'stderr'] as const) {
        child[name].setEncoding('utf8').on('data', (chunk: string) => {
          text[name] += chunk;
        });
      }
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, ...text }));
      child.stdin.end(stdin);
    });
  }

  async close(): Promise<void> {
    await this.serving.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
