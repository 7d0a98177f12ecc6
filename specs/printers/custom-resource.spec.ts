// Tables of custom resources: paths, types, and what is missing or does not fit.
import { describe, expect, test } from '@jest/globals';
import type { KindRow, KubeObject, PrinterColumn } from '../../src/kinds/kind';
import { columnsOf } from '../../src/printers/columns';
import { cellsOf } from '../../src/printers/table';
import { parseRfc3339 } from '../../src/sim/time';

const NOW = parseRfc3339('2026-01-01T00:01:00Z');

const gadget = {
  apiVersion: 'lab.example.com/v1',
  kind: 'Gadget',
  metadata: {
    name: 'g',
    creationTimestamp: '2026-01-01T00:00:00Z',
    labels: { 'app.kubernetes.io/name': 'shop' },
  },
  spec: {
    size: 3,
    ratio: 2.5,
    tiny: 0.00001,
    on: true,
    empty: null,
    until: '2026-01-01T00:00:55Z',
    list: ['a', 'b', 'c'],
    map: { b: 1, a: '<x>' },
    ports: [
      { name: 'web', port: 80 },
      { name: 'admin', port: 90 },
    ],
  },
  status: {
    conditions: [
      { type: 'Synced', status: 'False' },
      { type: 'Ready', status: 'True' },
    ],
  },
} as unknown as KubeObject;

const rowWith = (printerColumns: readonly PrinterColumn[]) => ({ key: 'Gadget', printerColumns }) as unknown as KindRow;

function cell(type: string, jsonPath: string): unknown {
  return cellsOf(rowWith([{ name: 'X', type, jsonPath }]), gadget, { nowMs: NOW })[1];
}

const cases: readonly [name: string, type: string, path: string, cell: unknown][] = [
  ['a number as text', 'string', '.spec.size', '3'],
  ['a fraction as text', 'string', '.spec.ratio', '2.5'],
  ['a small fraction as Go prints it', 'string', '.spec.tiny', '1e-05'],
  ['a boolean as text', 'string', '.spec.on', 'true'],
  ['a list as JSON', 'string', '.spec.list', '["a","b","c"]'],
  ['a map as JSON, its keys in order', 'string', '.spec.map', '{"a":"\\u003cx\\u003e","b":1}'],
  ['null as text', 'string', '.spec.empty', '<no value>'],
  ['an integer', 'integer', '.spec.size', 3],
  ['the whole part of a fraction', 'integer', '.spec.ratio', 2],
  ['no integer', 'integer', '.spec.until', null],
  ['a number', 'number', '.spec.ratio', 2.5],
  ['a boolean', 'boolean', '.spec.on', true],
  ['no boolean', 'boolean', '.spec.size', null],
  ['a date as an age', 'date', '.spec.until', '5s'],
  ['no date', 'date', '.metadata.name', '<invalid>'],
  ['a field that is not there', 'string', '.spec.nope.deeper', null],
  ['a field of no map', 'string', '.spec.size.x', null],
  ['a label, its dots escaped', 'string', '.metadata.labels.app\\.kubernetes\\.io/name', 'shop'],
  ['a label in brackets', 'string', ".metadata.labels['app.kubernetes.io/name']", 'shop'],
  ['an item', 'string', '.spec.list[1]', 'b'],
  ['the last item', 'string', '.spec.list[-1]', 'c'],
  ['an item out of bounds', 'string', '.spec.list[7]', null],
  ['an index of no list', 'string', '.spec.map[0]', null],
  ['the first of many', 'string', '.spec.ports[*].name', 'web'],
  ['a slice', 'integer', '.spec.ports[1:].port', 90],
  ['a condition', 'string', '.status.conditions[?(@.type=="Ready")].status', 'True'],
  ['a condition in single quotes', 'string', ".status.conditions[?(@.type=='Synced')].status", 'False'],
  ['a condition that is not there', 'string', '.status.conditions[?(@.type=="Gone")].status', null],
  ['a comparison of numbers', 'string', '.spec.ports[?(@.port>80)].name', 'admin'],
  ['a comparison of different types', 'string', '.spec.ports[?(@.port=="80")].name', null],
  ['what has a field', 'string', '.status.conditions[?(@.status)].type', 'Synced'],
  ['a filter of no list', 'string', '.spec.map[?(@.a)]', null],
  ['a union', 'string', ".spec['size','on']", '3'],
  ['anywhere below', 'string', '..port', '80'],
  ['a path that does not parse', 'string', '.spec.list[', null],
];

describe('a custom column', () => {
  test.each(cases)('%s', (_, type, path, expected) => {
    expect(cell(type, path)).toEqual(expected);
  });

  test('is described by its path unless it describes itself', () => {
    const columns = columnsOf(
      rowWith([
        { name: 'Size', type: 'integer', format: 'int32', priority: 1, jsonPath: '.spec.size' },
        { name: 'On', type: 'boolean', description: 'whether it is on', jsonPath: '.spec.on' },
      ]),
    );
    expect(columns).toEqual([
      { name: 'Name', type: 'string', format: 'name', description: '', priority: 0 },
      {
        name: 'Size',
        type: 'integer',
        format: 'int32',
        description: 'Custom resource definition column (in JSONPath format): .spec.size',
        priority: 1,
      },
      { name: 'On', type: 'boolean', format: '', description: 'whether it is on', priority: 0 },
    ]);
  });

  test('is the age where none is declared', () => {
    expect(columnsOf(rowWith([])).map(({ name, type }) => [name, type])).toEqual([
      ['Name', 'string'],
      ['Age', 'date'],
    ]);
    expect(cellsOf(rowWith([]), gadget, { nowMs: NOW })).toEqual(['g', '60s']);
  });
});
