// Every object that a real API server stored has all its defaults and passes every rule. Needs the recordings beside
// the project.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { decode } from '../../src/api/decode';
import { newPolicyExpressions } from '../../src/api/policy/compiler';
import type { FieldError, KubeObject } from '../../src/kinds/kind';
import { kindByVersion } from '../../src/kinds/table';

const folder = join(__dirname, '../../../shared/fidelity/recordings');
const present = existsSync(folder);
if (!present) console.warn(`SKIPPED: no recordings at ${folder}`);

const RECORDINGS = [
  'a-config-kinds',
  'a-defaults-workloads',
  'a-quota-combos',
  'a-service-rules',
  'configmap-secret',
  'labelled-services',
  'services',
  'updates',
  'validation',
];

function objectsOf(recording: string): readonly KubeObject[] {
  const snapshots = readdirSync(join(folder, recording)).filter((file) => file.startsWith('snapshot-'));
  return snapshots.flatMap((file) => JSON.parse(readFileSync(join(folder, recording, file), 'utf8')));
}

const text = ({ field, message }: FieldError) => `${field}: ${message}`;

/** What is wrong with a stored object by our rules. */
function complaints(object: KubeObject): readonly string[] {
  const row = kindByVersion(object.apiVersion, object.kind);
  if (!row) return [];
  const decoded = decode(row.schema, object, 'Ignore');
  if ('error' in decoded) return [decoded.error];
  const read = decoded.object as unknown as KubeObject;
  const defaulted = row.defaults?.(read) ?? read;
  const name = `${object.kind} ${object.metadata.name}`;
  return [
    ...(defaulted === read ? [] : [`${name} was given defaults`]),
    ...(row.validate?.(read, newPolicyExpressions) ?? []).map((error) => `${name} ${text(error)}`),
    ...(row.validateUpdate?.(read, read, undefined, newPolicyExpressions) ?? []).map(
      (error) => `${name} in an update ${text(error)}`,
    ),
    ...(row.validateStatusUpdate?.(read, read) ?? []).map((error) => `${name} in its status ${text(error)}`),
  ];
}

(present ? describe : describe.skip)('stored objects', () => {
  test.each(present ? RECORDINGS : [])('of %s', (recording) => {
    const objects = objectsOf(recording);
    expect(objects.length).toBeGreaterThan(0);
    expect(objects.flatMap(complaints)).toEqual([]);
  });
});
