// Which rule of which HTTPRoute takes a request: the hostname that says most, then Exact paths before expressions
// before prefixes, longer before shorter, a method, more headers, more parameters, the older route, the first rule.
// upstream: sigs.k8s.io/gateway-api apis/v1 HTTPRouteSpec.Hostnames, HTTPRouteRule.Matches

import { objectKey } from '../kinds/kind';
import type { HTTPRoute, HTTPRouteMatch, HTTPRouteRule, NamedMatch } from './gateway-types';

export interface HttpRequest {
  readonly host: string;
  /** With its query. */
  readonly path: string;
  readonly method: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface RouteMatch {
  readonly route: HTTPRoute;
  readonly rule: HTTPRouteRule;
  readonly match: HTTPRouteMatch;
  /** The route's or the listener's hostname that took it; '' for any. */
  readonly hostname: string;
}

/** A wildcard stands for one or more labels; '' takes every host. */
export function matchesHost(hostname: string, host: string): boolean {
  if (hostname === '') return true;
  if (!hostname.startsWith('*.')) return hostname.toLowerCase() === host;
  return host.length > hostname.length - 1 && host.endsWith(hostname.slice(1).toLowerCase());
}

/** The hosts that two hostnames have in common, as a hostname; undefined when there is none. */
export function intersection(a: string, b: string): string | undefined {
  if (a === '' || a === b) return b;
  if (b === '') return a;
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  if (!one.startsWith('*.')) return matchesHost(other, one) ? a : undefined;
  if (!other.startsWith('*.')) return matchesHost(one, other) ? b : undefined;
  if (one.endsWith(other.slice(1))) return a;
  return other.endsWith(one.slice(1)) ? b : undefined;
}

/** Most characters of a plain hostname first, then most characters of a wildcard, then any host. */
export const hostRank = (hostname: string) =>
  hostname === '' ? 0 : hostname.startsWith('*') ? hostname.length : 1_000 + hostname.length;

/** A route with the hostnames under which one listener serves it. */
export interface AttachedRoute {
  readonly route: HTTPRoute;
  readonly hostnames: readonly string[];
}

/** The best match among attached routes; undefined when none takes the request. */
export function matchRoute(routes: readonly AttachedRoute[], request: HttpRequest): RouteMatch | undefined {
  let best: { readonly found: RouteMatch; readonly rank: readonly (number | string)[] } | undefined;
  for (const { route, hostnames } of routes) {
    const [hostname] = hostnames
      .filter((one) => matchesHost(one, request.host))
      .sort((a, b) => hostRank(b) - hostRank(a));
    if (hostname === undefined) continue;
    for (const [index, rule] of (route.spec.rules ?? [{}]).entries()) {
      for (const match of rule.matches?.length ? rule.matches : [{}]) {
        if (!takes(match, request)) continue;
        const rank = rankOf(route, hostname, match, index);
        if (!best || isBefore(rank, best.rank)) best = { found: { route, rule, match, hostname }, rank };
      }
    }
  }
  return best?.found;
}

const PATH_RANKS: Readonly<Record<string, number>> = { Exact: 0, RegularExpression: 1, PathPrefix: 2 };

/** Smaller is better, part by part. */
function rankOf(
  route: HTTPRoute,
  hostname: string,
  match: HTTPRouteMatch,
  index: number,
): readonly (number | string)[] {
  const { type = 'PathPrefix', value = '/' } = match.path ?? {};
  return [
    -hostRank(hostname),
    PATH_RANKS[type] ?? 3,
    -value.length,
    match.method ? 0 : 1,
    -(match.headers?.length ?? 0),
    -(match.queryParams?.length ?? 0),
    route.metadata.creationTimestamp ?? '',
    objectKey(route),
    index,
  ];
}

function isBefore(a: readonly (number | string)[], b: readonly (number | string)[]): boolean {
  for (const [index, part] of a.entries()) {
    const other = b[index] as number | string;
    if (part !== other) return part < other;
  }
  return false;
}

function takes({ path, headers = [], queryParams = [], method }: HTTPRouteMatch, request: HttpRequest): boolean {
  const [pathname = '', query = ''] = request.path.split('?', 2);
  if (method !== undefined && method !== request.method) return false;
  if (!takesPath(path, pathname)) return false;
  if (!headers.every((one) => takesValue(one, request.headers[one.name.toLowerCase()]))) return false;
  if (queryParams.length === 0) return true;
  const given = parametersOf(query);
  return queryParams.every((one) => takesValue(one, given.get(one.name)));
}

function takesPath({ type = 'PathPrefix', value = '/' }: NonNullable<HTTPRouteMatch['path']> = {}, pathname: string) {
  if (type === 'Exact') return pathname === value;
  if (type === 'RegularExpression') return wholly(value, pathname);
  const prefix = value.replace(/\/+$/, '');
  return pathname === prefix || pathname.startsWith(`${prefix}/`);
}

function takesValue({ type = 'Exact', value }: NamedMatch, given: string | undefined): boolean {
  if (given === undefined) return false;
  return type === 'RegularExpression' ? wholly(value, given) : given === value;
}

/** An expression that cannot be read matches nothing. */
function wholly(expression: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${expression})$`).test(text);
  } catch {
    return false;
  }
}

/** Parameters of a query; of one given twice the first counts. */
function parametersOf(query: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const part of query.split('&')) {
    const [name = '', value = ''] = part.split('=', 2);
    if (!parameters.has(name)) parameters.set(name, value);
  }
  return parameters;
}
