// The decoder against the recordings of a real control plane: whole objects come out as they went in, and what was
// created there was answered as it is here.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { cannotBeHandled, decode } from '../../src/api/decode';
import { resources } from '../../src/kinds/generated/resources.gen';

const FIDELITY = join(__dirname, '../../../shared/fidelity');
const isHere = existsSync(FIDELITY);
if (!isHere) console.warn(`SKIPPED: no recordings at ${FIDELITY}`);

interface Body {
  readonly apiVersion: string;
  readonly kind: string;
  readonly status?: object;
}

const schemas = new Map(
  resources.map(({ group, version, kind, schema }) => [`${group === '' ? '' : `${group}/`}${version}/${kind}`, schema]),
);
const schemaOf = ({ apiVersion, kind }: Body) => schemas.get(`${apiVersion}/${kind}`);
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

const names = isHere ? readdirSync(join(FIDELITY, 'recordings')).sort() : [];

/**
 * The bodies of a step: a text of several documents, or a list of documents and texts. What recorded them took y for a
 * text.
 */
function bodiesOf(step: unknown): readonly Body[] {
  if (typeof step !== 'string') return Array.isArray(step) ? step.flatMap(bodiesOf) : [step as Body];
  const bodies = parseAllDocuments(step).map((document) => document.toJS() as Body | null);
  return bodies.filter((body) => body !== null);
}

(isHere ? describe : describe.skip)('recordings', () => {
  test('snapshots decode to themselves', () => {
    const changed: string[] = [];
    let seen = 0;
    for (const name of names) {
      const folder = join(FIDELITY, 'recordings', name);
      for (const file of readdirSync(folder).filter((entry) => entry.startsWith('snapshot-'))) {
        for (const object of json(join(folder, file)) as Body[]) {
          const schema = schemaOf(object);
          // The recorder dropped parts of nodes' status that the server always writes.
          if (schema === undefined || schema === 'Node') continue;
          seen++;
          const result = decode(schema, object, 'Strict');
          if ('error' in result) changed.push(`${name} ${object.kind}: ${result.error}`);
          else if (!Object.is(result.object, object)) changed.push(`${name} ${object.kind}`);
        }
      }
    }
    expect(changed).toEqual([]);
    expect(seen).toBeGreaterThan(5000);
  });

  test('bodies that were created are answered as they were there', () => {
    const differing: unknown[] = [];
    let refused = 0;
    for (const name of names) {
      const { steps } = parse(readFileSync(join(FIDELITY, 'scenarios', `${name}.yaml`), 'utf8'), { merge: true }) as {
        steps: Record<string, unknown>[];
      };
      const recorded = json(join(FIDELITY, 'recordings', name, 'steps.json')) as { results?: { message?: string }[] }[];
      for (const [index, step] of steps.entries()) {
        if (step.create === undefined) continue;
        for (const [at, body] of bodiesOf(step.create).entries()) {
          const schema = schemaOf(body);
          if (schema === undefined) continue;
          const { message = '' } = recorded[index]?.results?.[at] ?? {};
          const there = message.includes('cannot be handled as') ? message : undefined;
          const result = decode(schema, body, 'Strict');
          const here = 'error' in result ? cannotBeHandled(body, body.kind, result.error) : undefined;
          if (there !== undefined) refused++;
          if (here !== there) differing.push({ name, index, here, there });
        }
      }
    }
    expect(differing).toEqual([]);
    expect(refused).toBeGreaterThan(5);
  });
});
