import { describe, expect, test } from '@jest/globals';
import { revisionData, revisionHash, revisionTemplate } from '../../../../src/controllers/shared/history/revision-data';
import { byRevision, newestRevision, revisionName } from '../../../../src/controllers/shared/history/revisions';
import type { ControllerRevision } from '../../../../src/kinds/generated/types.gen';

const template = {
  metadata: { labels: { app: 'db' } },
  spec: {
    containers: [
      {
        name: 'mysql',
        image: 'mysql:8',
        imagePullPolicy: 'IfNotPresent' as const,
        ports: [{ name: 'sql', containerPort: 3306, protocol: 'TCP' as const }],
        resources: {},
        terminationMessagePath: '/dev/termination-log',
        terminationMessagePolicy: 'File' as const,
        volumeMounts: [{ name: 'data', mountPath: '/var/lib/mysql' }],
      },
    ],
    dnsPolicy: 'ClusterFirst' as const,
    restartPolicy: 'Always' as const,
    schedulerName: 'default-scheduler',
    securityContext: {},
    terminationGracePeriodSeconds: 1,
  },
};

const revision = (parts: Partial<ControllerRevision>): ControllerRevision => ({
  apiVersion: 'apps/v1',
  kind: 'ControllerRevision',
  metadata: { name: 'r' },
  revision: 1,
  ...parts,
});

describe('the data of a revision', () => {
  test('is the patch that puts the template back', () => {
    expect(revisionData(template)).toEqual({ spec: { template: { ...template, $patch: 'replace' } } });
    expect(revisionData(template)).toBe(revisionData(template));
  });
  test('gives the template again', () => {
    expect(revisionTemplate(revision({ data: revisionData(template) }))).toEqual(template);
  });
  test('has the hash that a real cluster gave it', () => {
    expect(revisionHash(revisionData(template), 0)).toBe('85b88d666c');
    expect(revisionHash(revisionData(template), 1)).not.toBe('85b88d666c');
  });
});

describe('revisions', () => {
  const made = (name: string, number: number, second: number) =>
    revision({ metadata: { name, creationTimestamp: `2026-01-01T00:00:0${second}Z` }, revision: number });

  test('are in the order of their numbers, then ages, then names', () => {
    const sorted = [made('d', 2, 1), made('c', 1, 5), made('b', 1, 3), made('a', 1, 5)].sort(byRevision);
    expect(sorted.map(({ metadata }) => metadata.name)).toEqual(['b', 'a', 'c', 'd']);
    expect(newestRevision(sorted)).toBe(2);
    expect(newestRevision([])).toBe(0);
  });
  test('have names that are not too long', () => {
    expect(revisionName('db', 'abc')).toBe('db-abc');
    expect(revisionName('d'.repeat(240), 'abc')).toBe(`${'d'.repeat(223)}-abc`);
  });
});
