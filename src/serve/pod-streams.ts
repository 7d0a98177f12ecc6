// Upgraded requests to a pod: exec runs a command as far as simulated programs can, attach waits for the program's end.
// upstream: kubelet/pkg/cri/streaming/remotecommand; protocols v4 and v5.channel.k8s.io

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { ApiError, badRequest } from '../api/api-error';
import type { Pod } from '../kinds/generated/types.gen';
import type { KindRow, KubeObject } from '../kinds/kind';
import type { ServedRequest } from './exchange';
import { noSuchResource } from './http-status';
import type { ResourcePath } from './path';
import { containerOf, statusOf } from './pod-container';
import type { ServedCluster } from './served-cluster';
import { chosenProtocol, isWebSocket, WebSocket } from './websocket';

const PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];
const CHANNEL = { stdout: 1, error: 3 };

interface Executed {
  readonly exitCode: number;
  readonly output: string;
}

/** Errors: ApiError before the connection is upgraded. */
export function streamToPod(
  served: ServedCluster,
  request: ServedRequest,
  path: ResourcePath,
  incoming: IncomingMessage,
  socket: Duplex,
): void {
  const row = served.rowAt(path.group, path.version, path.resource);
  if (row?.key !== 'Pod' || (path.subresource !== 'exec' && path.subresource !== 'attach')) throw noSuchResource();
  const pod = served.server.get(row, path.namespace, path.name as string) as Pod;
  admitConnect(served, request, row, path.subresource, pod);
  const container = containerOf(pod, request.query.get('container') ?? '');
  if (!pod.spec.nodeName) throw badRequest(`pod ${pod.metadata.name} does not have a host assigned`);
  if (!statusOf(pod, container)?.state?.running) {
    throw new ApiError(500, 'InternalError', `container not found (${JSON.stringify(container)})`);
  }
  const protocol = isWebSocket(incoming) ? chosenProtocol(incoming, PROTOCOLS) : undefined;
  if (protocol === undefined) throw badRequest('Upgrade request required');
  const stream = new PodStream(served, incoming, socket, protocol);
  if (path.subresource === 'exec') stream.exec(pod, container, request.query.getAll('command'));
  else stream.attach(pod, container);
}

const OPTIONS_KINDS = { exec: 'PodExecOptions', attach: 'PodAttachOptions' };

/** upstream: apiserver pkg/endpoints/handlers/rest.go ConnectResource */
function admitConnect(
  served: ServedCluster,
  request: ServedRequest,
  row: KindRow,
  subresource: 'exec' | 'attach',
  { metadata }: Pod,
): void {
  const { query } = request;
  const kind = OPTIONS_KINDS[subresource];
  const flags = ['stdin', 'stdout', 'stderr', 'tty'].filter((name) => query.get(name) === 'true');
  const [container, command] = [query.get('container'), query.getAll('command')];
  const options = {
    kind,
    apiVersion: 'v1',
    ...Object.fromEntries(flags.map((name) => [name, true])),
    ...(container ? { container } : {}),
    ...(subresource === 'exec' ? { command } : {}),
  };
  const target = { operation: 'CONNECT', row, subresource } as const;
  const { namespace, name } = metadata;
  const version = { group: '', version: 'v1', kind };
  served.server.admitBody(
    served.caller(request, ''),
    target,
    { namespace, name },
    version,
    options as unknown as KubeObject,
  );
}

class PodStream {
  readonly #served: ServedCluster;
  readonly #socket: WebSocket;
  #waiting: { tell(): boolean } | undefined;

  constructor(served: ServedCluster, incoming: IncomingMessage, socket: Duplex, protocol: string) {
    this.#served = served;
    // What is typed goes to a program that does not read.
    this.#socket = new WebSocket(incoming, socket, protocol, { message: () => {}, gone: () => this.#leave() });
  }

  exec(pod: Pod, container: string, command: readonly string[]): void {
    const { namespace, name } = pod.metadata;
    const { simulation } = this.#served.cluster;
    const args = { pod: `${namespace}/${name}`, container, command };
    const done = simulation.command('kubelet', 'exec', args, 0) as Executed | undefined;
    if (done?.output) this.#send(CHANNEL.stdout, done.output);
    this.#end(done ? exitStatus(done.exitCode) : notFoundInPath(command[0] ?? ''));
  }

  /** Nothing is printed while a program runs; its end is the end. */
  attach(pod: Pod, container: string): void {
    const { namespace, name } = pod.metadata;
    const id = statusOf(pod, container)?.containerID;
    this.#waiting = {
      tell: () => {
        const now = this.#served.cluster.get('Pod', namespace, name);
        const status = now && statusOf(now, container);
        if (status?.state?.running && status.containerID === id) return false;
        this.#end({ status: 'Success' });
        return true;
      },
    };
    this.#served.watches.add(this.#waiting);
  }

  #leave(): void {
    if (this.#waiting) this.#served.watches.delete(this.#waiting);
  }

  #send(channel: number, text: string): void {
    this.#socket.send(Buffer.concat([Buffer.from([channel]), Buffer.from(text)]));
  }

  #end(status: object): void {
    this.#leave();
    this.#send(CHANNEL.error, JSON.stringify({ metadata: {}, ...status }));
    this.#socket.close();
  }
}

function exitStatus(code: number): object {
  if (code === 0) return { status: 'Success' };
  const message = `command terminated with non-zero exit code: exit status ${code}`;
  const causes = [{ reason: 'ExitCode', message: String(code) }];
  return { status: 'Failure', message, reason: 'NonZeroExitCode', details: { causes } };
}

/** What containerd says of a command that the image does not have. */
function notFoundInPath(command: string): object {
  const why = `exec: ${JSON.stringify(command)}: executable file not found in $PATH`;
  const runtime = `OCI runtime exec failed: exec failed: unable to start container process: ${why}: unknown`;
  const words = `error executing command in container: failed to exec in container: failed to start exec: ${runtime}`;
  const causes = [{ message: words }];
  const message = `Internal error occurred: ${words}`;
  return { status: 'Failure', message, reason: 'InternalError', details: { causes }, code: 500 };
}
