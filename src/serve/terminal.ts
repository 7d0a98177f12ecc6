// Where the output of a command or a program goes: the channels of a WebSocket, or streams of SPDY for kubectl before
// 1.31.
// upstream: k8s.io/cri-streaming/pkg/streaming/remotecommand

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { isTrue } from './resource-request';
import type { SpdyConnection, SpdyStream } from './spdy';
import { chosenSpdyProtocol, spdyOverSocket } from './upgrade';
import { chosenProtocol, isWebSocket, WebSocket } from './websocket';

const PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];
const SPDY_PROTOCOLS = ['v4.channel.k8s.io'];
const CHANNEL = { stdout: 1, error: 3 };
/** No runtime begins sooner, and kubectl drops what comes before it has made its streams. */
const BEGIN_MS = 50;

export interface Terminal {
  readonly print: (text: string) => void;
  /** Ends the connection with a Status. */
  readonly finish: (status: object) => void;
}

export interface TerminalEvents {
  /** The client is there to be told. */
  readonly ready: (terminal: Terminal) => void;
  readonly gone: () => void;
}

/** False when the client speaks none of the protocols; then the connection is still HTTP. */
export function openTerminal(
  query: URLSearchParams,
  incoming: IncomingMessage,
  socket: Duplex,
  events: TerminalEvents,
): boolean {
  const spdy = chosenSpdyProtocol(incoming, SPDY_PROTOCOLS);
  if (spdy !== undefined) {
    new SpdyTerminal(query, socket, spdy, events);
    return true;
  }
  const protocol = isWebSocket(incoming) ? chosenProtocol(incoming, PROTOCOLS) : undefined;
  if (protocol === undefined) return false;
  // What is typed goes to a program that does not read.
  const gone = () => {
    clearTimeout(beginning);
    events.gone();
  };
  const webSocket = new WebSocket(incoming, socket, protocol, { message: () => {}, gone });
  const send = (channel: number, text: string) =>
    webSocket.send(Buffer.concat([Buffer.from([channel]), Buffer.from(text)]));
  const terminal: Terminal = {
    print: (text) => send(CHANNEL.stdout, text),
    finish: (status) => {
      send(CHANNEL.error, JSON.stringify(status));
      webSocket.close();
    },
  };
  const beginning = setTimeout(() => events.ready(terminal), BEGIN_MS);
  return true;
}

/** The client opens a stream for each of the things that it asked for. */
class SpdyTerminal implements Terminal {
  readonly #connection: SpdyConnection;
  readonly #streams = new Map<string, SpdyStream>();
  readonly #expected: number;
  readonly #events: TerminalEvents;

  constructor(query: URLSearchParams, socket: Duplex, protocol: string, events: TerminalEvents) {
    this.#events = events;
    const asked = (name: string) => isTrue(query.get(name));
    const tty = asked('tty');
    const wanted = [asked('stdin'), asked('stdout'), asked('stderr') && !tty, tty];
    this.#expected = 1 + wanted.filter(Boolean).length;
    this.#connection = spdyOverSocket(socket, protocol, {
      opened: (stream) => this.#opened(stream),
      gone: events.gone,
    });
  }

  readonly print = (text: string): void => this.#streams.get('stdout')?.send(Buffer.from(text));

  readonly finish = (status: object): void => {
    this.#streams.get('error')?.send(Buffer.from(JSON.stringify(status)));
    for (const stream of this.#streams.values()) stream.end();
    this.#connection.close();
  };

  #opened(stream: SpdyStream): boolean {
    const type = stream.headers.get('streamtype') ?? '';
    if (!['error', 'stdin', 'stdout', 'stderr', 'resize'].includes(type)) return false;
    this.#streams.set(type, stream);
    // Its reply goes first.
    if (this.#streams.size === this.#expected) queueMicrotask(() => this.#events.ready(this));
    return true;
  }
}
