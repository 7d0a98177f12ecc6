// Instants to places on the time axis and back. True: a second is as wide everywhere. Squeezed: the longer a gap in
// which nothing happens, the less room each of its seconds gets, so that bursts stay legible beside minutes of waiting.

import { countWhile } from './past';

export interface Scale {
  /** 0 at the start, 1 at the end. */
  readonly place: (atMs: number) => number;
  readonly instant: (place: number) => number;
}

/** A gap of this length is where squeezing begins. */
const KNEE_MS = 50;

export function trueScale(endMs: number): Scale {
  const span = Math.max(1, endMs);
  return { place: (atMs) => atMs / span, instant: (place) => place * span };
}

/** @param moments when something happened, sorted, distinct */
export function squeezedScale(moments: readonly number[], endMs: number): Scale {
  const stops = [...new Set([0, ...moments, Math.max(1, endMs)])].sort((a, b) => a - b);
  const places = [0];
  for (let index = 1; index < stops.length; index++) {
    const gap = (stops[index] as number) - (stops[index - 1] as number);
    places.push((places[index - 1] as number) + Math.log2(1 + gap / KNEE_MS));
  }
  const total = places[places.length - 1] as number;
  return {
    place: (atMs) => between(atMs, stops, places) / total,
    instant: (place) => between(place * total, places, stops),
  };
}

/** Linear between the two stops around a value. */
function between(value: number, from: readonly number[], to: readonly number[]): number {
  const above = Math.min(
    from.length - 1,
    Math.max(
      1,
      countWhile(from.length, (index) => (from[index] as number) <= value),
    ),
  );
  const [a, b] = [from[above - 1] as number, from[above] as number];
  const [c, d] = [to[above - 1] as number, to[above] as number];
  return c + ((value - a) / (b - a)) * (d - c);
}

/** The part of the axis that is in view, as places on the whole of it. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

export const WHOLE: Window = { from: 0, to: 1 };
const NARROWEST = 1e-4;

/** The window so many times as wide around a place that stays where it is. */
export function zoomed({ from, to }: Window, factor: number, around: number): Window {
  const width = Math.min(1, Math.max(NARROWEST, (to - from) * factor));
  const share = to > from ? (around - from) / (to - from) : 0.5;
  return shifted({ from: around - share * width, to: around + (1 - share) * width }, 0);
}

/** Moved by a share of its width, but never beyond the ends. */
export function shifted({ from, to }: Window, share: number): Window {
  const width = to - from;
  const start = Math.min(1 - width, Math.max(0, from + share * width));
  return { from: start, to: start + width };
}
