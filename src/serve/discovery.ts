// What is served: groups, versions and resources, in the plain form and in the aggregated one.
// upstream: apiserver/pkg/endpoints/discovery

import { createHash } from 'node:crypto';
import { noSuchResource } from '../api/api-error';
import { compareVersions } from '../custom/version-order';
import { isEnabled } from '../kinds/feature-gates';
import { apiVersionOf, type KindRow } from '../kinds/kind';
import { type Answer, objectAnswer, pageNotFound, type ServedRequest } from './exchange';
import type { Representation } from './media-type';
import { withRemoteGroups } from './remote-groups';
import type { ServedCluster } from './served-cluster';

interface GroupVersion {
  readonly version: string;
  readonly rows: readonly KindRow[];
  /** Of one that somebody else serves: whether it is answered for. */
  readonly freshness?: 'Current' | 'Stale';
}

export interface Group {
  readonly name: string;
  /** Best first. */
  readonly versions: readonly GroupVersion[];
}

/** Aggregated discovery, in its final and its beta version. */
export const isAggregated = ({ as, group, version }: Representation) =>
  as === 'APIGroupDiscoveryList' && group === 'apidiscovery.k8s.io' && (version === 'v2' || version === 'v2beta1');

/** `/api`, `/apis`, `/api/v1`, `/apis/GROUP`, `/apis/GROUP/VERSION`; undefined for other paths. */
export function discoveryAnswer(
  served: ServedCluster,
  request: ServedRequest,
  representation: Representation | undefined,
): Answer | undefined {
  const [prefix, ...words] = request.path.split('/').filter((word) => word !== '');
  if (prefix !== 'api' && prefix !== 'apis') return undefined;
  if (words.length > (prefix === 'api' ? 1 : 2)) return undefined;
  const isLegacy = prefix === 'api';
  const all = withRemoteGroups(served, groupsOf(served), representation !== undefined);
  const groups = all.filter(({ name }) => isLegacy === (name === ''));
  if (words.length === 0) {
    if (representation) return aggregated(groups, representation, request);
    return objectAnswer(isLegacy ? apiVersions(served, request) : groupList(groups));
  }
  const group = isLegacy ? groups[0] : groups.find(({ name }) => name === words[0]);
  const version = isLegacy ? words[0] : words[1];
  if (!group) return pageNotFound();
  if (version === undefined) return objectAnswer({ kind: 'APIGroup', apiVersion: 'v1', ...plainGroup(group) });
  const rows = group.versions.find((each) => each.version === version)?.rows;
  if (rows) return objectAnswer(resourceList(rows));
  if (group.versions.some((each) => each.rows.some((row) => !row.custom))) throw noSuchResource();
  return pageNotFound();
}

/** In the order of the kinds table, which is the server's order of priority; custom groups follow by name. */
export function groupsOf(served: ServedCluster): Group[] {
  const groups = new Map<string, Map<string, KindRow[]>>();
  for (const row of served.kinds) {
    const versions = groups.get(row.group) ?? new Map<string, KindRow[]>();
    groups.set(row.group, versions);
    const rows = versions.get(row.version) ?? [];
    versions.set(row.version, rows);
    rows.push(row);
  }
  return [...groups].map(([name, versions]) => ({
    name,
    versions: [...versions].map(([version, rows]) => ({ version, rows })).sort(byPriority),
  }));
}

/** Versions of custom resources, whichever definition brings them, the newest and most stable first. */
function byPriority(a: GroupVersion, b: GroupVersion): number {
  return a.rows.some((row) => row.custom) ? compareVersions(b.version, a.version) : 0;
}

/** `/api/v1`, `/apis/apps/v1`. */
export const discoveryPath = (group: string, version: string) =>
  group === '' ? `/api/${version}` : `/apis/${group}/${version}`;

function apiVersions(served: ServedCluster, request: ServedRequest) {
  const versions = groupsOf(served)
    .filter(({ name }) => name === '')
    .flatMap((group) => group.versions.map(({ version }) => version));
  const serverAddressByClientCIDRs = [{ clientCIDR: '0.0.0.0/0', serverAddress: request.headers.host ?? '' }];
  return { kind: 'APIVersions', versions, serverAddressByClientCIDRs };
}

const groupList = (groups: readonly Group[]) => ({
  kind: 'APIGroupList',
  apiVersion: 'v1',
  groups: groups.map(plainGroup),
});

function plainGroup({ name, versions }: Group) {
  const named = versions.map(({ version }) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions: named, preferredVersion: named[0] };
}

function resourceList(rows: readonly KindRow[]) {
  const resources = rows.flatMap((row) => [plainResource(row), ...row.subresources.map((sub) => plainSub(row, sub))]);
  // Built-in resources are sorted; a custom one comes with its status, then its scale.
  if (!rows.some((row) => row.custom)) resources.sort((a, b) => (a.name < b.name ? -1 : 1));
  const groupVersion = apiVersionOf(rows[0] as KindRow);
  // upstream: discovery/legacy.go writes the list of the core group without its version.
  const own = groupVersion === 'v1' ? {} : { apiVersion: 'v1' };
  return { kind: 'APIResourceList', ...own, groupVersion, resources };
}

function plainResource(row: KindRow) {
  return {
    name: row.plural,
    singularName: row.singular,
    namespaced: row.namespaced,
    kind: row.kind,
    verbs: row.verbs,
    ...(row.shortNames.length > 0 ? { shortNames: row.shortNames } : {}),
    ...(row.categories.length > 0 ? { categories: row.categories } : {}),
    ...(row.verbs.includes('list') && row.kind !== 'ComponentStatus' && isEnabled('StorageVersionHash')
      ? { storageVersionHash: storageVersionHash(row) }
      : {}),
  };
}

type Subresource = KindRow['subresources'][number];

function plainSub(row: KindRow, sub: Subresource) {
  const isOther = sub.group !== row.group || sub.version !== row.version;
  return {
    name: `${row.plural}/${sub.name}`,
    singularName: '',
    namespaced: row.namespaced,
    ...(isOther ? { group: sub.group, version: sub.version } : {}),
    kind: sub.kind,
    verbs: sub.verbs,
  };
}

/** Kinds that are kept in another version: an older one, while servers that know no newer may read it. */
const STORED: Readonly<Record<string, string>> = {
  'events.k8s.io/v1/Event': '/v1/Event',
  'autoscaling/v1/HorizontalPodAutoscaler': 'autoscaling/v2/HorizontalPodAutoscaler',
  ...kept('admissionregistration.k8s.io', 'MutatingAdmissionPolicy'),
  ...kept('admissionregistration.k8s.io', 'MutatingAdmissionPolicyBinding'),
  ...kept('apiextensions.k8s.io', 'CustomResourceDefinition'),
};

function kept(group: string, kind: string): Readonly<Record<string, string>> {
  return { [`${group}/v1/${kind}`]: `${group}/v1beta1/${kind}` };
}

/** upstream: discovery.StorageVersionHash: eight bytes of the SHA-256 of group/version/kind. */
function storageVersionHash({ group, version, kind }: KindRow): string {
  const served = `${group}/${version}/${kind}`;
  const digest = createHash('sha256')
    .update(STORED[served] ?? served)
    .digest();
  return digest.subarray(0, 8).toString('base64');
}

function aggregated(groups: readonly Group[], { version, text }: Representation, request: ServedRequest): Answer {
  const items = groups.map(({ name, versions }) => ({
    metadata: name === '' ? {} : { name },
    versions: versions.map(({ version: each, rows, freshness = 'Current' }) => ({
      version: each,
      ...(freshness === 'Stale' ? {} : { resources: rows.map(aggregatedResource).sort(byResource) }),
      freshness,
    })),
  }));
  const object = {
    kind: 'APIGroupDiscoveryList',
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items,
  };
  const etag = `"${createHash('sha512').update(JSON.stringify(object)).digest('hex').toUpperCase()}"`;
  const headers = { etag, vary: 'Accept', 'cache-control': 'public' };
  if (request.headers['if-none-match'] === etag) return { kind: 'text', status: 304, text: '', headers };
  return { ...objectAnswer(object), contentType: text.replace(/;q=[\d.]+/, ''), headers };
}

const byResource = (a: { readonly resource: string }, b: { readonly resource: string }) =>
  a.resource < b.resource ? -1 : 1;

/** Group and version stand only where they are not the resource's own, or that is a custom one. */
function responseKind(row: KindRow, { group, version, kind }: Pick<KindRow, 'group' | 'version' | 'kind'>) {
  const isOwn = !row.custom && group === row.group && version === row.version;
  return { group: isOwn ? '' : group, version: isOwn ? '' : version, kind };
}

function aggregatedResource(row: KindRow) {
  const subresources = row.subresources.map((sub) => ({
    subresource: sub.name,
    responseKind: responseKind(row, sub),
    verbs: sub.verbs,
  }));
  if (!row.custom) subresources.sort((a, b) => (a.subresource < b.subresource ? -1 : 1));
  return {
    resource: row.plural,
    responseKind: responseKind(row, row),
    scope: row.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: row.singular,
    verbs: row.verbs,
    ...(row.shortNames.length > 0 ? { shortNames: row.shortNames } : {}),
    ...(row.categories.length > 0 ? { categories: row.categories } : {}),
    ...(subresources.length > 0 ? { subresources } : {}),
  };
}
