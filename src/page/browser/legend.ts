// What the patterns mean, below everything.

import { byId, h, sized } from './dom';
import { paletteOf } from './paint';

const STATES = [
  'pending',
  'starting',
  'not ready',
  'ready',
  'ready, newer',
  'terminating',
  'failed',
  'succeeded',
  'unknown',
];
const WORDS: Readonly<Record<string, string>> = { 'ready, newer': 'ready, newer template' };
const SIZE = { width: 26, height: 10 };

export function drawLegend(): void {
  const palette = paletteOf(document.body);
  const items = STATES.map((state) => {
    const canvas = h('canvas', { 'aria-hidden': 'true' });
    const context = sized(canvas, SIZE.width, SIZE.height);
    context.fillStyle = palette.fill(state);
    context.fillRect(0, 0, SIZE.width, SIZE.height);
    context.strokeStyle = palette.colour(state);
    context.strokeRect(0.5, 0.5, SIZE.width - 1, SIZE.height - 1);
    return h('span', {}, canvas, WORDS[state] ?? state);
  });
  const more = ['▼ what the user did', '▲ warning', '― replicas wanted'].map((words) => h('span', {}, words));
  byId('legend').replaceChildren(...items, ...more);
}
