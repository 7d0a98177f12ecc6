// Findings that somebody has looked at and lets stand: annotations of ours with a reason, and those that other tools
// read. kube-score's are read from the pod template, too, as it does.

import { nearest } from '../kinds/nearest';
import type { Manifest } from '../manifests/check-object';
import { type Finding, type ObjectReference, referenceText } from './finding';
import { type ManifestSet, referenceOf } from './manifest-set';
import { ownFinding, suppressionReason, suppressionUsed } from './own-rules';
import type { Suppression } from './report';
import type { Rule } from './rule';

const DOMAIN = 'wavetank.dev/';
const OURS = `${DOMAIN}ignore-`;
const KUBE_LINTER = 'ignore-check.kube-linter.io/';
const KUBE_LINTER_ALL = 'kube-linter.io/ignore-all';
const KUBE_SCORE = 'kube-score/ignore';
const KUBE_SCORE_ENABLE = 'kube-score/enable';
const POLARIS = 'polaris.fairwinds.com/';
const POLARIS_ALL = `${POLARIS}exempt`;

/** An annotation that lets some rules' findings about one object stand. */
export interface SuppressingAnnotation {
  readonly object: ObjectReference;
  readonly manifest: Manifest;
  readonly path: readonly (string | number)[];
  readonly name: string;
  readonly reason: string;
  /** The rules that it speaks of. */
  readonly rules: readonly string[];
  /** Ours: told of when it suppresses nothing. */
  readonly isOurs: boolean;
}

interface Annotated {
  readonly annotations: Readonly<Record<string, unknown>>;
  readonly path: readonly (string | number)[];
  readonly manifest: Manifest;
  readonly isTemplate: boolean;
}

/** All of them, in the order of the manifests. */
export function suppressingAnnotations(set: ManifestSet, rules: readonly Rule[]): readonly SuppressingAnnotation[] {
  return annotated(set).flatMap((place) =>
    Object.entries(place.annotations).flatMap(([name, value]) => {
      const found = readOne(name, String(value), place.isTemplate, rules);
      if (!found) return [];
      const { manifest, path } = place;
      return [{ ...found, object: referenceOf(manifest), manifest, path: [...path, name], name }];
    }),
  );
}

function annotated(set: ManifestSet): readonly Annotated[] {
  const own = set.objects.map((manifest) => {
    const { annotations } = manifest.metadata as { readonly annotations?: Annotated['annotations'] | null };
    return { annotations: annotations ?? {}, path: ['metadata', 'annotations'], manifest, isTemplate: false };
  });
  const templates = set.pods
    .filter(({ path }) => path.length > 1)
    .map(({ owner, annotations, path }) => ({
      annotations,
      path: [...path.slice(0, -1), 'metadata', 'annotations'],
      manifest: owner,
      isTemplate: true,
    }));
  return [...own, ...templates];
}

type Read = Pick<SuppressingAnnotation, 'rules' | 'reason' | 'isOurs'>;

function readOne(name: string, value: string, isTemplate: boolean, rules: readonly Rule[]): Read | undefined {
  if (name.startsWith(OURS)) {
    return { rules: [name.slice(OURS.length)], reason: value.trim(), isOurs: true };
  }
  const theirs = (tool: keyof NonNullable<Rule['others']>, names: readonly string[]): Read => ({
    rules: rules.filter(({ others }) => others?.[tool]?.some((other) => names.includes(other))).map(({ id }) => id),
    reason: value.trim(),
    isOurs: false,
  });
  if (name === KUBE_SCORE) return theirs('kube-score', listed(value));
  if (isTemplate) return undefined;
  if (name.startsWith(KUBE_LINTER)) return theirs('kube-linter', [name.slice(KUBE_LINTER.length)]);
  if (name === KUBE_LINTER_ALL) return { ...theirs('kube-linter', namesOf(rules, 'kube-linter')) };
  if (!name.startsWith(POLARIS) || value.toLowerCase() !== 'true') return undefined;
  if (name === POLARIS_ALL) return theirs('polaris', namesOf(rules, 'polaris'));
  const check = /^(.+)-exempt$/.exec(name.slice(POLARIS.length))?.[1];
  return check === undefined ? undefined : theirs('polaris', [check]);
}

const listed = (value: string) => value.split(',').map((each) => each.trim());

const namesOf = (rules: readonly Rule[], tool: keyof NonNullable<Rule['others']>) =>
  rules.flatMap(({ others }) => others?.[tool] ?? []);

/** The rules that `kube-score/enable` asks for, by the objects that ask. */
export function enabledRules(set: ManifestSet, rules: readonly Rule[]): ReadonlyMap<string, ReadonlySet<string>> {
  const enabled = new Map<string, Set<string>>();
  for (const { annotations, manifest } of annotated(set)) {
    const value = annotations[KUBE_SCORE_ENABLE];
    if (typeof value !== 'string') continue;
    const names = listed(value);
    for (const { id, others } of rules) {
      if (!others?.['kube-score']?.some((name) => names.includes(name))) continue;
      const key = referenceText(referenceOf(manifest));
      enabled.set(id, (enabled.get(id) ?? new Set()).add(key));
    }
  }
  return enabled;
}

/** The annotation that lets a finding stand, if there is one. Ours come first: they have a reason. */
export function suppressionOf(
  finding: { readonly rule: string; readonly object?: ObjectReference | undefined },
  annotations: ReadonlyMap<string, readonly SuppressingAnnotation[]>,
): SuppressingAnnotation | undefined {
  const about = finding.object ? (annotations.get(referenceText(finding.object)) ?? []) : [];
  const fitting = about.filter(({ rules }) => rules.includes(finding.rule));
  return fitting.find(({ isOurs }) => isOurs) ?? fitting[0];
}

export const suppressionBy = ({ name, reason }: SuppressingAnnotation): Suppression => ({
  by: 'annotation',
  source: name,
  reason,
});

/** Annotations of ours that name no rule, or give no reason, or are no word of ours. */
export function faultyAnnotations(set: ManifestSet, known: readonly string[]): readonly Finding[] {
  return annotated(set).flatMap(({ annotations, path, manifest }) =>
    Object.entries(annotations)
      .filter(([name]) => name.startsWith(DOMAIN))
      .flatMap(([name, value]) => {
        const message = faultOf(name, String(value), known);
        if (message === undefined) return [];
        return [ownFinding(suppressionReason, manifest, [...path, name], message)];
      }),
  );
}

function faultOf(name: string, value: string, known: readonly string[]): string | undefined {
  if (!name.startsWith(OURS)) {
    const meant = nearest(
      name,
      [...known].map((id) => OURS + id),
    );
    return `there is no annotation "${name}"${meant ? ` (did you mean ${meant}?)` : `, expected ${OURS}<rule>`}`;
  }
  const rule = name.slice(OURS.length);
  if (!known.includes(rule)) {
    const meant = nearest(rule, known);
    return `"${name}" names no rule${meant ? ` (did you mean ${meant}?)` : ''}`;
  }
  return value.trim() === '' ? `"${name}" gives no reason` : undefined;
}

/** Annotations of ours about rules that ran and found nothing there. */
export function unusedAnnotations(
  annotations: readonly SuppressingAnnotation[],
  used: ReadonlySet<SuppressingAnnotation>,
  ran: ReadonlySet<string>,
): readonly Finding[] {
  return annotations
    .filter((annotation) => annotation.isOurs && !used.has(annotation) && annotation.rules.some((id) => ran.has(id)))
    .map(({ manifest, path, name }) =>
      ownFinding(suppressionUsed, manifest, path, `"${name}" suppresses nothing: the rule finds no fault here`),
    );
}
