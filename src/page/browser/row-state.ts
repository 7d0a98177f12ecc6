// What a row is at the instant, in few words: beside its label, and for who cannot see the bars.

import { countWhile, type Past } from './past';
import { streamAt } from './requests';
import type { Row } from './rows';

export function rowState(past: Past, row: Row, atMs: number): string {
  if (row.type === 'object') return objectState(past, row.object, atMs);
  if (row.type === 'workload') return workloadState(past, row.workload.pods, row.object, atMs);
  if (row.type === 'service') return serviceState(past, row.service, atMs);
  if (row.type === 'condition') {
    return row.lane.segments.find(({ fromMs, toMs }) => fromMs <= atMs && atMs <= toMs)?.state ?? '';
  }
  if (row.type !== 'stream') return '';
  const stream = past.data.streams[row.stream];
  if (!stream) return '';
  const { total, gone } = streamAt(stream, atMs);
  return total === 0 ? '' : gone === 0 ? 'none lost' : `${gone} lost`;
}

/** Pods that count for nothing any more. */
const GONE = new Set(['absent', 'terminating', 'succeeded']);

function objectState(past: Past, object: number, atMs: number): string {
  return past.stateOf(past.changeAt(object, atMs));
}

function workloadState(past: Past, pods: readonly number[], object: number, atMs: number): string {
  const states = pods.map((pod) => objectState(past, pod, atMs));
  const ready = states.filter((state) => state === 'ready').length;
  const there = states.filter((state) => !GONE.has(state)).length;
  const wanted = past.values.textAt(past.valueAt(object, atMs), 'spec', 'replicas');
  if (there === 0 && wanted === '') return '';
  return `${ready}/${wanted || there} ready`;
}

function serviceState(past: Past, service: number, atMs: number): string {
  const points = past.data.services[service];
  if (!points) return '';
  const at = countWhile(points.atMs.length, (index) => (points.atMs[index] as number) <= atMs) - 1;
  return at < 0 ? '' : `${points.ready[at]}/${points.total[at]} ready`;
}
