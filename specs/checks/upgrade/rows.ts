// One row for each kind of change: what is edited, and what must come of it. The edits speak of the fixtures.
import { describe, expect, test } from '@jest/globals';
import { type Edits, edited, fixture, type Given, lineAt, lineOf, upgraded } from './upgrades';

export interface Row extends Given {
  readonly name: string;
  readonly fixture: string;
  /** What is different from the fixture before the change already. */
  readonly first?: Edits;
  readonly change: Edits;
  readonly effects: readonly string[];
  /** The line of the manifests that the first effect names. */
  readonly line?: string;
  /** Texts that the first effect's message and details hold. */
  readonly says?: readonly string[];
}

/** A test for each row. */
export function describeUpgrades(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    test.each(rows)('$name', ({ fixture: file, first = [], change, effects, line, says = [], ...given }) => {
      const old = edited(fixture(file), first);
      const next = edited(old, change);
      const report = upgraded(old, next, given);
      expect(report.effects.map(lineOf)).toEqual(effects);
      expect(report.verdict).toBe(effects.some((effect) => effect.startsWith('error')) ? 'unsafe' : 'safe');
      const [top] = report.effects;
      if (!top) return;
      if (line !== undefined) expect(lineAt(top, { 'old.yaml': old, 'new.yaml': next })).toBe(line);
      const said = [top.message, ...top.details].join('\n');
      for (const text of says) expect(said).toContain(text);
    });
  });
}

export const part = (text: string, kind: string) =>
  text.split('---\n').find((each) => each.includes(`kind: ${kind}\n`)) ?? '';
export const shop = fixture('shop.yaml');
export const cache = fixture('cache.yaml');
export const service = part(shop, 'Service');
export const newImage: Edits = [['shop/web:v1', 'shop/web:v2']];
export const noPreStop: Edits = [[/ +lifecycle:\n(?: {12,}.*\n)+/.exec(shop)?.[0] ?? '', '']];
export const noProbe: Edits = [[/ +readinessProbe:\n(?: {12,}.*\n)+/.exec(shop)?.[0] ?? '', '']];
export const noMount: Edits = [
  [/ +volumeMounts:\n(?: {12,}.*\n)+/.exec(cache)?.[0] ?? '', ''],
  [/ +volumes:\n(?: {8,}.*\n)+/.exec(cache)?.[0] ?? '', ''],
];
export const noClaim: Edits = [[`${part(cache, 'PersistentVolumeClaim')}---\n`, '']];
export const asFiles = (mount: string): Edits => [
  [/ +envFrom:\n(?: {12,}.*\n)+/.exec(shop)?.[0] ?? '', `          volumeMounts:\n            - ${mount}\n`],
  [
    '    spec:\n      containers:',
    '    spec:\n      volumes:\n        - { name: v, configMap: { name: settings } }\n      containers:',
  ],
];
export const slowStart = { options: { programs: [{ image: 'shop/**', readyAfterMs: 8_000 }] } };
export const clusterOf = (nodes: number, cpu: number) => ({
  options: { nodes: Array.from({ length: nodes }, (_, index) => ({ name: `node-${index + 1}`, cpu })) },
});
export const asking = (cpu: string): Edits => [
  [
    '          image: shop/web:v1\n',
    `          image: shop/web:v1\n          resources: { requests: { cpu: ${cpu} } }\n`,
  ],
];
