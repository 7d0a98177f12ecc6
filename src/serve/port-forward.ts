// pods/portforward: connections into a pod, each a pair of streams: one for its bytes, one for what went wrong.
// upstream: k8s.io/cri-streaming pkg/streaming/portforward; containerd sandbox_portforward_linux.go

import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { badRequest } from '../api/api-error';
import type { Pod } from '../kinds/generated/types.gen';
import { KubeletRefusal } from './http-status';
import type { OpenConnection, Peer } from './program-connection';
import type { ServedCluster } from './served-cluster';
import type { SpdyStream } from './spdy';
import { chosenSpdyProtocol, spdyOverSocket, spdyOverWebSocket } from './upgrade';
import { chosenProtocol, isWebSocket, WebSocket } from './websocket';

const PROTOCOL = 'portforward.k8s.io';
const TUNNEL = `SPDY/3.1+${PROTOCOL}`;
const CHANNELS = 'v4.channel.k8s.io';

interface SandboxPort {
  readonly sandbox: string;
  readonly isListening: boolean;
}

/** Errors: before the connection is upgraded, 400, and 500 when the pod has no network. */
export function forwardPorts(
  served: ServedCluster,
  pod: Pod,
  query: URLSearchParams,
  incoming: IncomingMessage,
  socket: Duplex,
): void {
  const forward = new PortForward(served, pod);
  const { name, namespace } = pod.metadata;
  if (!forward.look(0)) throw new KubeletRefusal(`pod not found ("${name}_${namespace}")`);
  const upgraded = { opened: (stream: SpdyStream) => forward.opened(stream), gone: () => {} };
  const spdy = chosenSpdyProtocol(incoming, [PROTOCOL]);
  if (spdy !== undefined) {
    spdyOverSocket(socket, spdy, upgraded);
    return;
  }
  const protocol = isWebSocket(incoming) ? chosenProtocol(incoming, [TUNNEL, CHANNELS]) : undefined;
  if (protocol === TUNNEL) spdyOverWebSocket(incoming, socket, TUNNEL, upgraded);
  else if (protocol === CHANNELS) forward.byChannels(portsOf(query), incoming, socket);
  else throw badRequest('Upgrade request required');
}

/** Errors: 400 as the kubelet words it. */
function portsOf(query: URLSearchParams): number[] {
  const texts = query.getAll('ports').flatMap((text) => text.split(','));
  if (texts.length === 0) throw badRequest('query parameter "ports" is required');
  return texts.map((text) => {
    if (text === '') throw badRequest('query parameter "ports" cannot be empty');
    if (!isPort(text)) throw badRequest(`unable to parse ${JSON.stringify(text)} as a port`);
    return Number(text);
  });
}

const isPort = (text: string) => /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;

class PortForward {
  readonly #served: ServedCluster;
  readonly #pod: Pod;
  /** Halves of pairs, by request and type. */
  readonly #waiting = new Map<string, SpdyStream>();

  constructor(served: ServedCluster, pod: Pod) {
    this.#served = served;
    this.#pod = pod;
  }

  /** Undefined without a sandbox that is up. */
  look(port: number): SandboxPort | undefined {
    const args = { pod: this.#key, port };
    return this.#served.cluster.simulation.command('kubelet', 'lookAtPort', args, 0) as SandboxPort | undefined;
  }

  opened(stream: SpdyStream): boolean {
    const type = stream.headers.get('streamtype') ?? '';
    if (!isPort(stream.headers.get('port') ?? '') || (type !== 'data' && type !== 'error')) return false;
    const request = stream.headers.get('requestid') ?? '';
    const other = `${request} ${type === 'data' ? 'error' : 'data'}`;
    const partner = this.#waiting.get(other);
    stream.events = this.#half(`${request} ${type}`);
    if (!partner) {
      this.#waiting.set(`${request} ${type}`, stream);
      return true;
    }
    this.#waiting.delete(other);
    const [data, error] = type === 'data' ? [stream, partner] : [partner, stream];
    // The stream's reply goes first; what arrives after that finds the connection there.
    queueMicrotask(() => this.#connect(data, error));
    return true;
  }

  #half(key: string) {
    return { data: () => {}, end: () => {}, gone: () => void this.#waiting.delete(key) };
  }

  #connect(data: SpdyStream, error: SpdyStream): void {
    const port = Number(data.headers.get('port'));
    const end = () => {
      data.end();
      error.end();
    };
    const refusal = this.#refusal(port);
    if (refusal !== undefined) {
      error.send(Buffer.from(refusal));
      end();
      return;
    }
    data.events = this.#open(port, { send: (bytes) => data.send(bytes), end });
  }

  #open(port: number, peer: Peer): OpenConnection {
    return this.#served.programs.open({ pod: this.#key, port }, peer);
  }

  get #key(): string {
    const { namespace, name } = this.#pod.metadata;
    return `${namespace}/${name}`;
  }

  /** Undefined when something listens there. */
  #refusal(port: number): string | undefined {
    const look = this.look(port);
    if (look?.isListening) return undefined;
    const sandbox = look?.sandbox ?? '';
    const opening = `error forwarding port ${port} to pod ${sandbox}, uid : `;
    if (!look) return `${opening}network namespace for sandbox "${sandbox}" is closed`;
    const network = this.#pod.spec.hostNetwork ? 'host' : `/var/run/netns/cni-${namespaceId(sandbox)}`;
    const failed = `IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused`;
    const sixth = `IPv6 dial tcp6 [::1]:${port}: connect: connection refused `;
    const why = `failed to connect to localhost:${port} inside namespace "${sandbox}", ${failed} ${sixth}`;
    return `${opening}failed to execute portforward in network namespace "${network}": ${why}`;
  }

  /** The older way of a WebSocket: two channels for each port, which is told first on both. */
  byChannels(ports: readonly number[], incoming: IncomingMessage, socket: Duplex): void {
    const open: (OpenConnection | undefined)[] = [];
    const webSocket = new WebSocket(incoming, socket, CHANNELS, {
      message: (bytes) => {
        const channel = bytes[0] ?? 0;
        if (channel % 2 === 0) open[channel / 2]?.data(bytes.subarray(1));
      },
      gone: () => {
        for (const each of open) each?.gone();
      },
    });
    ports.forEach((port, index) => {
      const told = Buffer.from([0, port & 0xff, port >> 8]);
      for (const channel of [2 * index, 2 * index + 1]) {
        told[0] = channel;
        webSocket.send(Buffer.from(told));
      }
      const refusal = this.#refusal(port);
      if (refusal !== undefined) webSocket.send(Buffer.concat([Buffer.from([2 * index + 1]), Buffer.from(refusal)]));
      else {
        const channel = Buffer.from([2 * index]);
        open[index] = this.#open(port, {
          send: (bytes) => webSocket.send(Buffer.concat([channel, bytes])),
          end: () => {},
        });
      }
    });
  }
}

/** The name that the network plugin gave to the pod's network namespace: a UUID. */
function namespaceId(sandbox: string): string {
  const digits = createHash('sha1').update(sandbox).digest('hex');
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`, `a${digits.slice(17, 20)}`];
  return [...parts, digits.slice(20, 32)].join('-');
}
