// The package's version, read from its package.json beside the bundle.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export function version(): string {
  const manifest = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}
