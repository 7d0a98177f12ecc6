// The server's side of SPDY/3.1 as Kubernetes uses it: the client opens streams with headers, bytes go both ways, no
// flow control but the connection's own.
// SPDY Protocol, Draft 3.1; upstream: moby/spdystream, streaming/pkg/httpstream/spdy

import { emptyHeaders, HeaderReader, type SpdyHeaders } from './spdy-headers';

const VERSION = 3;
const CONTROL = { synStream: 1, synReply: 2, rstStream: 3, ping: 6, goAway: 7 };
const FIN = 1;
const PROTOCOL_ERROR = 1;
const CANCEL = 5;
const HEAD_BYTES = 8;
/** A client that sends longer frames is cut off. */
const MAX_FRAME_BYTES = 1024 * 1024;

/** What carries the frames: a socket, or a WebSocket. */
export interface SpdyCarrier {
  /** False when the client does not keep up. */
  readonly send: (bytes: Buffer) => boolean;
  readonly close: () => void;
}

export interface SpdyStreamEvents {
  readonly data: (bytes: Buffer) => void;
  /** The client sends no more. */
  readonly end: () => void;
  /** The stream or its connection is gone. */
  readonly gone: () => void;
}

export class SpdyStream {
  readonly headers: SpdyHeaders;
  readonly #id: number;
  readonly #connection: SpdyConnection;
  /** Set by whoever takes the stream. */
  events: SpdyStreamEvents = { data: () => {}, end: () => {}, gone: () => {} };
  #ended = false;
  #endedThere = false;

  constructor(connection: SpdyConnection, id: number, headers: SpdyHeaders) {
    this.#connection = connection;
    this.#id = id;
    this.headers = headers;
  }

  send(bytes: Buffer): void {
    if (!this.#ended) this.#connection.sendData(this.#id, bytes, 0);
  }

  /** Nothing more will be sent. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#connection.sendData(this.#id, Buffer.alloc(0), FIN);
    if (this.#endedThere) this.#connection.forget(this.#id);
  }

  /** The client's bytes, and whether they are the last. */
  receive(bytes: Buffer, isLast: boolean): void {
    if (this.#endedThere) return;
    if (bytes.length > 0) this.events.data(bytes);
    if (!isLast) return;
    this.#endedThere = true;
    this.events.end();
    if (this.#ended) this.#connection.forget(this.#id);
  }

  reset(): void {
    this.#ended = true;
    this.#connection.resetStream(this.#id, CANCEL);
  }
}

export class SpdyConnection {
  readonly #carrier: SpdyCarrier;
  readonly #opened: (stream: SpdyStream) => boolean;
  readonly #headers = new HeaderReader();
  readonly #streams = new Map<number, SpdyStream>();
  #received: Buffer = Buffer.alloc(0);
  #replied = false;
  #closed = false;
  /** Frames are handled one after another: a block of headers takes a moment to be read. */
  #work: Promise<void> = Promise.resolve();

  /** @param opened takes a new stream; false refuses it */
  constructor(carrier: SpdyCarrier, opened: (stream: SpdyStream) => boolean) {
    this.#carrier = carrier;
    this.#opened = opened;
  }

  receive(bytes: Buffer): void {
    if (this.#closed) return;
    this.#received = this.#received.length === 0 ? bytes : Buffer.concat([this.#received, bytes]);
    while (this.#received.length >= HEAD_BYTES) {
      const length = this.#received.readUIntBE(5, 3);
      if (length > MAX_FRAME_BYTES) {
        this.close();
        return;
      }
      if (this.#received.length < HEAD_BYTES + length) return;
      const frame = this.#received.subarray(0, HEAD_BYTES + length);
      this.#received = this.#received.subarray(HEAD_BYTES + length);
      this.#work = this.#work.then(() => this.#handle(frame)).catch(() => this.close());
    }
  }

  /** Ends every stream, and the connection. */
  close(): void {
    if (this.#closed) return;
    const last = Math.max(0, ...this.#streams.keys());
    this.#control(CONTROL.goAway, words(last, 0));
    this.gone();
    this.#carrier.close();
  }

  /** The carrier is gone. */
  gone(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#headers.close();
    for (const stream of this.#streams.values()) stream.events.gone();
    this.#streams.clear();
  }

  sendData(id: number, bytes: Buffer, flags: number): void {
    const head = words(id, bytes.length);
    head[4] = flags;
    this.#send(Buffer.concat([head, bytes]));
  }

  resetStream(id: number, status: number): void {
    this.#streams.delete(id);
    this.#control(CONTROL.rstStream, words(id, status));
  }

  /** Nobody sends on the stream any more. */
  forget(id: number): void {
    this.#streams.delete(id);
  }

  async #handle(frame: Buffer): Promise<void> {
    if (this.#closed) return;
    const first = frame.readUInt32BE(0);
    const flags = frame[4] as number;
    const body = frame.subarray(HEAD_BYTES);
    if (first < 0x8000_0000) return this.#data(first, flags, body);
    const type = first & 0xffff;
    if (type === CONTROL.synStream) return this.#open(body, flags);
    if (type === CONTROL.ping) this.#control(CONTROL.ping, body);
    else if (type === CONTROL.rstStream) this.#aborted(body.readUInt32BE(0));
    else if (type === CONTROL.goAway) this.close();
  }

  #data(id: number, flags: number, body: Buffer): void {
    this.#streams.get(id)?.receive(body, (flags & FIN) !== 0);
  }

  async #open(body: Buffer, flags: number): Promise<void> {
    const id = body.readUInt32BE(0) & 0x7fff_ffff;
    const headers = await this.#headers.read(body.subarray(10));
    if (this.#closed) return;
    const stream = new SpdyStream(this, id, headers);
    this.#streams.set(id, stream);
    if (!this.#opened(stream)) return this.resetStream(id, PROTOCOL_ERROR);
    this.#control(CONTROL.synReply, Buffer.concat([words(id), emptyHeaders(!this.#replied)]));
    this.#replied = true;
    if (flags & FIN) stream.receive(Buffer.alloc(0), true);
  }

  #aborted(id: number): void {
    this.#streams.get(id)?.events.gone();
    this.forget(id);
  }

  #control(type: number, body: Buffer): void {
    this.#send(Buffer.concat([words((0x8000_0000 | (VERSION << 16) | type) >>> 0, body.length), body]));
  }

  #send(bytes: Buffer): void {
    if (this.#closed || this.#carrier.send(bytes)) return;
    this.gone();
    this.#carrier.close();
  }
}

function words(...numbers: number[]): Buffer {
  const bytes = Buffer.alloc(4 * numbers.length);
  numbers.forEach((number, index) => {
    bytes.writeUInt32BE(number, 4 * index);
  });
  return bytes;
}
