// A source map by hand: each generated line stands for one place in the YAML file.

export interface MappedLine {
  readonly code: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function variableLength(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = '';
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += DIGITS[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return text;
}

/** Source map, version 3. */
export function sourceMap(file: string, text: string, lines: readonly MappedLine[]): object {
  let line = 0;
  let column = 0;
  const mappings = lines.map((mapped) => {
    const segment = [0, 0, mapped.line - 1 - line, mapped.column - 1 - column].map(variableLength).join('');
    line = mapped.line - 1;
    column = mapped.column - 1;
    return segment;
  });
  return { version: 3, file, sources: [file], sourcesContent: [text], names: [], mappings: mappings.join(';') };
}
