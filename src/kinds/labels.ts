// Label selectors: compiled once to requirements, matched many times, printed in canonical form.
// upstream: apimachinery/pkg/labels and metav1.LabelSelectorAsSelector

import type { LabelSelector } from './generated/types.gen';

export type Labels = Readonly<Record<string, string>>;

export type SelectorOperator = '=' | '==' | '!=' | 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt';

export interface Requirement {
  readonly key: string;
  readonly operator: SelectorOperator;
  readonly values: readonly string[];
}

/** True when an object with these labels is selected. */
export type LabelMatcher = (labels: Labels | undefined) => boolean;

const NO_LABELS: Labels = Object.freeze({});

export const matchesEverything: LabelMatcher = () => true;
export const matchesNothing: LabelMatcher = () => false;

const matchers = new WeakMap<object, LabelMatcher>();
const texts = new WeakMap<object, string>();

/** The matcher of a LabelSelector: an absent one selects nothing, an empty one everything. */
export function compileSelector(selector: LabelSelector | undefined | null): LabelMatcher {
  if (!selector) return matchesNothing;
  return memoised(matchers, selector, () => compileRequirements(requirementsOf(selector)));
}

/**
 * The matcher of a map of labels (Service, ReplicationController, nodeSelector): absent or empty selects everything.
 */
export function compileLabels(labels: Labels | undefined | null): LabelMatcher {
  if (!labels) return matchesEverything;
  return memoised(matchers, labels, () => compileRequirements(equalities(labels)));
}

/** Whether `labels` has every pair of `wanted`. */
export function hasLabels(labels: Labels | undefined, wanted: Labels | undefined | null): boolean {
  return compileLabels(wanted)(labels);
}

export function compileRequirements(requirements: readonly Requirement[]): LabelMatcher {
  if (requirements.length === 0) return matchesEverything;
  return (labels = NO_LABELS) => {
    for (const requirement of requirements) if (!meets(requirement, labels)) return false;
    return true;
  };
}

/** A selector's requirements sorted by key. Unknown operators select nothing. */
export function requirementsOf(selector: LabelSelector): readonly Requirement[] {
  const requirements = equalities(selector.matchLabels ?? NO_LABELS);
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    const word = OPERATOR_WORDS[operator];
    requirements.push(word ? { key, operator: word, values } : { key, operator: 'in', values: [] });
  }
  return requirements.sort(byKey);
}

/** `a=b,c in (d,e),!f`, as status.selector of a scale and as kubectl prints it; empty for everything. */
export function selectorText(selector: LabelSelector | Labels | undefined | null): string {
  if (!selector) return '';
  return memoised(texts, selector, () => {
    const requirements = isLabelSelector(selector) ? requirementsOf(selector) : equalities(selector);
    return requirements.map(requirementText).join(',');
  });
}

/** upstream: labels.Requirement.String */
export function requirementText({ key, operator, values }: Requirement): string {
  if (operator === 'exists') return key;
  if (operator === '!') return `!${key}`;
  const list = [...values].sort().join(',');
  if (operator === 'in' || operator === 'notin') return `${key} ${operator} (${list})`;
  const sign = operator === 'gt' ? '>' : operator === 'lt' ? '<' : operator;
  return `${key}${sign}${list}`;
}

export const byKey = (a: Requirement, b: Requirement) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

const OPERATOR_WORDS: Readonly<Record<string, SelectorOperator>> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!',
};

function equalities(labels: Labels): Requirement[] {
  return Object.keys(labels)
    .sort()
    .map((key) => ({ key, operator: '=', values: [labels[key] as string] }));
}

/** A map of labels holds texts only; a LabelSelector holds an object or a list under its two names. */
function isLabelSelector(selector: LabelSelector | Labels): selector is LabelSelector {
  const { matchLabels, matchExpressions } = selector as LabelSelector;
  const names = Object.keys(selector);
  return names.length === 0 || typeof matchLabels === 'object' || typeof matchExpressions === 'object';
}

/** upstream: labels.Requirement.Matches */
function meets({ key, operator, values }: Requirement, labels: Labels): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case '=':
    case '==':
    case 'in':
      return value !== undefined && values.includes(value);
    case '!=':
    case 'notin':
      return value === undefined || !values.includes(value);
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    case 'gt':
    case 'lt':
      return value !== undefined && compareIntegers(operator, value, values);
  }
}

const INTEGER = /^[+-]?\d+$/;

function compareIntegers(operator: 'gt' | 'lt', value: string, values: readonly string[]): boolean {
  const [bound] = values;
  if (values.length !== 1 || !INTEGER.test(value) || !INTEGER.test(bound as string)) return false;
  const [left, right] = [BigInt(plain(value)), BigInt(plain(bound as string))];
  return operator === 'gt' ? left > right : left < right;
}

const plain = (integer: string) => (integer.startsWith('+') ? integer.slice(1) : integer);

function memoised<T>(cache: WeakMap<object, T>, key: object, make: () => T): T {
  let made = cache.get(key);
  if (made === undefined) {
    made = make();
    cache.set(key, made);
  }
  return made;
}
