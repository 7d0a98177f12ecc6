// What is taken of programs that nobody described: they listen where probes and Services look for them, declared or
// not, an image that must not run as root has a user of its own, and what is meant to end does so. To find the opposite
// is for the rules that read declarations; simulated, it would end every campaign before it began.

import type { Container, PodSpec, Service } from '../kinds/generated/types.gen';
import { hasLabels } from '../kinds/labels';
import { parseImage } from '../node/image-reference';
import { matchingRule, type ProgramRule } from '../node/program-rules';
import { listeningPorts, programOf } from '../node/programs';
import { groupedBy } from './grouped-by';
import { stayingContainers } from './listening';
import { type DescribedPod, type ManifestSet, referenceOf } from './manifest-set';

const SOMEBODY = 65_532;
const NO_VARIABLES: ReadonlyMap<string, string> = new Map();

interface Known {
  readonly container: Container;
  readonly ports: Set<number>;
  isSomebody: boolean;
  /** After how long it ends, where every container of the name is meant to: 0 for those that stay. */
  endsAfterMs: number;
}

const INIT_MS = 1_000;
const JOB_MS = 10_000;

/** The user's rules, and after them one for each image and container's name that something is taken of. */
export function knownPrograms(set: ManifestSet, programs: readonly ProgramRule[]): readonly ProgramRule[] {
  const known = new Map<string, Known>();
  const services = groupedBy(set.ofKind('Service'), (service) => referenceOf(service).namespace);
  for (const pod of set.pods) {
    const ports = lookedFor(services.get(pod.reference.namespace) ?? [], pod);
    const [main] = stayingContainers(pod.spec);
    const lifeMs = ['Job', 'CronJob'].includes(pod.owner.kind) ? JOB_MS : 0;
    for (const container of [...(pod.spec.initContainers ?? []), ...(pod.spec.containers ?? [])]) {
      if (!container.image || !container.name || isRuled(programs, container)) continue;
      const key = `${container.image} ${container.name}`;
      const one = known.get(key) ?? { container, ports: new Set(), isSomebody: false, endsAfterMs: JOB_MS };
      for (const port of container === main ? ports : []) one.ports.add(port);
      one.isSomebody ||= mustNotBeRoot(pod.spec, container);
      one.endsAfterMs = Math.min(one.endsAfterMs, pod.spec.containers.includes(container) ? lifeMs : initMs(container));
      known.set(key, one);
    }
  }
  return [...programs, ...[...known.values()].flatMap(ruleOf)];
}

const initMs = ({ restartPolicy }: Container) => (restartPolicy === 'Always' ? 0 : INIT_MS);

function ruleOf({ container, ports, isSomebody, endsAfterMs }: Known): readonly ProgramRule[] {
  const own = programOf([], container, NO_VARIABLES);
  const listens = ports.size > 0 && !own.listens ? [...numbersOf(listeningPorts(own, container)), ...ports] : undefined;
  const user = isSomebody && own.user === undefined ? SOMEBODY : undefined;
  const exits = endsAfterMs > 0 && !own.exits && !own.oom ? { code: 0, afterMs: endsAfterMs } : undefined;
  if (!listens && !exits && user === undefined) return [];
  const { image = '', name } = container;
  return [
    {
      ...own,
      ...(listens && { listens }),
      ...(exits && { exits }),
      ...(user !== undefined && { user }),
      image,
      container: name,
    },
  ];
}

function isRuled(programs: readonly ProgramRule[], { image = '', name }: Container): boolean {
  const reference = parseImage(image);
  return matchingRule(programs, image, 'error' in reference ? image : reference.full, name) !== undefined;
}

const isPort = (port: number) => Number.isInteger(port) && port > 0 && port < 65_536;

const numbersOf = (ports: readonly string[]) =>
  ports
    .filter((port) => port.startsWith('TCP/'))
    .map((port) => Number(port.slice(4)))
    .filter(isPort);

function mustNotBeRoot({ securityContext }: PodSpec, { securityContext: own }: Container): boolean {
  if (!(own?.runAsNonRoot ?? securityContext?.runAsNonRoot)) return false;
  return (own?.runAsUser ?? securityContext?.runAsUser) === undefined;
}

/** TCP ports that probes of the pod and Services for it name by number, and none of its containers declares. */
function lookedFor(services: readonly Service[], pod: DescribedPod): readonly number[] {
  const containers = stayingContainers(pod.spec);
  const declared = new Set(
    containers.flatMap((container) => container.ports ?? []).map(({ containerPort }) => containerPort),
  );
  const asked = [...containers.flatMap(probePorts), ...servicePorts(services, pod)];
  return [...new Set(asked)].filter((port) => isPort(port) && !declared.has(port));
}

function probePorts({ livenessProbe, readinessProbe, startupProbe }: Container): readonly number[] {
  return [livenessProbe, readinessProbe, startupProbe].flatMap((probe) => {
    const handler = probe?.httpGet ?? probe?.tcpSocket;
    if (handler) return 'host' in handler && handler.host ? [] : [Number(handler.port)];
    return probe?.grpc ? [probe.grpc.port] : [];
  });
}

function servicePorts(services: readonly Service[], { labels }: DescribedPod): readonly number[] {
  return services.flatMap((service) => {
    const { selector, ports } = service.spec ?? {};
    if (!selector || Object.keys(selector).length === 0 || !hasLabels(labels, selector)) return [];
    return (ports ?? [])
      .filter(({ protocol = 'TCP' }) => protocol === 'TCP')
      .map(({ port, targetPort = port }) => Number(targetPort));
  });
}
