// The Table around the rows.
import { describe, expect, test } from '@jest/globals';
import { zeroObject } from '../../src/api/zero-object';
import type { KubeObject } from '../../src/kinds/kind';
import { gatedKinds, kinds } from '../../src/kinds/table';
import { columnsOf } from '../../src/printers/columns';
import { columns } from '../../src/printers/columns.gen';
import { cellsOf, tableOf } from '../../src/printers/table';
import { NOW, rowOf } from './shown';

describe('the Table', () => {
  test('every resource with columns of its own exists', () => {
    const served = new Set(
      [...kinds, ...gatedKinds].map(({ plural, group }) => (group === '' ? plural : `${plural}.${group}`)),
    );
    expect(Object.keys(columns).filter((name) => !served.has(name))).toEqual([]);
  });

  const row = rowOf('pod');
  const pod = (phase: string) =>
    ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: phase, creationTimestamp: '2026-01-01T00:01:00Z', labels: { a: 'b' } },
      spec: { containers: [{ name: 'c' }] },
      status: { phase },
    }) as unknown as KubeObject;

  test('has the list, the columns and a row for each object', () => {
    const metadata = { resourceVersion: '7', remainingItemCount: 3 };
    const table = tableOf(row, [pod('Running')], { nowMs: NOW, metadata });
    expect(table).toEqual({
      kind: 'Table',
      apiVersion: 'meta.k8s.io/v1',
      metadata,
      columnDefinitions: columnsOf(row),
      rows: [
        {
          cells: ['Running', '0/1', 'Running', '0', '59m', '<none>', '<none>', '<none>', '<none>'],
          object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: pod('Running').metadata },
        },
      ],
    });
    expect(columnsOf(row)[0]).toEqual({ name: 'Name', type: 'string', format: 'name', description: '', priority: 0 });
    expect(
      columnsOf(row)
        .filter(({ priority }) => priority > 0)
        .map(({ name }) => name),
    ).toEqual(['IP', 'Node', 'Nominated Node', 'Readiness Gates']);
  });

  test('has whole objects or none where that is asked', () => {
    const [whole] = tableOf(row, [pod('Running')], { nowMs: NOW, includeObject: 'Object' }).rows;
    const [none] = tableOf(row, [pod('Running')], { nowMs: NOW, includeObject: 'None' }).rows;
    expect(whole?.object).toEqual(pod('Running'));
    expect(none?.object).toBeNull();
  });

  test('marks pods that have ended', () => {
    const { rows } = tableOf(row, [pod('Succeeded'), pod('Failed'), pod('Running')], { nowMs: NOW });
    expect(
      rows.map(({ conditions }) => conditions?.map(({ type, reason, message }) => [type, reason, message])),
    ).toEqual([
      [['Completed', 'Succeeded', 'The pod has completed successfully.']],
      [['Completed', 'Failed', 'The pod failed.']],
      undefined,
    ]);
  });

  test('has no columns in the later events of a watch', () => {
    expect(tableOf(row, [], { nowMs: NOW, columns: false }).columnDefinitions).toEqual([]);
  });

  test('lists flow schemas in the order in which they match', () => {
    const schema = (name: string, matchingPrecedence: number) =>
      ({
        metadata: { name },
        spec: { matchingPrecedence, priorityLevelConfiguration: { name: 'l' } },
      }) as unknown as KubeObject;
    const { rows } = tableOf(rowOf('flowschema'), [schema('a', 9), schema('c', 1), schema('b', 1)], { nowMs: NOW });
    expect(rows.map(({ cells }) => cells[0])).toEqual(['b', 'c', 'a']);
  });

  test('answers an address with a cell more than it has columns', () => {
    const address = {
      metadata: { name: '10.0.0.1', creationTimestamp: '2026-01-01T00:01:00Z' },
    } as unknown as KubeObject;
    expect(cellsOf(rowOf('ipaddress'), address, { nowMs: NOW })).toEqual(['10.0.0.1', '<none>', '59m']);
  });
});

describe('an object with nothing in it, as bookmarks are', () => {
  const listed = kinds.filter(({ verbs }) => verbs.includes('list'));

  test.each(listed.map((row) => [row.key, row] as const))('%s has a row', (_, row) => {
    const object = zeroObject(row, { resourceVersion: '7' });
    const cells = cellsOf(row, object, { nowMs: NOW });
    expect(cells).toHaveLength(columnsOf(row).length + (row.key === 'IPAddress' ? 1 : 0));
    for (const cell of cells) expect(['string', 'number', 'boolean']).toContain(typeof cell);
  });
});
