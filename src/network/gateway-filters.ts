// What a rule's filters make of a request: a redirect in place of an answer, or another path, host and headers.
// upstream: sigs.k8s.io/gateway-api apis/v1 HTTPRequestRedirectFilter, HTTPURLRewriteFilter, HTTPHeaderFilter

import type { HttpRequest, RouteMatch } from './gateway-match';
import type { HeaderModifier, HTTPRouteFilter, PathModifier } from './gateway-types';

export interface Redirect {
  readonly status: number;
  readonly location: string;
}

const DEFAULT_STATUS = 302;
const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** Where a request is sent to instead; undefined when no filter redirects. `listener` is what it came in by. */
export function redirectOf(
  { rule, match }: RouteMatch,
  request: HttpRequest,
  listener: { readonly scheme: string; readonly port: number },
): Redirect | undefined {
  const filter = rule.filters?.find(({ type }) => type === 'RequestRedirect')?.requestRedirect;
  if (!filter) return undefined;
  const { hostname = request.host, path, statusCode = DEFAULT_STATUS } = filter;
  const scheme = filter.scheme ?? listener.scheme;
  // Without a port of its own a new scheme brings its well-known one, else the listener's stays.
  const port = filter.port ?? (filter.scheme === undefined ? listener.port : (PORTS[filter.scheme] ?? listener.port));
  const shown = PORTS[scheme] === port ? '' : `:${port}`;
  const location = `${scheme}://${hostname}${shown}${rewritten(path, request.path, match.path?.value ?? '/')}`;
  return { status: statusCode, location };
}

/** The request as the backend gets it. */
export function forwarded({ rule, match }: RouteMatch, request: HttpRequest): HttpRequest {
  let next = request;
  for (const filter of rule.filters ?? []) next = filtered(filter, next, match.path?.value ?? '/');
  return next;
}

function filtered({ type, urlRewrite, requestHeaderModifier }: HTTPRouteFilter, request: HttpRequest, prefix: string) {
  if (type === 'URLRewrite' && urlRewrite) {
    const { hostname = request.host, path } = urlRewrite;
    return { ...request, host: hostname, path: rewritten(path, request.path, prefix) };
  }
  if (type !== 'RequestHeaderModifier' || !requestHeaderModifier) return request;
  return { ...request, headers: modified(requestHeaderModifier, request.headers) };
}

function modified({ set = [], add = [], remove = [] }: HeaderModifier, headers: HttpRequest['headers']) {
  const next: Record<string, string> = { ...headers };
  for (const { name, value } of set) next[name.toLowerCase()] = value;
  for (const { name, value } of add) {
    const known = next[name.toLowerCase()];
    next[name.toLowerCase()] = known === undefined ? value : `${known},${value}`;
  }
  for (const name of remove) delete next[name.toLowerCase()];
  return next;
}

/** A path after its modifier; the query stays. */
function rewritten(modifier: PathModifier | undefined, path: string, prefix: string): string {
  if (!modifier) return path;
  const at = path.indexOf('?');
  const [pathname, query] = at < 0 ? [path, ''] : [path.slice(0, at), path.slice(at)];
  if (modifier.type === 'ReplaceFullPath') return `${modifier.replaceFullPath ?? '/'}${query}`;
  const rest = pathname.slice(prefix.replace(/\/+$/, '').length);
  const joined = `${(modifier.replacePrefixMatch ?? '/').replace(/\/+$/, '')}${rest === '/' ? '' : rest}`;
  const full = joined === '' ? '/' : joined;
  return `${rest === '/' && !full.endsWith('/') ? `${full}/` : full}${query}`;
}
