// The formats of texts: one that fits, one that does not.
import { expect, test } from '@jest/globals';
import { fitsFormat, isKnownFormat } from '../../src/custom/validate/formats';

const FORMATS: readonly [format: string, fine: readonly string[], wrong: readonly string[]][] = [
  ['bsonobjectid', ['507f1f77bcf86cd799439011'], ['507f1f77', 'xx7f1f77bcf86cd799439011']],
  [
    'uri',
    ['https://example.com/a?b=c', '/path', 'mailto:a@b'],
    ['', 'example.com', '/%zz', 'http://[::1', 'http://a:b'],
  ],
  ['email', ['a@b', 'Ann B <ann@example.com>'], ['a', 'a@', '@b', 'a b@c']],
  ['hostname', ['example.com', 'localhost', '1and1.com'], ['-a.com', 'a_b.com', `${'a'.repeat(64)}.com`]],
  ['ipv4', ['10.0.0.1'], ['1.2.3', '::1', '1.2.3.256']],
  ['ipv6', ['::1', '2001:db8::1'], ['10.0.0.1', ':::', 'g::1']],
  ['cidr', ['10.0.0.0/8', '2001:db8::/32'], ['10.0.0.0', '10.0.0.0/33']],
  ['mac', ['00:00:5e:00:53:01', '00-00-5e-00-53-01', '0000.5e00.5301'], ['00:00:5e:00:53', '00:00-5e:00:53:01']],
  ['uuid', ['0b9f2a4e-7c1d-11ee-b962-0242ac120002', '0B9F2A4E7C1D11EEB9620242AC120002'], ['0b9f2a4e']],
  ['uuid3', ['0b9f2a4e-7c1d-31ee-b962-0242ac120002'], ['0b9f2a4e-7c1d-41ee-b962-0242ac120002']],
  ['uuid4', ['0b9f2a4e-7c1d-41ee-b962-0242ac120002'], ['0b9f2a4e-7c1d-41ee-c962-0242ac120002']],
  ['uuid5', ['0b9f2a4e-7c1d-51ee-b962-0242ac120002'], ['0b9f2a4e-7c1d-41ee-b962-0242ac120002']],
  ['isbn', ['0321751043', '978-0321751041'], ['0321751044']],
  ['isbn10', ['0321751043'], ['978-0321751041']],
  ['isbn13', ['978-0321751041'], ['978-0321751042']],
  ['creditcard', ['4111 1111 1111 1111'], ['4111 1111 1111 1112']],
  ['ssn', ['078-05-1120'], ['078051120', '078-05-112']],
  ['hexcolor', ['#fff', 'A0B1C2'], ['#ff', '#ggg']],
  ['rgbcolor', ['rgb(1, 2, 255)'], ['rgb(1, 2, 256)', 'rgb(1,2)']],
  ['byte', ['eA=='], ['***', '', 'eA']],
  ['password', ['anything'], []],
  ['date', ['2024-02-29'], ['2023-02-29', '2024-13-01', '24-01-01']],
  [
    'date-time',
    ['2024-01-02T03:04:05Z', '2024-01-02t03:04:05.5+01:00'],
    ['yesterday', '2024-01-02', '2024-01-02T24:00:00Z'],
  ],
  ['duration', ['1h30m', '-1.5s', '0', '3 days', '22 ns'], ['soon', '3', '']],
  ['k8s-short-name', ['abc-1'], ['Abc', 'a.b']],
  ['k8s-long-name', ['a.b-c'], ['a..b', 'A']],
];

test.each(FORMATS)('%s', (format, fine, wrong) => {
  expect(fine.filter((text) => !fitsFormat(format, text))).toEqual([]);
  expect(wrong.filter((text) => fitsFormat(format, text))).toEqual([]);
});

test.each([
  ['string', 'date-time', true],
  ['string', 'int32', false],
  ['string', 'fruit', false],
  ['integer', 'int32', true],
  ['integer', 'date', false],
  ['number', 'double', true],
  ['object', 'date', false],
])('a %s of format %s: %s', (type, format, known) => {
  expect(isKnownFormat({ type, format })).toBe(known);
});
