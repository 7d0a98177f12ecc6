// What gates change for pods: fields that are taken or dropped, their status, and what the kubelet makes of them.
import { expect } from '@jest/globals';
import type { Cluster } from '../../../src/actions/acting-cluster';
import type { ContainerStatus, PodStatus } from '../../../src/kinds/generated/types.gen';
import { container, created, pod, type Row, refusal, specOf, theSpec } from './row';

const thePod = (tank: Cluster) => tank.get('Pod', 'default', 'a');

function running(tank: Cluster, spec: object): PodStatus | undefined {
  tank.create(pod(spec));
  tank.settle();
  return thePod(tank)?.status;
}

/** What /status keeps of a status, and of its container's. */
function keptStatus(own: object, ofContainer: Partial<ContainerStatus> = {}) {
  return (tank: Cluster) => {
    tank.create(pod({ schedulerName: 'nobody', ...requestsGpu }));
    const stored = thePod(tank);
    const image = { image: 'app:v1', imageID: '', name: 'app', ready: false, restartCount: 0, ...ofContainer };
    const status = { ...stored?.status, ...own, containerStatuses: [image] };
    tank.client(0).updateStatus({ ...stored, status } as never);
    return thePod(tank)?.status;
  };
}

const requestsGpu = {
  containers: [container({ resources: { limits: { 'acme.io/gpu': '1' }, requests: { 'acme.io/gpu': '1' } } })],
};
const health = (more: object) => ({
  allocatedResourcesStatus: [{ name: 'acme.io/gpu', resources: [{ resourceID: 'g0', health: 'Unhealthy', ...more }] }],
});
const extendedClaim = {
  extendedResourceClaimStatus: {
    resourceClaimName: 'claim',
    requestMappings: [{ containerName: 'app', requestName: 'r', resourceName: 'acme.io/gpu' }],
  },
};

const mounting = (source: object) => (tank: Cluster) => {
  const volumes = [{ name: 'v', projected: { sources: [source] } }];
  tank.create(pod({ volumes, containers: [container({ volumeMounts: [{ name: 'v', mountPath: '/v' }] })] }));
  tank.advance('5s');
  const failed = tank.events('pod/a').find(({ reason }) => reason === 'FailedMount');
  return failed?.message ?? thePod(tank)?.status?.phase;
};

const stopSignal = (name: string, os?: object) =>
  pod({ ...(os ? { os } : {}), containers: [container({ lifecycle: { stopSignal: name } })] });

const resized = (spec: object, change: object) => (tank: Cluster) => {
  tank.create(pod(spec));
  tank.settle();
  return refusal(() => tank.patch('pod/a', { spec: change }, { subresource: 'resize' }));
};
const cpu = (amount: string) => ({ resources: { requests: { cpu: amount } } });
const init = (amount: string) => ({
  initContainers: [{ name: 'first', image: 'sim/run', ...cpu(amount) }],
  containers: [container(cpu('100m'))],
});

const restartsAll = {
  restartPolicy: 'Never',
  restartPolicyRules: [{ action: 'RestartAllContainers', exitCodes: { operator: 'In', values: [1] } }],
};

/** From the pod's creation until its status says that it runs. */
function tellsRunningMs(tank: Cluster): number {
  tank.create(pod());
  for (let ms = 0; ms < 10_000; ms += 100) {
    if (thePod(tank)?.status?.phase === 'Running') return ms;
    tank.advance('100ms');
  }
  return Number.POSITIVE_INFINITY;
}

export const podRows: readonly Row[] = [
  {
    gate: 'ClusterTrustBundleProjection',
    see: mounting({ clusterTrustBundle: { name: 'roots', path: 'ca.pem' } }),
    on: 'MountVolume.SetUp failed for volume "v" : ClusterTrustBundle projection is not supported in static kubelet mode',
    off: 'Running',
    needs: ['ClusterTrustBundle'],
  },
  {
    gate: 'ClusterTrustBundleProjection',
    see: created(pod({ volumes: [{ name: 'v', projected: { sources: [{ clusterTrustBundle: { path: 'a' } }] } }] })),
    on: expect.stringContaining(
      'spec.volumes[0].projected.sources[0].clusterTrustBundle: Required value: either name or signerName must be specified',
    ),
    off: 'accepted',
    needs: ['ClusterTrustBundle'],
  },
  {
    gate: 'ContainerStopSignals',
    see: (tank) => {
      tank.create(stopSignal('SIGUSR1', { name: 'linux' }));
      return theSpec(tank)?.containers[0]?.lifecycle;
    },
    on: { stopSignal: 'SIGUSR1' },
    off: undefined,
  },
  {
    gate: 'ContainerStopSignals',
    see: created(stopSignal('SIGUSR1')),
    on: expect.stringContaining('stopSignal: Forbidden: may not be set for containers with empty `spec.os.name`'),
    off: 'accepted',
  },
  {
    gate: 'DRAExtendedResource',
    see: (tank) => keptStatus(extendedClaim)(tank)?.extendedResourceClaimStatus?.resourceClaimName,
    on: 'claim',
    off: undefined,
  },
  {
    gate: 'ImageVolumeWithDigest',
    see: (tank) => {
      const volumes = [{ name: 'v', image: { reference: 'data:v1' } }];
      const mounts = { volumeMounts: [{ name: 'v', mountPath: '/v' }] };
      const status = running(tank, { volumes, containers: [container(mounts)] })?.containerStatuses?.[0];
      return status?.volumeMounts?.find(({ name }) => name === 'v')?.volumeStatus;
    },
    on: { image: { imageRef: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) } },
    off: undefined,
  },
  {
    gate: 'InPlacePodLevelResourcesVerticalScaling',
    see: (tank) => running(tank, { containers: [container(cpu('100m'))] })?.allocatedResources,
    on: { cpu: '100m' },
    off: undefined,
  },
  {
    gate: 'InPlacePodLevelResourcesVerticalScaling',
    see: resized(cpu('200m'), cpu('300m')),
    on: 'accepted',
    off: expect.stringContaining('resize of pods with pod-level resources is forbidden'),
  },
  {
    gate: 'InPlacePodVerticalScalingInitContainers',
    see: resized(init('100m'), init('200m')),
    on: 'accepted',
    off: expect.stringContaining('spec: Forbidden: resources for non-sidecar init containers are immutable'),
  },
  {
    gate: 'NodeDeclaredFeatures',
    see: (tank) => tank.get('Node', undefined, 'node-1')?.status?.declaredFeatures,
    on: [
      'ExtendWebSocketsToKubelet',
      'InPlacePodLevelResourcesVerticalScaling',
      'InPlacePodVerticalScalingInitContainers',
      'RestartAllContainersOnContainerExits',
    ],
    off: undefined,
    needing: [
      'ExtendWebSocketsToKubelet',
      'InPlacePodLevelResourcesVerticalScaling',
      'InPlacePodVerticalScalingInitContainers',
      'RestartAllContainersOnContainerExits',
    ],
  },
  {
    gate: 'ExtendWebSocketsToKubelet',
    see: (tank) => tank.get('Node', undefined, 'node-1')?.status?.declaredFeatures,
    on: expect.arrayContaining(['ExtendWebSocketsToKubelet']),
    off: expect.not.arrayContaining(['ExtendWebSocketsToKubelet']),
  },
  { gate: 'PLEGOnDemandRelist', see: (tank) => tellsRunningMs(tank) < 1000, on: true, off: false },
  {
    gate: 'PodCertificateRequest',
    see: mounting({ podCertificate: { signerName: 'acme.io/a', keyType: 'ED25519', keyPath: 'key' } }),
    on: expect.stringMatching(
      /^MountVolume.SetUp failed for volume "v" : no credentials yet for key=\{default a \S+ v 0\}$/,
    ),
    off: 'Running',
  },
  {
    gate: 'PodCertificateRequest',
    see: created(
      pod({
        volumes: [
          { name: 'v', projected: { sources: [{ podCertificate: { signerName: 'a.io/a', keyType: 'DSA' } }] } },
        ],
      }),
    ),
    on: expect.stringContaining('podCertificate.keyType: Unsupported value: "DSA"'),
    off: 'accepted',
  },
  {
    gate: 'ResourceHealthStatus',
    see: (tank) => keptStatus({}, health({}))(tank)?.containerStatuses?.[0]?.allocatedResourcesStatus?.[0]?.name,
    on: 'acme.io/gpu',
    off: undefined,
    needing: ['ResourceHealthStatusMessage'],
  },
  {
    gate: 'ResourceHealthStatusMessage',
    see: (tank) =>
      keptStatus({}, health({ message: 'hot' }))(tank)?.containerStatuses?.[0]?.allocatedResourcesStatus?.[0]
        ?.resources,
    on: [{ resourceID: 'g0', health: 'Unhealthy', message: 'hot' }],
    off: [{ resourceID: 'g0', health: 'Unhealthy' }],
  },
  {
    gate: 'RestartAllContainersOnContainerExits',
    see: created(pod({ containers: [container(restartsAll)], restartPolicy: 'Never' })),
    on: 'accepted',
    off: expect.stringContaining('Unsupported value: "RestartAllContainers": supported values: "Restart"'),
  },
  {
    gate: 'SELinuxMount',
    see: created(pod({ securityContext: { seLinuxChangePolicy: 'MountOption' } })),
    on: 'accepted',
    off: expect.stringContaining(
      'spec.securityContext.seLinuxChangePolicy: Unsupported value: "MountOption": supported values: "Recursive"',
    ),
  },
  {
    gate: 'UserNamespacesHostNetworkSupport',
    see: (tank) => {
      refusal(() => specOf({ hostNetwork: true, hostUsers: false })(tank));
      tank.settle();
      return thePod(tank)?.status?.conditions?.find(({ type }) => type === 'PodScheduled')?.message;
    },
    // No runtime here declares that it can.
    on: expect.stringContaining("1 node(s) didn't match Pod's required features"),
    off: undefined,
  },
];
