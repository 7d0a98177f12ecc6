// Services and names: who answers, from where, and what the pod sees of the client. More of it in services.spec.yaml.

import { describe, expect, test } from '@jest/globals';
import { type Cluster, type ClusterOptions, cluster, exactly } from 'wavetank';
import 'wavetank/jest-globals';

const web = { labels: 'app=web' };

describe('ClusterIP: a stable address', () => {
  test('it stays while every pod behind it is replaced', () => {
    const tank = webService();
    const address = tank.service('web').object?.spec?.clusterIP;
    for (const pod of tank.pods(web).objects) tank.delete(`pod/${pod.metadata.name}`);
    tank.settle();
    expect(tank.service('web')).toHaveField('spec.clusterIP', { equals: address });
    expect(tank.request(`http://${address}`)).toBeAnswered({ status: 200 });
  });

  test('without a ready pod behind it the connection is refused at once', () => {
    const tank = webService();
    tank.scale('replicaset/web', 0);
    tank.settle();
    expect(tank.service('web')).toHaveEndpoints({ exactly: 0 });
    expect(tank.request('http://web')).toBeLost({ outcome: 'refused' });
  });
});

describe('ClusterIP: round robin or random by proxy mode', () => {
  const answers = (tank: Cluster, count: number) => Array.from({ length: count }, () => tank.request('http://web').pod);

  test('ipvs takes one after the other', () => {
    const tank = webService({ network: { proxyMode: 'ipvs' } });
    const pods = answers(tank, 30);
    expect(new Set(pods).size).toBe(3);
    for (const [index, pod] of pods.slice(3).entries()) expect(pod).toBe(pods[index]);
  });

  test('iptables draws: no fixed order, even shares in the long run', () => {
    const tank = webService({ network: { proxyMode: 'iptables' } });
    const pods = answers(tank, 30);
    expect(new Set(pods).size).toBe(3);
    expect(pods.slice(3)).not.toEqual(pods.slice(0, -3));
    const visitors = tank.traffic('http://web', { perSecond: 100 });
    tank.advance('30s');
    expect(visitors).toBalance({ over: 3, tolerance: 0.1 });
  });
});

describe('ClusterIP: client-IP affinity', () => {
  test('each client stays with its pod, until the timeout has passed without a connection', () => {
    const tank = webService();
    tank.patch('service/web', {
      spec: { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } } },
    });
    tank.load({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: 'client' },
      spec: {
        replicas: 6,
        selector: { matchLabels: { app: 'client' } },
        template: {
          metadata: { labels: { app: 'client' } },
          spec: { containers: [{ name: 'curl', image: 'curl:8' }] },
        },
      },
    });
    tank.settle();
    const clients = tank.pods({ labels: 'app=client' }).objects.map(({ metadata }) => `pod/${metadata.name}`);
    const ask = (from: string) => tank.request('http://web', { from }).pod;
    const first = clients.map(ask);
    expect(new Set(first).size).toBeGreaterThan(1);
    for (let minute = 0; minute < 5; minute++) {
      tank.advance('55s');
      expect(clients.map(ask)).toEqual(first);
    }
    tank.advance('61s');
    expect(clients.map(ask)).not.toEqual(first);
  });
});

describe('ClusterIP: NAME_SERVICE_HOST and NAME_SERVICE_PORT in pods made after it', () => {
  test('a pod made before does not know the Service, one made after does', () => {
    const tank = cluster({ nodes: 1 });
    tank.load(podOf('early', {}));
    tank.settle();
    tank.load(serviceOf('my-database', { selector: { app: 'db' }, ports: [{ port: 5432 }] }));
    tank.settle();
    tank.load(podOf('late', {}));
    tank.settle();
    const address = tank.service('my-database').object?.spec?.clusterIP;
    expect(tank.pod('early')).not.toHaveVariable('MY_DATABASE_SERVICE_HOST');
    expect(tank.pod('late')).toHaveVariable(`MY_DATABASE_SERVICE_HOST=${address}`);
    expect(tank.pod('late')).toHaveVariable('MY_DATABASE_SERVICE_PORT=5432');
    expect(tank.pod('late')).toHaveVariable(`MY_DATABASE_PORT=tcp://${address}:5432`);
  });

  test('a container of the early pod that starts again learns of it too', () => {
    const tank = cluster({ nodes: 1 });
    tank.load(podOf('early', {}));
    tank.settle();
    tank.load(serviceOf('db', { selector: { app: 'db' }, ports: [{ port: 5432 }] }));
    tank.settle();
    tank.crash('pod/early');
    tank.settle();
    expect(tank.pod('early')).toHaveVariable('DB_SERVICE_PORT=5432');
  });
});

describe('Two services over six labelled pods pick theirs by label and do not mix', () => {
  test('each reaches its own three pods and no other', () => {
    const tank = sixPods();
    const toBlue = tank.traffic('http://blue', { perSecond: 20 });
    const toGreen = tank.traffic('http://green', { perSecond: 20 });
    tank.advance('10s');
    expect(tank.service('blue')).toSelect(tank.pods({ labels: 'color=blue' }));
    expect(toBlue).toHaveReached('color=blue', { only: true });
    expect(toGreen).toHaveReached('color=green', { only: true });
  });

  test('a changed label moves a pod at once', () => {
    const tank = sixPods();
    tank.setLabel('pod/blue-2', 'color', 'green');
    tank.advance('50ms');
    const toGreen = tank.traffic('http://green', { perSecond: 100, duration: '1s' });
    tank.advance('1s');
    expect(tank.service('green')).toHaveEndpoints({ exactly: 4 });
    expect(tank.service('blue')).toHaveEndpoints({ exactly: 2 });
    expect(toGreen).toHaveReached(['blue-2', 'green-1', 'green-2', 'green-3'], { only: true });
  });
});

describe("Headless: the pods' own addresses (a database with a master and replicas)", () => {
  function database(): Cluster {
    const tank = cluster({ nodes: 3 });
    tank.load(serviceOf('db', { clusterIP: 'None', selector: { app: 'db' }, ports: [{ port: 5432 }] }));
    tank.load(serviceOf('db-write', { selector: { app: 'db', role: 'master' }, ports: [{ port: 5432 }] }));
    for (const [name, role] of [
      ['db-0', 'master'],
      ['db-1', 'replica'],
      ['db-2', 'replica'],
    ] as const) {
      const ports = [{ containerPort: 5432 }];
      tank.load(podOf(name, { image: 'shop/db', ports }, { app: 'db', role }, { hostname: name, subdomain: 'db' }));
    }
    tank.settle();
    return tank;
  }

  test('its name is the addresses of all ready pods, and it has none of its own', () => {
    const tank = database();
    expect(tank.service('db')).toHaveField('spec.clusterIP', { equals: 'None' });
    expect(tank.service('db')).toResolveTo(['pod/db-0', 'pod/db-1', 'pod/db-2']);
    tank.delete('pod/db-2');
    tank.settle();
    expect(tank.service('db')).toResolveTo(['pod/db-0', 'pod/db-1']);
  });

  test('writes go to the master by its own name, reads to any of them', () => {
    const tank = database();
    expect(tank.resolve('db-0.db')).toHaveResolvedTo('pod/db-0');
    expect(tank.request('tcp://db-0.db:5432')).toBeAnswered({ pod: 'db-0' });
    expect(tank.request('tcp://db-write:5432')).toBeAnswered({ pod: 'db-0' });
    const reads = tank.traffic('tcp://db:5432', { perSecond: 50 });
    tank.advance('10s');
    expect(reads).toHaveReached(['db-0', 'db-1', 'db-2'], { only: true });
  });
});

describe('externalTrafficPolicy', () => {
  /** One pod on node-1, three on node-2, none on node-3. */
  function uneven(policy: 'Cluster' | 'Local'): Cluster {
    const tank = cluster({ nodes: 3, network: { loadBalancer: { range: '203.0.113.0/24' } } });
    const ports = [{ port: 80, nodePort: 30080 }];
    const spec = { type: 'LoadBalancer', externalTrafficPolicy: policy, selector: { app: 'web' }, ports };
    tank.load(serviceOf('web', spec));
    for (const [index, node] of ['node-1', 'node-2', 'node-2', 'node-2'].entries()) {
      tank.load(podOf(`web-${index}`, {}, { app: 'web' }, { nodeName: node }));
    }
    tank.settle();
    return tank;
  }
  const outsideIp = '198.51.100.7';

  test("Cluster adds a hop, hides the client's address and spreads evenly", () => {
    const tank = uneven('Cluster');
    const answer = tank.request('http://node-3:30080', { from: 'outside' });
    expect(answer).toBeAnswered({ hops: 1 });
    expect(answer).not.toBeAnswered({ sourceIp: outsideIp });
    const visitors = tank.traffic(`http://${balancerOf(tank)}`, { from: 'outside', perSecond: 100 });
    tank.advance('60s');
    expect(visitors).toBalance({ over: 4, tolerance: 0.1 });
  });

  test("Local keeps the client's address, spreads unevenly and drops on nodes without a pod", () => {
    const tank = uneven('Local');
    const answer = tank.request('http://node-1:30080', { from: 'outside' });
    expect(answer).toBeAnswered({ hops: 0, sourceIp: outsideIp, pod: 'web-0' });
    expect(tank.request('http://node-3:30080', { from: 'outside' })).toBeLost({ outcome: 'timeout' });

    const visitors = tank.traffic(`http://${balancerOf(tank)}`, { from: 'outside', perSecond: 100 });
    tank.advance('60s');
    expect(visitors).toHaveLostNothing();
    expect(visitors).not.toBalance({ tolerance: 0.2 });
    const { byPod, succeeded } = visitors.result;
    expect((byPod['default/web-0'] ?? 0) / succeeded).toBeCloseTo(1 / 2, 1);
    expect((byPod['default/web-1'] ?? 0) / succeeded).toBeCloseTo(1 / 6, 1);
  });
});

describe('Ingress: host and path to services (L7)', () => {
  const address = '203.0.113.80';

  function shop(spec: object = {}): Cluster {
    const tank = cluster({ nodes: 2, network: { ingress: { className: 'nginx', address } } });
    tank.load(
      ['front', 'cart'].flatMap((name) => [
        podOf(name, {}),
        serviceOf(name, { selector: { app: name }, ports: [{ port: 80 }] }),
      ]),
    );
    const paths = [pathTo('front', '/'), pathTo('cart', '/cart')];
    tank.load(ingressOf('shop', { rules: [{ host: 'shop.example', http: { paths } }], ...spec }));
    tank.settle();
    return tank;
  }
  const from = 'outside';

  test('a path goes to its Service, the longest one first', () => {
    const tank = shop();
    expect(tank.request('http://shop.example/', { from })).toBeAnswered({ pod: 'front' });
    expect(tank.request('http://shop.example/cart/1', { from })).toBeAnswered({ pod: 'cart' });
    expect(tank.request('http://shop.example/cartoon', { from })).toBeAnswered({ pod: 'front' });
  });

  test('a host that no rule names is not found', () => {
    expect(shop().request(`http://${address}/`, { from })).toBeAnswered({ status: 404 });
  });

  test('without a ready pod behind the Service the answer is 503', () => {
    const tank = shop();
    tank.delete('pod/cart');
    tank.settle();
    expect(tank.request('http://shop.example/cart', { from })).toBeAnswered({ status: 503 });
  });

  test('with a certificate, plain requests are sent to https', () => {
    const tank = shop({ tls: [{ hosts: ['shop.example'], secretName: 'certificate' }] });
    expect(tank.request('http://shop.example/', { from })).toBeAnswered({ status: 200 });
    const data = { 'tls.crt': 'eA==', 'tls.key': 'eA==' };
    tank.load({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'certificate' }, type: 'kubernetes.io/tls', data });
    expect(tank.request('http://shop.example/', { from })).toBeAnswered({ status: 308 });
    expect(tank.request('https://shop.example/', { from })).toBeAnswered({ pod: 'front' });
  });

  test('within a minute the Ingress tells its address', () => {
    const tank = shop();
    expect(tank.object('ingress/shop')).toHaveField('status.loadBalancer.ingress[0].ip', { equals: address });
  });

  test('an Ingress of another class is nobody’s', () => {
    const tank = shop({ ingressClassName: 'other' });
    expect(tank.request('http://shop.example/', { from })).toBeLost({ outcome: 'no-such-host' });
    expect(tank.object('ingress/shop')).not.toHaveField('status.loadBalancer.ingress');
  });
});

describe('NetworkPolicy: who may talk to whom', () => {
  /** A database that only the frontend may call, and nothing else of the namespace may be called at all. */
  function guarded(): Cluster {
    const tank = cluster({ nodes: 2 });
    tank.load(
      ['frontend', 'db', 'batch'].flatMap((name) => [
        podOf(name, {}),
        serviceOf(name, { selector: { app: name }, ports: [{ port: 80 }] }),
      ]),
    );
    tank.settle();
    tank.load([
      policyOf('default-deny', { podSelector: {}, policyTypes: ['Ingress'] }),
      policyOf('db-from-frontend', {
        podSelector: { matchLabels: { app: 'db' } },
        ingress: [{ from: [{ podSelector: { matchLabels: { app: 'frontend' } } }], ports: [{ port: 80 }] }],
      }),
    ]);
    return tank;
  }

  test('without a policy everybody may call everybody', () => {
    const tank = guarded();
    for (const name of ['default-deny', 'db-from-frontend']) tank.delete(`networkpolicy/${name}`);
    expect(tank.request('http://db', { from: 'pod/batch' })).toBeAnswered({ status: 200 });
  });

  test('a pod that a policy selects answers only whom one of its policies names', () => {
    const tank = guarded();
    expect(tank.request('http://db', { from: 'pod/frontend' })).toBeAnswered({ pod: 'db' });
    expect(tank.request('http://db', { from: 'pod/batch' })).toBeLost({ outcome: 'timeout' });
    expect(tank.request('http://frontend', { from: 'pod/db' })).toBeLost({ outcome: 'timeout' });
  });

  test('a changed label opens the way at once', () => {
    const tank = guarded();
    tank.setLabel('pod/batch', 'app', 'frontend');
    expect(tank.request('http://db', { from: 'pod/batch' })).toBeAnswered({ pod: 'db' });
  });

  test('a pod that may call nobody cannot even ask for names', () => {
    const tank = guarded();
    const nobody = { podSelector: { matchLabels: { app: 'frontend' } }, policyTypes: ['Egress'] };
    tank.load(policyOf('frontend-stays-in', nobody));
    const lost = tank.request('http://db', { from: 'pod/frontend' });
    expect(lost).toBeLost({ outcome: 'timeout' });
    expect(lost.error).toBe('dial tcp: lookup db: i/o timeout');
  });
});

/** Three pods behind the Service web. */
function webService(options: ClusterOptions = {}): Cluster {
  const tank = cluster({ nodes: 2, ...options });
  tank.load(['manifests/web-replicaset.yaml', 'manifests/web-service.yaml']);
  tank.settle();
  expect(exactly(3, tank.pods(web))).toBeReady();
  return tank;
}

function sixPods(): Cluster {
  const tank = cluster({ nodes: 3 });
  tank.load('manifests/six-pods.yaml');
  tank.settle();
  return tank;
}

function balancerOf(tank: Cluster): string {
  return tank.service('web').object?.status?.loadBalancer?.ingress?.[0]?.ip ?? '';
}

function serviceOf(name: string, spec: object) {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec };
}

function ingressOf(name: string, spec: object) {
  const all = { ingressClassName: 'nginx', ...spec };
  return { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name }, spec: all };
}

function pathTo(service: string, path: string) {
  return { path, pathType: 'Prefix', backend: { service: { name: service, port: { number: 80 } } } };
}

function policyOf(name: string, spec: object) {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name }, spec };
}

function podOf(name: string, container: object, labels: object = { app: name }, more: object = {}) {
  const main = { name: 'main', image: 'nginx:1.27', ports: [{ containerPort: 80 }], ...container };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels }, spec: { containers: [main], ...more } };
}
