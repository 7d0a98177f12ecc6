// `format.dns1123Label().validate(name)`: none when the text is well formed, otherwise what is wrong with it.
// upstream: apiserver pkg/cel/library/format.go

import {
  dns1035Label,
  dns1123Label,
  dns1123Subdomain,
  labelValue,
  type NameRule,
  qualifiedName,
} from '../../kinds/validation/names';
import { asPrefix } from '../../kinds/validation/object-meta';
import type { Library } from '../functions';
import { parseDate, parseTimestamp } from '../time';
import { ArrayList, CelOpaque, CelOptional } from '../value';
import { parseRequestUrl } from './urls';

export class CelFormat extends CelOpaque {
  readonly typeName = 'kubernetes.NamedFormat';
  readonly name: string;
  readonly rule: NameRule;
  /** Estimate of the length of the pattern behind it, for costs. */
  readonly patternLength: number;

  constructor(name: string, rule: NameRule, patternLength: number) {
    super();
    this.name = name;
    this.rule = rule;
    this.patternLength = patternLength;
  }

  override get size(): number {
    return this.patternLength;
  }

  equals(other: CelOpaque): boolean {
    return other instanceof CelFormat && other.name === this.name;
  }
}

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const URL_LENGTH = 1021;
const BASE64_LENGTH = 84;
const UUID_LENGTH = 87;
const DATE_TIME_LENGTH = 108;

const says =
  (text: string, isFine: (text: string) => boolean): NameRule =>
  (value) =>
    isFine(value) ? [] : [text];

const uri: NameRule = (text) => {
  const parts = parseRequestUrl(text);
  return typeof parts === 'string' ? [parts] : [];
};

const FORMATS: Readonly<Record<string, CelFormat>> = Object.fromEntries([
  ['dns1123Label', new CelFormat('DNS1123Label', dns1123Label, 30)] as const,
  ['dns1123Subdomain', new CelFormat('DNS1123Subdomain', dns1123Subdomain, 60)] as const,
  ['dns1035Label', new CelFormat('DNS1035Label', dns1035Label, 30)] as const,
  ['qualifiedName', new CelFormat('QualifiedName', qualifiedName, 60)] as const,
  ['dns1123LabelPrefix', new CelFormat('DNS1123LabelPrefix', asPrefix(dns1123Label), 30)] as const,
  ['dns1123SubdomainPrefix', new CelFormat('DNS1123SubdomainPrefix', asPrefix(dns1123Subdomain), 60)] as const,
  ['dns1035LabelPrefix', new CelFormat('DNS1035LabelPrefix', asPrefix(dns1035Label), 30)] as const,
  ['labelValue', new CelFormat('LabelValue', labelValue, 40)] as const,
  ['uri', new CelFormat('URI', uri, URL_LENGTH)] as const,
  [
    'uuid',
    new CelFormat(
      'uuid',
      says('does not match the UUID format', (text) => UUID.test(text)),
      UUID_LENGTH,
    ),
  ] as const,
  [
    'byte',
    new CelFormat(
      'byte',
      says('invalid base64', (text) => BASE64.test(text)),
      BASE64_LENGTH,
    ),
  ] as const,
  [
    'date',
    new CelFormat(
      'date',
      says('invalid date', (text) => parseDate(text) !== undefined),
      DATE_TIME_LENGTH,
    ),
  ] as const,
  [
    'datetime',
    new CelFormat(
      'datetime',
      says('invalid datetime', (text) => parseTimestamp(text) !== undefined),
      DATE_TIME_LENGTH,
    ),
  ] as const,
]);

const F = 'kubernetes.NamedFormat';

function validate({ rule }: CelFormat, text: string): CelOptional {
  const problems = rule(text);
  return problems.length === 0 ? CelOptional.none : new CelOptional(new ArrayList([...problems]));
}

export const formatLibrary: Library = {
  ...Object.fromEntries(
    Object.entries(FORMATS).map(([name, format]) => [`format.${name}`, [[`() -> ${F}`, () => format] as const]]),
  ),
  validate: [[`${F}.(string) -> optional(list(string))`, validate]],
  'format.named': [
    [
      `(string) -> optional(${F})`,
      (name: string) => (Object.hasOwn(FORMATS, name) ? new CelOptional(FORMATS[name] as CelFormat) : CelOptional.none),
    ],
  ],
};
