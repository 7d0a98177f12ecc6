// The official JavaScript client: informer, watch, patches, apply.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Cluster } from '../../src/cluster/cluster';
import { type Serving, serve } from '../../src/serve/serve';

let serving: Serving;
beforeAll(async () => {
  serving = await serve(new Cluster({ nodes: 2 }), { tls: true, speed: 20 });
});
afterAll(() => serving.close());

function clientSays(): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(__dirname, 'client-node.mjs'), serving.kubeconfig], {
      timeout: 20_000,
    });
    const text = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (chunk: string) => {
        text[name] += chunk;
      });
    }
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== 0) reject(new Error(`the client ended with ${code}\n${text.stdout}${text.stderr}`));
      else
        resolve(
          Object.fromEntries(
            text.stdout
              .trim()
              .split('\n')
              .map((line) => JSON.parse(line)),
          ),
        );
    });
  });
}

test('sees what it would see of a real cluster', async () => {
  expect(await clientSays()).toEqual({
    'merge patch': { a: '1', b: '2' },
    'json patch': { b: '2' },
    informer: ['add informed', 'update informed', 'update informed', 'delete informed'],
    apply: ['me Apply'],
    watch: 2,
    list: 2,
    refusal: [404, 'pods "nope" not found'],
  });
});
