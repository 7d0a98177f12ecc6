// Which level of the Pod Security Standards a namespace's labels ask for: to refuse by, to warn by, to note in audits.
// upstream: pod-security-admission/api/helpers.go

import type { FieldError } from '../../kinds/kind';
import { invalid } from '../../kinds/validation/field-error';
import type { Level } from './check';

export interface LevelVersion {
  readonly level: Level;
  /** Minor version; `LATEST` for the newest. */
  readonly version: number;
}

export const LATEST = Number.POSITIVE_INFINITY;

export interface Policy {
  readonly enforce: LevelVersion;
  readonly audit: LevelVersion;
  readonly warn: LevelVersion;
  /** Labels that say nothing sensible. */
  readonly errors: readonly FieldError[];
}

const PREFIX = 'pod-security.kubernetes.io/';
const MODES = ['enforce', 'audit', 'warn'] as const;
const LEVELS: readonly Level[] = ['privileged', 'baseline', 'restricted'];
const UNSAID: LevelVersion = { level: 'privileged', version: LATEST };
const PRIVILEGED: Policy = { enforce: UNSAID, audit: UNSAID, warn: UNSAID, errors: [] };

type Labels = Readonly<Record<string, string>>;

const known = new WeakMap<Labels, Policy>();

/** The policy of a namespace with these labels. */
export function policyOf(labels: Labels | undefined): Policy {
  if (!labels) return PRIVILEGED;
  let policy = known.get(labels);
  if (!policy) {
    policy = readPolicy(labels);
    known.set(labels, policy);
  }
  return policy;
}

function readPolicy(labels: Labels): Policy {
  if (!Object.keys(labels).some((key) => key.startsWith(PREFIX))) return PRIVILEGED;
  const errors: FieldError[] = [];
  const [enforce, audit, warn] = MODES.map((mode) => ({
    level: readLevel(labels, mode, errors),
    version: readVersion(labels, `${mode}-version`, errors),
  })) as [LevelVersion, LevelVersion, LevelVersion];
  return { enforce, audit, warn: defaultWarning(labels, enforce, warn), errors };
}

/** A level that cannot be read enforces the strictest, but neither warns nor notes anything. */
function readLevel(labels: Labels, mode: (typeof MODES)[number], errors: FieldError[]): Level {
  const value = labels[PREFIX + mode];
  if (value === undefined || isLevel(value)) return value ?? 'privileged';
  errors.push(invalid(`metadata.labels[${PREFIX}${mode}]`, value, `must be one of ${LEVELS.join(', ')}`));
  return mode === 'enforce' ? 'restricted' : 'privileged';
}

const isLevel = (text: string): text is Level => (LEVELS as readonly string[]).includes(text);

function readVersion(labels: Labels, name: string, errors: FieldError[]): number {
  const value = labels[PREFIX + name];
  if (value === undefined || value === 'latest') return LATEST;
  const match = /^v1\.(0|[1-9][0-9]*)$/.exec(value);
  if (match) return Number(match[1]);
  errors.push(invalid(`metadata.labels[${PREFIX}${name}]`, value, 'must be "latest" or "v1.x"'));
  return LATEST;
}

/** Who enforces is warned of it too, unless the labels say otherwise. */
function defaultWarning(labels: Labels, enforce: LevelVersion, warn: LevelVersion): LevelVersion {
  const isSaid = labels[`${PREFIX}warn`] !== undefined || !isLevel(labels[`${PREFIX}enforce`] ?? '');
  if (isSaid || strictness(enforce.level) <= strictness(warn.level)) return warn;
  const isVersionSaid = labels[`${PREFIX}warn-version`] !== undefined;
  return { level: enforce.level, version: isVersionSaid ? warn.version : enforce.version };
}

export const strictness = (level: Level): number => LEVELS.indexOf(level);

/** `restricted:latest`, `baseline:v1.30` */
export const levelText = ({ level, version }: LevelVersion): string =>
  `${level}:${version === LATEST ? 'latest' : `v1.${version}`}`;

export const sameLevel = (a: LevelVersion, b: LevelVersion): boolean => a.level === b.level && a.version === b.version;
