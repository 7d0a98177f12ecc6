// The time axis above the lanes: ticks, the user's actions as labelled marks, and words for gaps that are squeezed.

import { sized } from './dom';
import type { Palette } from './paint';
import type { Past } from './past';
import type { View } from './view';
import { instantText } from './words';

const TICK_EVERY = 92;
const AXIS_HEIGHT = 58;
/** The user's actions stand in two lines, so that two at about one instant are both told. */
const ACTION_LINES = [8, 24];

/** Steps that people count in, in milliseconds. */
const NICE = [1, 2, 5, 10, 20, 50, 100, 200, 500].concat(
  [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 86_400].map((seconds) => seconds * 1000),
);

export function drawAxis(canvas: HTMLCanvasElement, palette: Palette, view: View, past: Past, width: number): void {
  const context = sized(canvas, width, AXIS_HEIGHT);
  context.font = palette.font;
  context.textBaseline = 'middle';
  drawTicks(context, palette, view, past, width);
  drawActions(context, palette, view, past, width);
}

function drawTicks(context: CanvasRenderingContext2D, palette: Palette, view: View, past: Past, width: number): void {
  let free = -Infinity;
  for (const atMs of ticksOf(view, width, past.data.endMs)) {
    const x = view.share(atMs) * width;
    const text = instantText(atMs);
    const wide = context.measureText(text).width;
    const left = Math.min(width - wide, Math.max(0, x - wide / 2));
    if (left < free) continue;
    free = left + wide + 10;
    context.fillStyle = palette.line;
    context.fillRect(Math.round(x), AXIS_HEIGHT - 6, 1, 6);
    context.fillStyle = palette.dim;
    context.fillText(text, left, AXIS_HEIGHT - 13);
  }
}

/** Instants at about equal distances on the screen, as round as the place allows. */
export function ticksOf(view: View, width: number, endMs: number): number[] {
  const ticks = new Set<number>();
  const half = TICK_EVERY / 2;
  for (let x = half; x < width; x += TICK_EVERY) {
    const [from, to] = [view.instantAt((x - half) / width), view.instantAt((x + half) / width)];
    const step = NICE.findLast((each) => each <= (to - from) * 0.5) ?? 1;
    const atMs = Math.round(view.instantAt(x / width) / step) * step;
    if (atMs >= 0 && atMs <= endMs) ticks.add(atMs);
  }
  return [...ticks];
}

/** `fail node node-2`: what the user did, at its instant; words that would cover others are left out. */
function drawActions(context: CanvasRenderingContext2D, palette: Palette, view: View, past: Past, width: number): void {
  const free = ACTION_LINES.map(() => -Infinity);
  for (const step of past.data.actions) {
    const x = view.share(past.data.steps.atMs[step] as number) * width;
    if (x < -1 || x > width + 1) continue;
    const text = actionText(past, step);
    const wide = context.measureText(text).width;
    const left = x + wide + 8 > width ? x - wide - 8 : x + 7;
    const line = free.findIndex((end) => Math.min(left, x - 4) > end);
    const y = ACTION_LINES[Math.max(0, line)] as number;
    context.fillStyle = palette.accent;
    context.beginPath();
    context.moveTo(x - 4, y - 4);
    context.lineTo(x + 4, y - 4);
    context.lineTo(x, y + 3);
    context.fill();
    if (line < 0) continue;
    context.fillText(text, left, y);
    free[line] = Math.max(x, left + wide) + 6;
  }
}

export function actionText(past: Past, step: number): string {
  const { verb, target } = past.data.steps;
  const words = past.values.text(verb[step]).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const text = `${words} ${past.values.text(target[step])}`.trim();
  return text.length > 44 ? `${text.slice(0, 43)}…` : text;
}
