// The Gateway API's kinds as far as these specs need them, without schemas, and objects of them.

const GROUP = 'gateway.networking.k8s.io';

function definition(kind: string, plural: string, version: string, scope: 'Namespaced' | 'Cluster'): object {
  const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  const schema = { openAPIV3Schema: { type: 'object', properties: { spec: open, status: open } } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${plural}.${GROUP}`,
      annotations: { 'api-approved.kubernetes.io': 'https://github.com/kubernetes-sigs/gateway-api' },
    },
    spec: {
      group: GROUP,
      names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
      scope,
      versions: [{ name: version, served: true, storage: true, schema, subresources: { status: {} } }],
    },
  };
}

export const gatewayKinds: readonly object[] = [
  definition('GatewayClass', 'gatewayclasses', 'v1', 'Cluster'),
  definition('Gateway', 'gateways', 'v1', 'Namespaced'),
  definition('HTTPRoute', 'httproutes', 'v1', 'Namespaced'),
  definition('ReferenceGrant', 'referencegrants', 'v1beta1', 'Namespaced'),
];

export const CONTROLLER = 'example.net/gateway-controller';

export const gatewayClass = {
  apiVersion: `${GROUP}/v1`,
  kind: 'GatewayClass',
  metadata: { name: 'public' },
  spec: { controllerName: CONTROLLER },
};

export const gateway = (listeners: readonly object[], name = 'edge') => ({
  apiVersion: `${GROUP}/v1`,
  kind: 'Gateway',
  metadata: { name },
  spec: { gatewayClassName: 'public', listeners },
});

export const http = (fields: object = {}) => ({ name: 'http', port: 80, protocol: 'HTTP', ...fields });

export interface RouteFields {
  readonly namespace?: string;
  readonly hostnames?: readonly string[];
  readonly parent?: object;
}

export function route(
  name: string,
  rules: readonly object[],
  { namespace = 'default', hostnames, parent }: RouteFields = {},
) {
  return {
    apiVersion: `${GROUP}/v1`,
    kind: 'HTTPRoute',
    metadata: { name, namespace },
    spec: {
      parentRefs: [{ name: 'edge', namespace: 'default', ...parent }],
      ...(hostnames ? { hostnames } : {}),
      rules,
    },
  };
}

export const to = (name: string, fields: object = {}) => ({ name, port: 80, ...fields });
export const path = (value: string, type = 'PathPrefix') => ({ path: { type, value } });

export const grant = (namespace: string, from: { kind: string; namespace: string }, kind = 'Service') => ({
  apiVersion: `${GROUP}/v1beta1`,
  kind: 'ReferenceGrant',
  metadata: { name: 'grant', namespace },
  spec: { from: [{ group: GROUP, ...from }], to: [{ group: '', kind }] },
});
