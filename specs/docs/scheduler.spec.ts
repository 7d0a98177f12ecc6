// The pages on the scheduler, on devices and on feature gates show what runs.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { FIXED_OFF, INTERNAL_OFF, INTERNAL_ON } from '../../src/kinds/feature-gate-names';
import { FEATURE_GATES } from '../../src/kinds/feature-gates';

const root = resolve(__dirname, '../..');
const page = (name: string) => readFileSync(resolve(root, 'docs', name), 'utf8');

test.each(['quiet-nodes.ts', 'scheduler.spec.ts', 'scheduler.spec.yaml'])('shows %s as it is', (file) => {
  const lines = readFileSync(resolve(root, 'fixtures/specs/scheduler', file), 'utf8')
    .trimEnd()
    .split('\n');
  // A modeline is the editor's.
  const text = lines.filter((line) => !line.startsWith('# yaml-language-server')).join('\n');
  expect(page('scheduler.md')).toContain(text);
});

test.each(['gpus.yaml', 'trainer.yaml', 'devices.spec.yaml', 'devices.spec.ts'])('shows %s of the devices', (file) => {
  const lines = readFileSync(resolve(root, 'fixtures/specs/devices', file), 'utf8')
    .trimEnd()
    .split('\n');
  const text = lines.filter((line) => !line.startsWith('# yaml-language-server')).join('\n');
  expect(page('devices.md')).toContain(text);
});

test('lists every gate with its default', () => {
  const rows = [...page('feature-gates.md').matchAll(/^\| (\w+) \| (on|off) \((alpha|beta|ga|deprecated)\) \|/gm)];
  const listed = rows.map(([, name, value, stage]) => [name, { stage, default: value === 'on' }]);
  const known = Object.entries(FEATURE_GATES).map(([name, gate]) => [
    name,
    { ...gate, stage: gate.stage.toLowerCase() },
  ]);
  expect(listed).toEqual(known);
});

test('lists the gates that nobody sees, and those that are refused', () => {
  const [, internal = '', refused = ''] = page('feature-gates.md').split(/^## .*$/m);
  const words = (text: string): readonly string[] => text.match(/\b[A-Z]\w+\b/g) ?? [];
  const names = (text: string, lists: readonly Iterable<string>[]) => {
    const known = lists.flatMap((list) => [...list]);
    expect(known.filter((name) => !words(text).includes(name))).toEqual([]);
    return known.length;
  };
  const listed = internal.slice(internal.indexOf('\n\n', 2));
  expect(words(listed).length).toBe(names(listed, [INTERNAL_ON, INTERNAL_OFF]));
  names(refused, [FIXED_OFF]);
});
