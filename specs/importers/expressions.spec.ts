// Expressions and commands of suites, one by one: the matchers and steps that say the same, and those that have none.

import { describe, expect, test } from '@jest/globals';
import { readTree } from '../../src/importers/chainsaw/assertion-tree';
import { told, UNTOLD } from '../../src/importers/chainsaw/bindings';
import { Known } from '../../src/importers/known';
import { isNoEqual, translateKubectl } from '../../src/importers/kubectl/translate';
import { shellWords } from '../../src/importers/shell-words';
import { scalarText, yamlLines } from '../../src/importers/yaml-text';
import { parseYaml } from '../../src/manifests/yaml';

const bindings = new Map<string, unknown>([
  ['app', 'web'],
  ['count', 2],
]);

describe('assertion trees', () => {
  test.each([
    {
      name: 'a length',
      tree: { '(length(spec.ports))': 2 },
      same: [{ toHaveField: 'spec.ports[1]' }, { not: { toHaveField: 'spec.ports[2]' } }],
    },
    { name: 'an empty list', tree: { '(length(items))': 0 }, same: [{ toHaveField: { path: 'items', equals: [] } }] },
    {
      name: 'more than',
      tree: { spec: { '(replicas > `2`)': true } },
      same: [{ toHaveField: 'spec.replicas' }, { not: { toHaveField: { path: 'spec.replicas', atMost: 2 } } }],
    },
    {
      name: 'no more than, turned round',
      tree: { '(`3` >= spec.replicas)': true },
      same: [{ toHaveField: { path: 'spec.replicas', atMost: 3 } }],
    },
    {
      name: 'not equal, said twice',
      tree: { "(type == 'A')": false },
      same: [{ not: { toHaveField: { path: 'type', equals: 'A' } } }],
    },
    {
      name: 'there, and not there',
      tree: { '(a != null && b == null)': true },
      same: [{ toHaveField: 'a' }, { not: { toHaveField: 'b' } }],
    },
    {
      name: 'a binding',
      tree: { '(metadata.name == $app)': true },
      same: [{ toHaveField: { path: 'metadata.name', equals: 'web' } }],
    },
    {
      name: 'a beginning',
      tree: { data: { "(starts_with(key, 'a.b'))": true } },
      same: [{ toHaveField: { path: 'data.key', matches: '/^a\\.b/' } }],
    },
    {
      name: 'a key',
      tree: { metadata: { "(contains(keys(labels), 'app'))": false } },
      same: [{ not: { toHaveField: 'metadata.labels.app' } }],
    },
    {
      name: 'a condition',
      tree: { status: { "(conditions[?type == 'Ready'])": [{ status: 'True' }] } },
      same: [{ toHaveField: { path: "status.conditions[?(@.type=='Ready')].status", equals: 'True' } }],
    },
    {
      name: 'the first found',
      tree: { "(status.conditions[?type == 'Ready'] | [0].status)": 'True' },
      same: [{ toHaveField: { path: "status.conditions[?(@.type=='Ready')].status", equals: 'True' } }],
    },
    {
      name: 'every item',
      tree: { '~.(spec.ports)': { protocol: 'TCP' } },
      same: [{ toHaveField: 'spec.ports[0]' }, { not: { toHaveField: "spec.ports[?(@.protocol!='TCP')]" } }],
    },
  ])('$name', ({ tree, same }) => {
    expect(readTree(tree, bindings, true)).toEqual({ part: {}, matchers: same, lost: [] });
  });

  test('what is plain stays a part, with values told and keys without their marks', () => {
    const tree = { spec: { replicas: '($count)', '\\(odd)\\': 1 }, '(spec.a)': null };
    expect(readTree(tree, bindings, true)).toEqual({
      part: { spec: { replicas: 2, '(odd)': 1 } },
      matchers: [{ not: { toHaveField: 'spec.a' } }],
      lost: [],
    });
  });

  test.each([
    { name: 'or', tree: { '(a == `1` || b == `1`)': true } },
    { name: 'two fields', tree: { '(a == b)': true } },
    { name: 'a text that is not part of another', tree: { "(contains(a, 'x'))": false } },
    { name: 'an unknown binding', tree: { '(a == $nobody)': true } },
    { name: 'a function', tree: { "(x_k8s_list($client, 'v1', 'Node'))": { '(length(items))': 1 } } },
    { name: 'a binding of its own', tree: { '(spec)->spec': { a: 1 } } },
    { name: 'items deeper in', tree: { '~.(spec.ports)': { a: { b: 1 } } } },
    { name: 'a value that is not told', tree: { spec: { a: '(b.c)' } } },
    { name: 'as many as are found, several', tree: { "(length(ports[?protocol == 'TCP']))": 2 } },
  ])('no equal: $name', ({ tree }) => {
    const { part, matchers, lost } = readTree(tree, bindings, true);
    expect({ part, matchers, lost: lost.length }).toEqual({ part: {}, matchers: [], lost: 1 });
  });

  test('values', () => {
    expect(told("(join('-', [$app, to_string($count)]))", bindings)).toBe('web-2');
    expect(told({ '($app)': ['(`1` + $count)'] }, bindings)).toEqual({ web: [3] });
    expect(told('(env(x))', bindings)).toBe(UNTOLD);
    expect(told('(cel; 1 + 1)', bindings)).toBe(UNTOLD);
  });
});

describe('kubectl', () => {
  const cx = () => ({ known: new Known(), namespace: 'shop', manifest: () => undefined });
  const steps = (command: string) => {
    const result = translateKubectl(cx(), shellWords(command)?.slice(1) ?? []);
    return isNoEqual(result) ? result.category : result.map((line) => ('step' in line ? line.step : line));
  };
  const gone = (subject: string) => ({ until: { expect: { [subject]: { not: 'toExist' } } } });

  test.each([
    {
      command: 'kubectl scale --replicas=3 deploy/web',
      same: [{ scale: { target: 'deploy/web', replicas: 3, namespace: 'shop' } }],
    },
    {
      command: 'kubectl delete pod a b --grace-period=0 --force',
      same: ['a', 'b'].flatMap((name) => [
        { delete: { target: `pod/${name}`, graceSeconds: 0, namespace: 'shop' } },
        gone(`pod/${name} in shop`),
      ]),
    },
    { command: 'kubectl delete ns old --wait=false', same: [{ delete: 'ns/old' }] },
    {
      command: 'kubectl patch svc web -n other --type merge -p \'{"spec":{"type":"NodePort"}}\'',
      same: [
        { patch: { target: 'svc/web', patch: { spec: { type: 'NodePort' } }, type: 'merge', namespace: 'other' } },
      ],
    },
    {
      command: 'kubectl label node node-1 disk=ssd old-',
      same: [
        { setLabel: { target: 'node/node-1', key: 'disk', value: 'ssd' } },
        { removeLabel: { target: 'node/node-1', key: 'old' } },
      ],
    },
    {
      command: 'kubectl wait --for=condition=ready pod -l app=web,tier=b --timeout=90s',
      same: [
        { until: { expect: { 'pod app=web,tier=b in shop': { toHaveCondition: { type: 'Ready' } } }, limit: '90s' } },
      ],
    },
    {
      command: "kubectl wait pod/a --for=jsonpath='{.status.phase}'=Running",
      same: [
        {
          until: {
            expect: { 'pod/a in shop': { toHaveField: { path: '{.status.phase}', equals: 'Running' } } },
            limit: '30s',
          },
        },
      ],
    },
    {
      command: 'kubectl rollout status deployment web',
      same: [{ until: { expect: { 'deployment/web in shop': 'toBeRolledOut' }, limit: '10m' } }],
    },
    { command: 'kubectl rollout restart sts/db', same: [{ rolloutRestart: { target: 'sts/db', namespace: 'shop' } }] },
    { command: 'kubectl get cm settings -o yaml', same: [{ expect: { 'configmap/settings in shop': 'toExist' } }] },
    {
      command: 'kubectl drain node-1 --ignore-daemonsets',
      same: [{ drain: { node: 'node-1', ignoreDaemonSets: true } }],
    },
    {
      command: 'kubectl taint nodes node-1 a=b:NoSchedule c-',
      same: [{ taint: { node: 'node-1', taint: 'a=b:NoSchedule' } }, { untaint: { node: 'node-1', taint: 'c' } }],
    },
    {
      command: 'kubectl create secret generic key --from-literal=a=b',
      same: [
        {
          create: {
            manifests: {
              apiVersion: 'v1',
              kind: 'Secret',
              metadata: { name: 'key' },
              type: 'Opaque',
              stringData: { a: 'b' },
            },
            namespace: 'shop',
          },
        },
      ],
    },
  ])('$command', ({ command, same }) => {
    expect(steps(command)).toEqual(same);
  });

  test.each([
    { command: 'kubectl exec web -- ls', category: 'kubectl exec' },
    { command: 'kubectl delete pod -l app=web', category: 'kubectl delete' },
    { command: 'kubectl apply -f https://example.net/a.yaml', category: 'a manifest that is no file of the suite' },
    { command: 'kubectl --context other get pods', category: 'another cluster or user' },
    { command: 'kubectl wait --for=condition=ready=maybe pod/a', category: 'kubectl wait' },
  ])('no equal: $command', ({ command, category }) => {
    expect(steps(command)).toBe(category);
  });

  test.each(['a | b', 'a > b', 'a $B', 'a "$B"', 'a `b`', 'a; b', 'a && b', 'a *', "a 'b"])(
    'a shell would have to read: %s',
    (text) => {
      expect(shellWords(text)).toBeUndefined();
    },
  );
});

describe('YAML', () => {
  test.each([
    'yes',
    '0900',
    '1e3',
    '12:30',
    'a: b',
    'a #b',
    '- a',
    '',
    ' a',
    'null',
    '~',
    '&a',
    '*',
    '!x',
    '%',
    'a\nb',
    '"',
    "'",
    'é',
    '{a}',
    '2001-01-01',
    '=',
    '<<',
    'x:',
    '.5',
    '0x1F',
    'nginx:1.7',
  ])('the text %j stays one', (text) => {
    expect(parseYaml(`a: ${scalarText(text)}`).value).toEqual({ a: text });
    const value = { list: [{ [text]: [text, { deep: text }] }], wide: 'x'.repeat(120) };
    expect(parseYaml(yamlLines('- ', { step: value, more: [text] }, 2).join('\n')).value).toEqual([
      { step: value, more: [text] },
    ]);
  });
});
