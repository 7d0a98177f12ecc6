// Tries the remedy of a cause: on a fork of the settled cluster the change is made, everything settles again, and the
// case that showed the cause is run once more.

import type { Cluster } from '../../actions/acting-cluster';
import { ApiError } from '../../api/api-error';
import { type ObjectReference, referenceText } from '../finding';
import { CAUSES, type Mend } from './cause-table';
import { blameKey, type Cause, caseText, causesOf, type Hit } from './causes';
import type { CampaignCase } from './outcome';
import { objectOf } from './replaced';
import { campaignCases, runCase, worldBefore } from './run';
import { settleFor } from './watch';

const SETTLE_MS = 600_000;
/** An autoscaler looks every 15 seconds. */
const LOOK_MS = 30_000;

/** A sentence that the remedy holds; undefined when there is none to try, or when it does not help. */
export function proofOf(settled: Cluster, cause: Cause): string | undefined {
  const { blame, hits } = cause;
  const object = objectOf(settled.reader, blame.object);
  const mend = object && CAUSES[blame.cause].mend?.(object, blame);
  const mended = mend && withMend(settled, blame.object, mend);
  const again = mended && sameCase(mended, hits[0]);
  if (!again) return undefined;
  const outcome = runCase(mended, again);
  const key = blameKey(blame);
  const victim = referenceText(hits[0].service?.service ?? blame.object);
  const isBroken =
    causesOf([outcome]).some((other) => blameKey(other.blame) === key) ||
    outcome.services.some(({ service, lowest }) => lowest === 0 && referenceText(service) === victim);
  return isBroken ? undefined : `Tried: with ${mend.words} the same passes (${caseText(again)}).`;
}

function withMend(settled: Cluster, { kind, namespace, name }: ObjectReference, mend: Mend): Cluster | undefined {
  const cluster = settled.fork();
  try {
    cluster.patch(`${kind.toLowerCase()}/${name}`, mend.patch, { type: mend.type, namespace });
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
  if (kind === 'HorizontalPodAutoscaler') cluster.advanceMs(LOOK_MS);
  settleFor(cluster, SETTLE_MS);
  return cluster;
}

/** The case in the mended cluster; a pod has another name there. */
function sameCase(mended: Cluster, { case: one, service }: Hit): CampaignCase | undefined {
  const cases = campaignCases({ cluster: mended }).filter(({ campaign }) => campaign === one.campaign);
  if (one.campaign !== 'delete-pod') {
    return cases.find(({ target, container }) => {
      return referenceText(target) === referenceText(one.target) && container === one.container;
    });
  }
  const victim = service && referenceText(service.service);
  const behind = worldBefore(mended).services.find(({ reference }) => referenceText(reference) === victim);
  const names = new Set(behind?.pods.map(({ metadata }) => metadata.name));
  return cases.find(({ target }) => names.has(target.name));
}
