// Which field is to blame for what a campaign found: the one whose other value would have kept the promise.

import type { Reader } from '../../api/actor';
import type { Container, Deployment, Pod, PodSpec, Service, StatefulSet } from '../../kinds/generated/types.gen';
import type { KubeObject } from '../../kinds/kind';
import { compileSelector } from '../../kinds/labels';
import type { FieldPath } from '../../manifests/source';
import type { ObjectReference } from '../finding';
import { referenceOf } from '../manifest-set';
import { isAboutVolumes } from './declared';
import type { Blame, CampaignName, CauseName } from './outcome';
import type { Dip } from './watch';
import { mainWorkload, type ServedService, type World } from './world';

interface Templated {
  readonly spec: { readonly replicas?: number; readonly template?: { readonly spec: PodSpec } };
}

const templatePath = ({ kind }: { readonly kind: string }): FieldPath =>
  kind === 'Pod' ? ['spec'] : ['spec', 'template', 'spec'];

export function podSpecOf(object: KubeObject): PodSpec {
  return (object as unknown as Templated).spec.template?.spec ?? (object as unknown as Pod).spec;
}

const blame = (cause: CauseName, object: object, path: FieldPath): Blame => ({
  cause,
  object: referenceOf(object),
  path,
});

/** For a Service that lost all endpoints when pods went away from outside: deleted, drained, lost with a machine. */
export function blameForLoss(reader: Reader, world: World, { service, lowest }: Dip): Blame | undefined {
  const workload = lowest === 0 ? mainWorkload(world, service)?.object : undefined;
  if (!workload) return undefined;
  if (workload.kind === 'Pod') return blame('bare-pod', workload, ['kind']);
  if (workload.kind === 'DaemonSet') return undefined; // as many pods as there are nodes
  if (service.pods.length === 1) return blameForOne(reader, workload);
  const nodes = new Set(service.pods.map(({ spec }) => spec.nodeName));
  if (nodes.size === 1) return blame('one-node', workload, placingField(workload));
  return blame('one-zone', workload, placingField(workload));
}

/** What keeps the pods together, or what would keep them apart. */
function placingField(workload: KubeObject): FieldPath {
  const { nodeName, nodeSelector, affinity } = podSpecOf(workload);
  const path = templatePath(workload);
  if (nodeName) return [...path, 'nodeName'];
  if (nodeSelector && Object.keys(nodeSelector).length > 0) return [...path, 'nodeSelector'];
  return affinity ? [...path, 'affinity'] : [...path, 'topologySpreadConstraints'];
}

/** One replica, unless more were asked for and are not there: that is told of the start. */
function blameForOne(reader: Reader, workload: KubeObject): Blame | undefined {
  const { replicas = 1 } = (workload as unknown as Templated).spec;
  if (replicas > 1) return undefined;
  const autoscaler = autoscalerOf(reader, referenceOf(workload));
  if (autoscaler) return blame('single-replica', autoscaler, ['spec', 'minReplicas']);
  return blame('single-replica', workload, ['spec', 'replicas']);
}

function autoscalerOf(reader: Reader, { kind, namespace, name }: ObjectReference) {
  return reader
    .list('HorizontalPodAutoscaler', namespace)
    .find(({ spec: { scaleTargetRef: target } }) => target.kind === kind && target.name === name);
}

/**
 * For a Service that lost all its endpoints while its workload was rolled.
 * @param crashed the container whose new program ended again and again, if that was it
 */
export function blameForRollout(reader: Reader, world: World, { service, lowest }: Dip, crashed?: string) {
  const workload = lowest === 0 ? mainWorkload(world, service)?.object : undefined;
  if (!workload) return undefined;
  if (service.pods.length === 1 && workload.kind === 'StatefulSet') return blameForOne(reader, workload);
  const { strategy } = (workload as unknown as Deployment).spec;
  if (strategy?.type === 'Recreate') return blame('update-strategy', workload, ['spec', 'strategy', 'type']);
  const index = podSpecOf(workload).containers.findIndex(({ name }) => name === crashed);
  if (index >= 0) {
    const path = [...templatePath(workload), 'containers', index, 'readinessProbe'];
    return blame('no-readiness-probe', workload, path);
  }
  if (workload.kind !== 'Deployment') return undefined;
  return blame('update-strategy', workload, ['spec', 'strategy', 'rollingUpdate', 'maxUnavailable']);
}

/** For requests that were lost while there were endpoints. */
export function blameForRequests(
  reader: Reader,
  { service, workload }: { readonly service: ServedService; readonly workload: KubeObject },
  causes: readonly string[],
): Blame | undefined {
  const { containers, terminationGracePeriodSeconds = 30 } = podSpecOf(workload);
  const path = templatePath(workload);
  const { namespace, name } = service.reference;
  const index = servingContainer(containers, reader.get('Service', namespace, name));
  const container = containers[index] as Container;
  if (causes.some((cause) => cause.startsWith('the process answered'))) {
    const probe = container.readinessProbe ? undefined : 'no-readiness-probe';
    return probe && blame(probe, workload, [...path, 'containers', index, 'readinessProbe']);
  }
  const { sleep } = container.lifecycle?.preStop ?? {};
  if (sleep && sleep.seconds >= terminationGracePeriodSeconds) {
    return blame('short-grace', workload, [...path, 'terminationGracePeriodSeconds']);
  }
  return blame('no-pre-stop', workload, [...path, 'containers', index, 'lifecycle', 'preStop']);
}

/** The container that the Service's first port leads to; the first when nobody declares it. */
function servingContainer(containers: readonly Container[], service: Service | undefined): number {
  const [port] = service?.spec?.ports ?? [];
  const target = port?.targetPort ?? port?.port;
  const index = containers.findIndex(({ ports }) =>
    ports?.some(({ name, containerPort }) => name === target || containerPort === target),
  );
  return Math.max(0, index);
}

const ROLLING: readonly CampaignName[] = ['restart', 'roll-image', 'spend-quota'];

/** For pods that find no node, or that the server does not take: by the words of whoever refuses them. */
export function blameForRefusal(
  reader: Reader,
  workload: KubeObject,
  message: string,
  campaign: CampaignName,
): Blame | undefined {
  const { namespace } = workload.metadata;
  const [, quotaName] = /exceeded quota: ([^,]+),/.exec(message) ?? [];
  if (quotaName !== undefined) {
    const quota = reader.get('ResourceQuota', namespace, quotaName);
    return quota && blame('quota', quota, ['spec', 'hard', firstExceeded(message)]);
  }
  if (!message.includes('nodes are available')) return undefined; // not a matter of places
  if (isAboutVolumes(message))
    return blameForVolume(workload, campaign === 'lose-zone' ? 'zone-volume' : 'node-volume');
  if (ROLLING.includes(campaign)) return blame('no-place-for-surge', workload, ['spec', 'strategy']);
  const index = podSpecOf(workload).containers.findIndex(({ resources }) => resources?.requests);
  const path = [...templatePath(workload), 'containers', Math.max(0, index), 'resources', 'requests'];
  return blame('no-room', workload, /Insufficient/.test(message) ? path : placingField(workload));
}

/** `exceeded quota: q, requested: pods=1, used: pods=3, limited: pods=3` */
function firstExceeded(message: string): string {
  return /limited: ([^=]+)=/.exec(message)?.[1] ?? '';
}

function blameForVolume(workload: KubeObject, cause: 'node-volume' | 'zone-volume'): Blame {
  const isSet = workload.kind === 'StatefulSet';
  const path = isSet ? ['spec', 'volumeClaimTemplates'] : [...templatePath(workload), 'volumes'];
  return blame(cause, workload, path);
}

/** For a rollback that does not replace the pod of the bad revision. */
export function stuckInOrder(workload: KubeObject): { readonly message: string; readonly blame: Blame | undefined } {
  const { podManagementPolicy } = (workload as unknown as StatefulSet).spec;
  const inOrder = workload.kind === 'StatefulSet' && podManagementPolicy !== 'Parallel';
  return {
    message: inOrder
      ? 'the pod of the bad image stays: in order, nothing is replaced before all pods are ready'
      : 'the good image does not come back',
    blame: inOrder ? blame('ordered-ready', workload, ['spec', 'podManagementPolicy']) : undefined,
  };
}

/** For a pod that cannot be evicted: what keeps the pod that would replace another one, or the budget that says no. */
export function blameForEviction(reader: Reader, workload: KubeObject, pod: Pod, obstacle: string | undefined) {
  const place = obstacle === undefined ? undefined : blameForRefusal(reader, workload, obstacle, 'drain-node');
  if (place) return place;
  const budgets = reader
    .list('PodDisruptionBudget', pod.metadata.namespace)
    .filter(({ spec }) => spec?.selector && compileSelector(spec.selector)(pod.metadata.labels ?? {}));
  const [budget, another] = budgets;
  if (another) return blame('budget', another, ['spec', 'selector']);
  const field = budget?.spec?.minAvailable === undefined ? 'maxUnavailable' : 'minAvailable';
  return budget && blame('budget', budget, ['spec', field]);
}
