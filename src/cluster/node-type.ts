// A node as a user declares it, described: in the options of a cluster, in a spec file, for `addNode`.

import { parseQuantity } from '../kinds/quantity';
import { dns1123Subdomain, labelValue, qualifiedName } from '../kinds/validation/names';
import type { NodeSpec } from '../node/node-spec';
import { type ArgumentType, isProblem, type Problem } from './describe/argument';
import { anyText, either, flag, integer, listOf, mapOf, number, oneOf, record, refined, text } from './describe/types';
import { excessiveReservation, kubeletType } from './kubelet-type';
import { staticPodProblem, staticPodType } from './static-pod-type';

const first = (problems: readonly string[]) => problems[0];

function quantity(value: string | number): string | undefined {
  const parsed = parseQuantity(value);
  if (!parsed) return "expected an amount such as 2, '500m' or 8Gi";
  return parsed.nano < 0n ? 'expected an amount that is not negative' : undefined;
}

const amount = refined(either(number(), text("an amount such as 2, '500m' or 8Gi")), quantity);
const bytes = refined(text('an amount such as 8Gi'), quantity);
const place = refined(text('a name'), (value) => first(labelValue(value)));

const labels = refined(mapOf(anyText(), 0), (map) => {
  const wrong = Object.entries(map).find(([key, value]) => [...qualifiedName(key), ...labelValue(value)].length > 0);
  return wrong && first([...qualifiedName(wrong[0]), ...labelValue(wrong[1])]);
});

const taint = record(
  {
    key: refined(text('a key'), (key) => first(qualifiedName(key))),
    value: refined(anyText(), (value) => first(labelValue(value))),
    effect: oneOf('NoSchedule', 'PreferNoSchedule', 'NoExecute'),
  },
  ['key', 'effect'],
);

const PATH_TYPES = ['Directory', 'File', 'Socket', 'CharDevice', 'BlockDevice'] as const;
const paths = refined(mapOf(oneOf(...PATH_TYPES), 0), (map) => {
  const wrong = Object.keys(map).find((path) => !path.startsWith('/'));
  return wrong === undefined ? undefined : `expected absolute paths such as /data, got "${wrong}"`;
});

const fields = {
  name: refined(text('a name'), (name) => first(dns1123Subdomain(name))),
  cpu: amount,
  memory: bytes,
  pods: integer(),
  ephemeralStorage: bytes,
  labels,
  annotations: mapOf(anyText(), 0),
  taints: listOf(taint, 0),
  zone: place,
  region: place,
  unschedulable: flag(),
  resources: mapOf(amount, 0),
  images: listOf(text('an image'), 0),
  paths,
  staticPods: listOf(staticPodType, 0),
  kubelet: kubeletType,
} satisfies Record<keyof NodeSpec, ArgumentType<unknown, unknown>>;

const node = record(fields, ['name']) satisfies ArgumentType<unknown, NodeSpec>;

export const nodeType: typeof node = {
  ...node,
  read: (input) => {
    const reading = node.read(input);
    return isProblem(reading) ? reading : (wholeProblem(reading.value) ?? reading);
  },
};

/** What only shows when all of the node is known. */
function wholeProblem(spec: NodeSpec): Problem | undefined {
  const excess = excessiveReservation(spec);
  if (excess !== undefined) return { problem: excess, path: ['kubelet'] };
  for (const [index, manifest] of (spec.staticPods ?? []).entries()) {
    const fault = staticPodProblem(manifest, spec.name);
    if (fault !== undefined) return { problem: fault, path: ['staticPods', index] };
  }
  return undefined;
}
