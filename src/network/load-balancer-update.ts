// Whether a change of a Service concerns its load balancer, and the event that tells of it, if there is one.
// upstream: cloud-provider controllers/service needsUpdate

import { equalData } from '../kinds/equal-data';
import type { Service } from '../kinds/generated/types.gen';

/** A change without an event of its own has an empty reason. */
export interface UpdateNotice {
  readonly reason: string;
  readonly message: string;
}

const SILENT: UpdateNotice = Object.freeze({ reason: '', message: '' });

export const CLEANUP_FINALIZER = 'service.kubernetes.io/load-balancer-cleanup';

/** Services that name a class are left to others. */
export function wantsLoadBalancer({ spec }: Service): boolean {
  return spec?.type === 'LoadBalancer' && spec.loadBalancerClass === undefined;
}

export function hasCleanupFinalizer({ metadata }: Service): boolean {
  return metadata.finalizers?.includes(CLEANUP_FINALIZER) ?? false;
}

export function needsCleanup(service: Service): boolean {
  if (!hasCleanupFinalizer(service)) return false;
  return service.metadata.deletionTimestamp !== undefined || service.spec?.type !== 'LoadBalancer';
}

/** undefined when the load balancer stays as it is. */
export function updateNotice(before: Service, now: Service): UpdateNotice | undefined {
  const wanted = wantsLoadBalancer(before);
  const wants = wantsLoadBalancer(now);
  if (!wanted && !wants) return undefined;
  const old = before.spec ?? {};
  const spec = now.spec ?? {};
  if (wanted !== wants) return { reason: 'Type', message: `${old.type} -> ${spec.type}` };
  if (differ(old.loadBalancerSourceRanges, spec.loadBalancerSourceRanges)) {
    const message = `${goList(old.loadBalancerSourceRanges)} -> ${goList(spec.loadBalancerSourceRanges)}`;
    return { reason: 'LoadBalancerSourceRanges', message };
  }
  if (differ(old.ports, spec.ports) || old.sessionAffinity !== spec.sessionAffinity) return SILENT;
  if (differ(old.sessionAffinityConfig, spec.sessionAffinityConfig)) return SILENT;
  if (old.loadBalancerIP !== spec.loadBalancerIP) {
    return { reason: 'LoadbalancerIP', message: `${old.loadBalancerIP ?? ''} -> ${spec.loadBalancerIP ?? ''}` };
  }
  const external = externalNotice(old.externalIPs ?? [], spec.externalIPs ?? []);
  if (external) return external;
  if (differ(before.metadata.annotations, now.metadata.annotations)) return SILENT;
  if (old.externalTrafficPolicy !== spec.externalTrafficPolicy) {
    return {
      reason: 'ExternalTrafficPolicy',
      message: `${old.externalTrafficPolicy} -> ${spec.externalTrafficPolicy}`,
    };
  }
  if (old.healthCheckNodePort !== spec.healthCheckNodePort) {
    const message = `${old.healthCheckNodePort ?? 0} -> ${spec.healthCheckNodePort ?? 0}`;
    return { reason: 'HealthCheckNodePort', message };
  }
  return undefined;
}

function externalNotice(before: readonly string[], now: readonly string[]): UpdateNotice | undefined {
  if (before.length !== now.length)
    return { reason: 'ExternalIP', message: `Count: ${before.length} -> ${now.length}` };
  const changed = now.find((address, index) => address !== before[index]);
  return changed === undefined ? undefined : { reason: 'ExternalIP', message: `Added: ${changed}` };
}

const goList = (texts: readonly string[] = []) => `[${texts.join(' ')}]`;

const differ = (a: unknown, b: unknown) => !equalData(a, b);
