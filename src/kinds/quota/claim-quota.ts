// PersistentVolumeClaims in quotas: their number and size, both as a whole and for each storage class.
// upstream: pkg/quota/v1/evaluator/core/persistent_volume_claims.go

import type { PersistentVolumeClaim } from '../generated/types.gen';
import { quantityOf } from '../pod-spec/resource-list';
import { type Quantity, quantityFromValue } from '../quantity';
import { ONE } from './amounts';
import { countName, defineEvaluator } from './evaluator';
import { meetsScope } from './pod-quota';

const COUNT = countName({ plural: 'persistentvolumeclaims', group: '' });
const NUMBER = 'persistentvolumeclaims';
const SIZE = 'requests.storage';
const BY_CLASS = '.storageclass.storage.k8s.io/';
const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';

export const claimQuota = defineEvaluator<PersistentVolumeClaim>({
  counts: (resource) =>
    [COUNT, NUMBER, SIZE].includes(resource) || [NUMBER, SIZE].some((name) => resource.endsWith(BY_CLASS + name)),
  usage: (claim) => {
    const usage = new Map<string, Quantity>([
      [NUMBER, ONE],
      [COUNT, ONE],
    ]);
    const className = claim.metadata.annotations?.[CLASS_ANNOTATION] ?? claim.spec?.storageClassName;
    const size = sizeOf(claim);
    if (size) usage.set(SIZE, size);
    if (className) {
      usage.set(`${className}${BY_CLASS}${NUMBER}`, ONE);
      if (size) usage.set(`${className}${BY_CLASS}${SIZE}`, size);
    }
    return usage;
  },
  isIn: (claim, { scopeName, operator, values = [] }) =>
    scopeName === 'VolumeAttributesClass' && meetsScope(operator, values, attributeClasses(claim)),
  charges: ({ operation, subresource }) =>
    subresource === 'status' ? operation === 'UPDATE' : !subresource && ['CREATE', 'UPDATE'].includes(operation),
  frees: () => true,
});

/** What is asked for, or what is allocated already if that is more; whole bytes. */
function sizeOf({ spec, status }: PersistentVolumeClaim): Quantity | undefined {
  const asked = quantityOf(spec?.resources?.requests, 'storage');
  const allocated = quantityOf(status?.allocatedResources, 'storage');
  const size = asked && allocated && allocated.nano > asked.nano ? allocated : asked;
  return size && size.nano % 1_000_000_000n !== 0n ? quantityFromValue(size.whole, size.format) : size;
}

function attributeClasses({ spec, status }: PersistentVolumeClaim): readonly string[] {
  const names = [
    spec?.volumeAttributesClassName,
    status?.currentVolumeAttributesClassName,
    status?.modifyVolumeStatus?.targetVolumeAttributesClassName,
  ];
  return [...new Set(names.filter((name) => name))] as string[];
}
