// Findings that an annotation lets stand.
import { describe, expect, test } from '@jest/globals';
import { checked, deployment, service, told } from './plans';

const OURS = 'wavetank.dev/ignore-image-tag';

describe('lets a finding stand', () => {
  test.each([
    { name: 'ours, with its reason', own: { [OURS]: 'mirrored' }, says: `${OURS}: mirrored` },
    {
      name: 'kube-linter, by its name of the check',
      own: { 'ignore-check.kube-linter.io/latest-tag': 'mirrored' },
      says: 'ignore-check.kube-linter.io/latest-tag: mirrored',
    },
    {
      name: 'kube-linter, all of them',
      own: { 'kube-linter.io/ignore-all': 'a mock' },
      says: 'kube-linter.io/ignore-all: a mock',
    },
    {
      name: 'kube-score, in a list',
      own: { 'kube-score/ignore': 'pod-probes, container-image-tag' },
      says: 'kube-score/ignore: pod-probes, container-image-tag',
    },
    {
      name: 'polaris, by its name of the check',
      own: { 'polaris.fairwinds.com/tagNotSpecified-exempt': 'True' },
      says: 'polaris.fairwinds.com/tagNotSpecified-exempt: True',
    },
    {
      name: 'polaris, all of them',
      own: { 'polaris.fairwinds.com/exempt': 'true' },
      says: 'polaris.fairwinds.com/exempt: true',
    },
    {
      name: 'ours before the others',
      own: { 'kube-score/ignore': 'container-image-tag', [OURS]: 'mirrored' },
      says: `${OURS}: mirrored`,
    },
  ])('$name', ({ own, says }) => {
    expect(told(checked(deployment(own)))).toEqual([`image-tag of Deployment/web (${says})`]);
  });

  test.each([{ annotation: OURS }, { annotation: 'kube-score/ignore' }])(
    '$annotation on the template of its pods',
    ({ annotation }) => {
      const value = 'container-image-tag';
      expect(told(checked(deployment({}, { [annotation]: value })))).toEqual([
        `image-tag of Deployment/web (${annotation}: ${value})`,
      ]);
    },
  );
});

describe('does not let it stand', () => {
  test.each([
    { name: 'another check of kube-linter', own: { 'ignore-check.kube-linter.io/ssh-port': 'x' } },
    { name: 'another check of kube-score', own: { 'kube-score/ignore': 'pod-probes' } },
    { name: 'polaris, when it says false', own: { 'polaris.fairwinds.com/tagNotSpecified-exempt': 'false' } },
    { name: 'another check of polaris', own: { 'polaris.fairwinds.com/hostPIDSet-exempt': 'true' } },
    { name: 'kube-linter on the template', own: {}, pods: { 'ignore-check.kube-linter.io/latest-tag': 'x' } },
    { name: 'polaris on the template', own: {}, pods: { 'polaris.fairwinds.com/exempt': 'true' } },
  ])('$name', ({ own, pods = {} }) => {
    expect(told(checked(deployment(own, pods)))).toEqual(['image-tag of Deployment/web']);
  });

  test('an annotation of another object', () => {
    const run = checked(`${deployment()}---\n${service('web', { [OURS]: 'mirrored' })}`);
    expect(told(run)).toEqual(['image-tag of Deployment/web', 'suppression-used of Service/web']);
  });
});

describe('is itself told of', () => {
  test.each([
    { name: 'without a reason', annotation: OURS, value: ' ', says: `"${OURS}" gives no reason` },
    {
      name: 'of a rule that is not there',
      annotation: 'wavetank.dev/ignore-imge-tag',
      value: 'x',
      says: '"wavetank.dev/ignore-imge-tag" names no rule (did you mean image-tag?)',
    },
    {
      name: 'misspelt before the rule',
      annotation: 'wavetank.dev/ingore-image-tag',
      value: 'x',
      says: 'there is no annotation "wavetank.dev/ingore-image-tag" (did you mean wavetank.dev/ignore-image-tag?)',
    },
    {
      name: 'not known at all',
      annotation: 'wavetank.dev/x',
      value: 'x',
      says: 'there is no annotation "wavetank.dev/x", expected wavetank.dev/ignore-<rule>',
    },
  ])('$name', ({ annotation, value, says }) => {
    const { findings } = checked(deployment({ [annotation]: value }, {}, 'nginx:1.29.1'), { isStatic: true });
    const [finding] = findings.filter(({ rule }) => rule === 'suppression-reason');
    expect(finding).toMatchObject({ severity: 'error', message: says, place: { line: 5 } });
  });

  test('without a reason it stands, and the reason is asked for', () => {
    const { findings } = checked(deployment({ [OURS]: '' }));
    expect(findings.map(({ rule, suppressed }) => [rule, suppressed !== undefined])).toEqual([
      ['suppression-reason', false],
      ['image-tag', true],
    ]);
  });

  test('as a note when it suppresses nothing', () => {
    const { findings } = checked(deployment({ [OURS]: 'mirrored' }, {}, 'nginx:1.29.1'));
    expect(findings).toMatchObject([
      {
        rule: 'suppression-used',
        severity: 'note',
        message: `"${OURS}" suppresses nothing: the rule finds no fault here`,
      },
    ]);
  });

  test.each([
    { name: 'of another tool', own: { 'kube-score/ignore': 'container-image-tag' }, more: {} },
    { name: 'of a rule that did not run', own: { [OURS]: 'mirrored' }, more: { ignored: ['image-tag'] } },
    {
      name: 'when nobody asked',
      own: { [OURS]: 'mirrored' },
      more: { severities: { 'suppression-used': 'off' as const } },
    },
  ])('not $name', ({ own, more }) => {
    expect(told(checked(deployment(own, {}, 'nginx:1.29.1'), more))).toEqual([]);
  });
});

test('kube-score/enable asks for a rule that the profile leaves out, for its object alone', () => {
  const asked = deployment({ 'kube-score/enable': 'container-image-tag' });
  const other = deployment().replace('name: web', 'name: api');
  const off = { only: ['accepted'] };
  expect(told(checked(`${asked}---\n${other}`, off))).toEqual(['image-tag of Deployment/web']);
  expect(told(checked(asked, { ...off, ignored: ['image-tag'] }))).toEqual([]);
});
