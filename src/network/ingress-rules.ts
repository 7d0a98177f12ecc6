// Which backend an Ingress gives to a host and path: the most exact host, then the longest path, then Exact before
// Prefix, then the older object. After the host is chosen no other host is looked at.
// upstream: k8s.io/api/networking/v1 IngressRule, HTTPIngressPath; ingress-nginx internal/ingress/controller

import type { HTTPIngressPath, Ingress, IngressBackend } from '../kinds/generated/types.gen';
import { objectKey } from '../kinds/kind';

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

export interface IngressMatch {
  readonly ingress: Ingress;
  /** The rule's host; '' for any. */
  readonly host: string;
  /** undefined for a default backend. */
  readonly path: HTTPIngressPath | undefined;
  readonly backend: IngressBackend;
}

/** Whether an Ingress is this class's, by its field or by the annotation that came before it. */
export function isOfClass({ metadata, spec }: Ingress, className: string): boolean {
  return (metadata.annotations?.[CLASS_ANNOTATION] ?? spec.ingressClassName) === className;
}

/** The match of a request among the Ingresses of one class; undefined when none takes it. */
export function matchIngress(ingresses: readonly Ingress[], host: string, path: string): IngressMatch | undefined {
  const byAge = [...ingresses].sort((a, b) => (ageOf(a) < ageOf(b) ? -1 : 1));
  const served = hostFor(byAge, host.toLowerCase());
  const pathname = path.replace(/[?#].*$/, '');
  const matches = served === undefined ? [] : matchesOf(byAge, served, pathname);
  // The sort keeps the older of two equal ones first.
  const [best] = matches.sort((a, b) => lengthOf(b) - lengthOf(a) || exactness(b) - exactness(a));
  return best ?? defaultOf(byAge, served);
}

const ageOf = (ingress: Ingress) => `${ingress.metadata.creationTimestamp ?? ''} ${objectKey(ingress)}`;
const lengthOf = ({ path }: IngressMatch) => trimmed(path?.path ?? '/').length;
const exactness = ({ path }: IngressMatch) => (path?.pathType === 'Exact' ? 1 : 0);

/** The most exact of the hosts that rules name and that take this one. */
function hostFor(ingresses: readonly Ingress[], host: string): string | undefined {
  let best: string | undefined;
  for (const { spec } of ingresses) {
    for (const { host: named = '' } of spec.rules ?? []) {
      if (takesHost(named, host) && (best === undefined || rank(named) > rank(best))) best = named;
    }
  }
  return best;
}

/** Exact hosts first, then wildcards, the longer the better, then any. */
const rank = (host: string) => (host === '' ? 0 : host.startsWith('*') ? host.length : 1_000 + host.length);

/** A wildcard stands for exactly one label. */
export function takesHost(named: string, host: string): boolean {
  if (named === '') return true;
  if (!named.startsWith('*.')) return named === host;
  const dot = host.indexOf('.');
  return dot > 0 && host.slice(dot) === named.slice(1);
}

function matchesOf(ingresses: readonly Ingress[], host: string, pathname: string): IngressMatch[] {
  const matches: IngressMatch[] = [];
  for (const ingress of ingresses) {
    for (const rule of ingress.spec.rules ?? []) {
      if ((rule.host ?? '') !== host) continue;
      for (const path of rule.http?.paths ?? []) {
        if (takesPath(path, pathname)) matches.push({ ingress, host, path, backend: path.backend });
      }
    }
  }
  return matches;
}

/** Exact is equal to the byte; all else goes by elements, and a slash at the end does not count. */
export function takesPath({ path = '/', pathType }: HTTPIngressPath, pathname: string): boolean {
  if (pathType === 'Exact') return pathname === path;
  const prefix = trimmed(path);
  return pathname === prefix || pathname.startsWith(`${prefix}/`);
}

const trimmed = (path: string) => path.replace(/\/+$/, '');

/** A default backend of an Ingress that names the host, else of one without rules. */
function defaultOf(ingresses: readonly Ingress[], host: string | undefined): IngressMatch | undefined {
  const names = ({ spec }: Ingress) => spec.rules?.some((rule) => (rule.host ?? '') === host) ?? false;
  const own = host === undefined ? undefined : ingresses.find((one) => names(one) && one.spec.defaultBackend);
  const ingress = own ?? ingresses.find(({ spec }) => !spec.rules?.length && spec.defaultBackend);
  const backend = ingress?.spec.defaultBackend;
  return ingress && backend ? { ingress, host: host ?? '', path: undefined, backend } : undefined;
}
