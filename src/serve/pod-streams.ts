// Upgraded requests to a pod: exec runs a command as far as simulated programs can, attach waits for the program's end.
// portforward connects to what listens in it.
// upstream: pkg/registry/core/pod/rest/subresources.go, pkg/kubelet/server

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { ApiError, badRequest, forbidden } from '../api/api-error';
import { authorize } from '../api/authorization/authorize';
import { isEnabled } from '../kinds/feature-gates';
import type { Pod } from '../kinds/generated/types.gen';
import type { KindRow } from '../kinds/kind';
import { admitStream } from './connect';
import type { ServedRequest } from './exchange';
import { checkKubelet, kubeletHost } from './kubelet-address';
import type { ResourcePath } from './path';
import { containerOf, statusOf } from './pod-container';
import { forwardPorts } from './port-forward';
import type { ResourceRequest } from './resource-request';
import type { ServedCluster, Told } from './served-cluster';
import { openTerminal, type Terminal } from './terminal';

interface Executed {
  readonly exitCode: number;
  readonly output: string;
}

interface Target {
  readonly pod: Pod;
  readonly command: readonly string[];
  /** Empty where a port is meant. */
  readonly container: string;
}

/** Errors: ApiError for what can be told without a connection. */
function targetOf(served: ServedCluster, request: ServedRequest, row: KindRow, path: ResourcePath): Target {
  const asked = admitStream(served, request, row, path);
  const pod = served.server.get(row, path.namespace, path.name as string) as Pod;
  const isForward = path.subresource === 'portforward';
  const container = isForward ? '' : containerOf(pod, asked.container ?? '');
  if (!pod.spec.nodeName) throw badRequest(`pod ${pod.metadata.name} does not have a host assigned`);
  kubeletHost(served, pod.spec.nodeName, row);
  return { pod, container, command: asked.command ?? [] };
}

/** One that stays HTTP. Errors: always, 400 where nothing else is wrong. */
export function refuseStream(served: ServedCluster, { request, row, path }: ResourceRequest): never {
  targetOf(served, request, row, path);
  throw badRequest('Upgrade request required');
}

/** Errors: ApiError before the connection is upgraded. */
export function streamToPod(
  served: ServedCluster,
  request: ServedRequest,
  row: KindRow,
  path: ResourcePath,
  incoming: IncomingMessage,
  socket: Duplex,
): void {
  if (isEnabled('AuthorizePodWebsocketUpgradeCreatePermission')) checkMayCreate(served, request, path);
  const { pod, container, command } = targetOf(served, request, row, path);
  const { query } = request;
  const isForward = path.subresource === 'portforward';
  checkKubelet(served, pod.spec.nodeName as string, row, 'error dialing backend');
  if (isForward) {
    forwardPorts(served, pod, query, incoming, socket);
    return;
  }
  if (!statusOf(pod, container)?.state?.running) {
    throw new ApiError(500, 'InternalError', `container not found (${JSON.stringify(container)})`);
  }
  const stream = new PodStream(served, pod, container);
  const opened = openTerminal(query, incoming, socket, {
    ready: (terminal) => (path.subresource === 'exec' ? stream.exec(terminal, command) : stream.attach(terminal)),
    gone: () => stream.leave(),
  });
  if (!opened) throw badRequest('Upgrade request required');
}

/**
 * A WebSocket is opened by GET, and is to be granted no easier for that. Errors: 403.
 * upstream: pkg/registry/core/pod/rest/authorize.go
 */
function checkMayCreate(served: ServedCluster, { user }: ServedRequest, path: ResourcePath): void {
  const { group, version, resource, subresource, namespace, name } = path;
  const asked = { group, version, resource, subresource, namespace, name, verb: 'create' };
  const { allowed, reason } = authorize(served.server, user, asked);
  if (!allowed) throw forbidden({ group, plural: resource, kind: 'Pod' }, name as string, reason);
}

class PodStream {
  readonly #served: ServedCluster;
  readonly #pod: Pod;
  readonly #container: string;
  #waiting: Told | undefined;

  constructor(served: ServedCluster, pod: Pod, container: string) {
    this.#served = served;
    this.#pod = pod;
    this.#container = container;
  }

  exec(terminal: Terminal, command: readonly string[]): void {
    const { namespace, name } = this.#pod.metadata;
    const { simulation } = this.#served.cluster;
    const now = this.#served.cluster.get('Pod', namespace, name);
    // It may have ended since it was asked for.
    if (!now || !statusOf(now, this.#container)?.state?.running) {
      const message = `container not found (${JSON.stringify(this.#container)})`;
      terminal.finish({ metadata: {}, status: 'Failure', message, reason: 'InternalError', code: 500 });
      return;
    }
    const args = { pod: `${namespace}/${name}`, container: this.#container, command };
    const done = simulation.command('kubelet', 'exec', args, 0) as Executed | undefined;
    if (done?.output) terminal.print(done.output);
    const status = done ? exitStatus(done.exitCode) : notFoundInPath(command[0] ?? '');
    terminal.finish({ metadata: {}, ...status });
  }

  /** Nothing is printed while a program runs; its end is the end. */
  attach(terminal: Terminal): void {
    const { namespace, name } = this.#pod.metadata;
    const id = statusOf(this.#pod, this.#container)?.containerID;
    this.#waiting = {
      tell: () => {
        const now = this.#served.cluster.get('Pod', namespace, name);
        const status = now && statusOf(now, this.#container);
        if (status?.state?.running && status.containerID === id) return false;
        this.leave();
        terminal.finish({ metadata: {}, status: 'Success' });
        return true;
      },
    };
    this.#served.watches.add(this.#waiting);
  }

  leave(): void {
    if (this.#waiting) this.#served.watches.delete(this.#waiting);
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
