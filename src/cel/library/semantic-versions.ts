// Semantic versions: `semver('1.2.3').isLessThan(semver('2.0.0'))`.
// upstream: apiserver pkg/cel/library/semverlib.go; github.com/blang/semver/v4 Parse, Compare

import type { Library } from '../functions';
import { CelError, CelOpaque } from '../value';

interface Version {
  readonly numbers: readonly bigint[];
  readonly preRelease: readonly (bigint | string)[];
}

export class CelSemver extends CelOpaque {
  readonly typeName = 'kubernetes.Semver';
  readonly version: Version;

  constructor(version: Version) {
    super();
    this.version = version;
  }

  equals(other: CelOpaque): boolean {
    return other instanceof CelSemver && compareVersions(this.version, other.version) === 0;
  }
}

const PARTS = ['major', 'minor', 'patch'];

function parse(text: string): Version {
  if (text === '') throw new CelError('Version string empty');
  const parts = splitThree(text);
  if (parts.length !== 3) throw new CelError('No Major.Minor.Patch elements found');
  const [patch = '', tail] = splitTail(parts[2] as string);
  const numbers = [parts[0] as string, parts[1] as string, patch].map((part, index) => {
    const name = PARTS[index] as string;
    if (!/^\d*$/.test(part)) throw new CelError(`Invalid character(s) found in ${name} number "${part}"`);
    if (part.length > 1 && part.startsWith('0')) {
      const shown = `${name[0]?.toUpperCase()}${name.slice(1)}`;
      throw new CelError(`${shown} number must not contain leading zeroes "${part}"`);
    }
    if (part === '') throw new CelError('strconv.ParseUint: parsing "": invalid syntax');
    return BigInt(part);
  });
  return { numbers, preRelease: tail.preRelease.map(preReleasePart) };
}

function splitThree(text: string): string[] {
  const [major = '', minor, ...rest] = text.split('.');
  return minor === undefined ? [major] : rest.length === 0 ? [major, minor] : [major, minor, rest.join('.')];
}

function splitTail(text: string): readonly [string, { readonly preRelease: readonly string[] }] {
  const plus = text.indexOf('+');
  const before = plus < 0 ? text : text.slice(0, plus);
  const build = plus < 0 ? [] : text.slice(plus + 1).split('.');
  for (const part of build) {
    if (part === '') throw new CelError('Build meta data is empty');
    if (!/^[0-9A-Za-z-]+$/.test(part)) throw new CelError(`Invalid character(s) found in build meta data "${part}"`);
  }
  const dash = before.indexOf('-');
  return dash < 0
    ? [before, { preRelease: [] }]
    : [before.slice(0, dash), { preRelease: before.slice(dash + 1).split('.') }];
}

function preReleasePart(part: string): bigint | string {
  if (part === '') throw new CelError('Prerelease is empty');
  if (/^\d+$/.test(part)) {
    if (part.length > 1 && part.startsWith('0')) {
      throw new CelError(`Numeric PreRelease version must not contain leading zeroes "${part}"`);
    }
    return BigInt(part);
  }
  if (!/^[0-9A-Za-z-]+$/.test(part)) throw new CelError(`Invalid character(s) found in prerelease "${part}"`);
  return part;
}

/** Takes off a leading v and zeros, and adds the parts that are left out. */
function normalized(text: string): string {
  const parts = splitThree(text.replace(/^v/, '')).map((part) => {
    return part.length > 1 ? part.replace(/^0+/, '').replace(/^(?!\d)/, '0') : part;
  });
  if (parts.length < 3 && /[+-]/.test(parts.at(-1) as string)) {
    throw new CelError('short version cannot contain PreRelease/Build meta data');
  }
  while (parts.length < 3) parts.push('0');
  return parts.join('.');
}

function compareVersions(a: Version, b: Version): number {
  for (const [index, number] of a.numbers.entries()) {
    const other = b.numbers[index] as bigint;
    if (number !== other) return number < other ? -1 : 1;
  }
  if (a.preRelease.length === 0 || b.preRelease.length === 0) {
    return Math.sign(b.preRelease.length - a.preRelease.length);
  }
  for (let index = 0; index < Math.min(a.preRelease.length, b.preRelease.length); index++) {
    const [left, right] = [a.preRelease[index] as bigint | string, b.preRelease[index] as bigint | string];
    if (left === right) continue;
    if (typeof left !== typeof right) return typeof left === 'bigint' ? -1 : 1;
    return left < right ? -1 : 1;
  }
  return Math.sign(a.preRelease.length - b.preRelease.length);
}

export const readVersion = (text: string, normalize = false): CelSemver =>
  new CelSemver(parse(normalize ? normalized(text) : text));

function isVersion(text: string, normalize = false): boolean {
  try {
    readVersion(text, normalize);
    return true;
  } catch (fault) {
    if (fault instanceof CelError) return false;
    throw fault;
  }
}

const order = (a: CelSemver, b: CelSemver) => compareVersions(a.version, b.version);
const S = 'kubernetes.Semver';

export const semverLibrary: Library = {
  semver: [
    [`(string) -> ${S}`, (text: string) => readVersion(text)],
    [`(string, bool) -> ${S}`, readVersion],
  ],
  isSemver: [
    ['(string) -> bool', (text: string) => isVersion(text)],
    ['(string, bool) -> bool', isVersion],
  ],
  isGreaterThan: [[`${S}.(${S}) -> bool`, (a: CelSemver, b: CelSemver) => order(a, b) > 0]],
  isLessThan: [[`${S}.(${S}) -> bool`, (a: CelSemver, b: CelSemver) => order(a, b) < 0]],
  compareTo: [[`${S}.(${S}) -> int`, (a: CelSemver, b: CelSemver) => BigInt(order(a, b))]],
  major: [[`${S}.() -> int`, ({ version }: CelSemver) => version.numbers[0] as bigint]],
  minor: [[`${S}.() -> int`, ({ version }: CelSemver) => version.numbers[1] as bigint]],
  patch: [[`${S}.() -> int`, ({ version }: CelSemver) => version.numbers[2] as bigint]],
};
