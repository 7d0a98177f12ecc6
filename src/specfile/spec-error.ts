// A spec file that cannot be understood: what is wrong, where, the nearest right word, and the lines around it with a
// caret.

import { relative } from 'node:path';
import { codeFrame } from '../manifests/frame';
import type { Place } from '../manifests/source';

export class SpecFileError extends Error {
  override readonly name = 'SpecFileError';
  readonly place: Place;
  /** What is wrong, without the place and its lines. */
  readonly problem: string;

  constructor(message: string, place: Place, hint?: string) {
    const problem = hint === undefined ? message : `${message} (did you mean ${hint}?)`;
    const { file, line, column, length, text } = place;
    super(`${shown(file)}:${line}:${column}: ${problem}\n\n${codeFrame(text, line, column, length)}`);
    this.place = place;
    this.problem = problem;
  }
}

function shown(file: string): string {
  const near = relative(process.cwd(), file);
  return near.startsWith('..') ? file : near;
}
