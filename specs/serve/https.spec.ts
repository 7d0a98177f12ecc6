// HTTPS with a certificate made at start: what it says, and who may come in.
import { X509Certificate } from 'node:crypto';
import { request } from 'node:https';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { Cluster } from '../../src/cluster/cluster';
import { makeCertificates } from '../../src/serve/certificate';
import { type Serving, serve } from '../../src/serve/serve';

let serving: Serving;
let ca: string;
beforeAll(async () => {
  serving = await serve(new Cluster({ nodes: 1 }), { tls: true, speed: 0, token: 'secret' });
  const config = parse(serving.kubeconfig);
  ca = Buffer.from(config.clusters[0].cluster['certificate-authority-data'], 'base64').toString();
});
afterAll(() => serving.close());

function get(path: string, headers: Record<string, string>, trusted = ca): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const asking = request(`${serving.url}${path}`, { ca: trusted, headers, agent: false }, (reply) => {
      let text = '';
      reply.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      reply.on('end', () => resolve({ status: reply.statusCode ?? 0, text }));
    });
    asking.on('error', reject);
    asking.end();
  });
}

test('the token is the admin, without it one is nobody', async () => {
  expect(serving.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  expect((await get('/api/v1/nodes', { authorization: 'Bearer secret' })).status).toBe(200);
  const nobody = await get('/api/v1/nodes', {});
  expect(nobody.status).toBe(403);
  expect(nobody.text).toContain('User \\"system:anonymous\\" cannot list resource \\"nodes\\"');
  expect((await get('/healthz', {})).text).toBe('ok');
  expect((await get('/api/v1/nodes', { authorization: 'Bearer wrong' })).status).toBe(401);
});

test('who does not trust it does not talk to it', async () => {
  await expect(get('/healthz', {}, makeCertificates('127.0.0.1').ca)).rejects.toThrow(/certificate|signature/);
});

test('the certificate is for all names of an API server', () => {
  const made = makeCertificates('192.168.7.9');
  const [authority, server] = [new X509Certificate(made.ca), new X509Certificate(made.cert)];
  expect(server.verify(authority.publicKey)).toBe(true);
  expect({ authority: authority.ca, server: server.ca }).toEqual({ authority: true, server: false });
  expect(server.checkIssued(authority)).toBe(true);
  for (const name of ['localhost', 'kubernetes.default.svc']) expect(server.checkHost(name)).toBe(name);
  for (const address of ['127.0.0.1', '10.96.0.1', '192.168.7.9']) expect(server.checkIP(address)).toBe(address);
  expect(server.checkHost('example.com')).toBeUndefined();
  expect(Date.parse(server.validTo)).toBeGreaterThan(Date.now() + 300 * 86_400_000);
});
