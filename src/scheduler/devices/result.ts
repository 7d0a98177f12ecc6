// What was picked for a claim, as its status tells it: devices, the configurations that apply, the nodes that reach
// them.
// upstream: structured/internal/incubating allocator_incubating.go Allocate (its last part), createNodeSelector

import type {
  AllocationResult,
  DeviceAllocationConfiguration,
  DeviceRequestAllocationResult,
  NodeSelector,
  NodeSelectorRequirement,
} from '../../kinds/generated/types.gen';
import type { Choice, Picked } from './allocator';
import { fullName, type Wanted } from './requests';

/** @param shareId a new one for each share of a device */
export function allocationResult(choice: Choice, node: string, shareId: () => string): AllocationResult {
  const { picked, wanted } = choice;
  const config = [...classConfigurations(wanted), ...claimConfigurations(choice)];
  const nodeSelector = nodesOf(picked, node);
  const results = picked.map((one) => resultOf(one, shareId));
  return {
    devices: { ...(results.length > 0 ? { results } : {}), ...(config.length > 0 ? { config } : {}) },
    ...(nodeSelector ? { nodeSelector } : {}),
  };
}

function resultOf({ candidate, wanted, consumed }: Picked, shareId: () => string): DeviceRequestAllocationResult {
  const { device, pool } = candidate;
  const { bindingConditions, bindingFailureConditions } = device;
  const amounts = [...(consumed ?? [])].map(([name, { text }]) => [name, text] as const);
  return {
    request: fullName(wanted),
    driver: pool.driver,
    pool: pool.name,
    device: device.name,
    ...(wanted.adminAccess ? { adminAccess: true } : {}),
    ...(wanted.tolerations?.length ? { tolerations: wanted.tolerations } : {}),
    ...(bindingConditions?.length ? { bindingConditions } : {}),
    ...(bindingFailureConditions?.length ? { bindingFailureConditions } : {}),
    ...(consumed ? { shareID: shareId() } : {}),
    ...(amounts.length > 0 ? { consumedCapacity: Object.fromEntries(amounts) } : {}),
  };
}

/** Each class's once, for all requests of the class. */
function classConfigurations(wanted: readonly Wanted[]): readonly DeviceAllocationConfiguration[] {
  const names = [...new Set(wanted.map(({ deviceClass }) => deviceClass.metadata.name))];
  return names.flatMap((name) => {
    const ofClass = wanted.filter(({ deviceClass }) => deviceClass.metadata.name === name);
    const requests = ofClass.map(fullName);
    const config = ofClass[0]?.deviceClass.spec.config ?? [];
    return config.map((one): DeviceAllocationConfiguration => ({ source: 'FromClass', requests, ...one }));
  });
}

/** Those for all requests, and, once for each request they name, those for what was taken. */
function claimConfigurations({ claim, wanted }: Choice): readonly DeviceAllocationConfiguration[] {
  return (claim.spec.devices?.config ?? []).flatMap((config) => {
    const one: DeviceAllocationConfiguration = { source: 'FromClaim', ...config };
    const { requests = [] } = config;
    if (requests.length === 0) return [one];
    return wanted
      .filter((want) => requests.includes(want.parent ?? want.name) || requests.includes(fullName(want)))
      .map(() => one);
  });
}

const only = (node: string): NodeSelector => ({
  nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }],
});

/** Undefined when every node reaches the devices. */
function nodesOf(picked: readonly Picked[], node: string): NodeSelector | undefined {
  const fields: NodeSelectorRequirement[] = [];
  const expressions: NodeSelectorRequirement[] = [];
  for (const { candidate } of picked) {
    const { slice, device } = candidate;
    const place = slice.spec.perDeviceNodeSelection ? device : slice.spec;
    if (place.nodeName !== undefined || device.bindsToNode) return only(node);
    const term = place.nodeSelector?.nodeSelectorTerms[0];
    addNew(fields, term?.matchFields);
    addNew(expressions, term?.matchExpressions);
  }
  if (fields.length === 0 && expressions.length === 0) return undefined;
  const term = {
    ...(expressions.length > 0 ? { matchExpressions: expressions } : {}),
    ...(fields.length > 0 ? { matchFields: fields } : {}),
  };
  return { nodeSelectorTerms: [term] };
}

function addNew(all: NodeSelectorRequirement[], more: readonly NodeSelectorRequirement[] = []): void {
  for (const one of more) if (!all.some((known) => isSame(known, one))) all.push(one);
}

function isSame(a: NodeSelectorRequirement, b: NodeSelectorRequirement): boolean {
  const [left, right] = [new Set(a.values), new Set(b.values)];
  return (
    a.key === b.key && a.operator === b.operator && left.size === right.size && [...left].every((v) => right.has(v))
  );
}
