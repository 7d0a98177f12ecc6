// Groups and versions that an APIService hands to a Service of the cluster: where they stand in discovery, and what
// their requests meet.
// upstream: kube-aggregator pkg/apiserver handler_proxy.go, handler_apis.go, handler_discovery.go

import { ApiError } from '../api/api-error';
import { resolveEndpoint } from '../api/service-endpoint';
import { compareVersions } from '../custom/version-order';
import { isAvailable } from '../kinds/api-service';
import type { APIService } from '../kinds/generated/types.gen';
import type { Group } from './discovery';
import { type Answer, type ServedRequest, textAnswer } from './exchange';
import { askProgram } from './proxy';
import type { ServedCluster } from './served-cluster';

const OF_CUSTOM = 1000;

/** The APIService that hands this path to a Service; undefined for paths that the server answers itself. */
export function remoteServiceOf(served: ServedCluster, path: string): APIService | undefined {
  const [, group, version] = /^\/apis\/([^/]+)\/([^/]+)(?:\/|$)/.exec(path) ?? [];
  if (group === undefined) return undefined;
  const found = served.cluster.get('APIService', undefined, `${version}.${group}`);
  return found?.spec.service ? found : undefined;
}

/** Passed on to the program behind the Service, where it is available. */
export function remoteAnswer(served: ServedCluster, request: ServedRequest, { spec, ...rest }: APIService): Answer {
  const { namespace, name = '', port = 0 } = spec.service ?? {};
  const service = isAvailable({ spec, ...rest }) ? served.cluster.get('Service', namespace, name) : undefined;
  const endpoint = service && resolveEndpoint(served.server.parts.reader, service, port);
  if (endpoint === undefined || endpoint.error !== undefined) return textAnswer('service unavailable\n', 503);
  const query = request.query.toString();
  const path = `${request.path}${query === '' ? '' : `?${query}`}`;
  try {
    return askProgram(served, { host: endpoint.address, port: endpoint.port }, request.method, path);
  } catch (error) {
    if (error instanceof ApiError) return textAnswer(`${error.message}\n`, 503);
    throw error;
  }
}

/**
 * The groups as APIServices order them, with those that others serve among them. Of equal rank, aggregated discovery
 * has them by their names, the plain list by those of their APIServices: `v1.b` before `v1beta1.a`.
 */
export function withRemoteGroups(
  served: ServedCluster,
  local: readonly Group[],
  isAggregated: boolean,
): readonly Group[] {
  const services = new Map(served.cluster.list('APIService').map((each) => [each.metadata.name, each]));
  const groups = new Map(local.map((group) => [group.name, group]));
  for (const service of services.values()) {
    if (!service.spec.service) continue;
    const { group: name = '', version = '' } = service.spec;
    const others = (groups.get(name)?.versions ?? []).filter((each) => each.version !== version);
    const freshness = isAvailable(service) ? 'Current' : 'Stale';
    const versions = [...others, { version, rows: [], freshness } as const].sort((a, b) => {
      const priority = versionPriority(services, name, b.version) - versionPriority(services, name, a.version);
      return priority || compareVersions(b.version, a.version);
    });
    groups.set(name, { name, versions });
  }
  const ranked = [...groups.values()].map((group) => {
    const { priority, first } = rankOf(services, group);
    return { group, priority, name: isAggregated ? group.name : first };
  });
  ranked.sort((a, b) => b.priority - a.priority || (a.name < b.name ? -1 : 1));
  return ranked.map(({ group }) => group);
}

type Services = ReadonlyMap<string, APIService>;

const nameOf = (group: string, version: string) => `${version}.${group}`;

/** The highest priority of a group's APIServices, and the first name of those that have it. */
function rankOf(services: Services, { name, versions }: Group): { readonly priority: number; readonly first: string } {
  // APIServices themselves stand before all others.
  if (name === 'apiregistration.k8s.io') return { priority: Number.MAX_SAFE_INTEGER, first: '' };
  const names = versions.map(({ version }) => nameOf(name, version)).sort();
  const priorities = names.map((each) => services.get(each)?.spec.groupPriorityMinimum ?? OF_CUSTOM);
  const priority = Math.max(...priorities);
  return { priority, first: names.find((_, index) => priorities[index] === priority) ?? '' };
}

const versionPriority = (services: Services, group: string, version: string) =>
  services.get(nameOf(group, version))?.spec.versionPriority ?? 0;
