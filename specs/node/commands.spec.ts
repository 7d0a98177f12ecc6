// Commands that containers run: what of their surroundings they tell, and a port that somebody has already.

import { describe, expect, test } from '@jest/globals';
import { KubeletCluster } from './kubelet-cluster';

interface Row {
  readonly name: string;
  readonly command: readonly string[];
  readonly code: number | undefined;
  readonly logs: readonly string[];
}
const sh = (script: string) => ['sh', '-c', script];
const rows: readonly Row[] = [
  { name: 'a variable', command: sh('echo $GREETING'), code: 0, logs: ['hello you'] },
  { name: 'one in quotes', command: sh('echo "<$GREETING>" \'$GREETING\''), code: 0, logs: ['<hello you> $GREETING'] },
  {
    name: 'one in braces, one that is not set',
    command: sh(`echo $\{GREETING}$\{NONE}!$\{NONE:-x}`),
    code: 0,
    logs: ['hello you!x'],
  },
  {
    name: 'one that the kubelet fills in',
    command: ['echo', '$(GREETING), $(NONE)'],
    code: 0,
    logs: ['hello you, $(NONE)'],
  },
  { name: 'an exit code', command: sh(`exit $\{CODE}`), code: 7, logs: [] },
  { name: 'the last exit code', command: sh('false; echo $?; exit 3'), code: 3, logs: ['1'] },
  { name: 'printenv', command: ['printenv', 'GREETING'], code: 0, logs: ['hello you'] },
  { name: 'printenv of nothing', command: ['printenv', 'NONE'], code: 1, logs: [] },
  { name: 'hostname', command: ['hostname'], code: 0, logs: ['p'] },
  { name: 'cat', command: sh('cat /etc/app/mode && echo'), code: 0, logs: ['fast', ''] },
  { name: 'cat of nothing', command: ['cat', '/none'], code: 1, logs: ['cat: /none: No such file or directory'] },
  { name: 'output that goes elsewhere', command: sh('echo a 2>&1 > /dev/null; echo b 1>&2'), code: 0, logs: ['b'] },
  { name: 'a pipe', command: sh('echo a | grep b'), code: 1, logs: [] },
  { name: 'a pattern is not understood', command: sh('echo *'), code: undefined, logs: [] },
];

test.each(rows)('$name', ({ command, code, logs }) => {
  const node = new KubeletCluster();
  node.create({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'app', namespace: 'default' },
    data: { mode: 'fast\n' },
  });
  const env = [
    { name: 'GREETING', value: 'hello you' },
    { name: 'CODE', value: '7' },
  ];
  const volumeMounts = [{ name: 'app', mountPath: '/etc/app' }];
  node.pod('p', {
    restartPolicy: 'Never',
    containers: [{ image: 'busybox', command, env, volumeMounts }],
    volumes: [{ name: 'app', configMap: { name: 'app' } }],
  });
  node.advance(5);
  expect(node.container('p').state?.terminated?.exitCode).toBe(code);
  expect(node.command('logs', { pod: 'p' })).toEqual(logs);
});

test('env tells the services too', () => {
  const node = new KubeletCluster();
  node.create({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'db', namespace: 'default' },
    spec: { ports: [{ port: 5432 }] },
  });
  node.pod('p', {
    restartPolicy: 'Never',
    containers: [{ image: 'busybox', command: ['env'], env: [{ name: 'A', value: 'b' }] }],
  });
  node.advance(5);
  expect(node.command('logs', { pod: 'p' })).toEqual(expect.arrayContaining(['A=b', 'DB_SERVICE_PORT=5432']));
});

describe('a port that is taken', () => {
  const web = { image: 'nginx', ports: [{ containerPort: 80 }] };
  const ends = (node: KubeletCluster, pod: string, name: string) =>
    node.container(pod, name).lastState?.terminated ?? node.container(pod, name).state?.terminated;

  test('in the same pod ends the second program', () => {
    const node = new KubeletCluster();
    node.pod('p', {
      containers: [
        { ...web, name: 'a' },
        { ...web, name: 'b' },
      ],
    });
    node.advance(5);
    expect(node.container('p', 'a').state?.running).toBeDefined();
    expect(ends(node, 'p', 'b')).toMatchObject({ exitCode: 1, reason: 'Error' });
    expect(node.command('logs', { pod: 'p', container: 'b' })).toEqual([
      'listen tcp :80: bind: address already in use',
    ]);
  });

  test('in the network of the node ends it too, on that node only', () => {
    const node = new KubeletCluster({ nodes: [{ name: 'node-1' }, { name: 'node-2' }] });
    const programs = { image: 'nginx', command: ['nginx'] };
    node.command('setProgram', { image: 'nginx', listens: [80] });
    for (const [name, nodeName] of [
      ['first', 'node-1'],
      ['second', 'node-1'],
      ['third', 'node-2'],
    ] as const) {
      node.pod(name, { nodeName, hostNetwork: true, containers: [programs] });
    }
    node.pod('own', { containers: [programs] });
    node.advance(5);
    const running = ['first', 'second', 'third', 'own'].filter(
      (name) => node.container(name).restartCount === 0 && node.container(name).state?.running,
    );
    expect(running).toEqual(['first', 'third', 'own']);
  });
});
