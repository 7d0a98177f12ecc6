// The tables that the real kubectl printed, against the cells of the objects that were recorded at the same time.
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { keptRecording, keptScenarios } from '../../scripts/fidelity/kept';
import type { KubeObject } from '../../src/kinds/kind';
import { kindByName } from '../../src/kinds/table';
import { columnsOf } from '../../src/printers/columns';
import { cellsOf } from '../../src/printers/table';
import { fixtures } from '../support/root';

interface Step {
  readonly step: string;
  readonly name?: string;
  readonly command?: string;
  readonly stdout?: string;
}

type Line = Readonly<Record<string, string>>;

const folder = join(fixtures, 'fidelity');
/** Columns that tell how long ago something was, and what recordings leave out. */
const LEFT_OUT = ['NAME', 'AGE', 'DURATION', 'LAST SCHEDULE', 'VERSION'];
const PLAIN_GET = /^get [\w,]+( -o wide)?( -n \w+)?$/;

/** A table's lines by column: kubectl keeps every cell below its heading. */
function readTable(text: string): readonly Line[] {
  const [head = '', ...lines] = text.split('\n');
  const columns = [...head.matchAll(/\S+(?: \S+)*/g)].map(({ 0: name, index }) => ({ name, index }));
  return lines.map((line) =>
    Object.fromEntries(
      columns.map(({ name, index }, at) => [name, line.slice(index, columns[at + 1]?.index).trimEnd()] as const),
    ),
  );
}

/** The snapshot that was taken right before or after, with nothing but reads between. */
function snapshotNear(steps: readonly Step[], at: number): string | undefined {
  for (const direction of [-1, 1]) {
    let near = at + direction;
    while (/^(get|describe) /.test(steps[near]?.command ?? '')) near += direction;
    if (steps[near]?.step === 'snapshot') return steps[near]?.name;
  }
  return undefined;
}

const untimed = (cell: string) => cell.replace(/ \(\S+ ago\)$/, '');

/** What stands in the recorded line and what this project makes of the object; undefined for objects not recorded. */
function compare(line: Line, asked: string, objects: readonly KubeObject[]) {
  const [first = '', second] = (line.NAME ?? '').split('/');
  const row = kindByName(second === undefined ? asked : first);
  const name = second ?? first;
  const object = objects.find(({ kind, metadata }) => kind === row?.kind && metadata.name === name);
  if (!row || !object) return undefined;
  const cells = cellsOf(row, object, { nowMs: 0 });
  const ours: Record<string, string> = {};
  const real: Record<string, string> = {};
  for (const [index, column] of columnsOf(row).entries()) {
    const heading = column.name.toUpperCase();
    const recorded = line[heading];
    if (recorded === undefined || LEFT_OUT.includes(heading)) continue;
    ours[heading] = untimed(String(cells[index]));
    real[heading] = untimed(recorded);
  }
  return { name: line.NAME, ours, real };
}

const tables = keptScenarios(folder).flatMap(({ name }) => {
  const { steps, snapshots } = keptRecording(folder, name) as unknown as {
    steps: readonly Step[];
    snapshots: Readonly<Record<string, readonly KubeObject[]>>;
  };
  return steps.flatMap(({ command = '', stdout = '' }, at) => {
    const near = PLAIN_GET.test(command) ? snapshotNear(steps, at) : undefined;
    if (near === undefined) return [];
    const lines = stdout.trimEnd().split('\n\n').flatMap(readTable);
    const asked = command.split(' ')[1] as string;
    const compared = lines.flatMap((line) => compare(line, asked, snapshots[near] ?? []) ?? []);
    // Snapshots leave out some kinds, such as roles.
    return compared.length === 0 ? [] : [{ name, command, compared }];
  });
});

describe('kubectl', () => {
  test.each(tables)('$name: $command', ({ compared }) => {
    for (const { name, ours, real } of compared) expect({ name, ...ours }).toEqual({ name, ...real });
  });

  test('printed enough of them', () => {
    expect(tables.length).toBeGreaterThanOrEqual(15);
    expect(tables.flatMap(({ compared }) => compared).length).toBeGreaterThanOrEqual(100);
  });
});
