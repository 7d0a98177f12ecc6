// Rolls the image of each container: to a tag that works, to one that does not, and back. The bad one cannot be pulled,
// or, where no readiness probe would notice it, its program ends a moment after its start.

import type { Cluster } from '../../actions/acting-cluster';
import { ApiError } from '../../api/api-error';
import { type ObjectReference, referenceText } from '../finding';
import { blameForRollout, podSpecOf, stuckInOrder } from './blame';
import { type Campaign, NOTHING, serviceOutcomes } from './campaign';
import { CRASHING_TAG, GOOD_TAG, MISSING_TAG, withTag } from './images';
import { podsOf } from './replaced';
import { finishes, rollingWorkloads, spelled } from './rollout';
import { traceOfPods } from './trace';
import { type Dip, dips, settleFor, watchFrom } from './watch';
import type { Workload } from './world';

export const rollImage: Campaign = {
  name: 'roll-image',
  title: 'a bad image for',
  cases: (_cluster, world) =>
    rollingWorkloads(world).flatMap(({ reference, object }) =>
      podSpecOf(object).containers.map(({ name }) => ({ campaign: 'roll-image', target: reference, container: name })),
    ),
  run(cluster, { target, container = '' }, world) {
    const { object } = world.workloads.get(referenceText(target)) as Workload;
    const { image = '', readinessProbe } = podSpecOf(object).containers.find(({ name }) => name === container) ?? {};
    const roll = (tag: string) => setImage(cluster, target, container, withTag(image, tag));
    if (!roll(GOOD_TAG) || !finishes(cluster, target)) return NOTHING; // a restart tells why
    const watch = watchFrom(cluster);
    if (!roll(readinessProbe ? MISSING_TAG : CRASHING_TAG)) return NOTHING;
    settleFor(cluster, BAD_LIMIT_MS);
    if (dips(cluster, world, watch).some(({ lowest }) => lowest === 0)) cluster.advanceMs(NOTICED_MS);
    roll(GOOD_TAG);
    const isHealed = finishes(cluster, target);
    const blameFor = (dip: Dip) => blameForRollout(cluster.reader, world, dip, readinessProbe ? undefined : container);
    const services = serviceOutcomes(cluster, world, watch, blameFor);
    if (isHealed) return { services, stuck: [] };
    const pods = podsOf(cluster.reader, target);
    return { services, stuck: [{ object: target, ...stuckInOrder(object), trace: traceOfPods(cluster, watch, pods) }] };
  },
};

const BAD_LIMIT_MS = 300_000;
/** Nobody puts the good image back at once. */
const NOTICED_MS = 60_000;

/** False when the server does not take it: a policy knows its images. */
function setImage(cluster: Cluster, target: ObjectReference, container: string, image: string): boolean {
  try {
    cluster.setImage(spelled(target), image, { container, namespace: target.namespace });
    return true;
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
}
