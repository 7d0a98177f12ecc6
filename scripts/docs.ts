// Writes the reference pages of the documentation from the tables.
import { writeFileSync } from 'node:fs';
import { referencePages } from './docs/reference';

for (const [path, text] of referencePages()) writeFileSync(path, text);
