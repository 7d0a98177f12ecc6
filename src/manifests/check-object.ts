// Checks one manifest before it is used: that it is an object of a kind somebody serves, that the API server can
// decode it, and that it has a name. What kubectl or the server would say goes along with each problem.

import { gatedResources, type ResourceFacts, resources } from '../kinds/generated/resources.gen';
import { checkDecode } from './check-decode';
import type { ManifestProblem } from './errors';
import { type KnownKind, kindHint } from './hints';
import { locateIn, type Origin } from './source';

/** A document or an item of a List, with where it stands. */
export interface Candidate {
  readonly value: unknown;
  readonly origin: Origin;
  readonly duplicates: ReadonlyMap<object, readonly string[]> | undefined;
}

/** An object that says what it is; anything may be wrong further in until it has been checked. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name?: string; readonly namespace?: string; readonly generateName?: string };
  readonly [field: string]: unknown;
}

const namedBy = (rows: readonly ResourceFacts[]) =>
  new Map(rows.map((row) => [`${row.group === '' ? '' : `${row.group}/`}${row.version}/${row.kind}`, row]));
const byKind = namedBy(resources);
const gatedByKind = namedBy(gatedResources);

/** The facts of a built-in kind. */
export const servedResource = (apiVersion: string, kind: string) => byKind.get(`${apiVersion}/${kind}`);

/** Says plainly what it is, and nobody serves that. */
export function isUnserved(candidate: Candidate, custom: readonly KnownKind[]): boolean {
  if (checkIdentity(candidate).length > 0) return false;
  const { apiVersion, kind } = candidate.value as Manifest;
  return !servedResource(apiVersion, kind) && !isKnown(custom, apiVersion, kind);
}

const isKnown = (kinds: readonly KnownKind[], apiVersion: string, kind: string) =>
  kinds.some((known) => known.apiVersion === apiVersion && known.kind === kind);

/** @param custom kinds that not every cluster serves: of CRDs in the load or in the cluster, of `runtimeConfig`. */
export function checkObject(candidate: Candidate, custom: readonly KnownKind[]): readonly ManifestProblem[] {
  const unidentified = checkIdentity(candidate);
  if (unidentified.length > 0) return unidentified;
  const value = candidate.value as Manifest;
  const { apiVersion, kind } = value;
  const isServed = isKnown(custom, apiVersion, kind);
  const resource =
    servedResource(apiVersion, kind) ?? (isServed ? gatedByKind.get(`${apiVersion}/${kind}`) : undefined);
  if (!resource && !isServed) return [unknownKind(candidate, value, custom)];
  const wrong = resource ? checkDecode(value, resource.schema, candidate.origin, candidate.duplicates) : [];
  return [...wrong, ...checkName(candidate, value, wrong)];
}

const notValid = (source: string, what: string) =>
  `error validating ${JSON.stringify(source)}: error validating data: ${what}; ` +
  'if you choose to ignore these errors, turn validation off with --validate=false';

function checkIdentity({ value, origin }: Candidate): readonly ManifestProblem[] {
  const source = origin.file.name;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const message = `a manifest is a mapping with apiVersion, kind and metadata, not ${describe(value)}`;
    return [{ message, place: locateIn(origin, []), kubectl: notValid(source, 'invalid object to validate') }];
  }
  const named = value as Readonly<Record<string, unknown>>;
  const missing = ['apiVersion', 'kind'].filter((field) => !named[field]);
  if (missing.length > 0) {
    const words = missing.map((field) => `${field} not set`);
    const said = words.length === 1 ? (words[0] as string) : `[${words.join(', ')}]`;
    const message = `the manifest has no ${missing.join(' and no ')}`;
    return [{ message, place: locateIn(origin, []), kubectl: notValid(source, said) }];
  }
  for (const field of ['apiVersion', 'kind']) {
    if (typeof named[field] === 'string') continue;
    const kubectl = notValid(source, `${field} isn't string type`);
    return [wrongType(origin, [field], 'a text', named[field], kubectl)];
  }
  return checkMetadata(named, origin);
}

function checkMetadata(value: Readonly<Record<string, unknown>>, origin: Origin): readonly ManifestProblem[] {
  const { metadata } = value;
  if (metadata === undefined || metadata === null) return [];
  const goType = (what: string, into: string) =>
    `unable to decode ${JSON.stringify(origin.file.name)}: json: cannot unmarshal ${what} into Go struct field ${into}`;
  if (typeof metadata !== 'object' || Array.isArray(metadata)) {
    const kubectl = goType(goWord(metadata), 'metadataOnlyObject.metadata of type v1.ObjectMeta');
    return [wrongType(origin, ['metadata'], 'a mapping', metadata, kubectl)];
  }
  for (const field of ['name', 'namespace', 'generateName']) {
    const given = (metadata as Readonly<Record<string, unknown>>)[field];
    if (given === undefined || given === null || typeof given === 'string') continue;
    const kubectl = goType(goWord(given), `ObjectMeta.metadata.${field} of type string`);
    return [wrongType(origin, ['metadata', field], 'a text', given, kubectl)];
  }
  return [];
}

function wrongType(
  origin: Origin,
  path: readonly string[],
  expected: string,
  given: unknown,
  kubectl: string,
): ManifestProblem {
  const actual = JSON.stringify(given);
  return {
    message: `${path.join('.')} must be ${expected}`,
    place: locateIn(origin, path, 'value'),
    expected,
    actual,
    kubectl,
  };
}

const goWord = (value: unknown) =>
  Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;

function unknownKind({ origin }: Candidate, value: Manifest, custom: readonly KnownKind[]): ManifestProblem {
  const { apiVersion, kind } = value;
  const { field, hint } = kindHint(apiVersion, kind, custom);
  const { name = '', namespace = '' } = value.metadata ?? {};
  const [quotedName, quotedSpace, source] = [name, namespace, origin.file.name].map((text) => JSON.stringify(text));
  const from = `name: ${quotedName} namespace: ${quotedSpace} from ${source}`;
  return {
    message: `no kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`,
    place: locateIn(origin, [field], 'value'),
    hint,
    kubectl:
      `resource mapping not found for ${from}: no matches for kind ${JSON.stringify(kind)} ` +
      `in version ${JSON.stringify(apiVersion)}\nensure CRDs are installed first`,
  };
}

/** kubectl looks for the stored object before it sends the new one, so it minds a missing name first. */
function checkName(
  { origin }: Candidate,
  value: Manifest,
  others: readonly ManifestProblem[],
): readonly ManifestProblem[] {
  const { name, generateName, namespace } = value.metadata ?? {};
  if (name || generateName || others.some(({ message }) => message.includes('"metadata.generateName'))) return [];
  const resource = servedResource(value.apiVersion, value.kind);
  const [version = '', group = ''] = value.apiVersion.split('/').reverse();
  const of = `${group}/${version}`;
  const plural = resource?.plural ?? value.kind.toLowerCase();
  const kubectl =
    `error when retrieving current configuration of:\nResource: "${of}, Resource=${plural}", ` +
    `GroupVersionKind: "${of}, Kind=${value.kind}"\nName: "", Namespace: "${namespaceOf(value, namespace)}"\n` +
    `from server for: ${JSON.stringify(origin.file.name)}: resource name may not be empty`;
  const subject = group === '' ? value.kind : `${value.kind}.${group}`;
  return [
    {
      message: 'the object has no name',
      place: locateIn(origin, ['metadata']),
      expected: 'metadata.name',
      server: `${subject} "" is invalid: metadata.name: Required value: name or generateName is required`,
      kubectl,
    },
  ];
}

/** Where kubectl would look for it. */
export function namespaceOf(value: Manifest, namespace: string | undefined): string {
  const resource = servedResource(value.apiVersion, value.kind);
  return resource && !resource.namespaced ? '' : namespace || 'default';
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return value === null
    ? 'nothing'
    : `the ${typeof value === 'string' ? 'text' : typeof value} ${JSON.stringify(value)}`;
}
