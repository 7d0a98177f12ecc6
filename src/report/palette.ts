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

/** The terminal's colours, when it has any: NO_COLOR, FORCE_COLOR and what picocolors finds decide. */
export function terminalPalette(isSupported: boolean = pc.isColorSupported): Palette {
  const { green, red, dim, bold } = pc.createColors(isSupported);
  return { expected: green, actual: red, dim, bold };
}
