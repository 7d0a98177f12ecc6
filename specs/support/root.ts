// The project's folder, from a spec as from a bundle of one.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

function above(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : above(dirname(folder));
}

export const root = above(__dirname);
export const fixtures = join(root, 'fixtures');
