// Colours and patterns of states. Each state has a pattern besides its colour, so that nobody needs to tell colours.

export type Pattern = 'solid' | 'outline' | 'rising' | 'falling' | 'crossed' | 'dotted' | 'lined';

/** Pattern by state; the colour is the style sheet's `--state-NAME`. */
const PATTERNS: Readonly<Record<string, Pattern>> = {
  pending: 'outline',
  starting: 'rising',
  'not ready': 'dotted',
  ready: 'solid',
  'ready, newer': 'solid',
  terminating: 'falling',
  failed: 'crossed',
  succeeded: 'lined',
  unknown: 'dotted',
  cordoned: 'rising',
  unreachable: 'crossed',
  present: 'solid',
};

export interface Palette {
  readonly ink: string;
  readonly dim: string;
  readonly line: string;
  readonly stripe: string;
  readonly accent: string;
  readonly good: string;
  readonly bad: string;
  readonly background: string;
  readonly font: string;
  readonly fill: (state: string) => string | CanvasPattern;
  readonly colour: (state: string) => string;
  readonly isOutline: (state: string) => boolean;
  /** Whether bars of it are light with a strong edge: what is well recedes. */
  readonly isSoft: (state: string) => boolean;
}

/** What the style sheet says now, for canvases. */
export function paletteOf(element: HTMLElement): Palette {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  const nameOf = (state: string) => state.replace(/[ ,]+/g, '-');
  const colour = (state: string) => read(`--state-${nameOf(state)}`);
  const fills = new Map<string, string | CanvasPattern>();
  return {
    ink: read('--ink'),
    dim: read('--dim'),
    line: read('--line'),
    stripe: read('--stripe'),
    accent: read('--accent'),
    good: read('--good'),
    bad: read('--bad'),
    background: read('--panel'),
    font: `11px ${style.fontFamily}`,
    colour,
    isSoft: (state) => state === 'ready' || state === 'ready, newer',
    isOutline: (state) => PATTERNS[state] === 'outline',
    fill: (state) => {
      let fill = fills.get(state);
      if (fill === undefined) {
        fill = read(`--soft-${nameOf(state)}`) || pattern(colour(state), read('--panel'), PATTERNS[state] ?? 'solid');
        fills.set(state, fill);
      }
      return fill;
    },
  };
}

const TILE = 6;

function pattern(colour: string, background: string, kind: Pattern): string | CanvasPattern {
  if (kind === 'solid') return colour;
  const ratio = window.devicePixelRatio || 1;
  const canvas = document.createElement('canvas');
  canvas.width = TILE * ratio;
  canvas.height = TILE * ratio;
  const context = canvas.getContext('2d');
  if (!context) return colour;
  context.scale(ratio, ratio);
  context.fillStyle = background;
  context.fillRect(0, 0, TILE, TILE);
  context.globalAlpha = kind === 'outline' ? 0.12 : 0.3;
  context.fillStyle = colour;
  context.fillRect(0, 0, TILE, TILE);
  context.globalAlpha = 1;
  context.strokeStyle = colour;
  context.lineWidth = 1.6;
  strokes(context, kind);
  const made = context.createPattern(canvas, 'repeat');
  made?.setTransform(new DOMMatrix().scale(1 / ratio));
  return made ?? colour;
}

function strokes(context: CanvasRenderingContext2D, kind: Pattern): void {
  context.beginPath();
  const half = TILE / 2;
  if (kind === 'rising' || kind === 'crossed') {
    for (const shift of [-TILE, 0, TILE]) line(context, shift - 1, TILE + 1, shift + TILE + 1, -1);
  }
  if (kind === 'falling' || kind === 'crossed') {
    for (const shift of [-TILE, 0, TILE]) line(context, shift - 1, -1, shift + TILE + 1, TILE + 1);
  }
  if (kind === 'lined') line(context, 0, half, TILE, half);
  context.stroke();
  if (kind !== 'dotted') return;
  context.fillStyle = context.strokeStyle;
  context.arc(half, half, 1.5, 0, Math.PI * 2);
  context.fill();
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
}
