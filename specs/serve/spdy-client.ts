// A client of SPDY/3.1 as small as one can be: compresses its headers as Go does, and keeps what comes back.
import { once } from 'node:events';
import { request } from 'node:http';
import type { Duplex } from 'node:stream';
import { constants, createDeflate } from 'node:zlib';
import { spdyDictionary } from '../../src/serve/spdy-headers';

export interface ClientStream {
  readonly id: number;
  received: string;
  replied: boolean;
  ended: boolean;
}

export class SpdyClient {
  readonly #socket: Duplex;
  readonly #deflate = createDeflate({ dictionary: spdyDictionary, flush: constants.Z_SYNC_FLUSH });
  readonly #streams = new Map<number, ClientStream>();
  readonly #masked: boolean;
  #received = Buffer.alloc(0);
  #nextId = 1;
  #wake = () => {};
  refused: number[] = [];
  pings: number[] = [];
  closed = false;

  private constructor(socket: Duplex, masked: boolean) {
    this.#socket = socket;
    this.#masked = masked;
    socket.on('data', (bytes: Buffer) => this.#receive(bytes));
    socket.on('close', () => {
      this.closed = true;
      this.#wake();
    });
  }

  /** Asks for the upgrade. @param tunnel through a WebSocket */
  static async open(url: string, protocol: string, tunnel: boolean): Promise<SpdyClient> {
    const upgrade = tunnel
      ? {
          upgrade: 'websocket',
          'sec-websocket-key': 'x'.repeat(22),
          'sec-websocket-version': '13',
          'sec-websocket-protocol': `SPDY/3.1+${protocol}`,
        }
      : { upgrade: 'SPDY/3.1', 'x-stream-protocol-version': protocol };
    const asking = request(url, { method: tunnel ? 'GET' : 'POST', headers: { connection: 'Upgrade', ...upgrade } });
    asking.end();
    const [reply, socket] = await Promise.race([
      once(asking, 'upgrade'),
      once(asking, 'response').then(([response]) => {
        throw new Error(`refused with ${response.statusCode}`);
      }),
    ]);
    const chosen = reply.headers[tunnel ? 'sec-websocket-protocol' : 'x-stream-protocol-version'];
    if (!String(chosen).endsWith(protocol)) throw new Error(`the server speaks ${chosen}`);
    return new SpdyClient(socket, tunnel);
  }

  async stream(headers: Record<string, string>): Promise<ClientStream> {
    const id = this.#nextId;
    this.#nextId += 2;
    const pairs = Object.entries(headers).flatMap(([name, value]) => [text(name), text(value)]);
    const block = Buffer.concat([numbers(pairs.length / 2), ...pairs]);
    this.#deflate.write(block);
    const [packed] = (await once(this.#deflate, 'data')) as [Buffer];
    const made: ClientStream = { id, received: '', replied: false, ended: false };
    this.#streams.set(id, made);
    const body = Buffer.concat([numbers(id, 0), Buffer.from([0, 0]), packed]);
    this.#send(Buffer.concat([numbers(0x8003_0001, body.length), body]));
    return made;
  }

  send({ id }: ClientStream, data: string, last = false): void {
    const bytes = Buffer.from(data);
    const head = numbers(id, bytes.length);
    head[4] = last ? 1 : 0;
    this.#send(Buffer.concat([head, bytes]));
  }

  ping(id: number): void {
    this.#send(numbers(0x8003_0006, 4, id));
  }

  garbage(bytes: Buffer): void {
    this.#send(bytes);
  }

  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (this.closed) throw new Error('the connection is closed');
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async gone(): Promise<void> {
    while (!this.closed)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
  }

  close(): void {
    this.#socket.destroy();
  }

  #send(bytes: Buffer): void {
    if (!this.#masked) this.#socket.write(bytes);
    else
      this.#socket.write(
        Buffer.concat([Buffer.from([0x82, 0xfe, bytes.length >> 8, bytes.length & 0xff, 0, 0, 0, 0]), bytes]),
      );
  }

  #receive(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, this.#masked ? unwrapped(bytes) : bytes]);
    while (this.#received.length >= 8) {
      const length = this.#received.readUIntBE(5, 3);
      if (this.#received.length < 8 + length) break;
      this.#frame(this.#received.readUInt32BE(0), this.#received[4] as number, this.#received.subarray(8, 8 + length));
      this.#received = this.#received.subarray(8 + length);
    }
    this.#wake();
  }

  #frame(first: number, flags: number, body: Buffer): void {
    if (first === 0x8003_0006) this.pings.push(body.readUInt32BE(0));
    else if (first === 0x8003_0003) this.refused.push(body.readUInt32BE(0));
    else if (first === 0x8003_0002) (this.#streams.get(body.readUInt32BE(0)) as ClientStream).replied = true;
    else if (first < 0x8000_0000) {
      const stream = this.#streams.get(first) as ClientStream;
      stream.received += body.toString();
      stream.ended ||= (flags & 1) === 1;
    }
  }
}

/** The messages of whole, short frames. */
function unwrapped(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at + 2 <= bytes.length; ) {
    const short = (bytes[at + 1] as number) & 0x7f;
    const start = at + (short === 126 ? 4 : 2);
    const length = short === 126 ? bytes.readUInt16BE(at + 2) : short;
    if (((bytes[at] as number) & 0x0f) === 2) parts.push(bytes.subarray(start, start + length));
    at = start + length;
  }
  return Buffer.concat(parts);
}

const text = (word: string) => Buffer.concat([numbers(word.length), Buffer.from(word)]);

function numbers(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => {
    bytes.writeUInt32BE(value >>> 0, 4 * index);
  });
  return bytes;
}
