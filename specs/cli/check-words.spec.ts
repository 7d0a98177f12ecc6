// The words of `wavetank check`: what is wrong with them is told before anything is read.
import { describe, expect, test } from '@jest/globals';
import { readCheckWords } from '../../src/cli/check-words';

const read = (words: readonly string[]) => readCheckWords(words, ['accepted', 'image-tag']);

test('unless anything is said', () => {
  expect(read(['a.yaml'])).toMatchObject({
    manifests: ['a.yaml'],
    profile: undefined,
    rules: [],
    failOn: undefined,
    isStatic: false,
    hasCampaigns: true,
    shard: undefined,
    reports: [{ reporter: { name: 'people' }, file: undefined }],
  });
});

test('reports into files leave standard output to people', () => {
  const { reports } = read(['a', '--report', 'json=a=b.json', '--report', 'tap=x']);
  expect(reports.map(({ reporter, file }) => [reporter.name, file])).toEqual([
    ['people', undefined],
    ['json', 'a=b.json'],
    ['tap', 'x'],
  ]);
});

describe('is wrong use', () => {
  test.each([
    {
      name: 'a rule',
      words: ['a', '--rule', 'imge-tag'],
      says: '--rule: there is no rule imge-tag (did you mean image-tag?)',
    },
    { name: 'a rule to ignore', words: ['a', '--ignore', 'x'], says: '--ignore: there is no rule x\n' },
    {
      name: 'a profile',
      words: ['a', '--profile', 'recomended'],
      says: '--profile: expected one of essential, recommended, strict, got "recomended" (did you mean recommended?)',
    },
    {
      name: 'a severity',
      words: ['a', '--fail-on', 'note'],
      says: '--fail-on: expected one of error, warning, got "note"',
    },
    { name: 'a report', words: ['a', '--report', 'jsn'], says: 'got "jsn" (did you mean json?)' },
    {
      name: 'a report into nothing',
      words: ['a', '--report', 'json='],
      says: '--report json=: expected the name of a file',
    },
    {
      name: 'two reports in one place',
      words: ['a', '--report', 'json', '--report', 'people'],
      says: '--report json cannot share standard output',
    },
    {
      name: 'two reports in one file',
      words: ['a', '--report', 'json=a', '--report', 'tap=a'],
      says: '--report: two reports go into a\n',
    },
    { name: 'a shard', words: ['a', '--shard', '3/2'], says: '--shard: expected a part such as 1/4, got "3/2"' },
    { name: 'jobs', words: ['a', '--jobs', '0'], says: '--jobs: expected a whole number from 1, got "0"' },
  ])('$name', ({ words, says }) => {
    expect(() => read(words)).toThrow(
      expect.objectContaining({ name: 'WrongUse', message: expect.stringContaining(says.trimEnd()) }),
    );
  });
});
