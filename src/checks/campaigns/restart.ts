// Restarts each workload. While the first pod is replaced a stream of requests tells whether any is lost: what befalls
// one pod of a rollout befalls all.

import type { Cluster } from '../../actions/acting-cluster';
import { referenceText } from '../finding';
import { blameForRequests, blameForRollout } from './blame';
import { type Campaign, serviceOutcomes } from './campaign';
import type { Losses, ServiceOutcome } from './outcome';
import { finishes, rollingWorkloads, spelled, stuckRollout } from './rollout';
import { type Address, answeringAddress, openStream } from './stream';
import { traceOfPods } from './trace';
import { comesTrue, type Dip, type Watch, watchFrom } from './watch';
import type { ServedService, Workload, World } from './world';

export const restart: Campaign = {
  name: 'restart',
  title: 'restart of',
  cases: (_cluster, world) =>
    rollingWorkloads(world).map(({ reference }) => ({ campaign: 'restart', target: reference })),
  run(cluster, { target }, world) {
    const workload = world.workloads.get(referenceText(target)) as Workload;
    const service = servedBy(world, workload);
    const address = service && answeringAddress(cluster, service);
    const watch = watchFrom(cluster);
    cluster.rolloutRestart(spelled(target), { namespace: target.namespace });
    const losses = address && lossesWhileReplaced(cluster, address, workload);
    const isDone = finishes(cluster, target);
    const blameFor = (dip: Dip) => blameForRollout(cluster.reader, world, dip);
    const services = serviceOutcomes(cluster, world, watch, blameFor);
    const stuck = isDone ? [] : [stuckRollout(cluster, target, watch)];
    if (!service || !losses || losses.lost === 0) return { services, stuck };
    return { services: withLosses(services, lossOutcome(cluster, service, workload, losses, watch)), stuck };
  },
};

/** The first Service that the workload's pods stand behind. */
function servedBy({ services }: World, { pods }: Workload): ServedService | undefined {
  const uids = new Set(pods.map(({ metadata }) => metadata.uid));
  return services.find((service) => service.pods.some(({ metadata }) => uids.has(metadata.uid)));
}

const REPLACED_LIMIT_MS = 600_000;
/** Longer than any proxy needs to follow. */
const AFTER_MS = 1_000;

function lossesWhileReplaced(cluster: Cluster, address: Address, { pods }: Workload): Losses | undefined {
  const present = () =>
    pods.map(({ metadata: { namespace, name, uid } }) => {
      const pod = cluster.get('Pod', namespace, name);
      return pod?.metadata.uid === uid ? pod : undefined;
    });
  const isLeaving = () => present().some((pod) => !pod || pod.metadata.deletionTimestamp !== undefined);
  if (!comesTrue(cluster, isLeaving, REPLACED_LIMIT_MS)) return undefined;
  const stream = openStream(cluster, address);
  comesTrue(cluster, () => present().some((pod) => !pod), REPLACED_LIMIT_MS);
  cluster.advanceMs(AFTER_MS);
  return stream.close();
}

function lossOutcome(
  cluster: Cluster,
  service: ServedService,
  { object, pods }: Workload,
  losses: Losses,
  watch: Watch,
): ServiceOutcome {
  return {
    service: service.reference,
    before: service.pods.length,
    lowest: service.pods.length,
    downMs: 0,
    isBack: true,
    losses,
    blame: blameForRequests(cluster.reader, { service, workload: object }, Object.keys(losses.byCause)),
    trace: traceOfPods(cluster, watch, pods.slice(0, 1)),
  };
}

/** What was lost while there was no endpoint is the same matter as that there was none. */
function withLosses(services: readonly ServiceOutcome[], lost: ServiceOutcome): readonly ServiceOutcome[] {
  const isSame = (each: ServiceOutcome) => referenceText(each.service) === referenceText(lost.service);
  const known = services.find(isSame);
  if (!known) return [...services, lost];
  const { losses, blame, trace } = lost;
  const told = known.lowest === 0 ? { ...known, losses } : { ...known, losses, blame, trace };
  return services.map((each) => (isSame(each) ? told : each));
}
