// What the binder does with one claim. upstream: pkg/controller/volume/persistentvolume syncClaim

import type { EventInput } from '../../api/actor';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../kinds/generated/types.gen';
import {
  BIND_COMPLETED,
  BOUND_BY_CONTROLLER,
  claimClassName,
  hasClass,
  SELECTED_NODE,
} from '../../kinds/storage-class-names';
import { findVolume, pointsAt, whyUnfit } from './match';

export type ClaimPlan =
  | { readonly do: 'bind'; readonly volume: PersistentVolume }
  /** Stays pending, and says why. */
  | { readonly do: 'wait'; readonly event?: EventInput }
  | { readonly do: 'provision' }
  /** Nothing can be done; nothing is said of the phase either. */
  | { readonly do: 'tell'; readonly event: EventInput }
  /** Takes the default class that came after it. */
  | { readonly do: 'take-class'; readonly className: string }
  | { readonly do: 'lose'; readonly event: EventInput };

/** What a claim's plan asks about its surroundings. */
export interface ClaimFacts {
  readonly volumeNamed: (name: string) => PersistentVolume | undefined;
  /** Free volumes of the claim's class, and those that point at the claim. */
  readonly candidates: () => readonly PersistentVolume[];
  readonly storageClass: StorageClass | undefined;
  readonly defaultClass: () => StorageClass | undefined;
  /** Pods that name the claim and have neither a node nor an end. */
  readonly waitingPods: () => readonly string[];
}

export function planClaim(claim: PersistentVolumeClaim, facts: ClaimFacts): ClaimPlan {
  const { annotations } = claim.metadata;
  const volumeName = claim.spec?.volumeName ?? '';
  if (annotations?.[BIND_COMPLETED] !== undefined) return planBound(claim, volumeName, facts);
  return volumeName === '' ? planOpen(claim, facts) : planNamed(claim, volumeName, facts);
}

/** upstream: syncBoundClaim */
function planBound(claim: PersistentVolumeClaim, volumeName: string, facts: ClaimFacts): ClaimPlan {
  const lost = (lostWhat: string) => lose('ClaimLost', `Bound claim has lost ${lostWhat}. Data on the volume is lost!`);
  if (volumeName === '') return lost('reference to PersistentVolume');
  const volume = facts.volumeNamed(volumeName);
  if (!volume) return lost('its PersistentVolume');
  const reference = volume.spec?.claimRef;
  if (!reference || reference.uid === claim.metadata.uid) return { do: 'bind', volume };
  return lose('ClaimMisbound', 'Two claims are bound to the same volume, this one is bound incorrectly');
}

const lose = (reason: string, message: string): ClaimPlan => ({
  do: 'lose',
  event: { type: 'Warning', reason, message },
});

/** Any volume will do. upstream: syncUnboundClaim */
function planOpen(claim: PersistentVolumeClaim, facts: ClaimFacts): ClaimPlan {
  const isDelayed = facts.storageClass?.volumeBindingMode === 'WaitForFirstConsumer';
  const volume = findVolume(claim, facts.candidates(), isDelayed);
  if (volume) return { do: 'bind', volume };
  const late = hasClass(claim) ? undefined : facts.defaultClass();
  if (late) return { do: 'take-class', className: late.metadata.name };
  if (isDelayed && claim.metadata.annotations?.[SELECTED_NODE] === undefined) {
    return { do: 'wait', event: waitingFor(facts.waitingPods()) };
  }
  if (claimClassName(claim) !== '') return { do: 'provision' };
  const message = 'no persistent volumes available for this claim and no storage class is set';
  return { do: 'wait', event: { type: 'Normal', reason: 'FailedBinding', message } };
}

/** upstream: emitEventForUnboundDelayBindingClaim */
function waitingFor(pods: readonly string[]): EventInput {
  if (pods.length === 0) {
    const message = 'waiting for first consumer to be created before binding';
    return { type: 'Normal', reason: 'WaitForFirstConsumer', message };
  }
  const message = `waiting for ${pods.length > 1 ? 'pods' : 'pod'} ${pods.join(',')} to be scheduled`;
  return { type: 'Normal', reason: 'WaitForPodScheduled', message };
}

/** The claim asks for a certain volume. */
function planNamed(claim: PersistentVolumeClaim, volumeName: string, facts: ClaimFacts): ClaimPlan {
  const volume = facts.volumeNamed(volumeName);
  if (!volume) return { do: 'wait' };
  if (pointsAt(volume, claim)) return { do: 'bind', volume };
  if (volume.spec?.claimRef) {
    const message = `volume "${volumeName}" already bound to a different claim.`;
    const event: EventInput = { type: 'Warning', reason: 'FailedBinding', message };
    // Somebody took the mark of the completed binding away.
    const wasBound = claim.metadata.annotations?.[BOUND_BY_CONTROLLER] !== undefined;
    return { do: wasBound ? 'tell' : 'wait', event };
  }
  const why = whyUnfit(volume, claim);
  if (!why) return { do: 'bind', volume };
  const message = `Cannot bind to requested volume "${volumeName}": ${why}`;
  return { do: 'wait', event: { type: 'Warning', reason: 'VolumeMismatch', message } };
}
