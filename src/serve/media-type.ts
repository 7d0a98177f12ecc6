// What a client accepts: the media types of its Accept header, best first, and the representation it asks for with
// `as`, `g` and `v`.
// upstream: apiserver/pkg/endpoints/handlers/negotiation/negotiate.go

import { ApiError } from '../api/api-error';

export type Media = 'json' | 'yaml';

export interface Representation {
  /** `Table`, `PartialObjectMetadata`, `APIGroupDiscoveryList`, ...; undefined for the object itself. */
  readonly as: string | undefined;
  readonly group: string;
  readonly version: string;
  /** Parameters in the client's words, for content types that repeat them. */
  readonly text: string;
}

export interface Accepted {
  readonly media: Media;
  readonly pretty: boolean;
  readonly representation: Representation | undefined;
}

interface Clause {
  readonly type: string;
  readonly quality: number;
  readonly parameters: ReadonlyMap<string, string>;
  readonly text: string;
}

const OFFERED: readonly { readonly type: string; readonly media: Media }[] = [
  { type: 'application/json', media: 'json' },
  { type: 'application/yaml', media: 'yaml' },
];
const AVAILABLE = 'application/json, application/yaml, application/vnd.kubernetes.protobuf';

/**
 * @param allows which representations the endpoint has
 * Errors: 406 NotAcceptable.
 */
export function negotiate(
  accept: string | undefined,
  allows: (representation: Representation) => boolean,
): Pick<Accepted, 'media' | 'representation'> & { readonly pretty: boolean } {
  if (!accept) return { media: 'json', representation: undefined, pretty: false };
  for (const { type, parameters, text } of clauses(accept)) {
    const offered = OFFERED.find((each) => matches(type, each.type));
    if (!offered) continue;
    const representation = representationOf(parameters, text);
    if (representation && !allows(representation)) continue;
    return { media: offered.media, representation, pretty: parameters.get('pretty') === '1' };
  }
  const message = `406: Not Acceptable\n\nAvailable representations: ${AVAILABLE}`;
  throw new ApiError(406, 'NotAcceptable', message, {});
}

/** The first offer that the client takes, best clause first; undefined when there is none. */
export function firstAccepted(
  accept: string,
  offered: readonly { readonly asked: string; readonly answered: string }[],
): string | undefined {
  for (const { type } of clauses(accept)) {
    const offer = offered.find(({ asked }) => matches(type, asked));
    if (offer) return offer.answered;
  }
  return undefined;
}

const matches = (asked: string, offered: string) =>
  asked === '*/*' || asked === offered || (asked.endsWith('/*') && offered.startsWith(asked.slice(0, -1)));

function representationOf(parameters: ReadonlyMap<string, string>, text: string): Representation | undefined {
  if (!parameters.has('as') && !parameters.has('g') && !parameters.has('v')) return undefined;
  const [as, group = '', version = ''] = ['as', 'g', 'v'].map((key) => parameters.get(key));
  return { as, group, version, text };
}

/** Best first; among equals the more specific, then the earlier. upstream: goautoneg ParseAccept */
function clauses(accept: string): Clause[] {
  const all = accept.split(',').map((part) => {
    const [type = '', ...rest] = part.split(';').map((word) => word.trim());
    const parameters = new Map(rest.map((word) => splitAt(word, '=')));
    const quality = parameters.has('q') ? Number(parameters.get('q')) : 1;
    return { type: type.toLowerCase(), quality, parameters, text: part.trim() };
  });
  const specificity = ({ type }: Clause) => (type === '*/*' ? 0 : type.endsWith('/*') ? 1 : 2);
  return all.sort((a, b) => b.quality - a.quality || specificity(b) - specificity(a));
}

function splitAt(word: string, mark: string): [string, string] {
  const at = word.indexOf(mark);
  return at < 0 ? [word, ''] : [word.slice(0, at), word.slice(at + 1).replace(/^"|"$/g, '')];
}

/** Browsers and tools for people get indented JSON unless they say otherwise. */
export function wantsPretty(query: URLSearchParams, userAgent: string | undefined): boolean {
  const asked = query.get('pretty');
  if (asked) return ['1', 't', 'T', 'true', 'TRUE', 'True'].includes(asked);
  return /^(curl|Wget|Mozilla\/5\.0)/.test(userAgent ?? '');
}
