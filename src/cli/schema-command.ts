// `wavetank schema`: the JSON Schema of spec files, for editors.

import { specSchema } from '../specfile/schema';
import { EXIT, WrongUse } from './usage';

export function schemaCommand(words: readonly string[]): number {
  if (words.length > 0) throw new WrongUse(`schema takes no arguments, got ${words.join(' ')}`);
  process.stdout.write(`${JSON.stringify(specSchema(), null, 2)}\n`);
  return EXIT.passed;
}
