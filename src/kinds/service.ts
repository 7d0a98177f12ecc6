// Service: what the API server does with one of its own. Addresses and ports are given out by `api/service-allocator`.
// upstream: pkg/apis/core/v1 SetDefaults_Service, pkg/registry/core/service/strategy.go

import type { Service, ServicePort, ServiceSpec } from './generated/types.gen';
import { keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { HEADLESS } from './service-cluster-ips';
import {
  balancerWarnings,
  checkNewService,
  checkServiceStatus,
  checkServiceUpdate,
  serviceWarnings,
} from './service-rules';
import { dropTypeDependentFields, nodePortsOf } from './service-type-change';
import { changeField, changeItems, withAbsent, withDefaults, withoutField } from './with-defaults';

const NO_LOAD_BALANCER = Object.freeze({ loadBalancer: Object.freeze({}) });
const DEFAULT_AFFINITY_SECONDS = 10_800;

export const service = defineKind<Service>({
  returnsDeleted: true,
  createsOnUpdate: true,
  defaults: (object) => serviceDefaults(object),
  prepareCreate: (object) => withStatus(object, NO_LOAD_BALANCER),
  prepareUpdate: (next, stored) => dropTypeDependentFields(keepStatus(next, stored), stored),
  validate: checkNewService,
  validateUpdate: checkServiceUpdate,
  validateStatusUpdate: checkServiceStatus,
  statusWarnings: balancerWarnings,
  warnings: serviceWarnings,
  indexes: {
    clusterIp: ({ spec }) => (spec?.clusterIPs ?? []).filter((ip) => ip !== HEADLESS),
    nodePort: ({ spec }) =>
      spec ? [...nodePortsOf(spec), spec.healthCheckNodePort ?? 0].filter(Boolean).map(String) : [],
  },
  selectableFields: {
    'spec.clusterIP': ({ spec }) => spec?.clusterIP ?? '',
    'spec.type': ({ spec }) => spec?.type ?? '',
  },
});

function serviceDefaults(object: Service): Service {
  const next = changeField(object, 'spec', specDefaults);
  if (next.spec?.type !== 'LoadBalancer') return next;
  return changeField(next, 'status', (status) =>
    changeField(status, 'loadBalancer', (balancer) =>
      changeItems(balancer, 'ingress', (ingress) => (ingress.ip ? withDefaults(ingress, { ipMode: 'VIP' }) : ingress)),
    ),
  );
}

function specDefaults(spec: ServiceSpec): ServiceSpec {
  const type = spec.type || 'ClusterIP';
  const isExternal = type === 'NodePort' || type === 'LoadBalancer';
  const hasExternalIps = type === 'ClusterIP' && (spec.externalIPs?.length ?? 0) > 0;
  const typed = withDefaults(spec, {
    type,
    sessionAffinity: 'None',
    ...(isExternal || hasExternalIps ? { externalTrafficPolicy: 'Cluster' as const } : {}),
  });
  const next = withAbsent(typed, {
    ...(isExternal || type === 'ClusterIP' ? { internalTrafficPolicy: 'Cluster' as const } : {}),
    ...(type === 'LoadBalancer' ? { allocateLoadBalancerNodePorts: true } : {}),
  });
  // The server takes it off again whenever it reads such a Service.
  const told = type === 'ExternalName' ? withoutField(next, 'internalTrafficPolicy') : next;
  return changeItems(affinityDefaults(told), 'ports', portDefaults);
}

function affinityDefaults(spec: ServiceSpec): ServiceSpec {
  if (spec.sessionAffinity === 'None') return withoutField(spec, 'sessionAffinityConfig');
  if (spec.sessionAffinity !== 'ClientIP') return spec;
  if (spec.sessionAffinityConfig?.clientIP?.timeoutSeconds !== undefined) return spec;
  return { ...spec, sessionAffinityConfig: { clientIP: { timeoutSeconds: DEFAULT_AFFINITY_SECONDS } } };
}

function portDefaults(port: ServicePort): ServicePort {
  const next = withDefaults(port, { protocol: 'TCP' });
  const { targetPort } = next;
  if (targetPort !== undefined && targetPort !== 0 && targetPort !== '') return next;
  return next.targetPort === next.port ? next : { ...next, targetPort: next.port };
}
