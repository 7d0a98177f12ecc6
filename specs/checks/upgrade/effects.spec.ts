// What an upgrade does, each kind of change with its known outcome.
import { describe, expect, test } from '@jest/globals';
import { type Edits, edited, fixture, type Given, lineAt, lineOf, upgraded } from './upgrades';

interface Row extends Given {
  readonly name: string;
  readonly fixture: string;
  /** What is different from the fixture before the change already. */
  readonly first?: Edits;
  readonly change: Edits;
  readonly effects: readonly string[];
  /** The line of the manifests that the first effect names. */
  readonly line?: string;
  /** Texts that the first effect's message and details hold. */
  readonly says?: readonly string[];
}

const part = (text: string, kind: string) => text.split('---\n').find((each) => each.includes(`kind: ${kind}\n`)) ?? '';
const shop = fixture('shop.yaml');
const cache = fixture('cache.yaml');
const service = part(shop, 'Service');
const newImage: Edits = [['shop/web:v1', 'shop/web:v2']];
const noPreStop: Edits = [[/ +lifecycle:\n(?: {12,}.*\n)+/.exec(shop)?.[0] ?? '', '']];
const noProbe: Edits = [[/ +readinessProbe:\n(?: {12,}.*\n)+/.exec(shop)?.[0] ?? '', '']];
const noMount: Edits = [
  [/ +volumeMounts:\n(?: {12,}.*\n)+/.exec(cache)?.[0] ?? '', ''],
  [/ +volumes:\n(?: {8,}.*\n)+/.exec(cache)?.[0] ?? '', ''],
];
const noClaim: Edits = [[`${part(cache, 'PersistentVolumeClaim')}---\n`, '']];
const asFiles = (mount: string): Edits => [
  [/ +envFrom:\n(?: {12,}.*\n)+/.exec(shop)?.[0] ?? '', `          volumeMounts:\n            - ${mount}\n`],
  [
    '    spec:\n      containers:',
    '    spec:\n      volumes:\n        - { name: v, configMap: { name: settings } }\n      containers:',
  ],
];
const slowStart = { options: { programs: [{ image: 'shop/**', readyAfterMs: 8_000 }] } };
const clusterOf = (nodes: number, cpu: number) => ({
  options: { nodes: Array.from({ length: nodes }, (_, index) => ({ name: `node-${index + 1}`, cpu })) },
});
const asking = (cpu: string): Edits => [
  [
    '          image: shop/web:v1\n',
    `          image: shop/web:v1\n          resources: { requests: { cpu: ${cpu} } }\n`,
  ],
];

const pods: readonly Row[] = [
  {
    name: 'a new image, with a probe and a pre-stop sleep',
    fixture: 'shop.yaml',
    change: newImage,
    effects: ['note rolled Deployment default/web'],
    line: 'image: shop/web:v2',
    says: ['3 pods replaced by 3', 'spec.template.spec.containers[web].image shop/web:v1 to shop/web:v2'],
  },
  {
    name: 'a new image without a pre-stop sleep',
    fixture: 'shop.yaml',
    first: noPreStop,
    change: newImage,
    effects: ['error requests-lost Service default/web', 'note rolled Deployment default/web'],
    line: 'image: shop/web:v2',
    says: ['× the pod had ended and the proxies did not know it yet', 'while Deployment default/web replaced its pods'],
  },
  {
    name: 'a probe taken away from a program that starts slowly',
    fixture: 'shop.yaml',
    ...slowStart,
    change: noProbe,
    effects: ['error requests-lost Service default/web', 'note rolled Deployment default/web'],
    line: '- name: web',
    says: ['× the process answered 503'],
  },
  {
    name: 'the probe kept by a program that starts slowly',
    fixture: 'shop.yaml',
    ...slowStart,
    change: newImage,
    effects: ['note rolled Deployment default/web'],
  },
  {
    name: 'fewer replicas',
    fixture: 'shop.yaml',
    change: [['replicas: 3', 'replicas: 1']],
    effects: ['note endpoints-lowered Service default/web', 'note scaled Deployment default/web'],
    line: 'replicas: 1',
    says: ['3 ready endpoints fell to 1 at +15ms and stay there', 'while Deployment default/web changed spec.replicas'],
  },
  {
    name: 'no replicas',
    fixture: 'shop.yaml',
    change: [['replicas: 3', 'replicas: 0']],
    effects: ['error requests-lost Service default/web', 'note scaled Deployment default/web'],
    line: 'replicas: 0',
    says: ['× the Service has no endpoints', '3 ready endpoints fell to 0 at +15ms and stay there'],
  },
  {
    name: 'a paused Deployment',
    fixture: 'shop.yaml',
    change: [...newImage, ['  replicas: 3', '  paused: true\n  replicas: 3']],
    effects: ['warning not-rolled Deployment default/web'],
    line: 'image: shop/web:v2',
    says: ['keeps its old pods, for it is paused'],
  },
  {
    name: 'an image that keeps crashing',
    fixture: 'shop.yaml',
    options: { programs: [{ image: 'shop/web:v2', readyAfterMs: 8_000, exits: { code: 3, afterMs: 500 } }] },
    change: newImage,
    effects: ['error rollout-unfinished Deployment default/web'],
    line: 'image: shop/web:v2',
    says: ['does not finish: Waiting for deployment "web" rollout to finish: 1 out of 3', 'ended with exit code 3'],
  },
  {
    name: 'a ConfigMap that is not there',
    fixture: 'shop.yaml',
    change: [['                name: settings', '                name: sittings']],
    effects: ['error rollout-unfinished Deployment default/web'],
    line: 'name: sittings',
    says: ['1 pod: CreateContainerConfigError: container web: configmap "sittings" not found'],
  },
  {
    name: 'requests that no node has',
    fixture: 'shop.yaml',
    change: asking('"64"'),
    effects: ['error rollout-unfinished Deployment default/web'],
    line: 'resources: { requests: { cpu: "64" } }',
    says: ['1 pod: Pending: 0/3 nodes are available: 3 Insufficient cpu.'],
  },
  {
    name: 'no room for the surge until an old pod goes',
    fixture: 'shop.yaml',
    ...clusterOf(1, 3.5),
    first: [
      ...asking('1'),
      ['  replicas: 3', '  strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } }\n  replicas: 3'],
    ],
    change: newImage,
    effects: [
      'warning unschedulable Deployment default/web',
      'note endpoints-lowered Service default/web',
      'note rolled Deployment default/web',
    ],
    says: ['for a node', '0/1 nodes are available: 1 Insufficient cpu.'],
  },
  {
    name: 'a StatefulSet that waits for somebody to delete its pods',
    fixture: 'db.yaml',
    first: [['  replicas: 2', '  updateStrategy: { type: OnDelete }\n  replicas: 2']],
    change: [['postgres:16', 'postgres:17']],
    effects: ['warning not-rolled StatefulSet default/db'],
    line: 'image: postgres:17',
    says: ['keeps its old pods, for updateStrategy is OnDelete'],
  },
];

const refused: readonly Row[] = [
  {
    name: "a Deployment's selector",
    fixture: 'shop.yaml',
    change: [
      ['      app: web\n  template', '      app: web\n      tier: front\n  template'],
      ['        app: web\n    spec', '        app: web\n        tier: front\n    spec'],
    ],
    effects: ['error refused Deployment default/web'],
    line: 'tier: front',
    says: ['spec.selector: Invalid value:', 'field is immutable', 'spec.selector.matchLabels.tier nothing to front'],
  },
  {
    name: "a StatefulSet's claim templates, besides a field that may change",
    fixture: 'db.yaml',
    change: [
      ['storage: 1Gi', 'storage: 2Gi'],
      ['replicas: 2', 'replicas: 3'],
    ],
    effects: ['error refused StatefulSet default/db'],
    line: 'storage: 2Gi',
    says: ["updates to statefulset spec for fields other than 'replicas'", 'requests.storage 1Gi to 2Gi'],
  },
  {
    name: "a headless Service's address",
    fixture: 'db.yaml',
    change: [['  clusterIP: None\n', '  clusterIP: 10.96.7.7\n']],
    effects: ['error refused Service default/db'],
    line: 'clusterIP: 10.96.7.7',
    says: ['may not change once set', 'spec.clusterIP None to 10.96.7.7'],
  },
  {
    name: 'an object that is new and wrong',
    fixture: 'shop.yaml',
    change: [
      [
        '  itself: http://web/\n',
        '  itself: http://web/\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: Wrong\n',
      ],
    ],
    effects: ['error refused ConfigMap default/Wrong'],
    line: 'name: Wrong',
    says: ['metadata.name: Invalid value: "Wrong"'],
  },
];

const configuration: readonly Row[] = [
  {
    name: 'a ConfigMap in the environment',
    fixture: 'shop.yaml',
    change: [['colour: red', 'colour: blue']],
    effects: ['warning configuration-kept ConfigMap default/settings'],
    line: 'colour: blue',
    says: [
      'data.colour changed, and no pod is restarted for it',
      'Deployment default/web reads it into its environment',
    ],
  },
  {
    name: 'a ConfigMap as files',
    fixture: 'shop.yaml',
    first: asFiles('{ name: v, mountPath: /etc/web }'),
    change: [['colour: red', 'colour: blue']],
    effects: ['note configuration-kept ConfigMap default/settings'],
    says: ['the files follow'],
  },
  {
    name: 'a ConfigMap as one file',
    fixture: 'shop.yaml',
    first: asFiles('{ name: v, mountPath: /etc/web/colour, subPath: colour }'),
    change: [['colour: red', 'colour: blue']],
    effects: ['warning configuration-kept ConfigMap default/settings'],
    says: ['mounts it by subPath'],
  },
  {
    name: 'a ConfigMap together with an annotation of the pods',
    fixture: 'shop.yaml',
    change: [
      ['colour: red', 'colour: blue'],
      ['        app: web\n    spec', '        app: web\n      annotations: { settings: "2" }\n    spec'],
    ],
    effects: ['note rolled Deployment default/web'],
  },
];

const names: readonly Row[] = [
  {
    name: 'a Service with another name',
    fixture: 'shop.yaml',
    change: [[service, service.replace('name: web', 'name: site')]],
    effects: ['warning orphaned Service default/web'],
    says: [
      'it stays in the cluster',
      'Ingress default/shop names it in spec.rules[0].http.paths[0].backend.service.name',
      'ConfigMap default/settings speaks of it in data.itself',
    ],
  },
  {
    name: 'a Service with another name, pruned',
    fixture: 'shop.yaml',
    prune: true,
    change: [[service, service.replace('name: web', 'name: site')]],
    effects: [
      'error requests-lost Service default/web',
      'error reference-broken Ingress default/shop',
      'error reference-broken ConfigMap default/settings',
      'error address-changed Service default/web',
      'note deleted Service default/web',
    ],
    says: ['× the name did not resolve'],
  },
  {
    name: "a Service's port",
    fixture: 'shop.yaml',
    change: [
      ['- port: 80\n', '- port: 8080\n'],
      ['number: 80', 'number: 8080'],
    ],
    effects: ['error requests-lost Service default/web', 'error address-changed Service default/web'],
    says: ['× the Service has no such port'],
  },
  {
    name: "a Service's selector",
    fixture: 'shop.yaml',
    change: [['spec:\n  selector:\n    app: web', 'spec:\n  selector:\n    app: site']],
    effects: ['error requests-lost Service default/web'],
    line: 'app: site',
    says: ['× the Service has no endpoints', '3 ready endpoints fell to 0'],
  },
  {
    name: 'a node port',
    fixture: 'shop.yaml',
    first: [['      targetPort: 8080', '      targetPort: 8080\n      nodePort: 30080\n  type: NodePort']],
    change: [['30080', '30090']],
    effects: ['error address-changed Service default/web'],
    line: 'nodePort: 30090',
    says: ['node port 30080 of port 80 is 30090 now'],
  },
  {
    name: "a load balancer's address",
    fixture: 'shop.yaml',
    options: { network: { loadBalancer: { range: '203.0.113.0/24' } } },
    first: [['      targetPort: 8080', '      targetPort: 8080\n  type: LoadBalancer']],
    change: [['  type: LoadBalancer', '  type: NodePort']],
    effects: ['error address-changed Service default/web'],
    says: ["its load balancer's address changed from 203.0.113.1 to none"],
  },
  {
    name: 'a host of an Ingress',
    fixture: 'shop.yaml',
    change: [['shop.example.com', 'www.example.com']],
    effects: ['error address-changed Ingress default/shop'],
    says: ['no longer routes shop.example.com/'],
  },
  {
    name: 'pods of a StatefulSet',
    fixture: 'db.yaml',
    change: [['replicas: 2', 'replicas: 1']],
    effects: [
      'warning address-changed StatefulSet default/db',
      'warning volume-unmounted PersistentVolumeClaim default/data-db-1',
      'note endpoints-lowered Service default/db',
      'note scaled StatefulSet default/db',
    ],
    line: 'replicas: 1',
    says: ['1 pod name gone: db-1'],
  },
  {
    name: 'a workload with another name, under the same Service',
    fixture: 'shop.yaml',
    change: [['kind: Deployment\nmetadata:\n  name: web', 'kind: Deployment\nmetadata:\n  name: site']],
    effects: ['warning orphaned Deployment default/web'],
    says: ['goes on running', 'Service default/web still sends requests to its pods'],
  },
];

const storage: readonly Row[] = [
  {
    name: 'a claim that is not mounted any more',
    fixture: 'cache.yaml',
    change: noMount,
    effects: ['warning volume-unmounted PersistentVolumeClaim default/pages', 'note rolled Deployment default/cache'],
    says: ['its data stay and are not seen'],
  },
  {
    name: 'a claim that is gone from the manifests',
    fixture: 'cache.yaml',
    change: noClaim,
    effects: ['warning orphaned PersistentVolumeClaim default/pages'],
    says: ['Deployment default/cache names it in spec.template.spec.volumes[0].persistentVolumeClaim.claimName'],
  },
  {
    name: 'a claim that is pruned while pods mount it',
    fixture: 'cache.yaml',
    prune: true,
    change: noClaim,
    effects: [
      'error volume-lost PersistentVolumeClaim default/pages',
      'error reference-broken Deployment default/cache',
      'note deleted PersistentVolumeClaim default/pages',
    ],
    says: ['goes with the last pod that mounts it'],
  },
  {
    name: 'a claim that is pruned when nobody mounts it any more',
    fixture: 'cache.yaml',
    prune: true,
    change: [...noClaim, ...noMount],
    effects: [
      'error volume-lost PersistentVolumeClaim default/pages',
      'note deleted PersistentVolumeClaim default/pages',
      'note rolled Deployment default/cache',
    ],
    says: ['(reclaim policy Delete)', 'the data went with it'],
  },
  {
    name: 'the same with a volume that is retained',
    fixture: 'cache.yaml',
    prune: true,
    first: [['reclaimPolicy: Delete', 'reclaimPolicy: Retain']],
    change: [...noClaim, ...noMount],
    effects: [
      'error volume-lost PersistentVolumeClaim default/pages',
      'note deleted PersistentVolumeClaim default/pages',
      'note rolled Deployment default/cache',
    ],
    says: ['(reclaim policy Retain) stays and is bound to no claim by itself'],
  },
];

describe.each([
  { title: 'pods', rows: pods },
  { title: 'refused', rows: refused },
  { title: 'configuration', rows: configuration },
  { title: 'names and addresses', rows: names },
  { title: 'storage', rows: storage },
])('$title', ({ rows }) => {
  test.each(rows)('$name', ({ fixture: file, first = [], change, effects, line, says = [], ...given }) => {
    const old = edited(fixture(file), first);
    const next = edited(old, change);
    const report = upgraded(old, next, given);
    expect(report.effects.map(lineOf)).toEqual(effects);
    expect(report.verdict).toBe(effects.some((effect) => effect.startsWith('error')) ? 'unsafe' : 'safe');
    const [top] = report.effects;
    if (!top) return;
    if (line !== undefined) expect(lineAt(top, { 'old.yaml': old, 'new.yaml': next })).toBe(line);
    const said = [top.message, ...top.details].join('\n');
    for (const text of says) expect(said).toContain(text);
  });
});
