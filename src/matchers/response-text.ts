// One request's outcome in words, and its way hop by hop.

import type { RequestResult } from '../network/request';

/** `answered 200 by pod default/web-1`, or the client's words for its failure. */
export function responseText({ outcome, status, pod, error, sourceIp, body }: RequestResult): string {
  if (outcome !== 'answered') return `${outcome}: ${error}`;
  const seen = sourceIp === undefined ? '' : `, which saw ${sourceIp}`;
  const said = status !== undefined && status >= 400 && body ? `: ${body}` : '';
  return `answered ${status}${pod ? ` by pod ${pod}${seen}` : ''}${said}`;
}

export function hopLines({ from, to, hops }: RequestResult): readonly string[] {
  return [`${from} to ${to}:`, ...hops.map(({ text }) => `  ${text}`)];
}
