// Who may have what of ResourceClaims: admin access to devices needs a label of the namespace; a claim's devices, and
// what drivers tell of them, need permissions of their own. Upstream does this where it validates; what is wrong
// besides is told first here.
// upstream: pkg/registry/resource/utils.go AuthorizedForAdmin, AuthorizedForBinding, AuthorizedForDeviceStatus

import { type AdmissionContext, type AdmissionRequest, defineAdmission } from '../api/admission';
import { invalid } from '../api/api-error';
import { attributesOf, notAllowed } from '../api/authorization/attributes';
import { decide } from '../api/authorization/authorize';
import type { UserInfo } from '../api/authorization/user';
import { equalData } from '../kinds/equal-data';
import { isEnabled } from '../kinds/feature-gates';
import type {
  AllocatedDeviceStatus,
  AllocationResult,
  DeviceRequest,
  ResourceClaim,
  ResourceClaimStatus,
  ResourceClaimTemplate,
} from '../kinds/generated/types.gen';
import type { FieldError } from '../kinds/kind';
import { type Errors, forbidden } from '../kinds/validation/field-error';

const ADMIN_LABEL = 'resource.kubernetes.io/admin-access';

export const resourceClaimAccess = defineAdmission({
  name: 'ResourceClaimAccess',
  handles: ({ row, operation, subresource }) => {
    if (operation === 'CREATE') return !subresource && /^ResourceClaim(Template)?$/.test(row.key);
    return operation === 'UPDATE' && subresource === 'status' && row.key === 'ResourceClaim';
  },
  validate: (request, cx) => {
    const errors = request.operation === 'CREATE' ? onCreate(request, cx) : onStatus(request, cx);
    if (errors.length > 0) throw invalid(request.row, request.name, errors);
  },
});

function onCreate({ object, row, namespace }: AdmissionRequest, cx: AdmissionContext): readonly FieldError[] {
  const isTemplate = row.key === 'ResourceClaimTemplate';
  const spec = isTemplate
    ? (object as unknown as ResourceClaimTemplate).spec.spec
    : (object as unknown as ResourceClaim).spec;
  const requests: readonly DeviceRequest[] = spec?.devices?.requests ?? [];
  const index = requests.findIndex(({ exactly }) => exactly?.adminAccess === true);
  return adminErrors(index, (at) => `spec.devices.requests[${at}].adminAccess`, namespace, cx);
}

function adminErrors(
  index: number,
  path: (index: number) => string,
  namespace: string | undefined,
  cx: AdmissionContext,
): readonly FieldError[] {
  if (index < 0 || cx.get('Namespace', undefined, namespace ?? '')?.metadata.labels?.[ADMIN_LABEL] === 'true')
    return [];
  const why = `admin access to devices requires the \`${ADMIN_LABEL}: true\` label on the containing namespace`;
  return [forbidden(path(index), why)];
}

function onStatus(request: AdmissionRequest, cx: AdmissionContext): readonly FieldError[] {
  const { status: next = {} } = request.object as unknown as ResourceClaim;
  const { status: old = {} } = request.stored as unknown as ResourceClaim;
  const adminIndex = ({ allocation }: ResourceClaimStatus) =>
    (allocation?.devices?.results ?? []).findIndex(({ adminAccess }) => adminAccess === true);
  const path = (at: number) => `status.allocation.devices.results[${at}].adminAccess`;
  const isNew = adminIndex(old) < 0;
  const errors: Errors = isNew ? [...adminErrors(adminIndex(next), path, request.namespace, cx)] : [];
  const { user } = request.caller;
  if (!user || !isEnabled('DRAResourceClaimGranularStatusAuthorization')) return errors;
  checkBinding(errors, request, user, next, old, cx);
  if (next.allocation) checkDevices(errors, request, user, next, old, cx);
  return errors;
}

const verbOf = ({ options }: AdmissionRequest) => (options.isPatch ? 'patch' : 'update');

function checkBinding(
  errors: Errors,
  request: AdmissionRequest,
  user: UserInfo,
  next: ResourceClaimStatus,
  old: ResourceClaimStatus,
  cx: AdmissionContext,
): void {
  const { row } = request;
  if (equalData(next.allocation, old.allocation) && equalData(next.reservedFor ?? [], old.reservedFor ?? [])) return;
  const verb = verbOf(request);
  const asked = attributesOf(row, verb, { subresource: 'binding' });
  const { allowed, reason } = decide(cx, user, asked);
  if (allowed) return;
  const what = 'changing status.allocation or status.reservedFor';
  const needs = `requires resource="resourceclaims/binding", verb="${verb}" permission`;
  errors.push(forbidden('status.allocation', `${what} ${needs}: ${notAllowed(user, asked, reason).message}`));
}

function checkDevices(
  errors: Errors,
  request: AdmissionRequest,
  user: UserInfo,
  next: ResourceClaimStatus,
  old: ResourceClaimStatus,
  cx: AdmissionContext,
): void {
  const { row, namespace } = request;
  const verb = verbOf(request);
  const node = onlyNode(next.allocation);
  const ownNodes = user.extra?.['authentication.kubernetes.io/node-name'] ?? [];
  const isThere =
    node !== undefined &&
    user.name.startsWith('system:serviceaccount:') &&
    ownNodes.length === 1 &&
    ownNodes[0] === node;
  const verbs = [...(isThere ? [`associated-node:${verb}`] : []), `arbitrary-node:${verb}`];
  for (const driver of changedDrivers(next.devices ?? [], old.devices ?? [])) {
    const asked = verbs.map((one) => attributesOf(row, one, { namespace, name: driver, subresource: 'driver' }));
    const decisions = asked.map((one) => decide(cx, user, one));
    const [first] = asked;
    if (!first || decisions.some(({ allowed }) => allowed)) continue;
    const needs = `changing status.devices requires resource="resourceclaims/driver", verb="[${verbs.join(' ')}]"`;
    const why = notAllowed(user, first, decisions[0]?.reason ?? '').message;
    errors.push(forbidden('status.devices', `${needs} permission: ${why}`));
  }
}

function changedDrivers(
  next: readonly AllocatedDeviceStatus[],
  old: readonly AllocatedDeviceStatus[],
): readonly string[] {
  const keyOf = ({ driver, pool, device, shareID = '' }: AllocatedDeviceStatus) =>
    [driver, pool, device, shareID].join('/');
  const before = new Map(old.map((one) => [keyOf(one), one]));
  const changed = next.filter((one) => !equalData(before.get(keyOf(one)), one));
  const after = new Set(next.map(keyOf));
  const gone = old.filter((one) => !after.has(keyOf(one)));
  return [...new Set([...changed, ...gone].map(({ driver }) => driver))].sort();
}

/** The node that an allocation is bound to by name. */
function onlyNode(allocation: AllocationResult | undefined): string | undefined {
  const [term, ...more] = allocation?.nodeSelector?.nodeSelectorTerms ?? [];
  const [field, ...others] = term?.matchFields ?? [];
  if (!term || more.length > 0 || others.length > 0 || term.matchExpressions?.length) return undefined;
  if (field?.key !== 'metadata.name' || field.operator !== 'In' || field.values?.length !== 1) return undefined;
  return field.values[0];
}
