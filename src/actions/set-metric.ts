// Values of custom and external metrics, as an adapter of the metrics APIs would serve them to autoscalers.

import { argument } from '../cluster/describe/argument';
import { either, mapOf, number, refined, text } from '../cluster/describe/types';
import { milliValue, parseQuantity } from '../kinds/quantity';
import { defineAction } from './action';
import { objectReference } from './references';

const quantity = refined(either(number(), text('a quantity such as 500m')), (value) =>
  parseQuantity(value) ? undefined : `expected a quantity such as 500m, got "${value}"`,
);

export const setMetric = defineAction({
  name: 'setMetric',
  summary: 'Gives a metric a value that autoscalers read from now on: a custom one of an object, or an external one.',
  args: [argument('metric', text("a metric's name"), 'its name'), argument('value', quantity, 'what it is now')],
  options: [
    argument('object', objectReference(undefined, 'pod/web-0'), 'what a custom metric is about; external unless given'),
    argument('labels', mapOf(text()), "labels of the metric, for a metric's selector"),
    argument('namespace', text('a namespace'), 'where it is read'),
  ],
  example: {
    ts: "shop.setMetric('queue_length', 30, { labels: { queue: 'orders' } })",
    yaml: 'setMetric: { metric: queue_length, value: 30, labels: { queue: orders } }',
  },
  run: (cx, { metric, value, object, labels = {}, namespace = 'default' }) => {
    const about = object && { kind: object.row.kind, name: object.name };
    const given = { metric, namespace, object: about, labels, milli: milliValue(value) };
    cx.cluster.simulation.command('horizontal-pod-autoscaler-controller', 'setMetric', given, cx.cause);
  },
});
