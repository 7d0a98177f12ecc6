// Carries out the plan for one claim. A binding is four writes, one in a run: others act on each of them.
// upstream: pkg/controller/volume/persistentvolume syncClaim, bind

import type { Client, EventInput } from '../../api/actor';
import type { PersistentVolume, PersistentVolumeClaim } from '../../kinds/generated/types.gen';
import { objectKey } from '../../kinds/kind';
import { claimClassName, STORAGE_PROVISIONER } from '../../kinds/storage-class-names';
import { isPodTerminal } from '../shared/pod-state';
import { claimForVolume, claimInPhase, volumeForClaim, volumeInPhase } from './binding';
import { type ClaimFacts, planClaim } from './claim-plan';
import { defaultClassOf } from './default-class';
import { withMigration } from './former-plugins';
import { planProvisioning } from './provisioning';

/** Answers `again` when another write is to follow. No pod is known yet for a claim that `precedesPods`. */
export function syncClaim(cx: Client, given: PersistentVolumeClaim, precedesPods = false): 'done' | 'again' {
  const claim = updated(cx, given, withMigration(given, STORAGE_PROVISIONER));
  const facts = factsFor(cx, claim);
  const plan = planClaim(claim, precedesPods ? { ...facts, waitingPods: () => [] } : facts);
  switch (plan.do) {
    case 'bind':
      return bind(cx, plan.volume, claim);
    case 'take-class':
      cx.update({ ...claim, spec: { ...claim.spec, storageClassName: plan.className } });
      break;
    case 'provision':
      provision(cx, claim);
      break;
    case 'wait':
      if (plan.event) cx.event(claim, plan.event);
      withStatus(cx, claim, claimInPhase(claim, 'Pending'));
      break;
    case 'tell':
      cx.event(claim, plan.event);
      break;
    case 'lose':
      loseVolume(cx, claim, plan.event);
  }
  return 'done';
}

function factsFor(cx: Client, claim: PersistentVolumeClaim): ClaimFacts {
  const className = claimClassName(claim);
  return {
    volumeNamed: (name) => cx.get('PersistentVolume', undefined, name),
    candidates: () => [
      ...cx.by('PersistentVolume', 'claim', objectKey(claim)),
      ...cx.by('PersistentVolume', 'free', className),
    ],
    storageClass: className === '' ? undefined : cx.get('StorageClass', undefined, className),
    defaultClass: () => defaultClassOf(cx.list('StorageClass')),
    waitingPods: () =>
      cx
        .by('Pod', 'claim', objectKey(claim))
        .filter((pod) => !isPodTerminal(pod) && !pod.spec.nodeName)
        .map(({ metadata }) => metadata.name),
  };
}

/** The volume first, so that nobody else takes it. */
function bind(cx: Client, volume: PersistentVolume, claim: PersistentVolumeClaim): 'done' | 'again' {
  const reserved = volumeForClaim(volume, claim);
  const held = volumeInPhase(volume, 'Bound');
  const complete = claimForVolume(claim, volume);
  if (reserved !== volume) cx.update(reserved);
  else if (held !== volume) cx.updateStatus(held);
  else if (complete !== claim) cx.update(complete);
  else {
    withStatus(cx, claim, claimInPhase(claim, 'Bound', volume));
    return 'done';
  }
  return 'again';
}

function provision(cx: Client, claim: PersistentVolumeClaim): void {
  const className = claimClassName(claim);
  const plan = planProvisioning(claim, className, cx.get('StorageClass', undefined, className));
  cx.event(updated(cx, claim, plan.claim), plan.event);
}

/** Told once: when the phase changes. */
function loseVolume(cx: Client, claim: PersistentVolumeClaim, event: EventInput): void {
  if (claim.status?.phase === 'Lost') return;
  cx.event(cx.updateStatus(claimInPhase(claim, 'Lost')), event);
}

function updated<T extends PersistentVolume | PersistentVolumeClaim>(cx: Client, before: T, after: T): T {
  return after === before ? before : cx.update(after);
}

function withStatus<T extends PersistentVolume | PersistentVolumeClaim>(cx: Client, before: T, after: T): T {
  return after === before ? before : cx.updateStatus(after);
}
