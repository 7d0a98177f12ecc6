// Every reporter on one report, against what it is known to write; and what all of them have in common.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { CheckRun, ReportedFinding } from '../../../src/checks/report';
import type { Reading } from '../../../src/checks/reporters/reporter';
import { reporterNamed, reporters } from '../../../src/checks/reporters/table';
import { PLAIN, terminalPalette } from '../../../src/report/palette';
import { clean, faulty, sample } from './sample';

const reading: Reading = { palette: PLAIN, fileName: (file) => file };

const FILES: Readonly<Record<string, string>> = {
  people: 'txt',
  json: 'json',
  junit: 'xml',
  sarif: 'sarif',
  github: 'github',
  tap: 'tap',
  markdown: 'md',
};

describe.each(reporters.map((reporter) => ({ name: reporter.name, reporter })))('$name', ({ name, reporter }) => {
  const golden = (base: string) => join(__dirname, '../../../fixtures/reports', `${base}.${FILES[name]}`);

  test.each([
    { base: 'sample', report: sample },
    { base: 'faulty', report: faulty },
    { base: 'clean', report: clean },
  ])('writes $base', ({ base, report }) => {
    expect(reporter.render(report, reading)).toBe(readFileSync(golden(base), 'utf8'));
  });

  test('lets no control character through', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
    expect(reporter.render(sample, reading)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    expect(reporter.render(sample, reading)).not.toMatch(/\p{Surrogate}/u);
  });

  test('ends with a line break, if it says anything', () => {
    expect(reporter.render(clean, reading)).toMatch(/^$|\n$/);
  });
});

test('colours are for those who want them', () => {
  const text = reporterNamed('people')?.render(sample, { ...reading, palette: terminalPalette(true) });
  expect(text).toContain('\u001b[31merror\u001b[39m');
});

test('people read files as they would type them', () => {
  const text = reporterNamed('people')?.render(sample, { ...reading, fileName: (file) => `../${file}` });
  expect(text).toContain('../deploy/web & api.yaml:17:18');
});

test('a comment on a pull request has room for what Markdown says of many', () => {
  const [run] = sample.runs;
  const many = Array.from({ length: 2000 }, (_, index) => run?.findings[index % 7] as ReportedFinding);
  const report = { ...sample, runs: [{ ...(run as CheckRun), findings: many }] };
  const text = reporterNamed('markdown')?.render(report, reading) ?? '';
  expect(text.length).toBeLessThan(65_536);
  expect(text).toContain('\n\nand 522 more\n');
});
