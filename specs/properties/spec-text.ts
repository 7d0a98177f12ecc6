// A random run as a spec that replays it: TypeScript to paste into specs/properties/.
import type { RandomRun } from './run-moves';

export function specText({ cluster, lines, problems }: RandomRun): string {
  const assertion =
    problems.length > 0 ? `// Broken: ${(problems[0] as string).split('\n')[0]}` : '// Nothing is broken.';
  return [
    "import { expect, test } from '@jest/globals';",
    "import { cluster } from '../../src/index';",
    "import { Invariants } from '../support/invariants';",
    "import { settledProblems } from '../support/settled-invariants';",
    '',
    "test('a replay', () => {",
    `  let tank = cluster(${JSON.stringify(cluster.options)});`,
    '  let invariants = new Invariants(tank);',
    ...lines.map((line) => (line.includes('.fork()') ? `  ${line}\n  invariants = invariants.on(tank);` : `  ${line}`)),
    `  ${assertion}`,
    '  expect(invariants.problems()).toEqual([]);',
    `  expect([...settledProblems(tank, new Set(${downText(lines)}))]).toEqual([]);`,
    '});',
    '',
  ].join('\n');
}

/** The nodes that are dead at the end, as the lines say. */
function downText(lines: readonly string[]): string {
  const down = new Set<string>();
  for (const line of lines) {
    const [, method, node] = /^tank\.(failNode|recoverNode)\("(.+)"\)/.exec(line) ?? [];
    if (method === 'failNode') down.add(node as string);
    else if (method) down.delete(node as string);
  }
  return JSON.stringify([...down]);
}
