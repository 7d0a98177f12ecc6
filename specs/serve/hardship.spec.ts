// Clients that do not behave: the right answer or none, and the server lives.
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Cluster } from '../../src/cluster/cluster';
import { type Serving, serve } from '../../src/serve/serve';
import { configMap, Served } from './served';

const MAPS = '/api/v1/namespaces/default/configmaps';

let served: Served;
let secure: Serving;
beforeAll(async () => {
  served = await Served.start();
  secure = await serve(new Cluster({ nodes: 1 }), { tls: true, speed: 0, token: 'secret' });
});
afterAll(async () => {
  await served.close();
  await secure.close();
});

const open = (url: string): Promise<Socket> => {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => resolve(socket));
    socket.once('error', reject);
  });
};
const send = async (
  url: string,
  text: string,
): Promise<{ socket: Socket; said: () => string; closed: Promise<void> }> => {
  const socket = await open(url);
  let said = '';
  socket.on('data', (chunk: Buffer) => {
    said += chunk.toString('latin1');
  });
  socket.on('error', () => {});
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  socket.write(text);
  return { socket, said: () => said, closed };
};
const lives = async () => expect((await served.get('/healthz')).text).toBe('ok');

test('a watcher that does not read is cut off, and those that do see everything', async () => {
  const slow = await open(served.serving.url);
  slow.pause();
  slow.write(`GET ${MAPS}?watch=true HTTP/1.1\r\nHost: a\r\n\r\n`);
  const good = await send(served.serving.url, `GET ${MAPS}?watch=true HTTP/1.1\r\nHost: a\r\n\r\n`);
  await lives();
  const text = 'x'.repeat(900_000);
  await served.post(MAPS, configMap('large', { text }));
  for (let at = 0; at < 20; at++) {
    await served.patch(`${MAPS}/large`, 'application/merge-patch+json', { data: { at: String(at) } });
  }
  let received = 0;
  const closed = new Promise<void>((resolve) => slow.on('close', () => resolve()));
  slow.on('data', (chunk: Buffer) => {
    received += chunk.length;
  });
  slow.on('error', () => {});
  slow.resume();
  slow.end();
  await closed;
  expect(received).toBeLessThan(20 * text.length);
  while (!good.said().includes('"at":"19"')) await new Promise((resolve) => setTimeout(resolve, 20));
  good.socket.destroy();
  await served.delete(`${MAPS}/large`);
});

test('a watcher that goes in the middle is forgotten', async () => {
  const { socket, said } = await send(served.serving.url, `GET ${MAPS}?watch=true HTTP/1.1\r\nHost: a\r\n\r\n`);
  while (!said().includes('200 OK')) await new Promise((resolve) => setTimeout(resolve, 5));
  socket.resetAndDestroy();
  await served.post(MAPS, configMap('after-it'));
  await lives();
});

test('a body that breaks off is nobody’s object', async () => {
  const head = `POST ${MAPS} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n`;
  const { socket, closed } = await send(served.serving.url, `${head}{"metadata":{"name":"half"`);
  socket.end();
  await closed;
  expect((await served.get(`${MAPS}/half`)).status).toBe(404);
  await lives();
});

test('a body in pieces that never ends is too large', async () => {
  const socket = await open(served.serving.url);
  let said = '';
  socket.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  socket.on('error', () => {});
  socket.write(
    `POST ${MAPS} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
  );
  const piece = `100000\r\n${'x'.repeat(0x100000)}\r\n`;
  while (!said.includes('Request entity too large: limit is 3145728') && !socket.destroyed) {
    socket.write(piece);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(said).toContain('HTTP/1.1 413');
  socket.destroy();
  await lives();
});

test('what is no HTTP is a bad request', async () => {
  const { said, closed } = await send(served.serving.url, 'this is no request\r\n\r\n');
  await closed;
  expect(said()).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  await lives();
});

test('what is no TLS is not answered', async () => {
  const { closed, said } = await send(secure.url, `\x16\x03\x01\x00\x05hello${'x'.repeat(50)}`);
  await closed;
  expect(said()).not.toContain('HTTP');
});

test('HTTP where HTTPS is spoken is told so', async () => {
  const { closed, said } = await send(secure.url, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await closed;
  expect(said()).toBe('HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n');
});
