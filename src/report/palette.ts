// Colours by meaning, so that one text serves jest (its own colours), a terminal and a file.

import pc from 'picocolors';

type Paint = (text: string) => string;

export interface Palette {
  readonly expected: Paint;
  readonly actual: Paint;
  readonly dim: Paint;
  readonly bold: Paint;
}

const same: Paint = (text) => text;

/** No colours. */
export const PLAIN: Palette = { expected: same, actual: same, dim: same, bold: same };

/** Whether a stream is to have colours: NO_COLOR and FORCE_COLOR decide, else whether it is a terminal. */
export function wantsColours(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0';
  return stream.isTTY === true && env.TERM !== 'dumb';
}

/** The terminal's colours, when standard output is to have any. */
export function terminalPalette(isColoured: boolean = wantsColours(process.stdout)): Palette {
  const { green, red, dim, bold } = pc.createColors(isColoured);
  return { expected: green, actual: red, dim, bold };
}
