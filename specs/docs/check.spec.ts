// The page on checking says what is so: its configuration is one, its options and reports are all there are.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readConfiguration } from '../../src/checks/configuration';
import { reporters } from '../../src/checks/reporters/table';
import { CHECK_OPTIONS } from '../../src/cli/check-words';
import { HELP } from '../../src/cli/usage';
import { wavetank } from '../support/built';
import { folderWith, removeFolder } from '../support/child-jest';
import { manifest } from '../support/manifests';

const root = resolve(__dirname, '../..');
const page = readFileSync(join(root, 'docs/check.md'), 'utf8');
const block = (language: string, index = 0) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))][index]?.[1] ?? '';

test('shows a configuration that is one', () => {
  const { profile, failOn, severities, environments } = readConfiguration(parse(block('yaml')));
  expect({ profile, failOn, severities, environments: Object.keys(environments) }).toEqual({
    profile: 'strict',
    failOn: 'warning',
    severities: { 'image-tag': 'error', 'service-selects-pods': 'off', 'suppression-used': 'error' },
    environments: ['prod', 'staging'],
  });
});

test('tells of every option, and so does the help', () => {
  const shown = (text: string) => [...new Set([...text.matchAll(/--([a-z-]+)/g)].map(([, name]) => name))];
  for (const name of Object.keys(CHECK_OPTIONS)) {
    expect(shown(page)).toContain(name);
    expect(shown(HELP)).toContain(name);
  }
});

test('tells of every report, and so does the help', () => {
  for (const { name } of reporters) {
    expect(page).toContain(`| \`${name}\` |`);
    expect(HELP).toContain(name);
  }
});

test('shows what a check prints', () => {
  const dangling = manifest('api').replace('selector: { app: api }\n  ports', 'selector: { app: apy }\n  ports');
  const folder = folderWith({ 'deploy/api.yaml': dangling });
  const few = ['accepted', 'image-tag', 'service-selects-pods'].flatMap((name) => ['--rule', name]);
  expect(wavetank(['check', 'deploy', ...few], { cwd: folder }).stdout).toBe(block('text'));
  removeFolder(folder);
});
