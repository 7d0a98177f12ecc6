// docs/basics.md lists every sentence of this folder with the file that proves it. The page is made from the specs'
// titles; UPDATE_DOCS=1 npx jest specs/basics/page writes it anew.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';

const PAGE = join(__dirname, '../../docs/basics.md');
const GROUPS = [
  { title: 'Pods', files: ['pods.spec.ts', 'pods.spec.yaml'] },
  { title: 'Controllers', files: ['controllers.spec.ts', 'jobs-and-state.spec.ts', 'controllers.spec.yaml'] },
  { title: 'Services and names', files: ['services.spec.ts', 'services.spec.yaml'] },
  { title: 'Configuration and storage', files: ['configuration.spec.ts', 'configuration.spec.yaml'] },
  { title: 'Many teams', files: ['many-teams.spec.ts', 'many-teams.spec.yaml'] },
  { title: 'The flow itself', files: ['the-flow.spec.ts', 'the-flow.spec.yaml'] },
];
const HEAD = `# Basics

What people meet first in Kubernetes, one sentence each. Every sentence is a runnable spec in \`specs/basics\`, in
TypeScript or in YAML: \`npx jest specs/basics\`. Those in italics wait for a part that is not there yet.
`;

interface Title {
  readonly level: 'describe' | 'test';
  readonly text: string;
}

test('docs/basics.md lists the sentences of this folder', () => {
  const page = [HEAD, ...GROUPS.map(section)].join('\n');
  if (process.env.UPDATE_DOCS) writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});

test('every spec of this folder is on the page', () => {
  const specs = readdirSync(__dirname).filter((file) => /\.spec\.(ts|yaml)$/.test(file) && file !== 'page.spec.ts');
  expect(GROUPS.flatMap(({ files }) => files).sort()).toEqual(specs.sort());
});

function section({ title, files }: (typeof GROUPS)[number]): string {
  const lines = files.flatMap((file) => {
    const titles = file.endsWith('.ts') ? titlesOfCode(read(file)) : titlesOfYaml(read(file));
    return ['', `In [${file}](../specs/basics/${file}):`, '', ...titles.map(lineOf)];
  });
  return [`## ${title}`, ...lines, ''].join('\n');
}

const read = (file: string) => readFileSync(join(__dirname, file), 'utf8');

/** `describe('…'`, `test('…'` and `test.todo('…'` in their order. */
function titlesOfCode(text: string): Title[] {
  const calls = text.matchAll(/^( *)(describe|test)(?:\.todo)?\(\s*(['"])((?:\\.|(?!\3).)*)\3/gm);
  return [...calls].map(([, indent, word, , title = '']) => {
    const level = word === 'test' && indent !== '' ? 'test' : 'describe';
    return { level, text: title.replace(/\\(.)/g, '$1') };
  });
}

function titlesOfYaml(text: string): Title[] {
  const { tests } = parse(text) as { readonly tests: readonly { readonly name: string }[] };
  return tests.map(({ name }) => ({ level: 'describe', text: name.replace(/\$\{\w+\}/g, '…') }));
}

function lineOf({ level, text }: Title): string {
  if (level === 'test') return `  - ${text}`;
  return /\(waits for: .*\)$/.test(text) ? `- *${text}*` : `- ${text}`;
}
