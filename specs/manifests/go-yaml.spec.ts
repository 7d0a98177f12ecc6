// Texts that were given to kubectl's own YAML library (sigs.k8s.io/yaml 1.6), and what it made of them or said to them:
// manifests with random mistakes, and soups of everything that means something in YAML. See go-yaml.jsonl.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parseYaml, YamlFault } from '../../src/manifests/yaml';

interface GoYamlCase {
  readonly text: string;
  readonly value?: unknown;
  readonly error?: string;
}

const cases: readonly GoYamlCase[] = readFileSync(join(__dirname, 'go-yaml.jsonl'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line));

function outcome(text: string): Omit<GoYamlCase, 'text'> {
  try {
    return { value: parseYaml(text).value };
  } catch (fault) {
    if (!(fault instanceof YamlFault)) throw fault;
    return { error: fault.kubectl ?? 'nothing' };
  }
}

test('there are enough of each', () => {
  expect(cases.filter(({ error }) => error !== undefined).length).toBeGreaterThan(150);
  expect(cases.filter(({ error }) => error === undefined).length).toBeGreaterThan(150);
});

test('values and errors are the same', () => {
  for (const { text, ...expected } of cases) expect({ text, ...outcome(text) }).toEqual({ text, ...expected });
});
