// The cases of the benchmark. Each measures one thing in a fresh process: what comes before it is not counted.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { cluster } from '../../src/index';

export interface Figures {
  readonly wallMs: number;
  /** The third time in the process, when its code is compiled: what most of a jest worker's spec files see. */
  readonly againMs: number | undefined;
  readonly cpuMs: number;
  readonly peakBytes: number;
  readonly heapBytes: number;
  readonly virtualMs: number;
  readonly pods: number;
  /** A pod's status is written and everybody has reacted to it: the median of many pods. */
  readonly changeMs?: number;
}

type Shop = ReturnType<typeof cluster>;

/** Larger clusters take long enough for their code to be compiled the first time. */
const MOST_REPEATED = 1_000;
const BOUTIQUE = resolve('../shared/real/online-boutique');

export function measure(name: string): Figures | { skipped: string } {
  if (name === 'empty cluster') {
    cluster({ nodes: 1 });
    return repeated(() => cluster({ nodes: 3 }));
  }
  if (name === 'online-boutique to Ready') return boutique();
  if (name === 'node lost to pods back') return nodeLost();
  if (name === 'set image on 100 replicas') return rollout();
  const match = /^([\d,]+) pods on ([\d,]+) nodes$/.exec(name);
  if (!match) throw new Error(`no case "${name}"`);
  const [pods, nodes] = [match[1], match[2]].map((text) => Number((text as string).replaceAll(',', ''))) as [
    number,
    number,
  ];
  const measured = pods <= MOST_REPEATED ? repeated : timed;
  let last: Shop | undefined;
  const figures = measured(() => {
    const shop = cluster({
      nodes: Array.from({ length: nodes }, (_, index) => ({ name: `node-${index + 1}`, cpu: 64, memory: '256Gi' })),
    });
    shop.create(deployments(pods));
    shop.settle();
    last = shop;
    return shop;
  });
  return { ...figures, ...(last ? { changeMs: changeMs(last) } : {}) };
}

/** What one Deployment holds at most, as clusters of that size have many. */
const MOST_REPLICAS = 10_000;

function deployments(pods: number): readonly object[] {
  if (pods <= MOST_REPLICAS) return [web(pods)];
  const count = pods / 1_000;
  return Array.from({ length: count }, (_, index) => web(1_000, `web-${index}`));
}

const CHANGES = 201;

function changeMs(shop: Shop): number {
  const pods = shop.list('Pod');
  const spans = Array.from({ length: CHANGES }, (_, at) => {
    const { namespace, name } = (pods[Math.floor((at * pods.length) / CHANGES)] as (typeof pods)[number]).metadata;
    const conditions = [{ type: 'example.com/checked', status: at % 2 === 0 ? 'True' : 'False' }];
    const startMs = performance.now();
    shop.client(0).patch('Pod', namespace, name, 'strategic', { status: { conditions } }, { subresource: 'status' });
    shop.advanceMs(REACTION_MS);
    return performance.now() - startMs;
  });
  return spans.sort((a, b) => a - b)[Math.floor(CHANGES / 2)] as number;
}

/** Every component has looked by then. */
const REACTION_MS = 25;

function boutique(): Figures | { skipped: string } {
  if (!existsSync(BOUTIQUE)) return { skipped: `skipped: ${BOUTIQUE} is not there` };
  cluster({ nodes: 1 });
  return repeated(() => {
    const shop = cluster({
      // The load generator's init container asks the frontend in a shell loop; here it is content at once.
      programs: [{ image: 'busybox*', exits: { code: 0, afterMs: 100 } }],
      nodes: [
        { name: 'node-1', cpu: 8, memory: '16Gi' },
        { name: 'node-2', cpu: 8, memory: '16Gi' },
      ],
    });
    shop.load(BOUTIQUE);
    shop.settle();
    return shop;
  });
}

function nodeLost(): Figures {
  const shop = cluster({ nodes: 10 });
  shop.create(web(100));
  shop.settle();
  return timed(() => {
    shop.failNode('node-2');
    shop.advance('7m');
    return shop;
  });
}

function rollout(): Figures {
  const shop = cluster({ nodes: 10 });
  shop.create(web(100));
  shop.settle();
  return timed(() => {
    shop.setImage('deployment/web', 'nginx:1.28');
    shop.settle();
    return shop;
  });
}

/** As `timed`, and twice more. */
function repeated(run: () => Shop): Figures {
  const figures = timed(run);
  run();
  const startMs = performance.now();
  run();
  return { ...figures, againMs: performance.now() - startMs };
}

/** Runs once, with what it allocates for good counted after a collection. */
function timed(run: () => Shop): Figures {
  const collect = (globalThis as { gc?: () => void }).gc ?? (() => {});
  collect();
  const heapBefore = process.memoryUsage().heapUsed;
  const cpuBefore = process.cpuUsage();
  const startMs = performance.now();
  const shop = run();
  const wallMs = performance.now() - startMs;
  const cpu = process.cpuUsage(cpuBefore);
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  collect();
  const pods = shop.list('Pod');
  const unready = pods.filter(({ metadata, status }) => !metadata.deletionTimestamp && status?.phase !== 'Running');
  if (unready.length > 0) throw new Error(`${unready.length} pods do not run`);
  return {
    wallMs,
    againMs: undefined,
    cpuMs: (cpu.user + cpu.system) / 1000,
    peakBytes,
    heapBytes: Math.max(0, process.memoryUsage().heapUsed - heapBefore),
    virtualMs: shop.nowMs - 1_767_225_600_000,
    pods: pods.length,
  };
}

function web(replicas: number, name = 'web'): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          containers: [
            {
              name: 'web',
              image: 'nginx:1.27',
              ports: [{ containerPort: 80 }],
              resources: { requests: { cpu: '100m', memory: '64Mi' } },
            },
          ],
        },
      },
    },
  };
}
