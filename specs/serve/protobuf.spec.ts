// Bodies in protobuf are what their JSON would be.
import { describe, expect, test } from '@jest/globals';
import { decodeMessage, ProtobufFault, readEnvelope } from '../../src/serve/protobuf';
import { Served } from './served';

/** Encodes one field: a number as a varint, a text or bytes or fields with their length. */
type Value = number | string | Buffer;
function field(number: number, value: Value): Buffer {
  if (typeof value === 'number') return Buffer.concat([varint(number * 8), varint(value)]);
  const bytes = Buffer.from(value as string);
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}

const message = (...fields: readonly (readonly [number, Value])[]) =>
  Buffer.concat(fields.map(([number, value]) => field(number, value)));

const envelope = (apiVersion: string, kind: string, raw: Buffer) =>
  Buffer.concat([Buffer.from('k8s\0'), message([1, message([1, apiVersion], [2, kind])], [2, raw])]);

describe('values', () => {
  test.each([
    {
      name: 'texts, maps and lists',
      schema: 'ObjectMeta',
      bytes: message(
        [1, 'web'],
        [11, message([1, 'app'], [2, 'web'])],
        [11, message([1, 'b'])],
        [14, 'x/y'],
        [14, 'z'],
      ),
      is: { name: 'web', labels: { app: 'web', b: '' }, finalizers: ['x/y', 'z'] },
    },
    {
      name: 'numbers below zero and above 32 bits',
      schema: 'PodSpec',
      bytes: message([4, -1], [5, 2 ** 40]),
      is: { terminationGracePeriodSeconds: -1, activeDeadlineSeconds: 2 ** 40 },
    },
    {
      name: 'bytes are base64',
      schema: 'Secret',
      bytes: message([2, message([1, 'k'], [2, Buffer.from([0, 255])])]),
      is: { data: { k: 'AP8=' } },
    },
    {
      name: 'a time, and one that is not set',
      schema: 'ObjectMeta',
      bytes: message([8, message([1, 1_767_225_600])], [9, Buffer.alloc(0)]),
      is: { creationTimestamp: '2026-01-01T00:00:00Z', deletionTimestamp: null },
    },
    {
      name: 'a time in microseconds',
      schema: 'LeaseSpec',
      bytes: message([4, message([1, 1_767_225_600], [2, 123_456_000])]),
      is: { renewTime: '2026-01-01T00:00:00.123456Z' },
    },
    {
      name: 'quantities',
      schema: 'ResourceRequirements',
      bytes: message([1, message([1, 'cpu'], [2, message([1, '500m'])])]),
      is: { limits: { cpu: '500m' } },
    },
    {
      name: 'a number or a text',
      schema: 'ServicePort',
      bytes: message([3, 80], [4, message([1, 1], [3, 'http'])]),
      is: { port: 80, targetPort: 'http' },
    },
    {
      name: 'a number, where a text was possible',
      schema: 'ServicePort',
      bytes: message([4, message([1, 0], [2, 8080])]),
      is: { targetPort: 8080 },
    },
    {
      name: 'members that JSON does not wrap',
      schema: 'Volume',
      bytes: message([1, 'v'], [2, message([2, message([1, 'Memory'])])]),
      is: { name: 'v', emptyDir: { medium: 'Memory' } },
    },
    {
      name: 'members within members that JSON does not wrap',
      schema: 'Probe',
      bytes: message([1, message([2, message([1, '/z'])])], [2, 5]),
      is: { httpGet: { path: '/z' }, initialDelaySeconds: 5 },
    },
    {
      name: 'names that differ',
      schema: 'JSONSchemaProps',
      bytes: message([3, '#/a'], [38, 1], [25, message([2, message([5, 'string'])])]),
      is: { $ref: '#/a', 'x-kubernetes-preserve-unknown-fields': true },
      only: ['$ref', 'x-kubernetes-preserve-unknown-fields'],
    },
    { name: 'fields that are newer than these', schema: 'ConfigMap', bytes: message([999, 'x']), is: {} },
  ])('$name', ({ schema, bytes, is, only }) => {
    const decoded = decodeMessage(schema, bytes);
    expect(only ? Object.fromEntries(only.map((key) => [key, decoded[key]])) : decoded).toEqual(is);
  });
});

describe('what is no message', () => {
  test.each([
    { name: 'nothing', bytes: Buffer.alloc(0) },
    { name: 'JSON', bytes: Buffer.from('{}') },
    { name: 'an envelope that breaks off', bytes: envelope('v1', 'ConfigMap', message([1, 'x'])).subarray(0, 9) },
  ])('$name', ({ bytes }) => {
    expect(() => readEnvelope(bytes)).toThrow(ProtobufFault);
  });
});

test('a request in protobuf is answered in JSON', async () => {
  const served = await Served.start({ nodes: 0 });
  const raw = message([1, message([1, 'made'])], [2, message([1, 'a'], [2, 'b'])]);
  const headers = { 'content-type': 'application/vnd.kubernetes.protobuf' };
  const path = '/api/v1/namespaces/default/configmaps';
  const made = await served.post(path, envelope('v1', 'ConfigMap', raw), headers);
  expect({ status: made.status, data: made.body.data }).toEqual({ status: 201, data: { a: 'b' } });
  const wrong = await served.post(path, Buffer.from('{}'), headers);
  expect(wrong.body.message).toContain('does not appear to be a protobuf message, expected prefix [107 56 115 0]');
  await served.close();
});
