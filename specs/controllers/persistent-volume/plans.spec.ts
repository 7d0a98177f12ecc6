import { describe, expect, test } from '@jest/globals';
import { type ClaimFacts, planClaim } from '../../../src/controllers/persistent-volume/claim-plan';
import { findVolume, whyUnfit } from '../../../src/controllers/persistent-volume/match';
import { planProvisioning } from '../../../src/controllers/persistent-volume/provisioning';
import type { PersistentVolume, PersistentVolumeClaim } from '../../../src/kinds/generated/types.gen';
import { claim, storageClass, volume, WAITS } from './builders';

const BOUND = { 'pv.kubernetes.io/bind-completed': 'yes' };
const CHOSEN = { 'pv.kubernetes.io/bound-by-controller': 'yes' };

describe('the volume for a claim', () => {
  const own = ['c', 'uid-c'] as const;
  const rows: {
    name: string;
    wants?: PersistentVolumeClaim;
    of: readonly PersistentVolume[];
    delayed?: boolean;
    is: string | undefined;
  }[] = [
    {
      name: 'the smallest that is large enough',
      of: [volume({ name: 'l', size: '3Gi' }), volume({ name: 's', size: '2Gi' }), volume({ name: 'xs', size: '1G' })],
      is: 's',
    },
    { name: 'the first of equal ones', of: [volume({ name: 'a' }), volume({ name: 'b' })], is: 'a' },
    {
      name: 'the narrowest set of access modes before the smallest',
      of: [volume({ name: 'a', accessModes: ['ReadWriteOnce', 'ReadOnlyMany'] }), volume({ name: 'b', size: '9Gi' })],
      is: 'b',
    },
    {
      name: 'more access modes than asked for will do',
      of: [volume({ accessModes: ['ReadOnlyMany', 'ReadWriteOnce'] })],
      is: 'v',
    },
    {
      name: 'fewer will not',
      wants: claim({ accessModes: ['ReadWriteOnce', 'ReadWriteMany'] }),
      of: [volume()],
      is: undefined,
    },
    { name: 'another class', of: [volume({ storageClassName: 'fast' })], is: undefined },
    {
      name: 'the same class',
      wants: claim({ storageClassName: 'fast' }),
      of: [volume({ storageClassName: 'fast' })],
      is: 'v',
    },
    { name: 'a block device for a file system', of: [volume({ volumeMode: 'Block' })], is: undefined },
    { name: 'another class of attributes', of: [volume({ volumeAttributesClassName: 'gold' })], is: undefined },
    {
      name: 'labels that are asked for',
      wants: claim({ selector: { matchLabels: { a: 'b' } } }),
      of: [volume({ name: 'a' }), volume({ name: 'b', labels: { a: 'b' } })],
      is: 'b',
    },
    { name: 'one that is being deleted', of: [volume({ deleted: true })], is: undefined },
    { name: 'one that is not available yet', of: [volume({ phase: 'Pending' })], is: undefined },
    { name: 'a released one', of: [volume({ phase: 'Released', for: ['c', 'uid-old'] })], is: undefined },
    {
      name: 'one reserved by name wins',
      of: [volume({ name: 'a' }), volume({ name: 'z', size: '9Gi', for: ['c'] })],
      is: 'z',
    },
    { name: 'even of another class', of: [volume({ storageClassName: 'fast', for: ['c'] })], is: 'v' },
    { name: 'a reservation that is too small is none', of: [volume({ size: '1M', for: ['c'] })], is: undefined },
    { name: 'one bound to it wins in any phase', of: [volume({ phase: 'Pending', for: own })], is: 'v' },
    { name: 'a claim that waits for its consumer takes none', of: [volume()], delayed: true, is: undefined },
    { name: 'but one reserved for it', of: [volume({ for: ['c'] })], delayed: true, is: 'v' },
    { name: 'one reserved for somebody else', of: [volume({ for: ['other'] })], is: undefined },
  ];
  test.each(rows)('$name', ({ wants = claim(), of, delayed = false, is }) => {
    expect(findVolume(wants, of, delayed)?.metadata.name).toBe(is);
  });

  test.each([
    { name: 'none', of: volume(), why: undefined },
    { name: 'size', of: volume({ size: '1M' }), why: 'requested PV is too small' },
    { name: 'class', of: volume({ storageClassName: 'x' }), why: 'storageClassName does not match' },
    {
      name: 'attributes',
      of: volume({ volumeAttributesClassName: 'x' }),
      why: 'volumeAttributesClassName does not match',
    },
    { name: 'mode', of: volume({ volumeMode: 'Block' }), why: 'incompatible volumeMode' },
    { name: 'access', of: volume({ accessModes: ['ReadOnlyMany'] }), why: 'incompatible accessMode' },
    { name: 'deletion first', of: volume({ deleted: true, size: '1M' }), why: 'the volume is marked for deletion "v"' },
  ])('why a named one is unfit: $name', ({ of, why }) => expect(whyUnfit(of, claim())).toBe(why));
});

describe('the plan for a claim', () => {
  const facts = (parts: Partial<ClaimFacts> & { readonly volumes?: readonly PersistentVolume[] } = {}): ClaimFacts => ({
    volumeNamed: (name) => parts.volumes?.find(({ metadata }) => metadata.name === name),
    candidates: () => parts.volumes ?? [],
    storageClass: undefined,
    defaultClass: () => undefined,
    waitingPods: () => [],
    ...parts,
  });
  const waiting = storageClass('late', 'x.io/y', WAITS);
  const rows: { name: string; of: PersistentVolumeClaim; with?: ClaimFacts; plan: string; message?: string }[] = [
    { name: 'a volume that fits', of: claim(), with: facts({ volumes: [volume()] }), plan: 'bind v' },
    {
      name: 'none, and no class',
      of: claim({ storageClassName: '' }),
      plan: 'wait FailedBinding',
      message: 'no persistent volumes available for this claim and no storage class is set',
    },
    {
      name: 'none, and a default class that came later',
      of: claim(),
      with: facts({ defaultClass: () => waiting }),
      plan: 'take-class late',
    },
    {
      name: 'an empty class is kept',
      of: claim({ storageClassName: '' }),
      with: facts({ defaultClass: () => waiting }),
      plan: 'wait FailedBinding',
    },
    { name: 'a class', of: claim({ storageClassName: 'fast' }), plan: 'provision' },
    {
      name: 'a class that waits',
      of: claim({ storageClassName: 'late' }),
      with: facts({ storageClass: waiting }),
      plan: 'wait WaitForFirstConsumer',
      message: 'waiting for first consumer to be created before binding',
    },
    {
      name: 'a class that waits, and a pod',
      of: claim({ storageClassName: 'late' }),
      with: facts({ storageClass: waiting, waitingPods: () => ['p'] }),
      plan: 'wait WaitForPodScheduled',
      message: 'waiting for pod p to be scheduled',
    },
    {
      name: 'a class that waits, and pods',
      of: claim({ storageClassName: 'late' }),
      with: facts({ storageClass: waiting, waitingPods: () => ['p', 'q'] }),
      plan: 'wait WaitForPodScheduled',
      message: 'waiting for pods p,q to be scheduled',
    },
    {
      name: 'a node is chosen',
      of: claim({ storageClassName: 'late', annotations: { 'volume.kubernetes.io/selected-node': 'n' } }),
      with: facts({ storageClass: waiting }),
      plan: 'provision',
    },
    { name: 'a named volume that is not there', of: claim({ volumeName: 'v' }), plan: 'wait' },
    { name: 'a named volume', of: claim({ volumeName: 'v' }), with: facts({ volumes: [volume()] }), plan: 'bind v' },
    {
      name: 'a named volume that is reserved for it',
      of: claim({ volumeName: 'v' }),
      with: facts({ volumes: [volume({ for: ['c'] })] }),
      plan: 'bind v',
    },
    {
      name: 'a named volume that is unfit',
      of: claim({ volumeName: 'v' }),
      with: facts({ volumes: [volume({ size: '1M' })] }),
      plan: 'wait VolumeMismatch',
      message: 'Cannot bind to requested volume "v": requested PV is too small',
    },
    {
      name: "a named volume that is another's",
      of: claim({ volumeName: 'v' }),
      with: facts({ volumes: [volume({ for: ['other'] })] }),
      plan: 'wait FailedBinding',
      message: 'volume "v" already bound to a different claim.',
    },
    {
      name: 'the same, by the controller itself',
      of: claim({ volumeName: 'v', annotations: CHOSEN }),
      with: facts({ volumes: [volume({ for: ['other'] })] }),
      plan: 'tell FailedBinding',
    },
    {
      name: 'bound',
      of: claim({ volumeName: 'v', annotations: BOUND }),
      with: facts({ volumes: [volume({ for: ['c', 'uid-c'] })] }),
      plan: 'bind v',
    },
    {
      name: 'bound to a volume that forgot it',
      of: claim({ volumeName: 'v', annotations: BOUND }),
      with: facts({ volumes: [volume()] }),
      plan: 'bind v',
    },
    {
      name: 'bound to a volume that is gone',
      of: claim({ volumeName: 'v', annotations: BOUND }),
      plan: 'lose ClaimLost',
      message: 'Bound claim has lost its PersistentVolume. Data on the volume is lost!',
    },
    {
      name: 'bound to nothing any more',
      of: claim({ annotations: BOUND }),
      plan: 'lose ClaimLost',
      message: 'Bound claim has lost reference to PersistentVolume. Data on the volume is lost!',
    },
    {
      name: "bound to another's volume",
      of: claim({ volumeName: 'v', annotations: BOUND }),
      with: facts({ volumes: [volume({ for: ['c', 'uid-old'] })] }),
      plan: 'lose ClaimMisbound',
      message: 'Two claims are bound to the same volume, this one is bound incorrectly',
    },
  ];
  test.each(rows)('$name', ({ of, with: given = facts(), plan, message }) => {
    const found = planClaim(of, given);
    const event = 'event' in found ? found.event : undefined;
    const detail =
      'volume' in found ? found.volume.metadata.name : 'className' in found ? found.className : event?.reason;
    expect([found.do, detail].filter(Boolean).join(' ')).toBe(plan);
    if (message) expect(event?.message).toBe(message);
  });
});

describe('what becomes of a claim that somebody is to make a volume for', () => {
  const waits = (name: string) =>
    `Normal ExternalProvisioning: Waiting for a volume to be created either by the external provisioner '${name}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`;
  test.each([
    {
      name: 'no such class',
      provisioner: undefined,
      mark: undefined,
      event: 'Warning ProvisioningFailed: storageclass.storage.k8s.io "fast" not found',
    },
    { name: 'an external one', provisioner: 'x.io/y', mark: 'x.io/y', event: waits('x.io/y') },
    {
      name: 'a former plugin',
      provisioner: 'kubernetes.io/gce-pd',
      mark: 'pd.csi.storage.gke.io',
      event: waits('pd.csi.storage.gke.io'),
    },
    {
      name: 'nobody',
      provisioner: 'kubernetes.io/no-provisioner',
      mark: undefined,
      event: 'Warning ProvisioningFailed: no volume plugin matched name: kubernetes.io/no-provisioner',
    },
    {
      name: 'a plugin that makes none',
      provisioner: 'kubernetes.io/nfs',
      mark: undefined,
      event: 'Warning ProvisioningFailed: no provisionable volume plugin matched',
    },
    {
      name: 'host paths',
      provisioner: 'kubernetes.io/host-path',
      mark: 'kubernetes.io/host-path',
      event:
        'Warning ProvisioningFailed: Failed to create provisioner: provisioning in volume plugin "kubernetes.io/host-path" is disabled',
    },
  ])('$name', ({ provisioner, mark, event }) => {
    const given = provisioner ? storageClass('fast', provisioner) : undefined;
    const plan = planProvisioning(claim(), 'fast', given);
    expect(`${plan.event.type} ${plan.event.reason}: ${plan.event.message}`).toBe(event);
    expect(plan.claim.metadata.annotations?.['volume.kubernetes.io/storage-provisioner']).toBe(mark);
    expect(plan.claim.metadata.annotations?.['volume.beta.kubernetes.io/storage-provisioner']).toBe(mark);
    expect(planProvisioning(plan.claim, 'fast', given).claim).toBe(plan.claim);
  });
});
