// Fields that an endpoint takes nothing of, since the server puts back what stood there: nobody comes to own them by
// it.
// upstream: GetResetFields of the strategies in pkg/registry, apiextensions customresource

import type { KindRow } from '../../kinds/kind';
import { EMPTY, type FieldSet, pathSet, union } from './field-set';
import { fieldElement } from './path-element';

const field = (...path: readonly string[]) => pathSet(...path.map(fieldElement));

const STATUS = field('status');
const SPEC = field('spec');
const METADATA = field('metadata');

/** Of /status, besides the spec. */
const OF_STATUS: Readonly<Record<string, FieldSet>> = {
  Deployment: field('metadata', 'labels'),
  Pod: union(field('metadata', 'deletionTimestamp'), field('metadata', 'ownerReferences')),
  CertificateSigningRequest: field('status', 'conditions'),
  CustomResourceDefinition: METADATA,
  APIService: METADATA,
  FlowSchema: METADATA,
  PriorityLevelConfiguration: METADATA,
  ServiceCIDR: METADATA,
  VolumeAttachment: METADATA,
  ValidatingAdmissionPolicy: METADATA,
  ResourceClaim: METADATA,
};

/** What differs from the others' on other endpoints, by kind and subresource. */
const OTHERS: Readonly<Record<string, FieldSet>> = {
  'CertificateSigningRequest/': union(SPEC, STATUS),
  'CertificateSigningRequest/approval': union(SPEC, field('status', 'certificate')),
};

const statusSets = new Map<string, FieldSet>();

export function resetFields(row: KindRow, subresource: string | undefined): FieldSet {
  if (subresource === 'status') return ofStatus(row);
  const other = OTHERS[`${row.key}/${subresource ?? ''}`];
  if (other) return other;
  return row.subresources.some(({ name }) => name === 'status') ? STATUS : EMPTY;
}

function ofStatus(row: KindRow): FieldSet {
  const known = statusSets.get(row.key);
  if (known) return known;
  const set = union(SPEC, row.custom ? METADATA : (OF_STATUS[row.key] ?? EMPTY));
  statusSets.set(row.key, set);
  return set;
}
