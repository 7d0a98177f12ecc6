// A stream of requests over time: for each pixel what became of the requests sent in its seconds. Successes stand on
// the ground, losses on top of them with a pattern of their own.

import type { StreamData } from '../page-data';
import type { Band, Canvas } from './bars';

export function drawStream(canvas: Canvas, { top, height }: Band, stream: StreamData): void {
  const { context, palette, view, width } = canvas;
  const { sent, succeeded, lost, startMs } = stream;
  const most = Math.max(1, ...sent);
  const column = 2;
  for (let x = 0; x < width; x += column) {
    const from = Math.max(0, Math.floor((view.instantAt(x / width) - startMs) / 1000));
    const to = Math.max(from, Math.ceil((view.instantAt((x + column) / width) - startMs) / 1000) - 1);
    if (from >= sent.length || view.instantAt((x + column) / width) < startMs) continue;
    const sums = sumsOf(stream, from, Math.min(to, sent.length - 1));
    const scale = height / (most * sums.seconds);
    const [good, bad] = [sums.succeeded * scale, sums.lost * scale];
    context.fillStyle = palette.good;
    context.fillRect(x, top + height - good, column, good);
    if (sums.lost === 0) continue;
    context.fillStyle = palette.fill('failed');
    // One lost request among thousands is to be seen.
    const high = Math.max(4, bad);
    context.fillRect(x, Math.max(top, top + height - good - high), column, high);
  }
  outlineLosses(canvas, top, lost, startMs, succeeded.length);
}

interface Sums {
  seconds: number;
  succeeded: number;
  lost: number;
}

function sumsOf({ succeeded, lost }: StreamData, from: number, to: number): Sums {
  const sums: Sums = { seconds: 0, succeeded: 0, lost: 0 };
  for (let second = from; second <= to; second++) {
    sums.seconds++;
    sums.succeeded += succeeded[second] ?? 0;
    sums.lost += lost[second] ?? 0;
  }
  return sums;
}

/** A line above the seconds in which requests were lost. */
function outlineLosses(canvas: Canvas, top: number, lost: readonly number[], startMs: number, seconds: number): void {
  const { context, palette, view, width } = canvas;
  context.fillStyle = palette.bad;
  let open = -1;
  for (let second = 0; second <= seconds; second++) {
    const hasLost = (lost[second] ?? 0) > 0;
    if (hasLost && open < 0) open = second;
    if (hasLost || open < 0) continue;
    const left = Math.max(0, view.share(startMs + open * 1000) * width);
    const right = Math.min(width, view.share(startMs + second * 1000) * width);
    if (right > left) context.fillRect(left, top - 4, Math.max(2, right - left), 2);
    open = -1;
  }
}

/** What was sent and lost in the second of an instant, and up to its end. */
export function streamAt(
  stream: StreamData,
  atMs: number,
): { sent: number; lost: number; total: number; gone: number } {
  const last = Math.min(Math.floor((atMs - stream.startMs) / 1000), stream.sent.length - 1);
  let [total, gone] = [0, 0];
  for (let second = 0; second <= last; second++) {
    total += stream.sent[second] ?? 0;
    gone += stream.lost[second] ?? 0;
  }
  const isOn = atMs >= stream.startMs && atMs <= stream.endMs;
  return { sent: isOn ? (stream.sent[last] ?? 0) : 0, lost: isOn ? (stream.lost[last] ?? 0) : 0, total, gone };
}
