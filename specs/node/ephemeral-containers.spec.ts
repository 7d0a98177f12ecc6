// Containers added to a running pod: started once, told apart, and without a say in how the pod stands.

import { describe, expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import type { EphemeralContainer, Pod } from '../../src/kinds/generated/types.gen';
import { KubeletCluster, type PodParts } from './kubelet-cluster';

const WEB: PodParts = { containers: [{ image: 'nginx' }] };

function withDebugger(parts: Partial<EphemeralContainer> = {}, spec: PodParts = WEB): KubeletCluster {
  const node = new KubeletCluster();
  node.pod('web', spec);
  node.advance(5);
  add(node, parts);
  return node;
}

function add(node: KubeletCluster, parts: Partial<EphemeralContainer>): void {
  const container = { name: 'look', image: 'busybox', ...parts };
  const patch = { spec: { ephemeralContainers: [container] } };
  node.user.patch('Pod', 'default', 'web', 'strategic', patch, { subresource: 'ephemeralcontainers' });
}

const look = (node: KubeletCluster) => node.status('web').ephemeralContainerStatuses?.[0];

describe('an ephemeral container', () => {
  test('runs beside the others, with events of its own', () => {
    const node = withDebugger();
    node.advance(3);
    expect(look(node)).toEqual({
      containerID: expect.stringMatching(/^containerd:\/\/[0-9a-f]{64}$/),
      image: 'docker.io/library/busybox:latest',
      imageID: expect.stringContaining('sha256:'),
      lastState: {},
      name: 'look',
      ready: false,
      resources: {},
      restartCount: 0,
      state: { running: { startedAt: expect.any(String) } },
      user: { linux: { gid: 0, supplementalGroups: [0], uid: 0 } },
    });
    const told = node.user.list('Event').filter(({ involvedObject }) => involvedObject.fieldPath?.includes('look'));
    expect(told.map(({ reason, message }) => `${reason}: ${message?.replace(/in \d.*/, '')}`)).toEqual([
      'Pulling: Pulling image "busybox"',
      'Pulled: Successfully pulled image "busybox" ',
      'Created: Container created',
      'Started: Container started',
    ]);
    expect(told[0]?.involvedObject.fieldPath).toBe('spec.ephemeralContainers{look}');
    expect(node.status('web').observedGeneration).toBe(2);
  });

  const ends = [
    { name: 'that succeeds', command: ['true'], code: 0, reason: 'Completed' },
    { name: 'that fails', command: ['sh', '-c', 'sleep 2; exit 3'], code: 3, reason: 'Error' },
  ];
  test.each(ends)('$name is not started again', ({ command, code, reason }) => {
    const node = withDebugger({ command });
    node.advance(120);
    expect(look(node)?.state?.terminated).toMatchObject({ exitCode: code, reason });
    expect(look(node)?.restartCount).toBe(0);
    expect(node.status('web').phase).toBe('Running');
    expect(node.condition('web', 'Ready')).toBe('True');
  });

  test('runs while an init container still does', () => {
    const node = withDebugger(
      {},
      { ...WEB, initContainers: [{ name: 'wait', command: ['sleep', '100'], image: 'busybox' }] },
    );
    node.advance(5);
    expect(look(node)?.state?.running).toBeDefined();
    expect(node.status('web').phase).toBe('Pending');
  });

  test('whose image cannot be pulled leaves the pod as it was', () => {
    const node = withDebugger({ image: 'sim/missing:1' });
    node.advance(18);
    expect(look(node)?.state?.waiting?.reason).toMatch(/^(ErrImagePull|ImagePullBackOff)$/);
    expect(node.status('web').phase).toBe('Running');
    expect(node.condition('web', 'ContainersReady')).toBe('True');
  });

  test('does not keep a pod that is done from ending', () => {
    const node = withDebugger(
      {},
      { restartPolicy: 'Never', containers: [{ image: 'busybox', command: ['sleep', '20'] }] },
    );
    node.advance(60);
    expect(node.status('web').phase).toBe('Succeeded');
    expect(look(node)?.state?.terminated?.exitCode).toBe(0);
    expect(node.events('web')).toContain('Normal Killing: Stopping container look');
  });

  test('is not started again after a reboot', () => {
    const node = withDebugger();
    node.advance(3);
    node.command('stopNode', { node: 'node-1' });
    node.command('startNode', { node: 'node-1' });
    node.advance(30);
    expect(look(node)).toMatchObject({ restartCount: 0, state: { terminated: { exitCode: 255, reason: 'Unknown' } } });
    expect(node.container('web').restartCount).toBe(1);
  });
});

describe('debug', () => {
  const shop = () => {
    const running = cluster({ nodes: 1 });
    running.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: { containers: [{ name: 'app', image: 'nginx' }] },
    });
    running.settle();
    return running;
  };
  const added = (running: ReturnType<typeof shop>) =>
    (running.get('Pod', 'default', 'web') as Pod).spec.ephemeralContainers;

  test('adds what kubectl debug -it adds, and tells its name', () => {
    const running = shop();
    const name = running.debug('pod/web', { image: 'busybox:1.37', target: 'app' });
    expect(name).toMatch(/^debugger-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    running.settle();
    expect(added(running)).toEqual([
      {
        image: 'busybox:1.37',
        imagePullPolicy: 'IfNotPresent',
        name,
        resources: {},
        securityContext: { capabilities: { add: ['SYS_PTRACE'] } },
        stdin: true,
        targetContainerName: 'app',
        terminationMessagePath: '/dev/termination-log',
        terminationMessagePolicy: 'File',
        tty: true,
      },
    ]);
  });

  test('a command runs without anybody at it', () => {
    const running = shop();
    running.debug('pod/web', { name: 'once', command: ['sh', '-c', 'exit 4'] });
    running.settle();
    expect(added(running)?.[0]).toMatchObject({ name: 'once', image: 'busybox', command: ['sh', '-c', 'exit 4'] });
    expect(added(running)?.[0]).not.toHaveProperty('stdin');
    const status = (running.get('Pod', 'default', 'web') as Pod).status?.ephemeralContainerStatuses?.[0];
    expect(status?.state?.terminated?.exitCode).toBe(4);
  });

  const refusals = [
    {
      name: 'a pod that is not there',
      pod: 'pod/none',
      options: {},
      says: 'there is no pod none in namespace default, only web',
    },
    {
      name: 'a target that is not there',
      pod: 'pod/web',
      options: { target: 'db' },
      says: 'spec.ephemeralContainers[0].targetContainerName: Not found: "db"',
    },
  ];
  test.each(refusals)('$name is refused', ({ pod, options, says }) => {
    const running = shop();
    expect(() => running.debug(pod, options)).toThrow(says);
  });
});
