// Reports of the parts of a check, put together.
import { describe, expect, test } from '@jest/globals';
import { mergeReports } from '../../src/checks/merge-reports';
import type { CheckReport, ReportedFinding } from '../../src/checks/report';
import { sample } from './reporters/sample';

const finding = (rule: string, fingerprint: string, own: Partial<ReportedFinding> = {}): ReportedFinding => ({
  ...(sample.runs[0]?.findings[0] as ReportedFinding),
  rule,
  fingerprint,
  ...own,
});

/** The part of so many, with these findings. */
function part(index: number, count: number, findings: readonly ReportedFinding[], own: Partial<CheckReport> = {}) {
  const report: CheckReport = {
    ...sample,
    shard: { index, count },
    runs: [{ digest: 'd', files: 1, objects: 1, assumed: [], notRun: [], findings }],
    ...own,
  };
  return { name: `${index}.json`, report };
}

const merged = (...findings: readonly (readonly ReportedFinding[])[]) =>
  mergeReports(findings.map((each, index) => part(index + 1, findings.length, each))).runs[0]?.findings;

describe('findings', () => {
  test('are there once', () => {
    const [a, b] = [finding('accepted', 'a'), finding('image-tag', 'b')];
    expect(merged([a], [a, b], [b])).toEqual([a, b]);
  });

  test('tell what happened in every part', () => {
    const parts = ['drain: lost', 'loss: lost', 'drain: lost'].map((happened) => [
      finding('accepted', 'a', { happened }),
    ]);
    expect(merged(...parts)).toMatchObject([{ happened: 'drain: lost; loss: lost' }]);
  });

  test('stand by file and line, then by the table', () => {
    const at = (line: number) => ({ place: { file: 'a.yaml', line, column: 1, length: 1, frame: '' } });
    const [a, b, c] = [
      finding('image-tag', 'a', at(3)),
      finding('image-tag', 'b', at(2)),
      finding('accepted', 'c', at(3)),
    ];
    const none = finding('accepted', 'd', { place: undefined });
    expect(merged([none, a], [b, c])?.map(({ fingerprint }) => fingerprint)).toEqual(['b', 'c', 'a', 'd']);
  });

  test.each([{ rule: 'suppression-used' }, { rule: 'baseline-current' }])(
    'of $rule count when every part has them',
    ({ rule }) => {
      expect(merged([finding(rule, 'a')], [finding(rule, 'a')])).toHaveLength(1);
      expect(merged([finding(rule, 'a')], [])).toEqual([]);
    },
  );

  test('are silent where a more precise rule spoke in another part', () => {
    const rules = sample.rules.map((rule) => (rule.id === 'image-tag' ? { ...rule, yieldsTo: ['accepted'] } : rule));
    const parts = [
      part(1, 2, [finding('image-tag', 'a')], { rules }),
      part(2, 2, [finding('accepted', 'b')], { rules }),
    ];
    expect(mergeReports(parts).runs[0]?.findings.map(({ rule }) => rule)).toEqual(['accepted']);
  });
});

test('a rule that one part did not run ran', () => {
  const idle = (reason: string, rules: readonly string[]) => ({
    runs: [{ digest: 'd', files: 1, objects: 1, findings: [], assumed: [], notRun: [{ reason, rules }] }],
  });
  const report = mergeReports([
    part(1, 2, [], idle('no campaigns', ['drain-finishes'])),
    part(2, 2, [], idle('elsewhere', ['accepted', 'drain-finishes'])),
  ]);
  expect(report.runs[0]?.notRun).toEqual([{ reason: 'no campaigns', rules: ['drain-finishes'] }]);
  expect(report.shard).toBeUndefined();
});

test('one whole report is merged with nothing', () => {
  expect(mergeReports([{ name: 'a', report: sample }])).toMatchObject({ runs: [{ digest: 'd1' }, { digest: 'd2' }] });
});

describe('is refused', () => {
  const of = (digest: string) => ({ runs: [{ digest, files: 1, objects: 1, assumed: [], notRun: [], findings: [] }] });
  test.each([
    { name: 'another version', other: part(2, 2, [], { wavetank: '9.9.9' }), says: 'wavetank 1.2.3 and 9.9.9' },
    { name: 'other manifests', other: part(2, 2, [], of('e')), says: 'manifests, options or rules differ' },
    { name: 'another severity that fails', other: part(2, 2, [], { failOn: 'warning' }), says: 'one fails on error' },
    { name: 'more environments', other: part(2, 2, [], { runs: sample.runs }), says: 'different environments' },
    { name: 'the same part', other: part(1, 2, []), says: '1.json and 1.json are both part 1 of 2' },
    { name: 'another division', other: part(2, 3, []), says: 'parts of different divisions' },
  ])('$name', ({ other, says }) => {
    expect(() => mergeReports([part(1, 2, []), other])).toThrow(says);
  });

  test('what is not all', () => {
    expect(() => mergeReports([part(1, 4, []), part(3, 4, [])])).toThrow('part 2, 4 of 4 is missing');
  });
});
