// Campaigns as a check runs them: shared out among threads and shards, with the same findings.
import { describe, expect, test } from '@jest/globals';
import { mergeReports } from '../../src/checks/merge-reports';
import { reportedRule } from '../../src/checks/report';
import { survivesPodDeletion } from '../../src/checks/rules/survives-pod-deletion';
import { manifest } from '../support/manifests';
import { checked } from './plans';

/** Two Services, each with one pod behind it. */
const shop = ['web', 'api'].map((name) => manifest(name).replace('replicas: 2', 'replicas: 1')).join('---\n');
const campaigns = { only: [survivesPodDeletion.id], profile: 'strict', hasCampaigns: true } as const;

const whole = checked(shop, { ...campaigns, jobs: 1 });

test('find what befalls the manifests', () => {
  expect(whole.findings).toMatchObject([
    { rule: survivesPodDeletion.id, proof: 'simulated', object: { name: 'web' } },
    { rule: survivesPodDeletion.id, proof: 'simulated', object: { name: 'api' } },
  ]);
});

test('find the same on more threads', () => {
  expect(checked(shop, { ...campaigns, jobs: 4 })).toEqual(whole);
});

describe('in shards', () => {
  test.each([{ count: 2 }, { count: 5 }])('of $count find the same, each once', ({ count }) => {
    const parts = Array.from({ length: count }, (_, at) => ({ index: at + 1, count }));
    const reports = parts.map((shard) => ({
      name: `${shard.index}.json`,
      report: {
        version: 1,
        wavetank: '1',
        failOn: 'error',
        shard,
        rules: [reportedRule(survivesPodDeletion)],
        runs: [checked(shop, { ...campaigns, jobs: 1, shard })],
      } as const,
    }));
    const [merged] = mergeReports(reports).runs;
    const told = ({ findings }: typeof whole) => findings.map(({ fingerprint, place }) => [fingerprint, place?.line]);
    expect(merged && told(merged)).toEqual(told(whole));
    expect(merged?.digest).toBe(whole.digest);
  });
});

test('are left out when nobody wants them', () => {
  const { findings, notRun } = checked(shop, { ...campaigns, hasCampaigns: false });
  expect({ findings, notRun }).toEqual({
    findings: [],
    notRun: [{ reason: 'no campaigns are run (--no-campaigns)', rules: [survivesPodDeletion.id] }],
  });
});
