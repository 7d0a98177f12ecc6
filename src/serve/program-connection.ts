// A connection to a port of a simulated program: requests in HTTP are answered as the program's rules say.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Duplex } from 'node:stream';
import type { ProgramAnswer } from '../api/programs';
import type { ServedCluster } from './served-cluster';

export interface ProgramPort {
  /** `ns/name`. */
  readonly pod: string;
  readonly port: number;
}

/** What is sent back to the client. */
export interface Peer {
  readonly send: (bytes: Buffer) => void;
  readonly end: () => void;
}

/** The client's side of an open connection. */
export interface OpenConnection {
  readonly data: (bytes: Buffer) => void;
  readonly end: () => void;
  readonly gone: () => void;
}

/** All programs of a cluster, as far as they speak HTTP. */
export class ProgramConnections {
  readonly #served: ServedCluster;
  readonly #server: Server;
  readonly #ports = new WeakMap<object, ProgramPort>();

  constructor(served: ServedCluster) {
    this.#served = served;
    this.#server = createServer((request, response) => this.#answer(request, response));
    this.#server.keepAliveTimeout = 0;
    this.#server.requestTimeout = 0;
    this.#server.headersTimeout = 0;
  }

  open(port: ProgramPort, peer: Peer): OpenConnection {
    const socket = new Duplex({
      allowHalfOpen: true,
      read: () => {},
      write: (chunk: Buffer, _encoding, done) => {
        peer.send(chunk);
        done();
      },
      final: (done) => {
        peer.end();
        done();
      },
      destroy: (_error, done) => {
        peer.end();
        done(null);
      },
    });
    this.#ports.set(socket, port);
    this.#server.emit('connection', socket);
    return {
      data: (bytes) => void socket.push(bytes),
      end: () => void socket.push(null),
      gone: () => socket.destroy(),
    };
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    request.resume();
    const port = this.#ports.get(request.socket) as ProgramPort;
    const { simulation } = this.#served.cluster;
    const args = { ...port, method: request.method ?? 'GET', path: request.url ?? '/' };
    const answer = simulation.command('kubelet', 'askPod', args, 0) as ProgramAnswer;
    if (answer.outcome !== 'answered') return void request.socket.destroy();
    const forget = this.#served.later(answer.delayMs, () => {
      const { instance } = answer;
      if (!simulation.command('kubelet', 'isProcessRunning', { instance }, 0)) return request.socket.destroy();
      const body = Buffer.from(answer.body);
      response.writeHead(answer.status, { 'Content-Type': CONTENT_TYPE, 'Content-Length': body.length });
      return response.end(body);
    });
    response.on('close', forget);
  }
}

/** Of what a program says, which is text. */
export const CONTENT_TYPE = 'text/plain; charset=utf-8';
