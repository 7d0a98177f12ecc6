// Two small shops written by hand, for the texts of failures: one in trouble now, one whose trouble is past.
import {
  deployment,
  node,
  ownerReference,
  pod,
  type StillCluster,
  service,
  slice,
  stillCluster,
} from '../support/still-cluster';

const NO_CPU =
  '0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pods.';

/** A Deployment in the middle of a rollout: two pods serve, the third cannot pull its image, a fourth has no node. */
export function troubledShop(): StillCluster {
  const made = stillCluster(7);
  made.action('load', 'manifests', 12);
  made.put(node('node-1'));
  made.put(
    node('node-2', { spec: { taints: [{ key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }] }, ready: 'False' }),
  );
  const web = made.put(
    deployment('web', 3, {
      observedGeneration: 1,
      replicas: 3,
      updatedReplicas: 1,
      readyReplicas: 2,
      availableReplicas: 2,
      conditions: [
        {
          type: 'Available',
          status: 'True',
          reason: 'MinimumReplicasAvailable',
          message: 'Deployment has minimum availability.',
        },
        {
          type: 'Progressing',
          status: 'True',
          reason: 'ReplicaSetUpdated',
          message: 'ReplicaSet "web-7d" is progressing.',
        },
      ],
    }),
    { line: 1 },
  );
  const set = made.put(
    {
      ...deployment('web-7d', 3),
      kind: 'ReplicaSet',
      metadata: { name: 'web-7d', labels: { app: 'web' }, ownerReferences: [ownerReference(web)] },
    },
    { as: 'deployment-controller' },
  );
  made.put(service('web', { app: 'web' }, '10.96.0.50'), { line: 31 });
  made.wait(1_250);
  made.put(pod('web-7d-a', { owner: set, node: 'node-1', ip: '10.244.0.1' }), { as: 'replicaset-controller' });
  made.put(
    pod('web-7d-b', {
      owner: set,
      node: 'node-1',
      ip: '10.244.0.2',
      restarts: 2,
      lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
    }),
    { as: 'replicaset-controller' },
  );
  made.put(slice('web', ['web-7d-a', 'web-7d-b']), { as: 'endpointslice-controller' });
  made.event(
    'replicaset/web-7d',
    { reason: 'SuccessfulCreate', message: 'Created pod: web-7d-a' },
    'replicaset-controller',
  );
  made.wait(3_000).action('setImage', 'deployment/web web:v9', 18);
  const waiting = { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "web:v9"' } };
  made.put(pod('web-7d-c', { owner: set, node: 'node-1', phase: 'Pending', state: waiting, image: 'web:v9' }), {
    as: 'replicaset-controller',
  });
  made
    .wait(500)
    .event(
      'pod/web-7d-c',
      { type: 'Warning', reason: 'Failed', message: 'Failed to pull image "web:v9": not found' },
      'kubelet',
    );
  made
    .wait(250)
    .event(
      'pod/web-7d-c',
      { type: 'Warning', reason: 'Failed', message: 'Failed to pull image "web:v9": not found' },
      'kubelet',
    );
  const unschedulable = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: NO_CPU };
  made.put(pod('big', { labels: { app: 'big' }, phase: 'Pending', conditions: [unschedulable] }), { line: 60 });
  made.event('pod/big', { type: 'Warning', reason: 'FailedScheduling', message: NO_CPU }, 'default-scheduler');
  return made;
}

/** web-0 loses its readiness for two seconds while an image is set, and web-1 goes. */
export function pastShop(): StillCluster {
  const shop = stillCluster();
  shop.action('load', 'manifests', 3);
  shop.put(pod('web-0', { node: 'node-1' }), { line: 1 });
  shop.put(pod('web-1', { node: 'node-1' }), { line: 9 });
  shop.put(service('web', { app: 'web' }, '10.96.0.50'), { line: 20 });
  shop.put(slice('web', ['web-0', 'web-1']), { as: 'endpointslice-controller' });
  shop.wait(5_000).action('crash', 'pod/web-0', 8).wait(1_000);
  shop.status(
    'pod/web-0',
    { conditions: [{ type: 'Ready', status: 'False', reason: 'ContainersNotReady' }] },
    'kubelet',
  );
  shop.event('pod/web-0', { type: 'Warning', reason: 'Unhealthy', message: 'Readiness probe failed' }, 'kubelet');
  shop.patch(
    'endpointslice/web-abcde',
    { endpoints: [{ addresses: ['10.244.0.2'], conditions: { ready: true } }] },
    'endpointslice-controller',
  );
  shop.wait(2_000).status('pod/web-0', { conditions: [{ type: 'Ready', status: 'True' }] }, 'kubelet');
  shop.wait(1_000).remove('pod/web-1', 'node-controller');
  shop.event('pod/web-0', { reason: 'Later', message: 'told too early' }, 'kubelet');
  return shop.wait(10_000);
}
