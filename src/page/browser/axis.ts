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

/** `fail node node-2`: what the user did, at its instant; words end where the next ones begin. */
function drawActions(context: CanvasRenderingContext2D, palette: Palette, view: View, past: Past, width: number): void {
  const marks = past.data.actions
    .map((step) => ({ step, x: view.share(past.data.steps.atMs[step] as number) * width }))
    .filter(({ x }) => x >= -1 && x <= width + 1);
  marks.forEach(({ step, x }, index) => {
    const y = ACTION_LINES[index % ACTION_LINES.length] as number;
    context.fillStyle = palette.accent;
    context.beginPath();
    context.moveTo(x - 4, y - 4);
    context.lineTo(x + 4, y - 4);
    context.lineTo(x, y + 3);
    context.fill();
    const next = marks[index + ACTION_LINES.length]?.x ?? width + 8;
    context.fillText(fitting(context, actionText(past, step), next - x - 15), x + 7, y);
  });
}

/** As much of a text as there is room for; nothing when that would be no word. */
function fitting(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  const letter = context.measureText('x').width;
  const letters = Math.floor(room / letter) - 1;
  return letters < 4 ? '' : `${text.slice(0, letters)}…`;
}

export function actionText(past: Past, step: number): string {
  const { verb, target } = past.data.steps;
  const words = past.values.text(verb[step]).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words} ${past.values.text(target[step])}`.trim();
}
