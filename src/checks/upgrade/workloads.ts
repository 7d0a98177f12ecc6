// Which workloads exchange their pods, because of which fields; which were told to and do not; which only grow or
// shrink.

import type { Cluster } from '../../actions/acting-cluster';
import type { DaemonSet, Deployment, PodTemplateSpec, StatefulSet } from '../../kinds/generated/types.gen';
import type { KubeObject } from '../../kinds/kind';
import type { Manifest } from '../../manifests/check-object';
import { podsOf } from '../../matchers/related-pods';
import { counted } from '../../report/value-text';
import type { ObjectReference } from '../finding';
import { referenceOf } from '../manifest-set';
import { type ChangedField, changedFields, changeText, pathText, placeIn } from './changed-fields';
import type { Effect } from './effect';
import { type Observed, storedFor } from './observed';

/** Kinds that keep pods alive. Jobs are not among them: their pods end by themselves. */
const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController'];

interface WorkloadFields {
  readonly spec?: { readonly template?: PodTemplateSpec; readonly replicas?: number };
}

export interface WorkloadChange {
  readonly object: ObjectReference;
  readonly manifest: Manifest;
  readonly stored: KubeObject;
  /** Pods that were there before and are not any more. */
  readonly gone: number;
  /** Pods that were there before. */
  readonly had: number;
  /** Pods that are there and were not before. */
  readonly created: number;
  /** What changed in the pods' template. */
  readonly template: readonly ChangedField[];
  readonly replicas: ChangedField | undefined;
  /** The pods' template as it was. */
  readonly before: PodTemplateSpec | undefined;
}

const changesByUpgrade = new WeakMap<Observed, readonly WorkloadChange[]>();

/** Every workload that both sets have. */
export function workloadChanges(observed: Observed): readonly WorkloadChange[] {
  let changes = changesByUpgrade.get(observed);
  if (!changes) {
    changes = observed.next.objects.flatMap((manifest) => changeOf(observed, manifest) ?? []);
    changesByUpgrade.set(observed, changes);
  }
  return changes;
}

function changeOf({ before, after }: Observed, manifest: Manifest): WorkloadChange | undefined {
  if (!WORKLOADS.includes(manifest.kind)) return undefined;
  const [first, stored] = [storedFor(before, manifest), storedFor(after, manifest)];
  if (!first || !stored) return undefined;
  const [from, to] = [(first as WorkloadFields).spec, (stored as WorkloadFields).spec];
  const [had, has] = [podNames(before, first), podNames(after, stored)];
  return {
    object: referenceOf(manifest),
    manifest,
    stored,
    had: had.size,
    gone: [...had].filter((uid) => !has.has(uid)).length,
    created: [...has].filter((uid) => !had.has(uid)).length,
    template: changedFields(from?.template, to?.template, ['spec', 'template']),
    replicas: changedFields(from?.replicas, to?.replicas, ['spec', 'replicas'])[0],
    before: from?.template,
  };
}

const podNames = (shop: Cluster, owner: KubeObject) =>
  new Set(podsOf(shop.reader, owner).map(({ metadata }) => metadata.uid));

export const hasRolled = ({ gone, created }: WorkloadChange) => gone > 0 && created > 0;

export function rolledWorkloads(observed: Observed): readonly Effect[] {
  return workloadChanges(observed).flatMap((change): readonly Effect[] => {
    const { template, replicas } = change;
    if (template.length > 0 && !hasRolled(change)) return notRolled(change);
    const scaled = replicas ? [scaledEffect(change, replicas)] : [];
    return hasRolled(change) ? [rolledEffect(change), ...scaled] : scaled;
  });
}

function rolledEffect({ object, manifest, gone, created, template }: WorkloadChange): Effect {
  const [first] = template;
  return {
    effect: 'rolled',
    severity: 'note',
    object,
    message: `${counted(gone, 'pod')} replaced by ${created}`,
    details: template.map(changeText),
    field: first && pathText(first.path),
    place: placeIn(manifest, first?.path ?? []),
  };
}

/** A template that changed and pods that stay; with no pods at all there is nothing to say. */
function notRolled({ object, manifest, stored, template, had, gone, created }: WorkloadChange): readonly Effect[] {
  const reason = holdOf(stored);
  if (reason === undefined || had === 0 || gone + created > 0) return [];
  const [first] = template as [ChangedField];
  return [
    {
      effect: 'not-rolled',
      severity: 'warning',
      object,
      message: `keeps its old pods, ${reason}`,
      details: template.map(changeText),
      field: pathText(first.path),
      place: placeIn(manifest, first.path),
    },
  ];
}

function holdOf(stored: KubeObject): string | undefined {
  switch (stored.kind) {
    case 'Deployment':
      return (stored as Deployment).spec?.paused ? 'for it is paused' : undefined;
    case 'StatefulSet': {
      const { type, rollingUpdate } = (stored as StatefulSet).spec?.updateStrategy ?? {};
      if (type === 'OnDelete') return 'for updateStrategy is OnDelete: each changes when somebody deletes it';
      return rollingUpdate?.partition ? `for its partition is ${rollingUpdate.partition}` : undefined;
    }
    case 'DaemonSet':
      return (stored as DaemonSet).spec?.updateStrategy?.type === 'OnDelete'
        ? 'for updateStrategy is OnDelete: each changes when somebody deletes it'
        : undefined;
    default:
      return `for a ${stored.kind} exchanges no pods: each changes when it is deleted`;
  }
}

/** An apply that no longer says how many takes the number away, whoever had set it since: the server's 1 is left. */
function scaledEffect({ object, manifest }: WorkloadChange, { before, after }: ChangedField): Effect {
  const isSaid = (manifest.spec as WorkloadFields['spec'])?.replicas !== undefined;
  return {
    effect: 'scaled',
    severity: isSaid ? 'note' : 'warning',
    object,
    message: `replicas ${before} to ${after}`,
    details: isSaid ? [] : ['the new set names no number where the old one did: the default of 1 takes its place'],
    field: 'spec.replicas',
    place: placeIn(manifest, ['spec', 'replicas']),
  };
}
