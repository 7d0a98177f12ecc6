// The tag of an image reference, which decides the default pull policy.
// upstream: pkg/util/parsers ParseImageName over github.com/distribution/reference

import type { Container } from '../generated/types.gen';

const PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);
const TAG = /^[\w][\w.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;

const MAX_PATH = 255;

/** `latest` when neither tag nor digest is given; empty for a digest alone and for what is no image reference. */
export function imageTag(image: string): string {
  const [named = '', digest, ...more] = image.split('@');
  if (more.length > 0 || (digest !== undefined && !DIGEST.test(digest))) return '';
  const colon = named.lastIndexOf(':');
  const tagged = colon > named.lastIndexOf('/');
  const name = tagged ? named.slice(0, colon) : named;
  const tag = tagged ? named.slice(colon + 1) : undefined;
  if (!isRepository(name) || (tag !== undefined && !TAG.test(tag))) return '';
  return tag ?? (digest === undefined ? 'latest' : '');
}

/** upstream: imagePullPolicy of pkg/apis/core/v1 SetDefaults_Container */
export function defaultPullPolicy(image: string | undefined): NonNullable<Container['imagePullPolicy']> {
  return imageTag(image ?? '') === 'latest' ? 'Always' : 'IfNotPresent';
}

function isRepository(name: string): boolean {
  if (/^[a-f0-9]{64}$/.test(name)) return false;
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const isDomain = slash > 0 && (/[.:A-Z]/.test(first) || first === 'localhost');
  if (!isDomain) return PATH.test(name) && isShort(slash < 0 ? `library/${name}` : name);
  const path = name.slice(slash + 1);
  return DOMAIN.test(first) && PATH.test(path) && isShort(path);
}

const isShort = (path: string) => path.length <= MAX_PATH;
