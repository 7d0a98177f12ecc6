// The server's side of a WebSocket: the handshake, and messages that are short enough to need no streaming.
// RFC 6455

import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const OPCODE = { binary: 2, close: 8, ping: 9, pong: 10 };
/** A client that sends longer messages is cut off: streams of terminals come in small pieces. */
const MAX_MESSAGE_BYTES = 1024 * 1024;
const NORMAL = 1000;

export interface WebSocketEvents {
  readonly message: (bytes: Buffer) => void;
  readonly gone: () => void;
}

export const isWebSocket = ({ headers }: IncomingMessage): boolean =>
  headers.upgrade?.toLowerCase() === 'websocket' && headers['sec-websocket-key'] !== undefined;

/** The first of the client's protocols that the server speaks. */
export function chosenProtocol({ headers }: IncomingMessage, spoken: readonly string[]): string | undefined {
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  return offered.find((name) => spoken.includes(name));
}

export class WebSocket {
  readonly #socket: Duplex;
  readonly #events: WebSocketEvents;
  #received: Buffer = Buffer.alloc(0);

  constructor(request: IncomingMessage, socket: Duplex, protocol: string, events: WebSocketEvents) {
    this.#socket = socket;
    this.#events = events;
    const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}${GUID}`).digest('base64');
    const lines = [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${accept}`,
      `Sec-WebSocket-Protocol: ${protocol}`,
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('close', () => events.gone());
    socket.on('error', () => socket.destroy());
  }

  /** Sent, and not taken by the network yet. */
  get waitingBytes(): number {
    return this.#socket.writableLength;
  }

  send(bytes: Buffer): void {
    this.#frame(OPCODE.binary, bytes);
  }

  close(): void {
    const code = Buffer.alloc(2);
    code.writeUInt16BE(NORMAL);
    this.#frame(OPCODE.close, code);
    this.#socket.end();
  }

  #frame(opcode: number, body: Buffer): void {
    if (this.#socket.destroyed || this.#socket.writableEnded) return;
    const head = [0x80 | opcode];
    if (body.length < 126) head.push(body.length);
    else if (body.length < 65_536) head.push(126, body.length >> 8, body.length & 0xff);
    else {
      const length = Buffer.alloc(8);
      length.writeBigUInt64BE(BigInt(body.length));
      head.push(127, ...length);
    }
    this.#socket.write(Buffer.concat([Buffer.from(head), body]));
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const frame = readFrame(this.#received);
      if (frame === 'too long') this.#socket.destroy();
      if (frame === undefined || frame === 'too long') return;
      this.#received = this.#received.subarray(frame.length);
      if (frame.opcode === OPCODE.ping) this.#frame(OPCODE.pong, frame.body);
      else if (frame.opcode === OPCODE.close) this.close();
      else if (frame.opcode !== OPCODE.pong) this.#events.message(frame.body);
    }
  }
}

interface Frame {
  readonly opcode: number;
  readonly body: Buffer;
  /** In bytes, header included. */
  readonly length: number;
}

/** Undefined while the frame is not there as a whole. */
function readFrame(bytes: Buffer): Frame | 'too long' | undefined {
  if (bytes.length < 2) return undefined;
  const [first = 0, second = 0] = bytes;
  const short = second & 0x7f;
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
  const masked = (second & 0x80) !== 0 ? 4 : 0;
  const start = 2 + extra + masked;
  if (bytes.length < start) return undefined;
  const size = extra === 0 ? short : extra === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (size > MAX_MESSAGE_BYTES) return 'too long';
  if (bytes.length < start + size) return undefined;
  const body = Buffer.from(bytes.subarray(start, start + size));
  if (masked) {
    const mask = bytes.subarray(start - 4, start);
    for (let at = 0; at < body.length; at++) body[at] = (body[at] as number) ^ (mask[at % 4] as number);
  }
  return { opcode: first & 0x0f, body, length: start + size };
}
