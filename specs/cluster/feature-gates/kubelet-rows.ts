// What gates change in kubelets: how they shut down, which pods of their own they run, what they find after a restart.
import { expect } from '@jest/globals';
import type { Cluster } from '../../../src/actions/acting-cluster';
import { container, pod, type Row, refusal } from './row';

/** How long a pod that does not obey lasts on a node that is shut down; or why there is no such node. */
const shutDown = (kubelet: object) => (tank: Cluster) => {
  const refused = refusal(() => tank.addNode({ name: 'own', kubelet } as never));
  if (refused !== 'accepted') return refused;
  tank.advance('20s');
  tank.create(pod({ nodeName: 'own' }));
  tank.advance('20s');
  tank.shutDownNode('own');
  tank.advance('20s');
  return tank.get('Pod', 'default', 'a')?.status?.conditions?.find(({ type }) => type === 'DisruptionTarget')?.reason;
};

const withSecret = pod({ volumes: [{ name: 'v', secret: { secretName: 's' } }] });

/** Whether the containers are ready before a restart of the kubelet, right after it and a period later. */
function afterRestart(tank: Cluster): unknown {
  const probe = (port: number) => ({ httpGet: { port }, periodSeconds: 30 });
  const image = 'nginx';
  const containers = [
    container({ image, ports: [{ containerPort: 80 }], readinessProbe: probe(80) }),
    { name: 'slow', image, ports: [{ containerPort: 81 }], startupProbe: probe(81) },
  ];
  tank.create(pod({ containers }));
  tank.advance('2m');
  const seen = () => tank.get('Pod', 'default', 'a')?.status?.containerStatuses?.map(({ ready }) => ready);
  const before = seen();
  tank.stopKubelet('node-1');
  tank.advance('20s');
  const version = () => tank.get('Pod', 'default', 'a')?.metadata.resourceVersion;
  const versionBefore = version();
  tank.recoverNode('node-1');
  tank.advance('1500ms');
  const right = seen();
  tank.advance('40s');
  return { before, right, after: seen(), isTold: version() !== versionBefore };
}

export const kubeletRows: readonly Row[] = [
  {
    gate: 'ChangeContainerStatusOnKubeletRestart',
    see: afterRestart,
    on: { before: [true, true], right: [false, false], after: [true, true], isTold: true },
    off: { before: [true, true], right: [true, true], after: [true, true], isTold: false },
  },
  {
    gate: 'GracefulNodeShutdown',
    see: shutDown({ shutdownGracePeriod: '10s' }),
    on: 'TerminationByKubelet',
    off: expect.stringContaining(
      'invalid configuration: specifying shutdownGracePeriod or shutdownGracePeriodCriticalPods requires feature gate GracefulNodeShutdown',
    ),
    needing: ['GracefulNodeShutdownBasedOnPodPriority', 'WindowsGracefulNodeShutdown'],
  },
  {
    gate: 'GracefulNodeShutdownBasedOnPodPriority',
    see: shutDown({ shutdownGracePeriodByPodPriority: [{ priority: 0, shutdownGracePeriodSeconds: 10 }] }),
    on: 'TerminationByKubelet',
    off: expect.stringContaining(
      'invalid configuration: Specifying shutdownGracePeriodByPodPriority requires feature gate GracefulNodeShutdownBasedOnPodPriority',
    ),
  },
  {
    gate: 'PreventStaticPodAPIReferences',
    see: (tank) => refusal(() => tank.addNode({ name: 'own', staticPods: [withSecret] } as never)),
    on: expect.stringContaining('static pods may not reference secrets'),
    off: 'accepted',
  },
];
