// Connections that leave HTTP: what a client offers to speak, and SPDY over a socket or through a WebSocket.
// upstream: streaming/pkg/httpstream/spdy/upgrade.go, apiserver/pkg/util/proxy/streamtunnel.go

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { SpdyConnection, type SpdyStream } from './spdy';
import { WebSocket } from './websocket';

/** So much may wait for a client; one that has more waiting is cut off. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

/** The first of the client's stream protocols that is spoken; undefined when it does not ask for SPDY. */
export function chosenSpdyProtocol({ headers }: IncomingMessage, spoken: readonly string[]): string | undefined {
  if (headers.upgrade?.toLowerCase() !== 'spdy/3.1') return undefined;
  const offered = [headers['x-stream-protocol-version'] ?? ''].flat().join(',');
  return offered.split(/[,\s]+/).find((name) => spoken.includes(name));
}

export interface Upgraded {
  readonly opened: (stream: SpdyStream) => boolean;
  readonly gone: () => void;
}

/** Takes over the socket. */
export function spdyOverSocket(socket: Duplex, protocol: string, { opened, gone }: Upgraded): SpdyConnection {
  const lines = [
    'HTTP/1.1 101 Switching Protocols',
    'Connection: Upgrade',
    'Upgrade: SPDY/3.1',
    `X-Stream-Protocol-Version: ${protocol}`,
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const connection = new SpdyConnection(
    {
      send: (bytes) => {
        if (socket.destroyed || socket.writableEnded) return true;
        socket.write(bytes);
        return socket.writableLength <= MAX_WAITING_BYTES;
      },
      close: () => socket.end(),
    },
    opened,
  );
  socket.on('data', (bytes: Buffer) => connection.receive(bytes));
  socket.on('end', () => connection.close());
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    connection.gone();
    gone();
  });
  return connection;
}

/** SPDY frames as the messages of a WebSocket. */
export function spdyOverWebSocket(
  incoming: IncomingMessage,
  socket: Duplex,
  protocol: string,
  { opened, gone }: Upgraded,
): SpdyConnection {
  const webSocket = new WebSocket(incoming, socket, protocol, {
    message: (bytes) => connection.receive(bytes),
    gone: () => {
      connection.gone();
      gone();
    },
  });
  const connection = new SpdyConnection(
    {
      send: (bytes) => {
        webSocket.send(bytes);
        return webSocket.waitingBytes <= MAX_WAITING_BYTES;
      },
      close: () => webSocket.close(),
    },
    opened,
  );
  return connection;
}
