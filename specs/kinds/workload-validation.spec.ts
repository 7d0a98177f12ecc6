// What the API server refuses in new workloads and in their updates, in its words.

import { describe, expect, test } from '@jest/globals';
import { type Body, body, container, deployment, refusal, SpecServer, template } from './api-server';

const server = new SpecServer();

function check(object: Body, expected: string): void {
  const group = object.apiVersion.includes('/') ? `.${object.apiVersion.split('/')[0]}` : '';
  const subject = `422 ${object.kind}${group} "${object.metadata.name}" is invalid: `;
  expect(refusal(() => server.create(object))).toBe(subject + expected);
}

const of = (apiVersion: string, kind: string) => (spec: Body) => {
  return body(apiVersion, kind, 'w', {
    spec: { selector: { matchLabels: { app: 'a' } }, template: template({ app: 'a' }), ...spec },
  });
};
const statefulSet = of('apps/v1', 'StatefulSet');
const daemonSet = of('apps/v1', 'DaemonSet');
const MISMATCH =
  'spec.template.metadata.labels: Invalid value: {"app":"b"}: `selector` does not match template `labels`';

describe('Deployments', () => {
  test.each([
    { name: 'a selector for others', spec: { template: template({ app: 'b' }) }, expected: MISMATCH },
    {
      name: 'no selector',
      spec: { selector: null, template: template({ app: 'b' }) },
      expected: `[spec.selector: Required value, ${MISMATCH}]`,
    },
    {
      name: 'count, restart policy and strategy',
      spec: {
        replicas: -1,
        strategy: { type: 'Recreate', rollingUpdate: {} },
        template: template({ app: 'd' }, { restartPolicy: 'Never' }),
      },
      expected:
        '[spec.replicas: Invalid value: -1: must be greater than or equal to 0, spec.template.spec.restartPolicy: ' +
        'Unsupported value: "Never": supported values: "Always", spec.strategy.rollingUpdate: Forbidden: may not be ' +
        "specified when strategy `type` is 'Recreate']",
    },
    {
      name: 'a rollout that cannot move',
      spec: { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: '0%' } } },
      expected: 'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "0%": may not be 0 when `maxSurge` is 0',
    },
    {
      name: 'a deadline within the time to become available',
      spec: { minReadySeconds: 600 },
      expected: 'spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds',
    },
    {
      name: 'a strategy there is not',
      spec: { strategy: { type: 'Canary' } },
      expected:
        'spec.strategy: Unsupported value: {"Type":"Canary","RollingUpdate":null}: supported values: "Recreate", "RollingUpdate"',
    },
  ])('$name', ({ spec, expected }) => check(deployment('d', spec), expected));
});

describe('StatefulSets and DaemonSets', () => {
  test.each([
    {
      name: 'an empty selector',
      object: statefulSet({ selector: {} }),
      expected: 'spec.selector: Invalid value: {}: empty selector is invalid for statefulset',
    },
    {
      name: 'a pod management of its own',
      object: statefulSet({ podManagementPolicy: 'Chaos' }),
      expected: "spec.podManagementPolicy: Invalid value: \"Chaos\": must be 'OrderedReady' or 'Parallel'",
    },
    {
      name: 'both more and fewer',
      object: daemonSet({ updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } } }),
      expected:
        'spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero',
    },
    {
      name: 'neither more nor fewer',
      object: daemonSet({ updateStrategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } }),
      expected: 'spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0',
    },
    {
      name: 'pods with a deadline',
      object: daemonSet({ template: template({ app: 'a' }, { activeDeadlineSeconds: 5 }) }),
      expected:
        'spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in DaemonSet is not Supported',
    },
  ])('$name', ({ object, expected }) => check(object, expected));
});

const job = (spec: Body, podSpec: Body = { restartPolicy: 'Never' }) =>
  body('batch/v1', 'Job', 'w', { spec: { template: template({}, podSpec), ...spec } });

describe('Jobs', () => {
  test.each([
    {
      name: 'a negative count, and pods that restart always',
      object: job({ completions: -1 }, {}),
      expected:
        '[spec.completions: Invalid value: -1: must be greater than or equal to 0, ' +
        'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"]',
    },
    {
      name: 'an index without a count',
      object: job({ completionMode: 'Indexed', parallelism: 1 }),
      expected: 'spec.completions: Required value: when completion mode is Indexed',
    },
    {
      name: 'a limit for each index without indexes',
      object: job({ backoffLimitPerIndex: 1 }),
      expected: 'spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode',
    },
    {
      name: 'somebody else without a domain',
      object: job({ managedBy: 'me' }),
      expected: 'spec.managedBy: Invalid value: "me": must be a domain-prefixed path (such as "acme.io/foo")',
    },
    {
      name: 'a failure policy for codes out of order',
      object: job({
        podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [3, 0] } }] },
      }),
      expected:
        '[spec.podFailurePolicy.rules[0].onExitCodes.values[1]: Invalid value: 0: must not be 0 for the In operator, ' +
        'spec.podFailurePolicy.rules[0].onExitCodes.values: Invalid value: [3,0]: must be ordered]',
    },
    {
      name: 'a failure policy that names nothing',
      object: job({ podFailurePolicy: { rules: [{ action: 'Ignore' }] } }),
      expected:
        'spec.podFailurePolicy.rules[0]: Invalid value: specifying one of OnExitCodes and OnPodConditions is required',
    },
    {
      name: 'a success of more indexes than there are',
      object: job({
        completionMode: 'Indexed',
        completions: 3,
        successPolicy: { rules: [{ succeededIndexes: '0,2-4' }, { succeededIndexes: '1', succeededCount: 2 }] },
      }),
      expected:
        '[spec.successPolicy.rules[0].succeededIndexes: Invalid value: "0,2-4": error parsing succeededIndexes: too ' +
        'large index: "4", spec.successPolicy.rules[1].succeededCount: Invalid value: 2: must be less than or equal ' +
        'to 1 (the number of indexes in the specified succeededIndexes field)]',
    },
    {
      name: 'labels of its own where they are generated',
      object: job({ template: template({ 'job-name': 'other' }, { restartPolicy: 'Never' }) }),
      expected: expect.stringMatching(/^spec\.template\.metadata\.labels\[job-name\]: Invalid value: .*: must be 'w'$/),
    },
  ])('$name', ({ object, expected }) => {
    if (typeof expected === 'string') check(object, expected);
    else {
      const text = refusal(() => server.create(object)).replace('422 Job.batch "w" is invalid: ', '');
      expect(text).toEqual(expected);
    }
  });
});

describe('CronJobs', () => {
  const cronJob = (spec: Body, name = 'cj') =>
    body('batch/v1', 'CronJob', name, {
      spec: {
        schedule: '@daily',
        jobTemplate: { spec: { template: template({}, { restartPolicy: 'Never' }) } },
        ...spec,
      },
    });
  test.each([
    {
      name: 'schedule, zone and policy',
      object: cronJob({ schedule: '61 * * * *', timeZone: 'Mars/Phobos', concurrencyPolicy: 'Maybe' }),
      expected:
        '[spec.schedule: Invalid value: "61 * * * *": end of range (61) above maximum (59): 61, spec.timeZone: Invalid ' +
        'value: "Mars/Phobos": unknown time zone Mars/Phobos, spec.concurrencyPolicy: Unsupported value: "Maybe": ' +
        'supported values: "Allow", "Forbid", "Replace"]',
    },
    {
      name: 'a zone in the schedule',
      object: cronJob({ schedule: 'TZ=UTC 0 0 * * *' }),
      expected:
        'spec.schedule: Invalid value: "TZ=UTC 0 0 * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead',
    },
    {
      name: 'the zone of a machine',
      object: cronJob({ timeZone: 'Local' }),
      expected:
        'spec.timeZone: Invalid value: "Local": timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones',
    },
    {
      name: 'a name too long for its jobs',
      object: cronJob({}, 'x'.repeat(53)),
      expected: `metadata.name: Invalid value: "${'x'.repeat(53)}": must be no more than 52 characters`,
    },
    {
      name: 'a selector for its jobs',
      object: cronJob({
        jobTemplate: {
          spec: { selector: { matchLabels: { a: 'b' } }, template: template({}, { restartPolicy: 'Never' }) },
        },
      }),
      expected:
        'spec.jobTemplate.spec.selector: Invalid value: {"matchLabels":{"a":"b"}}: `selector` will be auto-generated',
    },
  ])('$name', ({ object, expected }) => check(object, expected));
});

describe('updates', () => {
  const stored = new SpecServer();
  stored.create(deployment('web'));
  stored.create({ ...statefulSet({ serviceName: 's' }), metadata: { name: 'sts' } });
  stored.create({ ...daemonSet({}), metadata: { name: 'ds' } });
  stored.create({ ...job({ suspend: true }), metadata: { name: 'halt' } });
  stored.create({ ...job({ completionMode: 'Indexed', completions: 3, parallelism: 1 }), metadata: { name: 'idx' } });
  stored.create({ ...job({}), metadata: { name: 'run' } });
  const OTHER = { spec: { selector: { matchLabels: { app: 'other' } } } };
  const other = (app: string) =>
    `spec.template.metadata.labels: Invalid value: {"app":"${app}"}: \`selector\` does not match template \`labels\``;
  const KEPT = 'spec.selector: Invalid value: {"matchLabels":{"app":"other"}}: field is immutable';
  test.each([
    {
      name: 'a Deployment keeps its selector',
      kind: 'deployment',
      object: 'web',
      patch: OTHER,
      expected: `[${other('web')}, ${KEPT}]`,
    },
    {
      name: 'a DaemonSet keeps its selector',
      kind: 'daemonset',
      object: 'ds',
      patch: OTHER,
      expected: `[${KEPT}, ${other('a')}]`,
    },
    {
      name: 'a StatefulSet keeps most of its spec',
      kind: 'statefulset',
      object: 'sts',
      patch: { spec: { serviceName: 'other' } },
      expected:
        "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', " +
        "'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
    },
    {
      name: 'a Job keeps its count',
      kind: 'job',
      object: 'run',
      patch: { spec: { completions: 2 } },
      expected: 'spec.completions: Invalid value: 2: field is immutable',
    },
    {
      name: 'an indexed Job changes count and parallelism together',
      kind: 'job',
      object: 'idx',
      patch: { spec: { completions: 5 } },
      expected: 'spec.completions: Invalid value: 5: can only be modified in tandem with spec.parallelism',
    },
    {
      name: 'a running Job keeps its template',
      kind: 'job',
      object: 'run',
      patch: { spec: { template: { spec: { containers: [{ ...container, image: 'y:1' }] } } } },
      expected: expect.stringMatching(
        /^spec\.template: Invalid value: \{"labels":\{.*"Image":"y:1".*\}: field is immutable$/,
      ),
    },
    {
      name: 'even a suspended Job keeps its image',
      kind: 'job',
      object: 'halt',
      patch: { spec: { template: { spec: { containers: [{ ...container, image: 'y:1' }] } } } },
      expected: expect.stringMatching(
        /^spec\.template\.spec: Invalid value: \{"Volumes":null,.*\}: field is immutable$/,
      ),
    },
  ])('$name', ({ kind, object, patch, expected }) => {
    const text = refusal(() => stored.patch(kind, object, patch));
    expect(text.replace(/^422 [^:]*: /, '')).toEqual(expected);
  });

  test.each([
    { name: 'a suspended Job may move', patch: { spec: { template: { spec: { nodeSelector: { a: 'b' } } } } } },
    {
      name: 'a suspended Job may grow',
      patch: { spec: { template: { spec: { containers: [{ ...container, resources: { limits: { cpu: 1 } } }] } } } },
    },
    {
      name: 'a suspended Job may take other labels',
      patch: { spec: { template: { metadata: { labels: { x: 'y' } } } } },
    },
  ])('$name', ({ patch }) => {
    expect(refusal(() => stored.patch('job', 'halt', patch))).toBe('accepted');
  });
});
