// A node as a user declares it, described: in the options of a cluster, in a spec file, for `addNode`.

import { parseQuantity } from '../kinds/quantity';
import { dns1123Subdomain, labelValue, qualifiedName } from '../kinds/validation/names';
import type { NodeSpec } from '../node/node-spec';
import { type ArgumentType, isProblem } from './describe/argument';
import { anyText, either, flag, integer, listOf, mapOf, number, oneOf, record, refined, text } from './describe/types';
import { excessiveReservation, kubeletType } from './kubelet-type';

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
  kubelet: kubeletType,
} satisfies Record<keyof NodeSpec, ArgumentType<unknown, unknown>>;

const node = record(fields, ['name']) satisfies ArgumentType<unknown, NodeSpec>;

export const nodeType: typeof node = {
  ...node,
  read: (input) => {
    const reading = node.read(input);
    const fault = isProblem(reading) ? undefined : excessiveReservation(reading.value);
    return fault === undefined ? reading : { problem: fault, path: ['kubelet'] };
  },
};
