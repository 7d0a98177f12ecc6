// Pods: addresses, what survives what, probes, limits, in the order in which people learn it. More in pods.spec.yaml.

import { describe, expect, test } from '@jest/globals';
import { all, type Cluster, cluster } from 'wavetank';
import 'wavetank/jest-globals';

describe('A pod gets its address when it starts and gives it back when it goes; a new pod gets another one', () => {
  test('a pending pod has no address, a started one has one of its node', () => {
    const tank = webPod();
    expect(tank.pod('web')).toBePending();
    expect(tank.pod('web')).not.toHaveField('status.podIP');

    tank.settle();
    expect(tank.pod('web')).toBeRunning();
    expect(tank.pod('web')).toHaveField('status.podIP', { matches: /^10\.244\.0\.\d+$/ });
    expect(tank.pod('web')).toBeReachable();
  });

  test('a container that restarts keeps the address of its pod', () => {
    const tank = webPod();
    tank.settle();
    const address = addressOf(tank);
    tank.crash('pod/web');
    tank.settle();
    expect(tank.pod('web')).toHaveRestarted({ exactly: 1 });
    expect(tank.pod('web')).toHaveField('status.podIP', { equals: address });
  });

  test('a new pod of the same name has another address, and nobody answers at the old one', () => {
    const tank = webPod();
    tank.settle();
    const old = addressOf(tank);
    tank.delete('pod/web');
    tank.settle();
    expect(tank.pod('web')).not.toExist();

    tank.load('manifests/web-pod.yaml');
    tank.settle();
    expect(tank.pod('web')).not.toHaveField('status.podIP', { equals: old });
    expect(tank.request(`http://${old}`)).toBeLost({ outcome: 'timeout' });
  });
});

describe('A container restarts from its image; an emptyDir survives it and dies with the pod; a hostPath stays', () => {
  const manifest = `
    apiVersion: v1
    kind: Pod
    metadata: { name: writer }
    spec:
      containers:
        - name: main
          image: shop/writer:v1
          volumeMounts:
            - { name: scratch, mountPath: /scratch }
            - { name: node, mountPath: /node }
      volumes:
        - { name: scratch, emptyDir: {} }
        - { name: node, hostPath: { path: /var/lib/writer } }`;

  function writer(): Cluster {
    const files = { '/etc/motd': 'from the image' };
    const tank = cluster({ nodes: 2, programs: [{ image: 'shop/writer:*', files }] });
    tank.load(manifest);
    tank.settle();
    tank.writeFile('pod/writer', '/etc/motd', 'written over');
    tank.writeFile('pod/writer', '/scratch/note', 'in the emptyDir');
    tank.writeFile('pod/writer', '/node/note', 'on the node');
    return tank;
  }

  test('what it had written into itself is gone, the image is as it was', () => {
    const tank = writer();
    expect(tank.pod('writer')).toHaveFile('/etc/motd', { content: 'written over' });
    tank.crash('pod/writer');
    tank.settle();
    expect(tank.pod('writer')).toHaveFile('/etc/motd', { content: 'from the image' });
  });

  test('the emptyDir survives the container and dies with the pod', () => {
    const tank = writer();
    tank.crash('pod/writer');
    tank.settle();
    expect(tank.pod('writer')).toHaveFile('/scratch/note', { content: 'in the emptyDir' });

    const node = tank.pod('writer').object?.spec.nodeName ?? '';
    remake(tank, node);
    expect(tank.pod('writer')).not.toHaveFile('/scratch/note');
  });

  test('the hostPath survives the pod, on that node only', () => {
    const tank = writer();
    const node = tank.pod('writer').object?.spec.nodeName ?? '';
    remake(tank, node);
    expect(tank.pod('writer')).toHaveFile('/node/note', { content: 'on the node' });

    remake(tank, node === 'node-1' ? 'node-2' : 'node-1');
    expect(tank.pod('writer')).not.toHaveFile('/node/note');
  });

  /** Deletes the pod and makes it anew on that node. */
  function remake(tank: Cluster, node: string): void {
    tank.delete('pod/writer');
    tank.settle();
    tank.load(manifest.replace('spec:', `spec:\n      nodeName: ${node}`));
    tank.settle();
  }
});

describe('Containers of one pod share the address, localhost and volumes', () => {
  function pair(): Cluster {
    const tank = cluster({ nodes: 1 });
    tank.load('manifests/two-containers.yaml');
    tank.settle();
    return tank;
  }

  test('ports 8000 and 8080 beside each other work, at one address', () => {
    const tank = pair();
    expect(tank.pod('pair')).toBeShownAs({ ready: '2/2', status: 'Running' });
    const address = addressOf(tank, 'pair');
    expect(tank.request(`http://${address}:8000`).container).toBe('front');
    expect(tank.request(`http://${address}:8080`).container).toBe('back');
  });

  test('they reach each other as localhost, and nobody else reaches them so', () => {
    const tank = pair();
    const answer = tank.request('http://localhost:8080', { from: 'pod/pair' });
    expect(answer).toBeAnswered({ pod: 'pair', sourceIp: '127.0.0.1' });
    tank.load('manifests/web-pod.yaml');
    tank.settle();
    expect(tank.request('http://localhost:8080', { from: 'pod/web' })).toBeLost({ error: 'connection refused' });
  });

  test('what one writes into a shared volume the other finds', () => {
    const tank = pair();
    tank.writeFile('pod/pair', '/shared/page', 'hello', { container: 'front' });
    expect(tank.pod('pair')).toHaveFile('/var/cache/page', { content: 'hello', container: 'back' });
  });
});

describe('CrashLoopBackOff has growing delays', () => {
  test('the first restart comes at once, then after 10, 20, 40, 80, 160 and 300 s or a little more', () => {
    const tank = cluster({ nodes: 1, programs: [{ image: 'shop/broken', exits: { code: 1, afterMs: 1000 } }] });
    tank.load(podOf('broken', { image: 'shop/broken' }));
    const ends: number[] = [];
    const starts: number[] = [];
    for (let restart = 1; restart <= 7; restart++) {
      tank.runUntil(() => restartsOf(tank, 'broken') === restart, { limit: '10m' });
      const { state, lastState } = tank.pod('broken').object?.status?.containerStatuses?.[0] ?? {};
      starts.push(Date.parse((state?.running ?? state?.terminated)?.startedAt ?? ''));
      ends.push(Date.parse(lastState?.terminated?.finishedAt ?? ''));
    }
    const delays = starts.map((start, index) => (start - (ends[index] as number)) / 1000);
    const nominal = [0, 10, 20, 40, 80, 160, 300];
    for (const [index, seconds] of nominal.entries()) {
      expect(delays[index]).toBeGreaterThanOrEqual(seconds);
      expect(delays[index]).toBeLessThanOrEqual(Math.max(1, Math.min(seconds * 1.5, seconds + 30) + 1));
    }
    tank.advance('100s');
    expect(tank.pod('broken')).toBeCrashLooping();
    expect(tank.pod('broken')).toHaveField('status.containerStatuses[0].state.waiting.message', {
      matches: /^back-off 5m0s restarting failed container=main pod=broken_default/,
    });
    expect(tank.pod('broken')).toHaveEvent({ reason: 'BackOff', message: 'Back-off restarting failed container main' });
  });
});

describe('Readiness takes the pod out of the endpoints and puts it back', () => {
  test('at the third failed try it leaves, at the first good one it returns; it is never restarted', () => {
    const tank = cluster({ nodes: 1 });
    tank.load('manifests/web-service.yaml');
    tank.load(podOf('web', { readinessProbe: { httpGet: { path: '/ready', port: 80 }, periodSeconds: 2 } }));
    tank.settle();
    expect(tank.service('web')).toHaveEndpoints({ exactly: 1 });

    tank.failProbe('pod/web', 'readiness', { for: '20s' });
    tank.advance('3s');
    expect(tank.pod('web')).toBeReady();
    tank.advance('4s');
    expect(tank.pod('web')).not.toBeReady();
    expect(tank.service('web')).toHaveEndpoints({ exactly: 0 });
    expect(tank.pod('web')).toHaveEvent({ reason: 'Unhealthy', message: 'Readiness probe failed: HTTP probe failed' });

    tank.advance('16s');
    expect(tank.pod('web')).toBeReady();
    expect(tank.service('web')).toHaveEndpoints({ exactly: 1 });
    expect(tank.pod('web')).toHaveRestarted({ exactly: 0 });
  });
});

describe('Startup holds both', () => {
  const slow = {
    startupProbe: { httpGet: { path: '/', port: 80 }, periodSeconds: 5, failureThreshold: 12 },
    livenessProbe: { httpGet: { path: '/', port: 80 }, periodSeconds: 1, failureThreshold: 1 },
    readinessProbe: { httpGet: { path: '/', port: 80 }, periodSeconds: 1 },
  };

  test('while it fails, liveness does not kill and readiness does not count; then both begin', () => {
    const tank = cluster({ nodes: 1, programs: [{ image: 'shop/slow', readyAfterMs: 30_000 }] });
    tank.load(podOf('web', { image: 'shop/slow', ...slow }));
    tank.advance('25s');
    expect(tank.pod('web')).toBeShownAs({ ready: '0/1', status: 'Running' });
    expect(tank.pod('web')).toHaveEvent({ message: 'Startup probe failed', atLeast: 4 });
    expect(tank.pod('web')).not.toHaveEvent({ message: /^(Liveness|Readiness) probe failed/ });

    tank.advance('20s');
    expect(tank.pod('web')).toBeReady();
    expect(tank.pod('web')).toHaveRestarted({ exactly: 0 });
  });

  test('without it the same slow container is killed by its liveness probe', () => {
    const tank = cluster({ nodes: 1, programs: [{ image: 'shop/slow', readyAfterMs: 30_000 }] });
    const { startupProbe: _, ...hasty } = slow;
    tank.load(podOf('web', { image: 'shop/slow', ...hasty }));
    tank.advance('45s');
    expect(tank.pod('web')).toHaveRestarted();
    expect(tank.pod('web')).not.toBeReady();
  });
});

describe('CPU over the limit is throttled, never killed', () => {
  test('a program that wants two cores gets the half one of its limit, for hours', () => {
    const busy = { image: 'shop/busy', cpu: [{ atMs: 0, value: 2000 }] };
    const tank = cluster({ nodes: 1, programs: [busy] });
    tank.load(podOf('web', { image: 'shop/busy', resources: { limits: { cpu: '500m' } } }));
    tank.load(podOf('free', { image: 'shop/busy' }));
    tank.advance('3h');
    expect(tank.pod('web')).toBeThrottled();
    expect(tank.pod('free')).not.toBeThrottled();
    expect(all(tank.pods())).toHaveRestarted({ exactly: 0 });
    expect(all(tank.pods())).toBeReady();
  });
});

describe('Without a nodeSelector the scheduler picks a node with enough memory', () => {
  test('the one large node, although it is the fullest', () => {
    const tank = cluster({
      nodes: [
        { name: 'small-1', memory: '2Gi' },
        { name: 'small-2', memory: '2Gi' },
        { name: 'large', memory: '16Gi' },
      ],
    });
    tank.load(podOf('filler', { resources: { requests: { memory: '8Gi' } } }));
    tank.load(podOf('web', { resources: { requests: { memory: '4Gi' } } }));
    tank.settle();
    expect(tank.pods()).toBeScheduled({ node: 'large' });
  });
});

function webPod(): Cluster {
  const tank = cluster({ nodes: 1 });
  tank.load('manifests/web-pod.yaml');
  return tank;
}

/** A pod with one container that has a port 80. */
function podOf(name: string, container: object) {
  const main = { name: 'main', image: 'nginx:1.27', ports: [{ containerPort: 80 }], ...container };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels: { app: name } }, spec: { containers: [main] } };
}

function addressOf(tank: Cluster, pod = 'web'): string {
  return tank.pod(pod).object?.status?.podIP ?? '';
}

function restartsOf(tank: Cluster, pod: string): number {
  return tank.pod(pod).object?.status?.containerStatuses?.[0]?.restartCount ?? 0;
}
