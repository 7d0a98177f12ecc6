// Changes of what others hold: names, addresses, data.
import { describeUpgrades, noClaim, noMount, type Row, service } from './rows';

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

const sea = 'apiVersion: sea.io/v1\nkind: Boat\nmetadata: { name: dora }\n';
const boats =
  'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: boats.sea.io }\n' +
  'spec: { group: sea.io, scope: Namespaced, names: { kind: Boat, plural: boats }, versions: [{ name: v1, served: true, ' +
  'storage: true, schema: { openAPIV3Schema: { type: object } } }] }\n';
const ours = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: ours }\n---\n';

const lost: readonly Row[] = [
  {
    name: 'what stands in a namespace that is pruned',
    fixture: 'shop.yaml',
    prune: true,
    first: [
      ['apiVersion: apps/v1', `${ours}apiVersion: apps/v1`],
      ['metadata:\n  name', 'metadata:\n  namespace: ours\n  name'],
    ],
    change: [[ours, '']],
    effects: [
      'error object-lost Deployment ours/web',
      'error object-lost Service ours/web',
      'error object-lost Ingress ours/shop',
      'error object-lost ConfigMap ours/settings',
      'error requests-lost Service ours/web',
      'error address-changed Service ours/web',
      'error address-changed Ingress ours/shop',
      'note deleted Namespace ours',
    ],
    says: ['is gone, with Namespace ours'],
  },
  {
    name: 'objects of others, with the definition that is pruned',
    fixture: 'cache.yaml',
    prune: true,
    base: `${boats}---\n${sea}`,
    first: [['apiVersion: v1', `${boats}---\napiVersion: v1`]],
    change: [[`${boats}---\n`, '']],
    effects: ['error object-lost Boat default/dora', 'note deleted CustomResourceDefinition boats.sea.io'],
    says: ['is gone, with CustomResourceDefinition boats.sea.io'],
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

describeUpgrades('names and addresses', names);
describeUpgrades('lost with others', lost);
describeUpgrades('storage', storage);
