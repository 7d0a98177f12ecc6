// Draws one row's past on the canvas: bars of states, stacked counts of pods, endpoints. Only what is in view.

import type { Palette } from './paint';
import { countWhile, type Past } from './past';
import type { Segment } from './segments';
import type { View } from './view';
import { type Counts, STACK } from './workloads';

export interface Canvas {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  readonly view: View;
  /** Of the axis, in CSS pixels. */
  readonly width: number;
}

export interface Band {
  readonly top: number;
  readonly height: number;
}

const toX = ({ view, width }: Canvas, atMs: number) => view.share(atMs) * width;

/** Spans of states as bars; one that is too short to see is a line as thin as can be seen. */
export function drawSegments(canvas: Canvas, { top, height }: Band, segments: readonly Segment[]): void {
  const { context, palette, width } = canvas;
  for (const { fromMs, toMs, state } of segments) {
    const [left, right] = [toX(canvas, fromMs), toX(canvas, toMs)];
    if (right < 0 || left > width) continue;
    const x = Math.max(0, left);
    const wide = Math.max(1.5, Math.min(width, right) - x);
    context.fillStyle = palette.fill(state);
    context.fillRect(x, top, wide, height);
    if (palette.isSoft(state)) {
      context.fillStyle = palette.colour(state);
      context.fillRect(x, top + height - 2, wide, 2);
    }
    if (!palette.isOutline(state) || wide < 3) continue;
    context.strokeStyle = palette.colour(state);
    context.lineWidth = 1;
    context.strokeRect(x + 0.5, top + 0.5, wide - 1, height - 1);
  }
}

/** Ticks below a bar, one for each event; warnings are taller and pointed. */
export function drawTicks(canvas: Canvas, { top, height }: Band, past: Past, object: number): void {
  const { context, palette, width } = canvas;
  const { atMs, isWarning } = past.data.events;
  let last = -2;
  for (const event of past.events(object)) {
    const x = Math.round(toX(canvas, atMs[event] as number));
    const warns = isWarning[event] === 1;
    if (x < 0 || x > width || (x - last < 2 && !warns)) continue;
    last = x;
    context.fillStyle = warns ? palette.bad : palette.dim;
    if (!warns) context.fillRect(x, top + height - 3, 1, 3);
    else {
      context.beginPath();
      context.moveTo(x - 3.5, top + height);
      context.lineTo(x + 3.5, top + height);
      context.lineTo(x, top + height - 7);
      context.fill();
    }
  }
}

/** A tick for each change of an object without states. */
export function drawChanges(canvas: Canvas, { top, height }: Band, past: Past, object: number): void {
  const { context, palette, width } = canvas;
  const changes = past.changes(object);
  const [first, last] = [changes[0], changes.at(-1)];
  if (first === undefined || last === undefined) return;
  const start = Math.max(0, toX(canvas, past.time(first)));
  const end = past.isRemoval(last) ? toX(canvas, past.time(last)) : width;
  context.fillStyle = palette.line;
  context.fillRect(start, top + height / 2 - 0.5, Math.max(0, end - start), 1);
  context.fillStyle = palette.colour('present');
  let drawn = -2;
  for (const change of changes) {
    const x = Math.round(toX(canvas, past.time(change)));
    if (x < 0 || x > width || x - drawn < 2) continue;
    drawn = x;
    context.fillRect(x - 1, top + 3, 2, height - 6);
  }
}

/** Pods by state, one above the other. */
export function drawStack(canvas: Canvas, { top, height }: Band, { atMs, counts, most }: Counts): void {
  const { context, palette, width } = canvas;
  const { length } = atMs;
  const firstSeen = countWhile(length, (index) => toX(canvas, atMs[index] as number) <= 0) - 1;
  for (let index = Math.max(0, firstSeen); index < length; ) {
    const left = Math.round(Math.max(0, toX(canvas, atMs[index] as number)));
    if (left > width) break;
    // What changes within one pixel is drawn as the last of it.
    let next = index + 1;
    while (next < length && toX(canvas, atMs[next] as number) - left < 1) next++;
    const right = next < length ? Math.round(Math.min(width, toX(canvas, atMs[next] as number))) : width;
    let y = top + height;
    (counts[next - 1] ?? []).forEach((count, place) => {
      if (count === 0) return;
      const high = (count / Math.max(1, most)) * height;
      y -= high;
      context.fillStyle = palette.fill(STACK[place] ?? 'unknown');
      context.fillRect(left, y, Math.max(1, right - left), high);
    });
    index = next;
  }
}

export interface Steps {
  readonly atMs: readonly number[];
  readonly values: readonly number[];
  readonly most: number;
}

/** A quantity that stays until it changes, as an area or as a line. */
export function drawSteps(
  canvas: Canvas,
  { top, height }: Band,
  { atMs, values, most }: Steps,
  paint: { readonly fill?: string | CanvasPattern; readonly stroke?: string },
): void {
  const { context, width } = canvas;
  if (atMs.length === 0) return;
  const yOf = (index: number) => top + height - ((values[index] as number) / Math.max(1, most)) * height;
  const xOf = (index: number) => Math.max(0, toX(canvas, atMs[index] as number));
  const from = Math.max(0, countWhile(atMs.length, (index) => toX(canvas, atMs[index] as number) <= 0) - 1);
  const to = countWhile(atMs.length, (index) => toX(canvas, atMs[index] as number) <= width) - 1;
  if (to < from) return;
  const path = new Path2D();
  path.moveTo(xOf(from), yOf(from));
  for (let index = from + 1; index <= to; index++) {
    path.lineTo(xOf(index), yOf(index - 1));
    path.lineTo(xOf(index), yOf(index));
  }
  path.lineTo(width, yOf(to));
  if (paint.fill) {
    const area = new Path2D(path);
    area.lineTo(width, top + height);
    area.lineTo(xOf(from), top + height);
    context.fillStyle = paint.fill;
    context.fill(area);
  }
  if (!paint.stroke) return;
  context.strokeStyle = paint.stroke;
  context.lineWidth = 1.25;
  context.stroke(path);
}
