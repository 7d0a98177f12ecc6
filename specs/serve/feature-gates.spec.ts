// Gates that only a client of the API server sees, each with both values.
import { afterEach, expect, test } from '@jest/globals';
import type { FeatureGate } from '../../src/kinds/feature-gates';
import { SERVED_GATES } from '../cluster/feature-gates/served-gates';
import { type Reply, Served } from './served';

let served: Served | undefined;
afterEach(() => served?.close());

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const apiGroup = 'rbac.authorization.k8s.io';
const POD = '/api/v1/namespaces/default/pods/a';

/** Lets eve do this to pods. */
async function grant(server: Served, resources: readonly string[], verbs: readonly string[]): Promise<void> {
  const names = { apiVersion: `${apiGroup}/v1`, metadata: { name: 'eve' } };
  await server.post(`${RBAC}/clusterroles`, {
    ...names,
    kind: 'ClusterRole',
    rules: [{ apiGroups: [''], resources, verbs }],
  });
  const subjects = [{ kind: 'User', name: 'eve', apiGroup }];
  const roleRef = { apiGroup, kind: 'ClusterRole', name: 'eve' };
  await server.post(`${RBAC}/clusterrolebindings`, { ...names, kind: 'ClusterRoleBinding', subjects, roleRef });
}

async function withPod(server: Served): Promise<void> {
  const spec = { containers: [{ name: 'app', image: 'sim/run' }] };
  await server.post('/api/v1/namespaces/default/pods', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec,
  });
  server.cluster.advanceMs(10_000);
}

const EVE = { 'impersonate-user': 'eve' };
const WEBSOCKET = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-key': 'eHh4eHh4eHh4eHh4eHh4eA==',
  'sec-websocket-version': '13',
  'sec-websocket-protocol': 'v5.channel.k8s.io',
};

const textOf = ({ body, text }: Reply): string => body?.message ?? text;

interface Row {
  readonly gate: FeatureGate;
  readonly see: (server: Served) => Promise<unknown>;
  readonly on: unknown;
  readonly off: unknown;
}

const rows: readonly Row[] = [
  {
    gate: 'AuthorizePodWebsocketUpgradeCreatePermission',
    see: async (server) => {
      await withPod(server);
      await grant(server, ['pods/attach'], ['get']);
      return textOf(await server.get(`${POD}/attach?stdin=x&container=none`, { ...EVE, ...WEBSOCKET }));
    },
    on: expect.stringMatching(/^pods "a" is forbidden: /),
    off: expect.stringContaining('container none is not valid for pod a'),
  },
  {
    gate: 'ConstrainedImpersonation',
    see: async (server) => {
      const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
      const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
      const { body } = await server.post(path, review, { 'impersonate-user': 'system:node:n1' });
      return body.status.userInfo.groups;
    },
    on: ['system:nodes', 'system:authenticated'],
    off: ['system:authenticated'],
  },
  {
    gate: 'OpenAPIEnums',
    see: async (server) => (await server.get('/openapi/v3/api/v1')).text.includes('"enum"'),
    on: true,
    off: false,
  },
  {
    gate: 'PodLogsQuerySplitStreams',
    see: async (server) => {
      await withPod(server);
      return textOf(await server.get(`${POD}/log?stream=Stderr`));
    },
    on: '',
    off: 'PodLogOptions "a" is invalid: stream: Forbidden: may not be specified',
  },
  {
    gate: 'PodLogsQuerySplitStreams',
    see: async (server) => {
      await withPod(server);
      return textOf(await server.get(`${POD}/log?stream=Stdout&tailLines=1`));
    },
    on: 'PodLogOptions "a" is invalid: []: Forbidden: `tailLines` and specific `stream` are mutually exclusive for now',
    off: 'PodLogOptions "a" is invalid: stream: Forbidden: may not be specified',
  },
  {
    gate: 'ShardedListAndWatch',
    see: async (server) => {
      const half = encodeURIComponent(
        "shardRange(object.metadata.namespace, '0x0000000000000000', '0x8000000000000000')",
      );
      const { body } = await server.get(`/api/v1/namespaces?shardSelector=${half}`);
      return [body.metadata.shardInfo?.selector, (await server.get('/api/v1/namespaces?shardSelector=x')).status];
    },
    on: ["shardRange(object.metadata.namespace, '0x0000000000000000', '0x8000000000000000')", 500],
    off: [undefined, 200],
  },
  {
    gate: 'StorageVersionHash',
    see: async (server) => (await server.get('/apis/apps/v1')).body.resources[0].storageVersionHash,
    on: '85nkx63pcBU=',
    off: undefined,
  },
  {
    gate: 'TokenRequestServiceAccountUIDValidation',
    see: async (server) => {
      const path = '/api/v1/namespaces/default/serviceaccounts/default/token';
      const asked = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', metadata: { uid: 'x' }, spec: {} };
      server.cluster.advanceMs(10_000);
      const { status, headers, body } = await server.post(path, asked);
      return [status, body.message ?? String(headers.warning)];
    },
    on: [
      409,
      expect.stringMatching(/^Operation cannot be fulfilled on TokenRequest.authentication.k8s.io "default": /),
    ],
    off: [201, expect.stringContaining('but TokenRequestServiceAccountUIDValidation is not enabled')],
  },
];

for (const value of [true, false]) {
  test.each(rows.map((row) => ({ ...row, name: `${row.gate}=${value}` })))('$name', async ({ gate, see, on, off }) => {
    served = await Served.start({ nodes: 1, featureGates: { [gate]: value } });
    expect(await see(served)).toEqual(value ? on : off);
  });
}

test('these are the gates that are shown here', () => {
  expect([...new Set(rows.map(({ gate }) => gate))]).toEqual(SERVED_GATES);
});
