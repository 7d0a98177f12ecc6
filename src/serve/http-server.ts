// The socket side: takes HTTP requests, reads their bodies, lets the clock catch up, and writes the answers. What is
// answered is decided in `dispatch`.

import { createServer, type IncomingMessage, type Server, ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { badRequest } from '../api/api-error';
import { enforce } from '../kinds/feature-gates';
import { authenticate } from './authenticate';
import { authorizeRequest } from './authorize-request';
import { MAX_BODY_BYTES, tooLarge } from './body';
import type { ServingClock } from './clock';
import { isPodStream } from './connect';
import { controlAnswer } from './control';
import { type Answered, dispatch } from './dispatch';
import type { ServedRequest } from './exchange';
import { refusal } from './http-status';
import { readResourcePath } from './path';
import { streamToPod } from './pod-streams';
import type { ServedCluster } from './served-cluster';
import { writeAnswer } from './write-answer';

export interface ServerOptions {
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  /** Who may do everything. */
  readonly token: string;
  /** Certificate and key in PEM: HTTPS. */
  readonly certificate?: { readonly cert: string; readonly key: string } | undefined;
}

export class ApiHttpServer {
  readonly #served: ServedCluster;
  readonly #clock: ServingClock;
  readonly #options: ServerOptions;
  readonly #server: Server;
  /** Sockets that left HTTP. */
  readonly #upgraded = new Set<Duplex>();

  constructor(served: ServedCluster, clock: ServingClock, options: ServerOptions) {
    this.#served = served;
    this.#clock = clock;
    this.#options = options;
    const take = (request: IncomingMessage, response: ServerResponse) => void this.#take(request, response);
    this.#server = options.certificate ? createSecureServer(options.certificate, take) : createServer(take);
    if (options.certificate) tellOfHttps(this.#server);
    // Watches stay open for as long as both sides want.
    this.#server.requestTimeout = 0;
    this.#server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (head.length > 0) socket.unshift(head);
      this.#upgrade(request, socket);
    });
    this.#server.keepAliveTimeout = 90_000;
  }

  /** Answers the URL once it listens. */
  listen(): Promise<string> {
    const { host, port, certificate } = this.#options;
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => {
        const taken = (this.#server.address() as AddressInfo).port;
        const name = host.includes(':') ? `[${host}]` : host;
        resolve(`${certificate ? 'https' : 'http'}://${name}:${taken}`);
      });
    });
  }

  /** Ends every connection. */
  close(): Promise<void> {
    this.#clock.stop();
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
      for (const socket of this.#upgraded) socket.destroy();
    });
  }

  async #take(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const leave = this.#clock.enter();
    try {
      const body = await readAll(incoming, response);
      this.#clock.catchUp();
      writeAnswer(incoming, response, this.#answer(incoming, body));
      this.#served.tellWatchers();
    } catch (error) {
      if (response.headersSent || response.destroyed) response.destroy();
      else writeAnswer(incoming, response, { answer: refusal(error), media: 'json', pretty: false });
    } finally {
      leave();
    }
  }

  /** exec, attach and port-forward leave HTTP when they are granted; programs behind proxy paths speak nothing else. */
  #upgrade(incoming: IncomingMessage, socket: Duplex): void {
    this.#upgraded.add(socket);
    socket.on('close', () => this.#upgraded.delete(socket));
    const leave = this.#clock.enter();
    try {
      this.#clock.catchUp();
      const request = this.#request(incoming, Buffer.alloc(0));
      const path = readResourcePath(request.path);
      authorizeRequest(this.#served, request, path);
      const row = path && this.#served.rowAt(path.group, path.version, path.resource);
      if (row && isPodStream(row, path.subresource)) {
        streamToPod(this.#served, request, row, path, incoming, socket);
      } else this.#answerOver(socket, incoming, dispatch(this.#served, request));
    } catch (error) {
      this.#answerOver(socket, incoming, { answer: refusal(error), media: 'json', pretty: false });
    } finally {
      leave();
    }
  }

  /** What nobody upgrades is answered, and that is the end of the connection. */
  #answerOver(socket: Duplex, incoming: IncomingMessage, answered: Answered): void {
    const response = new ServerResponse(incoming);
    response.shouldKeepAlive = false;
    response.assignSocket(socket as Socket);
    response.on('finish', () => socket.end());
    writeAnswer(incoming, response, answered);
  }

  #answer(incoming: IncomingMessage, body: Buffer | undefined) {
    const url = new URL(incoming.url ?? '/', 'http://server');
    const { method = 'GET' } = incoming;
    const own = controlAnswer(this.#served, this.#clock, method, url);
    if (own) return { answer: own, media: 'json' as const, pretty: true };
    if (body === undefined) throw tooLarge();
    return dispatch(this.#served, this.#request(incoming, body));
  }

  /** Errors: 401, 403 for who may not act as somebody else, 400 for a path that is not well formed. */
  #request(incoming: IncomingMessage, body: Buffer): ServedRequest {
    const { headers, method = 'GET', url = '/' } = incoming;
    const { token, certificate } = this.#options;
    const { pathname, searchParams } = new URL(url, 'http://server');
    const asked = { method, path: decoded(pathname), query: searchParams, headers };
    enforce(this.#served.server.parts.featureGates);
    const user = authenticate(this.#served, asked, { token, secure: certificate !== undefined });
    return { ...asked, body, user };
  }
}

/** Who speaks HTTP where HTTPS is spoken is told so, as Go's server does. */
function tellOfHttps(server: Server): void {
  const raw = new Map<number | undefined, Socket>();
  server.on('connection', (socket: Socket) => {
    const port = socket.remotePort;
    raw.set(port, socket);
    socket.on('close', () => raw.delete(port));
  });
  server.on('tlsClientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code !== 'ERR_SSL_HTTP_REQUEST') return;
    raw
      .get(socket.remotePort)
      ?.write('HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n');
  });
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw badRequest(`invalid URL escape in ${JSON.stringify(path)}`);
  }
}

const RESET_AVOIDANCE_MS = 500;

/**
 * Ends the connection, but lets the client read the answer while it still sends.
 * upstream: net/http closeWriteAndWait
 */
function closeAfter(socket: Socket, response: ServerResponse): void {
  response.shouldKeepAlive = false;
  // What Node calls after the last answer of a connection.
  socket.destroySoon = () => {
    socket.end();
    setTimeout(() => socket.destroy(), RESET_AVOIDANCE_MS).unref();
  };
}

/** Undefined as soon as there is more than the server takes: the rest is not waited for. */
function readAll(incoming: IncomingMessage, response: ServerResponse): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve, reject) => {
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= MAX_BODY_BYTES) chunks.push(chunk);
      else if (chunks.length > 0) {
        chunks.length = 0;
        closeAfter(incoming.socket, response);
        resolve(undefined);
      }
    });
    incoming.on('end', () => resolve(Buffer.concat(chunks)));
    incoming.on('error', reject);
  });
}
