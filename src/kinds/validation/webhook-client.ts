// Rules for where a webhook is reached: a URL, or a Service with a path.
// upstream: apiserver/pkg/util/webhook ValidateWebhookURL, ValidateWebhookService

import type { ServiceReference } from '../generated/types.gen';
import { type Errors, goQuote, invalid, required } from './field-error';
import { dns1123Subdomain, portNumber } from './names';

const FORM = '; desired format: https://host[/path]';
/** Scheme, user, host, path, query and fragment, each optional. */
const URL_PARTS = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?:\/\/(?:([^/?#]*)@)?([^/?#]*))?[^?#]*(?:\?([^#]*))?(?:#(.*))?$/s;

export function checkWebhookUrl(errors: Errors, path: string, url: string): void {
  const fault = parseFault(url);
  if (fault) {
    errors.push(required(path, `url must be a valid URL: parse ${goQuote(url)}: ${fault}${FORM}`));
    return;
  }
  const [, scheme = '', user, host = '', query = '', fragment = ''] = URL_PARTS.exec(url) ?? [];
  const lower = scheme.toLowerCase();
  if (lower !== 'https') errors.push(invalid(path, lower, `'https' is the only allowed URL scheme${FORM}`));
  if (host === '') errors.push(invalid(path, host, `host must be specified${FORM}`));
  if (user !== undefined) errors.push(invalid(path, user, 'user information is not permitted in the URL'));
  if (fragment !== '') errors.push(invalid(path, fragment, 'fragments are not permitted in the URL'));
  if (query !== '') errors.push(invalid(path, query, 'query parameters are not permitted in the URL'));
}

/** What keeps Go from reading the URL. upstream: net/url Parse */
function parseFault(url: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused.
  if (/[\u0000-\u001f\u007f]/.test(url)) return 'net/url: invalid control character in URL';
  if (url.startsWith(':')) return 'missing protocol scheme';
  const broken = /%(?![0-9a-fA-F]{2}).{0,2}/.exec(url.split('#')[0]?.split('?')[0] ?? '')?.[0];
  if (broken) return `invalid URL escape ${goQuote(broken)}`;
  const [, scheme, , host = ''] = URL_PARTS.exec(url) ?? [];
  if (scheme === undefined && !url.startsWith('/') && (url.split(/[/?#]/)[0] as string).includes(':')) {
    return 'first path segment in URL cannot contain colon';
  }
  const port = /:([^\]]*)$/.exec(host)?.[1];
  return port && !/^\d*$/.test(port) ? `invalid port ${goQuote(`:${port}`)} after host` : undefined;
}

export function checkWebhookService(errors: Errors, at: string, service: ServiceReference): void {
  const { name, namespace, port = 0, path } = service;
  // Upstream takes one for the other here.
  if (!namespace) errors.push(required(`${at}.name`));
  if (!name) errors.push(required(`${at}.namespace`));
  const problems = portNumber(port);
  if (problems.length > 0) errors.push(invalid(`${at}.port`, port, `port is not valid: ${problems.join(', ')}`));
  if (path !== undefined) checkPath(errors, `${at}.path`, path);
}

function checkPath(errors: Errors, at: string, path: string): void {
  if (path === '/' || path === '') return;
  if (path === '//') return void errors.push(invalid(at, path, 'segment[0] may not be empty'));
  if (!path.startsWith('/')) errors.push(invalid(at, path, "must start with a '/'"));
  const rest = path.slice(1).replace(/\/$/, '');
  rest.split('/').forEach((segment, index) => {
    if (segment === '') errors.push(invalid(at, path, `segment[${index}] may not be empty`));
    else for (const why of dns1123Subdomain(segment)) errors.push(invalid(at, path, `segment[${index}]: ${why}`));
  });
}
