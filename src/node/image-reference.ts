// Image names as the container runtime reads them: the parts of a reference, its full form
// `docker.io/library/nginx:1.27`, and what is wrong with a name that is none.
// upstream: github.com/distribution/reference ParseNormalizedNamed, kubelet images applyDefaultImageTag

import { hash32, hexText } from '../sim/random';

export interface ImageReference {
  /** `docker.io/library/nginx` */
  readonly repository: string;
  /** Empty when only a digest is given. */
  readonly tag: string;
  readonly digest: string;
  /** As the runtime names it: `docker.io/library/nginx:1.27`, or the repository at its digest. */
  readonly full: string;
}

export type ImageResult = ImageReference | { readonly error: string };

const DOMAIN_PART = /^(?:localhost|.*[.:].*|.*[A-Z].*)$/;
const PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
const INVALID = 'invalid reference format';
const LONGEST_NAME = 255;
const KNOWN_LIMIT = 10_000;

const known = new Map<string, ImageResult>();

export function parseImage(image: string): ImageResult {
  let result = known.get(image);
  if (!result) {
    result = read(image);
    if (known.size >= KNOWN_LIMIT) known.clear();
    known.set(image, result);
  }
  return result;
}

/** The digest form under which a status names the image, made up from the reference. */
export function imageIdOf(reference: ImageReference): string {
  let id = imageIds.get(reference);
  if (id === undefined) {
    const digest = reference.digest || `sha256:${hexDigest(reference.full)}`;
    id = `${reference.repository}@${digest}`;
    imageIds.set(reference, id);
  }
  return id;
}

const imageIds = new WeakMap<ImageReference, string>();

/** A plausible size in bytes, always the same for one image. */
export function imageSizeOf(reference: ImageReference): number {
  return 8_000_000 + (hash32(7, reference.full) % 64_000_000);
}

/** 64 hexadecimal digits that belong to the text. */
export function hexDigest(text: string): string {
  const words: number[] = [];
  for (let part = 1; part <= 8; part++) words.push(hash32(part, text));
  return hexText(words);
}

function read(image: string): ImageResult {
  if (/^[a-f0-9]{64}$/.test(image)) {
    return { error: `invalid repository name (${image}), cannot specify 64-byte hexadecimal strings` };
  }
  const { domain, rest } = splitDomain(image);
  const colon = rest.indexOf(':');
  const path = colon < 0 ? rest : rest.slice(0, colon);
  if (path.toLowerCase() !== path) return { error: `${INVALID}: repository name (${path}) must be lowercase` };
  const [named = '', digest = '', ...more] = rest.split('@');
  const tagged = named.lastIndexOf(':');
  const name = tagged < 0 ? named : named.slice(0, tagged);
  const tag = tagged < 0 ? '' : named.slice(tagged + 1);
  if (!PATH.test(name) || !DOMAIN.test(domain) || (tagged >= 0 && !TAG.test(tag))) return { error: INVALID };
  if (more.length > 0 || (rest.includes('@') && !DIGEST.test(digest))) return { error: INVALID };
  const repository = `${domain}/${name}`;
  if (repository.length > LONGEST_NAME) {
    return { error: `repository name must not be more than ${LONGEST_NAME} characters` };
  }
  const finalTag = tag || (digest ? '' : 'latest');
  const full = digest ? `${repository}${tag ? `:${tag}` : ''}@${digest}` : `${repository}:${finalTag}`;
  return { repository, tag: finalTag, digest, full };
}

function splitDomain(image: string): { readonly domain: string; readonly rest: string } {
  const slash = image.indexOf('/');
  const first = image.slice(0, Math.max(slash, 0));
  if (slash < 0 || !DOMAIN_PART.test(first)) return officialName(image);
  const rest = image.slice(slash + 1);
  return first === 'index.docker.io' || first === 'docker.io' ? officialName(rest) : { domain: first, rest };
}

function officialName(rest: string): { readonly domain: string; readonly rest: string } {
  return { domain: 'docker.io', rest: rest.includes('/') ? rest : `library/${rest}` };
}
