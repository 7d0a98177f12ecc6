// The ports that a pod's containers listen on, as far as anybody has said: the programs that a user describes, and the
// ports that the containers declare.

import type { Container, ContainerPort, PodSpec } from '../kinds/generated/types.gen';
import type { ProgramRule } from '../node/program-rules';
import { listeningPorts, programOf } from '../node/programs';

const NO_VARIABLES: ReadonlyMap<string, string> = new Map();

/** The containers that stay while the pod runs, sidecars among them. */
export function stayingContainers(spec: PodSpec): readonly Container[] {
  const sidecars = (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  return [...(spec.containers ?? []), ...sidecars];
}

/** `TCP/80`, each once. */
export function portsOf(spec: PodSpec, programs: readonly ProgramRule[]): readonly string[] {
  const ports = stayingContainers(spec).flatMap((container) =>
    listeningPorts(programOf(programs, container, NO_VARIABLES), container),
  );
  return [...new Set(ports)];
}

export function declaredPorts(spec: PodSpec): readonly ContainerPort[] {
  return stayingContainers(spec).flatMap(({ ports }) => ports ?? []);
}

/** `8080 (http), 9090`; `none`. */
export function portsText(ports: readonly ContainerPort[]): string {
  const words = ports.map(({ containerPort, name }) => (name ? `${containerPort} (${name})` : `${containerPort}`));
  return words.length > 0 ? [...new Set(words)].join(', ') : 'none';
}
