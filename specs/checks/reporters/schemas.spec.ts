// What programs read keeps to its schema: SARIF to the one of its authors, JSON to our own, XML to its grammar.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import { reportSchema } from '../../../src/checks/report-schema';
import { json } from '../../../src/checks/reporters/json';
import { junit } from '../../../src/checks/reporters/junit';
import { sarif } from '../../../src/checks/reporters/sarif';
import { PLAIN } from '../../../src/report/palette';
import { clean, faulty, sample } from './sample';

const reading = { palette: PLAIN, fileName: (file: string) => file };
const reports = [
  { name: 'sample', report: sample },
  { name: 'faulty', report: faulty },
  { name: 'clean', report: clean },
];

/** The published schema, as Microsoft's SARIF tool carries it. */
const official = () => {
  const file = 'node_modules/@microsoft/sarif-multitool-ts/assets/sarif-2.1.0.schema.json';
  return JSON.parse(readFileSync(join(__dirname, '../../..', file), 'utf8'));
};

describe('SARIF', () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).compile(official());

  test.each(reports)('of $name is valid', ({ report }) => {
    validate(JSON.parse(sarif.render(report, reading)));
    expect(validate.errors ?? []).toEqual([]);
  });

  test('what is no SARIF is not', () => {
    expect(validate({ version: '2.1.0', runs: [{ results: [{ message: {} }] }] })).toBe(false);
  });

  const [run] = JSON.parse(sarif.render(sample, reading)).runs;

  test('every result has the index of its rule', () => {
    const { rules } = run.tool.driver;
    for (const { ruleId, ruleIndex } of run.results) expect(rules[ruleIndex].id).toBe(ruleId);
  });

  test('places are URIs from the root, or of files elsewhere', () => {
    const uris = run.results.map(
      ({ locations = [] }: { locations?: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
        locations[0]?.physicalLocation.artifactLocation,
    );
    expect(uris[0]).toEqual({ uri: 'deploy/web%20%26%20api.yaml', uriBaseId: 'SRCROOT' });
    expect(uris[4]).toEqual({ uri: 'file:///elsewhere/old%20one.yaml' });
  });

  test('regions are of the field', () => {
    expect(run.results[0].locations[0].physicalLocation).toMatchObject({
      region: { startLine: 17, startColumn: 18, endLine: 17, endColumn: 23 },
      contextRegion: { startLine: 16, endLine: 17 },
    });
  });

  test('what stands is suppressed, in the source or outside', () => {
    const kinds = run.results.map(
      ({ suppressions = [] }: { suppressions?: { kind: string }[] }) => suppressions[0]?.kind,
    );
    expect(kinds.filter(Boolean)).toEqual(['inSource', 'external']);
  });
});

describe('JSON', () => {
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(reportSchema());

  test.each(reports)('of $name is valid', ({ report }) => {
    validate(JSON.parse(json.render(report, reading)));
    expect(validate.errors ?? []).toEqual([]);
  });

  test('a key that nobody knows is not', () => {
    expect(validate({ ...sample, more: 1 })).toBe(false);
  });
});

test.each(reports)('JUnit of $name is well-formed, its counts are true', ({ report }) => {
  const xml = junit.render(report, reading);
  const open: string[] = [];
  for (const [, slash, name, attributes = '', self] of xml.matchAll(/<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>/g)) {
    if (slash) expect(open.pop()).toBe(name);
    else if (!self) open.push(name as string);
    expect(attributes.replace(/&(amp|lt|gt|quot|#9);/g, '')).not.toContain('&');
  }
  expect(open).toEqual([]);
  // Nothing that begins like a tag or an entity is left between them.
  const between = xml.replace(/<\?xml.*?\?>/, '').replace(/<\/?[a-z-]+(?: [a-z]+="[^"<]*")*\/?>/g, '');
  expect(between.replace(/&(amp|lt|gt);/g, '')).not.toMatch(/[<&]/);
  for (const [, tests, failures, errors, skipped, body] of xml.matchAll(
    /<testsuite [^>]*tests="(\d+)" failures="(\d+)" errors="(\d+)" skipped="(\d+)"[^>]*>([\s\S]*?)<\/testsuite>/g,
  )) {
    const count = (tag: string) => (body as string).split(`<${tag}`).length - 1;
    expect([tests, failures, errors, skipped].map(Number)).toEqual(
      ['testcase', 'failure', 'error', 'skipped'].map(count),
    );
  }
});
