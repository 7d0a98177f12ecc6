// Rules for Ingresses.
// upstream: pkg/apis/networking/validation ValidateIngressCreate and its siblings

import type {
  HTTPIngressPath,
  Ingress,
  IngressBackend,
  IngressRule,
  IngressSpec,
  TypedLocalObjectReference,
} from './generated/types.gen';
import type { FieldError } from './kind';
import { serviceNameRule } from './service-rules';
import { addInvalid, type Errors, invalid, notSupported, required } from './validation/field-error';
import { checkIp, parseIp } from './validation/ip-address';
import { dns1123Subdomain, pathSegmentName, portName, portNumber, wildcardDns1123Subdomain } from './validation/names';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

export function checkNewIngress(ingress: Ingress): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMeta(errors, ingress);
  checkSpec(errors, ingress.spec ?? {});
  const annotated = ingress.metadata.annotations?.[CLASS_ANNOTATION];
  const named = ingress.spec?.ingressClassName;
  if (annotated !== undefined && named !== undefined && annotated !== named) {
    const why = 'must match `ingressClassName` when both are specified';
    errors.push(invalid(`annotations.${CLASS_ANNOTATION}`, annotated, why));
  }
  return errors;
}

export function checkIngressUpdate(next: Ingress): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMetaUpdate(errors, next);
  checkObjectMeta(errors, next);
  checkSpec(errors, next.spec ?? {});
  return errors;
}

export function checkIngressStatus(next: Ingress, stored: Ingress): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMetaUpdate(errors, next);
  const known = (stored.status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => (ip ? [ip] : []));
  next.status?.loadBalancer?.ingress?.forEach(({ ip, hostname }, index) => {
    const path = `status.loadBalancer.ingress[${index}]`;
    if (ip) checkIp(errors, `${path}.ip`, ip, known);
    if (!hostname) return;
    addInvalid(errors, `${path}.hostname`, hostname, dns1123Subdomain(hostname));
    if (parseIp(hostname)) errors.push(invalid(`${path}.hostname`, hostname, 'must be a DNS name, not an IP address'));
  });
  return errors;
}

function checkSpec(errors: Errors, spec: IngressSpec): void {
  const { defaultBackend, rules = [], tls = [], ingressClassName } = spec;
  if (rules.length === 0 && !defaultBackend) {
    errors.push(invalid('spec', spec.rules ?? null, 'either `defaultBackend` or `rules` must be specified'));
  }
  if (defaultBackend) checkBackend(errors, 'spec.defaultBackend', defaultBackend);
  rules.forEach((rule, index) => {
    checkHost(errors, `spec.rules[${index}].host`, rule.host);
    checkPaths(errors, `spec.rules[${index}].http`, rule);
  });
  tls.forEach(({ hosts = [], secretName }, index) => {
    hosts.forEach((host, position) => {
      addInvalid(errors, `spec.tls[${index}].hosts[${position}]`, host, hostProblems(host));
    });
    if (secretName) addInvalid(errors, `spec.tls[${index}].secretName`, secretName, dns1123Subdomain(secretName));
  });
  if (ingressClassName === undefined) return;
  addInvalid(errors, 'spec.ingressClassName', ingressClassName, dns1123Subdomain(ingressClassName));
}

const hostProblems = (host: string) => (host.includes('*') ? wildcardDns1123Subdomain(host) : dns1123Subdomain(host));

function checkHost(errors: Errors, path: string, host: string | undefined): void {
  if (!host) return;
  if (parseIp(host)) errors.push(invalid(path, host, 'must be a DNS name, not an IP address'));
  addInvalid(errors, path, host, hostProblems(host));
}

function checkPaths(errors: Errors, path: string, { http }: IngressRule): void {
  if (!http) return;
  if (!http.paths?.length) errors.push(required(`${path}.paths`));
  http.paths?.forEach((entry, index) => {
    checkPath(errors, `${path}.paths[${index}]`, entry);
  });
}

const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];
const FORBIDDEN_PARTS = ['//', '/./', '/../', '%2f', '%2F'];
const FORBIDDEN_ENDS = ['/..', '/.'];

function checkPath(errors: Errors, at: string, { path = '', pathType, backend = {} }: HTTPIngressPath): void {
  if (typeof pathType !== 'string') return void errors.push(required(`${at}.pathType`, 'pathType must be specified'));
  const refuse = (why: string) => errors.push(invalid(`${at}.path`, path, why));
  if (!PATH_TYPES.includes(pathType)) errors.push(notSupported(`${at}.pathType`, pathType, PATH_TYPES));
  else if (pathType === 'ImplementationSpecific') {
    if (path !== '' && !path.startsWith('/')) refuse('must be an absolute path');
  } else {
    if (!path.startsWith('/')) refuse('must be an absolute path');
    for (const part of FORBIDDEN_PARTS) if (path.includes(part)) refuse(`must not contain '${part}'`);
    for (const end of FORBIDDEN_ENDS) if (path.endsWith(end)) refuse(`cannot end with '${end}'`);
  }
  checkBackend(errors, `${at}.backend`, backend);
}

function checkBackend(errors: Errors, path: string, { resource, service }: IngressBackend): void {
  const refuse = (why: string) => errors.push(invalid(path, '', why));
  if (resource && service) return void refuse('cannot set both resource and service backends');
  if (resource) return void checkResource(errors, `${path}.resource`, resource);
  if (!service) return void refuse('resource or service backend is required');
  if (!service.name) errors.push(required(`${path}.service.name`));
  else addInvalid(errors, `${path}.service.name`, service.name, serviceNameRule()(service.name));
  const { name, number } = service.port ?? {};
  if (name && number) refuse('cannot set both port name & port number');
  else if (name) addInvalid(errors, `${path}.service.port.name`, name, portName(name));
  else if (number) addInvalid(errors, `${path}.service.port.number`, number, portNumber(number));
  else errors.push(required(path, 'port name or number is required'));
}

/** upstream: validateIngressTypedLocalObjectReference */
export function checkResource(errors: Errors, path: string, { apiGroup, kind, name }: TypedLocalObjectReference): void {
  // An apiGroup or path type that is not given is written as null.
  if (typeof apiGroup === 'string') addInvalid(errors, `${path}.apiGroup`, apiGroup, dns1123Subdomain(apiGroup));
  if (!kind) errors.push(required(`${path}.kind`));
  else addInvalid(errors, `${path}.kind`, kind, pathSegmentName(kind));
  if (!name) errors.push(required(`${path}.name`));
  else addInvalid(errors, `${path}.name`, name, pathSegmentName(name));
}

export function ingressWarnings({ metadata, spec }: Ingress, stored?: Ingress): readonly string[] {
  if (stored || metadata.annotations?.[CLASS_ANNOTATION] === undefined || spec?.ingressClassName !== undefined)
    return [];
  return [`annotation "${CLASS_ANNOTATION}" is deprecated, please use 'spec.ingressClassName' instead`];
}
