// What the autoscaler remembers of each HorizontalPodAutoscaler, and the values of metrics that users gave.

import { Table } from '../../sim/table';

export interface Recommendation {
  readonly replicas: number;
  readonly atMs: number;
}

export interface ScaleEvent {
  /** How many replicas came or went; never negative. */
  readonly change: number;
  readonly atMs: number;
}

export interface ReadSelector {
  readonly text: string;
  /** Counts autoscalers in the order in which they came. */
  readonly place: number;
}

export interface AutoscalerMemory {
  /** Proposals before any limit, by the autoscaler's key. */
  readonly recommendations: Table<readonly Recommendation[]>;
  readonly scaleUps: Table<readonly ScaleEvent[]>;
  readonly scaleDowns: Table<readonly ScaleEvent[]>;
  /** The selector of each autoscaler's target, once it was read. */
  readonly selectors: Table<ReadSelector>;
  /** Values of custom and external metrics, by what they are about. */
  readonly metrics: Table<GivenMetric>;
}

/** A metric that a user gave a value to. `object` is what a custom metric describes; external ones describe nothing. */
export interface GivenMetric {
  readonly metric: string;
  readonly namespace: string;
  readonly object: { readonly kind: string; readonly name: string } | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly milli: number;
}

export const autoscalerMemory = {
  create: (): AutoscalerMemory => ({
    recommendations: new Table(),
    scaleUps: new Table(),
    scaleDowns: new Table(),
    selectors: new Table(),
    metrics: new Table(),
  }),
  fork: (from: AutoscalerMemory): AutoscalerMemory => ({
    recommendations: from.recommendations.fork(),
    scaleUps: from.scaleUps.fork(),
    scaleDowns: from.scaleDowns.fork(),
    selectors: from.selectors.fork(),
    metrics: from.metrics.fork(),
  }),
};

/** Drops what is remembered of an autoscaler that is gone. */
export function forgetAutoscaler({ recommendations, scaleUps, scaleDowns, selectors }: AutoscalerMemory, key: string) {
  for (const table of [recommendations, scaleUps, scaleDowns, selectors]) table.delete(key);
}
