// Writes src/kinds/generated/ from the facts of one Kubernetes version:
// `npm run generate -- [facts folder]` (default ../shared/kubernetes-1.36). Needed only when the version changes.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readFacts } from './generate/facts';
import { generate } from './generate/generate';

const folder = process.argv[2] ?? '../shared/kubernetes-1.36';
for (const [path, text] of generate(readFacts(folder))) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.log(`${path}: ${text.length} characters`);
}
