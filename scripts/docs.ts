// Writes docs/actions.md and docs/matchers.md from the tables. specs/docs.spec.ts fails when they are out of date.

import { writeFileSync } from 'node:fs';
import { pages } from './docs/pages';

for (const [path, text] of Object.entries(pages())) {
  writeFileSync(path, `${text}\n`);
  console.log(`wrote ${path}`);
}
