// What the network costs: requests through a large Service, and one endpoint more or less among very many.
import { cluster } from '../../src/index';

const ports = [{ port: 80 }];
const container = { name: 'web', image: 'nginx:1.27', ports: [{ containerPort: 80 }] };

function app(name: string, replicas: number): object[] {
  const labels = { app: name };
  const template = { metadata: { labels: { ...labels, tier: 'front' } }, spec: { containers: [container] } };
  const spec = { replicas, selector: { matchLabels: labels }, template };
  return [
    { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name }, spec },
    { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector: { ...labels, tier: 'front' }, ports } },
  ];
}

const nodes = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `node-${index + 1}`, cpu: 64, memory: '256Gi', pods: 200 }));

function timed(run: () => void): number {
  const startMs = performance.now();
  run();
  return performance.now() - startMs;
}

/** Rows of a table: case, figure, what is promised. */
export function networkRows(): string[][] {
  return [['network', 'measured', 'promised'], ...requestRows(), ...endpointRows()];
}

function requestRows(): string[][] {
  const shop = cluster({ nodes: nodes(10) });
  shop.load(app('web', 100));
  shop.settle();
  const rate = (count: number, ms: number) => `${Math.round((count / ms) * 1000).toLocaleString('en-US')} a second`;
  const stream = (options: object) => {
    const visitors = shop.traffic('http://web', { perSecond: 2_000, ...options });
    const ms = timed(() => shop.advance('10s'));
    const { total } = visitors.result;
    shop.stopTraffic(visitors);
    return rate(total, ms);
  };
  stream({});
  const single = timed(() => {
    for (let index = 0; index < 2_000; index++) shop.request('http://web');
  });
  return [
    ['requests of a stream, 100 endpoints', stream({}), '10,000 a second'],
    ['the same over 50 kept connections', stream({ connections: 50 }), ''],
    ['requests one by one', rate(2_000, single), ''],
  ];
}

function endpointRows(): string[][] {
  const shop = cluster({ nodes: nodes(100) });
  shop.load(Array.from({ length: 1_000 }, (_, index) => app(`web-${index}`, 10)).flat());
  shop.settle();
  const pods = shop.list('Pod').slice(0, 400);
  // From the pod's write, which is not counted, to the last proxy.
  const change = (from: number, to: number) => {
    const times: number[] = [];
    for (const { metadata } of pods.slice(from, to)) {
      shop.setLabel(`pod/${metadata.name}`, 'tier', 'out');
      times.push(timed(() => shop.advance('20ms')));
    }
    return times.sort((a, b) => a - b)[times.length >> 1] as number;
  };
  change(0, 200);
  const ms = change(200, 400);
  return [['one endpoint of 10,000 in 1,000 Services', `${ms.toFixed(2)} ms`, '1 ms']];
}
