// APIService: what the API server does with one of its own. One without a service is served by the server itself.
// upstream: kube-aggregator pkg/registry/apiservice/strategy.go, pkg/apis/apiregistration/validation and v1/defaults.go

import { rfc3339 } from '../sim/time';
import type { APIService, APIServiceCondition, APIServiceStatus } from './generated/types.gen';
import { keepAllButStatus, keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { type Errors, goQuote, invalid, notSupported, required } from './validation/field-error';
import { dns1035Label, dns1123Subdomain, pathSegmentName, portNumber } from './validation/names';
import { checkAnyObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';
import { changeField, withAbsent } from './with-defaults';

export const apiService = defineKind<APIService>({
  updateNeedsResourceVersion: true,
  defaults: (object) =>
    changeField(object, 'spec', (spec) =>
      changeField(spec, 'service', (service) => withAbsent(service, { port: HTTPS_PORT })),
    ),
  prepareCreate: (object, { nowMs }) =>
    withStatus(object, object.spec?.service ? {} : withAvailable({}, LOCAL, rfc3339(nowMs))),
  prepareUpdate: keepStatus,
  prepareStatusUpdate: keepAllButStatus,
  validate: (object) => {
    const errors: Errors = [];
    checkApiService(errors, object);
    return errors;
  },
  validateUpdate: (next) => {
    const errors: Errors = [];
    checkObjectMetaUpdate(errors, next);
    checkApiService(errors, next);
    return errors;
  },
  validateStatusUpdate: ({ status }) => {
    const errors: Errors = [];
    status?.conditions?.forEach((condition, index) => {
      if (STATUSES.includes(condition.status)) return;
      errors.push(notSupported(`status.conditions[${index}].status`, condition.status, STATUSES));
    });
    return errors;
  },
});

const HTTPS_PORT = 443;
const STATUSES = ['True', 'False', 'Unknown'];
const AVAILABLE = 'Available';

type Verdict = Pick<APIServiceCondition, 'status' | 'reason' | 'message'>;

/** The verdict on one that the server serves itself. */
export const LOCAL: Verdict = { status: 'True', reason: 'Local', message: 'Local APIServices are always available' };

/** Whether requests to it are answered: its condition says so. */
export const isAvailable = ({ status }: APIService) =>
  status?.conditions?.some(({ type, status: value }) => type === AVAILABLE && value === 'True') ?? false;

/** The status with this verdict, its time that of the last change; the same status when it says so already. */
export function withAvailable(status: APIServiceStatus, verdict: Verdict, now: string): APIServiceStatus {
  const conditions = status.conditions ?? [];
  const old = conditions.find(({ type }) => type === AVAILABLE);
  if (old?.status === verdict.status && old.reason === verdict.reason && old.message === verdict.message) return status;
  const since = old?.status === verdict.status ? (old.lastTransitionTime ?? now) : now;
  const next: APIServiceCondition = { type: AVAILABLE, ...verdict, lastTransitionTime: since };
  return {
    ...status,
    conditions: old ? conditions.map((each) => (each === old ? next : each)) : [...conditions, next],
  };
}

function checkApiService(errors: Errors, object: APIService): void {
  const { group = '', version = '', groupPriorityMinimum = 0, versionPriority = 0 } = object.spec ?? {};
  const wanted = `${version}.${group}`;
  checkAnyObjectMeta(errors, object, (name) => {
    const problems = pathSegmentName(name);
    if (problems.length > 0 || name === wanted) return problems;
    return [`must be \`spec.version+"."+spec.group\`: ${goQuote(wanted)}`];
  });
  if (group !== '') for (const problem of dns1123Subdomain(group)) errors.push(invalid('spec.group', group, problem));
  else if (version !== 'v1') {
    errors.push(required('spec.group', 'only v1 may have an empty group and it better be legacy kube'));
  }
  for (const problem of dns1035Label(version)) errors.push(invalid('spec.version', version, problem));
  checkPriority(errors, 'spec.groupPriorityMinimum', groupPriorityMinimum, 20_000);
  checkPriority(errors, 'spec.versionPriority', versionPriority, 1000);
  checkService(errors, object.spec ?? {});
}

function checkPriority(errors: Errors, path: string, value: number, most: number): void {
  if (value <= 0 || value > most) errors.push(invalid(path, value, `must be positive and less than ${most}`));
}

function checkService(errors: Errors, spec: Partial<APIService['spec']>): void {
  const { service, caBundle = '', insecureSkipTLSVerify = false } = spec;
  if (!service) {
    if (caBundle !== '') {
      const size = `${byteLength(caBundle)} bytes`;
      errors.push(invalid('spec.caBundle', size, 'local APIServices may not have a caBundle'));
    }
    if (insecureSkipTLSVerify) {
      const why = 'local APIServices may not have insecureSkipTLSVerify';
      errors.push(invalid('spec.insecureSkipTLSVerify', true, why));
    }
    return;
  }
  if (!service.namespace) errors.push(required('spec.service.namespace'));
  if (!service.name) errors.push(required('spec.service.name'));
  const port = service.port ?? 0;
  const problems = portNumber(port);
  if (problems.length > 0) errors.push(invalid('spec.service.port', port, `port is not valid: ${problems.join(', ')}`));
  if (insecureSkipTLSVerify && caBundle !== '') {
    errors.push(invalid('spec.insecureSkipTLSVerify', true, 'may not be true if caBundle is present'));
  }
}

const byteLength = (base64: string) => Math.floor((base64.replace(/=+$/, '').length * 3) / 4);
