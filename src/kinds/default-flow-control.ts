// The FlowSchemas and PriorityLevelConfigurations that the server keeps: the suggested ones, which a user may change,
// and the mandatory ones. Each line of text is an object; they are read when somebody first looks at a kind of theirs.
// upstream: apiserver/pkg/apis/flowcontrol/bootstrap/default.go

import type { FlowSchema, FlowSchemaSpec, PriorityLevelConfiguration } from './generated/types.gen';

export const AUTO_UPDATE = 'apf.kubernetes.io/autoupdate-spec';
export const FLOW_PRODUCER = 'api-priority-and-fairness-config-producer-v1';
export const FLOW_CONSUMER = 'api-priority-and-fairness-config-consumer-v1';
const API_VERSION = 'flowcontrol.apiserver.k8s.io/v1';
export const MANDATORY: readonly string[] = ['exempt', 'catch-all'];

/** Name, shares, lendable percent, queues, hand size. */
const LEVELS: readonly (readonly [string, number, number, number, number])[] = [
  ['system', 30, 33, 64, 6],
  ['node-high', 40, 25, 64, 6],
  ['leader-election', 10, 0, 16, 4],
  ['workload-high', 40, 50, 128, 6],
  ['workload-low', 100, 90, 128, 6],
  ['global-default', 20, 50, 128, 6],
];
const QUEUE_LENGTH = 50;

type Spec = PriorityLevelConfiguration['spec'];

const metadataOf = (name: string) => ({ name, generation: 1, annotations: { [AUTO_UPDATE]: 'true' } });

function level(name: string, spec: Spec): PriorityLevelConfiguration {
  return { apiVersion: API_VERSION, kind: 'PriorityLevelConfiguration', metadata: metadataOf(name), spec, status: {} };
}

/** In the order in which the server makes them. */
export function defaultPriorityLevels(): readonly PriorityLevelConfiguration[] {
  const suggested = LEVELS.map(([name, nominalConcurrencyShares, lendablePercent, queues, handSize]) => {
    const queuing = { queues, handSize, queueLengthLimit: QUEUE_LENGTH };
    const limitResponse = { type: 'Queue', queuing };
    return level(name, { type: 'Limited', limited: { nominalConcurrencyShares, limitResponse, lendablePercent } });
  });
  const reject = { nominalConcurrencyShares: 5, limitResponse: { type: 'Reject' }, lendablePercent: 0 };
  return [
    ...suggested,
    level('exempt', { type: 'Exempt', exempt: { nominalConcurrencyShares: 0, lendablePercent: 0 } }),
    level('catch-all', { type: 'Limited', limited: reject }),
  ];
}

type Rule = NonNullable<FlowSchemaSpec['rules']>[number];
type Subject = Rule['subjects'][number];

const group = (name: string): Subject => ({ kind: 'Group', group: { name } });
const user = (name: string): Subject => ({ kind: 'User', user: { name } });
const EVERYBODY = [group('system:unauthenticated'), group('system:authenticated')];
const SYSTEM_ACCOUNTS: Subject = { kind: 'ServiceAccount', serviceAccount: { namespace: 'kube-system', name: '*' } };
const MANAGER = user('system:kube-controller-manager');
const SCHEDULER = user('system:kube-scheduler');
const ALL = ['*'];

const everything = (...subjects: readonly Subject[]): Rule => ({
  subjects,
  resourceRules: [{ verbs: ALL, apiGroups: ALL, resources: ALL, clusterScope: true, namespaces: ALL }],
  nonResourceRules: [{ verbs: ALL, nonResourceURLs: ALL }],
});

const leases = (verbs: readonly string[]) => ({
  verbs,
  apiGroups: ['coordination.k8s.io'],
  resources: ['leases'],
  namespaces: ALL,
});

/** Name, priority level, precedence, what tells flows apart, rule. */
const schemas = (): readonly (readonly [string, string, number, string, Rule])[] => [
  ['system-nodes', 'system', 500, 'ByUser', everything(group('system:nodes'))],
  [
    'system-node-high',
    'node-high',
    400,
    'ByUser',
    {
      subjects: [group('system:nodes')],
      resourceRules: [
        { verbs: ALL, apiGroups: [''], resources: ['nodes', 'nodes/status'], clusterScope: true, namespaces: ALL },
        leases(ALL),
      ],
    },
  ],
  [
    'probes',
    'exempt',
    2,
    '',
    { subjects: EVERYBODY, nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/healthz', '/readyz', '/livez'] }] },
  ],
  [
    'system-leader-election',
    'leader-election',
    100,
    'ByUser',
    { subjects: [MANAGER, SCHEDULER, SYSTEM_ACCOUNTS], resourceRules: [leases(['get', 'create', 'update'])] },
  ],
  ['kube-controller-manager', 'workload-high', 800, 'ByNamespace', everything(MANAGER)],
  ['kube-scheduler', 'workload-high', 800, 'ByNamespace', everything(SCHEDULER)],
  ['kube-system-service-accounts', 'workload-high', 900, 'ByNamespace', everything(SYSTEM_ACCOUNTS)],
  ['service-accounts', 'workload-low', 9000, 'ByUser', everything(group('system:serviceaccounts'))],
  ['global-default', 'global-default', 9900, 'ByUser', everything(...EVERYBODY)],
  ['exempt', 'exempt', 1, '', everything(group('system:masters'))],
  ['catch-all', 'catch-all', 10_000, 'ByUser', everything(...EVERYBODY)],
];

/** In the order in which the server makes them, without status. */
export function defaultFlowSchemas(): readonly FlowSchema[] {
  return schemas().map(([name, priorityLevel, matchingPrecedence, method, rule]) => ({
    apiVersion: API_VERSION,
    kind: 'FlowSchema',
    metadata: metadataOf(name),
    spec: {
      priorityLevelConfiguration: { name: priorityLevel },
      matchingPrecedence,
      ...(method === '' ? {} : { distinguisherMethod: { type: method } }),
      rules: [rule],
    },
  }));
}

type Condition = NonNullable<NonNullable<FlowSchema['status']>['conditions']>[number];

/** Whether the priority level that a FlowSchema names is there. */
export function danglingCondition(name: string, isThere: boolean, now: string): Condition {
  const opening = `This FlowSchema references the PriorityLevelConfiguration object named ${JSON.stringify(name)}`;
  return {
    type: 'Dangling',
    status: isThere ? 'False' : 'True',
    lastTransitionTime: now,
    reason: isThere ? 'Found' : 'NotFound',
    message: `${opening} ${isThere ? 'and it exists' : 'but there is no such object'}`,
  };
}

/** As a fresh cluster has them. */
export const firstFlowSchemas = (now: string): readonly FlowSchema[] =>
  defaultFlowSchemas().map((schema) => {
    const { name } = schema.spec?.priorityLevelConfiguration ?? { name: '' };
    return { ...schema, status: { conditions: [danglingCondition(name, true, now)] } };
  });
