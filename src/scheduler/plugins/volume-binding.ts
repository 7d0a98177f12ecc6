// VolumeBinding: bound claims must be reachable from the node, claims that wait for a consumer must find a volume
// there. Immediate claims that are not bound hold the pod back. upstream: plugins/volumebinding

import type { Reader } from '../../api/actor';
import { equalData } from '../../kinds/equal-data';
import { isEnabled } from '../../kinds/feature-gates';
import type {
  CSIDriver,
  CSIStorageCapacity,
  PersistentVolumeClaim,
  Pod,
  StorageClass,
} from '../../kinds/generated/types.gen';
import type { KubeObject } from '../../kinds/kind';
import { isControlledBy } from '../../kinds/owner';
import { compareQuantity } from '../../kinds/quantity';
import { claimNotFound, claimsOf, isDelayed, isFullyBound, namesClaim } from '../claims';
import {
  type AnyPlugin,
  type CycleContext,
  definePlugin,
  type Prepared,
  type Rejection,
  ready,
  rejected,
  skip,
  unresolvable,
} from '../framework';
import type { NodeInfo } from '../node-info';
import { alongShape, type ShapePoint } from '../scoring-strategy';
import { ROOM_LEFT, storageScore } from '../storage-score';
import { assumeVolumes, checkVolumes, forgetVolumes, type VolumeBindings, writeVolumes } from '../volume-bindings';
import { chooseVolumes, fitsNode } from '../volume-match';

const CONFLICT = "node(s) didn't match PersistentVolume's node affinity";
const NO_MATCH = "node(s) didn't find available persistent volumes to bind";
const NO_ROOM = 'node(s) did not have enough free storage';
const GONE = 'node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)';

interface Claims {
  readonly bound: readonly PersistentVolumeClaim[];
  readonly delayed: readonly PersistentVolumeClaim[];
}

interface Scratch extends Claims {
  readonly cx: CycleContext;
}

type Found = { readonly claims: readonly PersistentVolumeClaim[] } | { readonly why: string };

/** The pod's claims, or why one of them cannot be used. */
function findClaims(pod: Pod, reader: Reader): Found {
  const namespace = pod.metadata.namespace;
  const claims: PersistentVolumeClaim[] = [];
  for (const { name, isEphemeral } of claimsOf(pod)) {
    const claim = reader.get('PersistentVolumeClaim', namespace, name);
    if (!claim) {
      const waiting = `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"`;
      return { why: isEphemeral ? waiting : claimNotFound(name) };
    }
    if (claim.status?.phase === 'Lost') {
      const volume = claim.spec?.volumeName ?? '';
      return { why: `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${volume}"` };
    }
    if (claim.metadata.deletionTimestamp) return { why: `persistentvolumeclaim "${name}" is being deleted` };
    if (isEphemeral && !isControlledBy(claim, pod)) {
      const names = `PVC ${namespace}/${name} was not created for pod ${namespace}/${pod.metadata.name}`;
      return { why: `${names} (pod is not owner)` };
    }
    claims.push(claim);
  }
  return { claims };
}

function prepare(pod: Pod, cx: CycleContext): Prepared<Scratch> {
  const { reader, cache } = cx;
  if (claimsOf(pod).length === 0) return skip;
  const found = findClaims(pod, reader);
  if ('why' in found) return rejected(unresolvable(found.why));
  const bound: PersistentVolumeClaim[] = [];
  const delayed: PersistentVolumeClaim[] = [];
  for (const claim of cache.assumedClaims.all(found.claims)) {
    if (isFullyBound(claim)) bound.push(claim);
    else if (!claim.spec?.volumeName && isDelayed(claim, reader)) delayed.push(claim);
    else return rejected(unresolvable('pod has unbound immediate PersistentVolumeClaims'));
  }
  return ready({ bound, delayed, cx });
}

function filter(_pod: Pod, { node }: NodeInfo, { bound, delayed, cx }: Scratch): Rejection | undefined {
  if (!node) return undefined;
  const { reader } = cx;
  const reasons: string[] = [];
  const volumes = bound.map((claim) => reader.get('PersistentVolume', undefined, claim.spec?.volumeName as string));
  if (volumes.some((volume) => volume && !fitsNode(volume, node))) reasons.push(CONFLICT);
  const choice = delayed.length > 0 ? chooseVolumes(delayed, node, cx) : undefined;
  if (choice === 'no-match') reasons.push(NO_MATCH);
  if (choice === 'no-room') reasons.push(NO_ROOM);
  if (volumes.includes(undefined)) reasons.push(GONE);
  return reasons.length > 0 ? unresolvable(...reasons) : undefined;
}

/** Those on the node; upstream keeps what its filter found there. */
function reserve({ node }: NodeInfo, { delayed, cx }: Scratch): VolumeBindings {
  const choice = node ? chooseVolumes(delayed, node, cx) : 'no-match';
  const found = typeof choice === 'string' ? { existing: [], provisioned: [] } : choice;
  return assumeVolumes(found, node?.metadata.name ?? '', cx.cache);
}

const topologies = (storageClass: unknown) => (storageClass as StorageClass).allowedTopologies;
const migrated = (node: KubeObject | undefined) =>
  node?.metadata.annotations?.['storage.alpha.kubernetes.io/migrated-plugins'];
const grew = (was: string | number | undefined, is: string | number | undefined) =>
  is !== undefined && (was === undefined || compareQuantity(is, was) > 0);
const tracksCapacity = (driver: unknown) => (driver as CSIDriver).spec?.storageCapacity === true;

export interface BindingArgs {
  /** How long a pod's volumes may take; 600 unless given. */
  readonly bindTimeoutSeconds?: number;
  /** How the room that is left scores, behind the gate StorageCapacityScoring. */
  readonly shape?: readonly ShapePoint[];
}

export function volumeBindingWith({ bindTimeoutSeconds = 600, shape = ROOM_LEFT }: BindingArgs): AnyPlugin {
  const curve = alongShape(shape);
  return definePlugin<Scratch, Scratch, VolumeBindings>({
    name: 'VolumeBinding',
    preFilter: prepare,
    filter,
    preScore: (pod, cx) => (isEnabled('StorageCapacityScoring') ? prepare(pod, cx) : skip),
    score: (_pod, { node }, { delayed, cx }) => (node ? storageScore(delayed, node, cx, curve) : 0),
    preBind: {
      timeoutMs: bindTimeoutSeconds * 1000,
      pollMs: 1000,
      isNeeded: (_pod, _node, _cx, scratch) => scratch !== undefined && scratch.delayed.length > 0,
      reserve: (_pod, node, _random, _cx, scratch) => reserve(node, scratch),
      write: (_pod, _node, client, _cx, bindings, step) => writeVolumes(bindings, step, client),
      check: (_pod, node, cx, bindings) => checkVolumes(bindings, node, cx.cache.node(node)?.node, cx.reader),
      forget: ({ cache }, bindings) => forgetVolumes(bindings, cache),
      waitErrorPrefix: 'binding volumes: ',
      timeoutText: 'context deadline exceeded',
    },
    wakeOn: {
      'Node/add': true,
      'Node/label': true,
      'PersistentVolume/add': true,
      'PersistentVolume/update': true,
      'PersistentVolumeClaim/add': (pod, { after }) => namesClaim(pod, after),
      'PersistentVolumeClaim/update': (pod, { after }) => namesClaim(pod, after),
      'StorageClass/add': true,
      'StorageClass/update': (_pod, { before, after }) => !equalData(topologies(before), topologies(after)),
      'CSINode/add': true,
      'CSINode/update': (_pod, { before, after }) => migrated(before) !== migrated(after),
      'CSIStorageCapacity/add': true,
      'CSIStorageCapacity/update': (_pod, { before, after }) => {
        const was = before as CSIStorageCapacity;
        const is = after as CSIStorageCapacity;
        return grew(was.maximumVolumeSize, is.maximumVolumeSize) || grew(was.capacity, is.capacity);
      },
      'CSIDriver/update': (pod, { before, after }) => {
        if (!tracksCapacity(before) || tracksCapacity(after)) return false;
        return pod.spec.volumes?.some((volume) => volume.csi?.driver === after?.metadata.name) ?? false;
      },
    },
  });
}

export const volumeBinding = volumeBindingWith({});
