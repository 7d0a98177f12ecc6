// Slices, classes and claims, said in few words.

import type {
  Device,
  DeviceClass,
  DeviceRequest,
  ResourceClaim,
  ResourceSlice,
} from '../../../src/kinds/generated/types.gen';

const API = 'resource.k8s.io/v1' as const;
export const DRIVER = 'gpu.example.com';

/** Devices called gpu-0, gpu-1 and so on, unless the parts name them. */
export function devices(...parts: readonly Partial<Device>[]): Device[] {
  return parts.map((part, index) => ({ name: `gpu-${index}`, ...part }));
}

export const model = (text: string): Partial<Device> => ({ attributes: { model: { string: text } } });

/** A slice of the node that it is called after, the only one of a pool of that name, unless the spec says otherwise. */
export function aSlice(
  name: string,
  all: readonly Device[],
  spec: Partial<Omit<ResourceSlice['spec'], 'pool'>> & { pool?: Partial<ResourceSlice['spec']['pool']> } = {},
): ResourceSlice {
  const { pool, ...rest } = spec;
  const isPlaced =
    'nodeName' in rest || 'allNodes' in rest || 'nodeSelector' in rest || 'perDeviceNodeSelection' in rest;
  return {
    apiVersion: API,
    kind: 'ResourceSlice',
    metadata: { name },
    spec: {
      driver: DRIVER,
      ...(isPlaced ? {} : { nodeName: name }),
      ...(all.length > 0 ? { devices: all } : {}),
      ...rest,
      pool: { name, generation: 1, resourceSliceCount: 1, ...pool },
    },
  };
}

export const aClass = (name = 'gpu', spec: DeviceClass['spec'] = {}): DeviceClass => ({
  apiVersion: API,
  kind: 'DeviceClass',
  metadata: { name },
  spec,
});

type Exactly = Partial<NonNullable<DeviceRequest['exactly']>>;

/** One device of the class `gpu`, unless said otherwise. */
export const aRequest = (name: string, exactly: Exactly = {}): DeviceRequest => ({
  name,
  exactly: { deviceClassName: 'gpu', allocationMode: 'ExactCount', count: 1, ...exactly },
});

export const cel = (expression: string) => [{ cel: { expression } }];
export const isModel = (text: string) => cel(`device.attributes["${DRIVER}"].model == "${text}"`);

export const allDevices = { allocationMode: 'All', count: undefined } as const;

export function aClaim(
  name: string,
  requests: readonly DeviceRequest[] = [aRequest('gpu')],
  more: Omit<NonNullable<ResourceClaim['spec']['devices']>, 'requests'> = {},
): ResourceClaim {
  return {
    apiVersion: API,
    kind: 'ResourceClaim',
    metadata: { name, namespace: 'default' },
    spec: { devices: { requests, ...more } },
  };
}
