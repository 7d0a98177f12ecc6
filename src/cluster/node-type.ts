// A node as a user declares it, described: in the options of a cluster, in a spec file, for `addNode`.

import { either, flag, integer, listOf, mapOf, number, oneOf, record, text } from './describe/types';

const words = (expected: string) => text(expected);
const amount = either(number(), words("an amount such as 2 or '500m'"));

const taint = record({
  key: words('a key'),
  value: words('a value'),
  effect: oneOf('NoSchedule', 'PreferNoSchedule', 'NoExecute'),
});

export const nodeType = record({
  name: words('a name'),
  cpu: amount,
  memory: words('an amount such as 8Gi'),
  pods: integer(),
  ephemeralStorage: words('an amount such as 100Gi'),
  labels: mapOf(words('a text')),
  annotations: mapOf(words('a text')),
  taints: listOf(taint),
  zone: words('a zone'),
  region: words('a region'),
  unschedulable: flag(),
  resources: mapOf(amount),
  images: listOf(words('an image')),
});
