// Pods: addresses, what survives a restart, probes, sidecars, limits and placement, in the order in which people learn it.

import { describe, expect, test } from '@jest/globals';
import { any, cluster, exactly, none } from 'wavetank';
import 'wavetank/jest-globals';

describe('A pod gets its address when it starts and gives it back when it goes; a new pod gets another one', () => {
  test('no address while the pod is pending, one address from its start to its end', () => {
    const tank = cluster({ nodes: 1 });
    tank.load('manifests/web-pod.yaml');
    expect(tank.pod('web')).toBePending();
    expect(tank.pod('web')).not.toHaveField('status.podIP');

    tank.settle();
    expect(tank.pod('web')).toBeRunning();
    expect(tank.pod('web')).toHaveField('status.podIP', { matches: /^10\.244\.0\.\d+$/ });
    expect(tank.pod('web')).toBeReachable();
  });

  test('a restarted container keeps the address of its pod', () => {
    const tank = cluster({ nodes: 1 });
    tank.load('manifests/web-pod.yaml');
    tank.settle();
    const address = tank.pod('web').object?.status?.podIP;
    tank.crash('pod/web');
    tank.settle();
    expect(tank.pod('web')).toHaveRestarted({ exactly: 1 });
    expect(tank.pod('web')).toHaveField('status.podIP', { equals: address });
  });

  test('a new pod of the same name has another address, and nobody answers at the old one', () => {
    const tank = cluster({ nodes: 1 });
    tank.load('manifests/web-pod.yaml');
    tank.settle();
    const old = tank.pod('web').object?.status?.podIP;
    tank.delete('pod/web');
    tank.settle();
    expect(tank.pod('web')).not.toExist();

    tank.load('manifests/web-pod.yaml');
    tank.settle();
    expect(tank.pod('web')).not.toHaveField('status.podIP', { equals: old });
    expect(tank.request(`http://${old}`)).toBeLost({ error: 'no route to host' });
  });
});
