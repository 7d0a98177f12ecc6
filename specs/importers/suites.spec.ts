// Suites that nobody here wrote: every one can be read, and what is written of it is a spec. They lie outside of this
// repository.

import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { guessTools } from '../../src/importers/guess-tool';
import { importSuites } from '../../src/importers/import-suites';

const folder = join(__dirname, '../../../shared/suites');
const suites = existsSync(folder)
  ? readdirSync(folder).filter((name) => statSync(join(folder, name)).isDirectory())
  : [];
if (suites.length === 0) console.warn(`there are no suites in ${folder}: their import is not looked at`);

const tools = suites.flatMap((suite) =>
  guessTools(join(folder, suite))
    .filter((tool) => tool !== 'helm-unittest')
    .map((tool) => ({ suite, tool })),
);

(tools.length > 0 ? test : test.skip).each(tools.length > 0 ? tools : [{ suite: 'none', tool: 'kuttl' as const }])(
  '$suite, of $tool',
  ({ suite, tool }) => {
    const { specs } = importSuites(join(folder, suite), { from: tool, out: '/nowhere' });
    expect(specs.length).toBeGreaterThan(0);
    for (const { tests, tally, gaps } of specs) {
      // Nothing is lost without a word.
      expect(
        tests.length > 0 && (tally.assertions + tally.skippedAssertions + gaps.length > 0 || tests[0]?.mode === 'todo'),
      ).toBe(true);
    }
  },
);
