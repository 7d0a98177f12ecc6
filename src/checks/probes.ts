// The probes that manifests give their containers, each with the path to it.

import type { Container, Probe } from '../kinds/generated/types.gen';
import type { FieldPath } from '../manifests/source';
import { containersOf } from './containers';
import { groupedBy } from './grouped-by';
import type { DescribedPod } from './manifest-set';

export interface DescribedProbe {
  readonly container: Container;
  readonly what: 'liveness' | 'readiness' | 'startup';
  readonly probe: Probe;
  /** From the object to the probe. */
  readonly path: FieldPath;
}

export function* probesOf(pod: DescribedPod): Generator<DescribedProbe> {
  for (const { container, path } of containersOf(pod)) {
    for (const what of ['startup', 'liveness', 'readiness'] as const) {
      const probe = container[`${what}Probe`];
      if (probe) yield { container, what, probe, path: [...path, `${what}Probe`] };
    }
  }
}

/** Probes of one container that ask one port. */
export interface AskedPort {
  readonly container: Container;
  readonly port: number | string;
  /** `the liveness probe`, `the liveness and readiness probes`. */
  readonly who: string;
  /** To the port, in the first of them. */
  readonly path: FieldPath;
}

/** The ports of the pod itself that its probes ask, each once. */
export function askedPorts(pod: DescribedPod): readonly AskedPort[] {
  const asked = groupedBy([...probesOf(pod)].flatMap(portOf), ({ container, port }) => `${container.name} ${port}`);
  return [...asked.values()].map((group) => {
    const [first] = group as readonly [ReturnType<typeof portOf>[number]];
    const kinds = group.map(({ what }) => what);
    const who = kinds.length > 1 ? `${kinds.slice(0, -1).join(', ')} and ${kinds.at(-1)} probes` : `${kinds[0]} probe`;
    return { container: first.container, port: first.port, who: `the ${who}`, path: first.path };
  });
}

function portOf({ container, what, probe, path }: DescribedProbe) {
  for (const handler of ['httpGet', 'tcpSocket', 'grpc'] as const) {
    const { port, host } = (probe[handler] ?? {}) as { readonly port?: number | string; readonly host?: string };
    if (port && !host) return [{ container, what, port, path: [...path, handler, 'port'] }];
  }
  return [];
}
