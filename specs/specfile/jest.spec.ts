// Spec files under a real jest: what a person reads in the terminal, and which specs are picked.

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { folderWith, removeFolder, runJest } from '../support/child-jest';
import { manifest } from '../support/manifests';

const failing = `# A comment above.
cluster: { nodes: 2 }
load: web.yaml
tests:
  - name: comes up
    steps:
      - settle
      - expect: { deployment/web: toBeAvailable }
  - name: has three
    steps:
      - settle
      - expect:
          deployment/web:
            toHaveReplicas: { ready: 3 }
  - name: to be written
    todo: true
  - name: left out
    skip: true
    steps: [expect: { deployment/web: toExist }]
`;

const FILES = {
  'web.yaml': manifest('web'),
  'other.yaml': manifest('other'),
  'own.ts': "import { extend } from 'wavetank';\nexport { extend };\n",
  'failing.spec.yaml': failing,
  'broken.spec.yaml': 'name: a suite\ntests:\n  - name: a\n    step: [settle]\n',
  'glob.spec.yaml':
    'name: globs\nload: oth*.yaml\nuse: ./own.ts\ntests:\n  - { name: exists, steps: [expect: { deployment/other: toExist }] }\n',
  'typed.spec.ts': [
    "import { expect, test } from '@jest/globals';",
    "import { cluster } from 'wavetank';",
    "import 'wavetank/jest-globals';",
    "test('typed', () => {",
    '  const shop = cluster({ nodes: 1 });',
    "  shop.load('other.yaml');",
    "  expect(shop.deployment('other')).not.toBeAvailable();",
    '});',
  ].join('\n'),
};

let folder: string;
beforeAll(() => {
  folder = folderWith(FILES);
});
afterAll(() => removeFolder(folder));

describe('what a person reads', () => {
  test('a step that fails: the lines of the YAML file, with its place', () => {
    const { code, output } = runJest(folder, ['failing']);
    expect(code).toBe(1);
    expect(output).toContain('✓ comes up');
    expect(output).toContain('✎ todo to be written');
    expect(output).toContain('○ skipped left out');
    expect(output).toContain('Tests:       1 failed, 1 skipped, 1 todo, 1 passed, 4 total');
    expect(output).toContain('● has three\n\n    expect(deployment/web).toHaveReplicas({ ready: 3 })');
    expect(output).toContain('seed 1; run it again: npx jest failing.spec.yaml -t "has three"');
    expect(output).toContain(
      [
        '      12 |       - expect:',
        '      13 |           deployment/web:',
        '    > 14 |             toHaveReplicas: { ready: 3 }',
        '         |             ^',
        '      15 |   - name: to be written',
        '      16 |     todo: true',
        '      17 |   - name: left out',
        '',
        '      at step (failing.spec.yaml:14:13)',
      ].join('\n'),
    );
  });

  test('a file that is no spec', () => {
    const { code, output } = runJest(folder, ['broken']);
    expect(code).toBe(1);
    expect(output).toContain(
      [
        '  ● Test suite failed to run',
        '',
        '    SpecFileError: unknown key "step", expected name, cluster, matrix, skip, only, todo, steps (did you mean steps?)',
        '',
        '      2 | tests:',
        '      3 |   - name: a',
        '    > 4 |     step: [settle]',
        '        |     ^',
        '      5 |',
        '',
        '      at step (broken.spec.yaml:4:5)',
      ].join('\n'),
    );
  });

  test('the names of the suite and its tests, by which one is chosen', () => {
    const { code, output } = runJest(folder, ['glob', '-t', 'globs exists', '--verbose']);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('globs\n    ✓ exists') });
  });

  test('colours when jest shows them', () => {
    const { output } = runJest(folder, ['failing', '--colors'], { NO_COLOR: undefined, FORCE_COLOR: '1' });
    expect(output).toContain('\u001b[32m{ ready: 3 }\u001b[39m');
  });
});

describe('specs related to a manifest', () => {
  test.each([
    { changed: 'web.yaml', specs: ['failing.spec.yaml'] },
    { changed: 'other.yaml', specs: ['glob.spec.yaml', 'typed.spec.ts'] },
    { changed: 'own.ts', specs: ['glob.spec.yaml'] },
    { changed: 'failing.spec.yaml', specs: ['failing.spec.yaml'] },
  ])('$changed', ({ changed, specs }) => {
    const { output } = runJest(folder, ['--listTests', '--findRelatedTests', changed]);
    const found = output.split('\n').filter((line) => /\.spec\.(ts|yaml)$/.test(line));
    expect(found.map((path) => path.slice(folder.length + 1)).sort()).toEqual(specs);
  });
});
