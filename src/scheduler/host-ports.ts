// Host ports in use on a node. A set, not a count, as upstream keeps it: when one of two pods that hold the same port
// goes, the port is free. upstream: kube-scheduler/framework HostPortInfo

import type { Container, Pod, PodSpec } from '../kinds/generated/types.gen';

export interface HostPort {
  readonly ip: string;
  /** `TCP/80` */
  readonly port: string;
}

const ANY_IP = '0.0.0.0';
const NONE: readonly HostPort[] = [];

/** Host ports of containers and sidecars. upstream: pkg/scheduler/util GetHostPorts */
export function hostPortsOf(pod: Pod): readonly HostPort[] {
  const { containers, initContainers }: PodSpec = pod.spec;
  let ports: HostPort[] | undefined;
  const collect = (container: Container) => {
    for (const { hostPort, hostIP, protocol } of container.ports ?? []) {
      if (!hostPort) continue;
      ports ??= [];
      ports.push({ ip: hostIP || ANY_IP, port: `${protocol || 'TCP'}/${hostPort}` });
    }
  };
  for (const container of containers) collect(container);
  for (const container of initContainers ?? []) if (container.restartPolicy === 'Always') collect(container);
  return ports ?? NONE;
}

export class UsedPorts {
  readonly #ips: Map<string, Set<string>>;

  constructor(ips: Map<string, Set<string>> = new Map()) {
    this.#ips = ips;
  }

  add({ ip, port }: HostPort): void {
    const ips = this.#ips.get(port);
    if (ips) ips.add(ip);
    else this.#ips.set(port, new Set([ip]));
  }

  remove({ ip, port }: HostPort): void {
    this.#ips.get(port)?.delete(ip);
  }

  /** The wildcard address conflicts with every other one. */
  conflicts({ ip, port }: HostPort): boolean {
    const ips = this.#ips.get(port);
    if (!ips || ips.size === 0) return false;
    return ip === ANY_IP || ips.has(ANY_IP) || ips.has(ip);
  }

  copy(): UsedPorts {
    return new UsedPorts(new Map([...this.#ips].map(([port, ips]) => [port, new Set(ips)] as const)));
  }
}

/** Whether two pods could not share a node. */
export function portsConflict(wanted: readonly HostPort[], held: readonly HostPort[]): boolean {
  if (wanted.length === 0 || held.length === 0) return false;
  const used = new UsedPorts();
  for (const port of held) used.add(port);
  return wanted.some((port) => used.conflicts(port));
}
