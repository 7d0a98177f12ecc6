// Rules for a job's policies: which failures of pods count, and when it has succeeded.
// upstream: pkg/apis/batch/validation validatePodFailurePolicy, validateSuccessPolicy

import type { JobSpec, PodFailurePolicyRule, SuccessPolicyRule } from './generated/types.gen';
import {
  addInvalid,
  checkNonNegative,
  duplicate,
  type Errors,
  goQuote,
  invalid,
  invalidPart,
  notSupported,
  required,
  tooLong,
  tooMany,
} from './validation/field-error';
import { qualifiedName } from './validation/names';

const MAX_RULES = 20;
const MAX_PATTERNS = 20;
const MAX_EXIT_CODES = 255;
const MAX_INDEXES_BYTES = 64 * 1024;

const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const OPERATORS = ['In', 'NotIn'];
const STATUSES = ['False', 'True', 'Unknown'];

export function checkPodFailurePolicy(errors: Errors, path: string, spec: JobSpec): void {
  if (!spec.podFailurePolicy) return;
  const rules = spec.podFailurePolicy.rules ?? [];
  const { containers, initContainers } = spec.template.spec;
  const names = [...(containers ?? []), ...(initContainers ?? [])].map(({ name }) => name);
  if (rules.length > MAX_RULES) errors.push(tooMany(`${path}.rules`, rules.length, MAX_RULES));
  rules.forEach((rule, index) => {
    checkFailureRule(errors, `${path}.rules[${index}]`, rule, spec, names);
  });
}

function checkFailureRule(
  errors: Errors,
  path: string,
  rule: PodFailurePolicyRule,
  { backoffLimitPerIndex }: JobSpec,
  containerNames: readonly string[],
): void {
  const { action, onExitCodes, onPodConditions = [] } = rule;
  if (action === 'FailIndex') {
    if (backoffLimitPerIndex === undefined) {
      errors.push(invalid(`${path}.action`, action, 'requires the backoffLimitPerIndex to be set'));
    }
  } else checkOneOf(errors, `${path}.action`, action, ACTIONS);
  if (onExitCodes) checkExitCodes(errors, `${path}.onExitCodes`, onExitCodes, containerNames);
  if (onPodConditions.length > MAX_PATTERNS) {
    errors.push(tooMany(`${path}.onPodConditions`, onPodConditions.length, MAX_PATTERNS));
  }
  onPodConditions.forEach(({ type = '', status }, index) => {
    const at = `${path}.onPodConditions[${index}]`;
    addInvalid(errors, `${at}.type`, type, qualifiedName(type));
    checkOneOf(errors, `${at}.status`, status, STATUSES);
  });
  if (onExitCodes && onPodConditions.length > 0) {
    errors.push(invalidPart(path, 'specifying both OnExitCodes and OnPodConditions is not supported'));
  }
  if (!onExitCodes && onPodConditions.length === 0) {
    errors.push(invalidPart(path, 'specifying one of OnExitCodes and OnPodConditions is required'));
  }
}

function checkOneOf(errors: Errors, path: string, value: string | undefined, values: readonly string[]): void {
  if (!value) errors.push(required(path, `valid values: [${values.map(goQuote).join(' ')}]`));
  else if (!values.includes(value)) errors.push(notSupported(path, value, values));
}

function checkExitCodes(
  errors: Errors,
  path: string,
  { operator, containerName, values: codes }: NonNullable<PodFailurePolicyRule['onExitCodes']>,
  containerNames: readonly string[],
): void {
  const values = codes ?? [];
  checkOneOf(errors, `${path}.operator`, operator, OPERATORS);
  if (containerName !== undefined && !containerNames.includes(containerName)) {
    const why = 'must be one of the container or initContainer names in the pod template';
    errors.push(invalid(`${path}.containerName`, containerName, why));
  }
  const at = `${path}.values`;
  if (values.length === 0) errors.push(invalid(at, codes, 'at least one value is required'));
  else if (values.length > MAX_EXIT_CODES) errors.push(tooMany(at, values.length, MAX_EXIT_CODES));
  values.forEach((code, index) => {
    if (operator === 'In' && code === 0)
      errors.push(invalid(`${at}[${index}]`, code, 'must not be 0 for the In operator'));
    if (values.indexOf(code) < index) errors.push(duplicate(`${at}[${index}]`, code));
  });
  const isOrdered = values.every((code, index) => index === 0 || (values[index - 1] as number) <= code);
  if (!isOrdered) errors.push(invalid(at, values, 'must be ordered'));
}

export function checkSuccessPolicy(errors: Errors, path: string, spec: JobSpec): void {
  const rules = spec.successPolicy?.rules ?? [];
  const at = `${path}.rules`;
  if (rules.length === 0) {
    errors.push(required(at, 'at least one rules must be specified when the successPolicy is specified'));
  }
  if (rules.length > MAX_RULES) errors.push(tooMany(at, rules.length, MAX_RULES));
  rules.forEach((rule, index) => {
    checkSuccessRule(errors, `${at}[${index}]`, rule, spec.completions ?? 0);
  });
}

function checkSuccessRule(errors: Errors, path: string, rule: SuccessPolicyRule, completions: number): void {
  const { succeededCount: count, succeededIndexes: indexes } = rule;
  if (count === undefined && indexes === undefined) {
    errors.push(required(path, 'at least one of succeededCount or succeededIndexes must be specified'));
  }
  let total = 0;
  if (indexes !== undefined) {
    const at = `${path}.succeededIndexes`;
    if (indexes.length > MAX_INDEXES_BYTES) errors.push(tooLong(at, MAX_INDEXES_BYTES));
    const counted = countIndexes(indexes, completions);
    if (typeof counted === 'number') total = counted;
    else errors.push(invalid(at, indexes, `error parsing succeededIndexes: ${counted.error}`));
  }
  if (count === undefined) return;
  const at = `${path}.succeededCount`;
  checkNonNegative(errors, at, count);
  const refuse = (limit: number, what: string) => {
    errors.push(invalid(at, count, `must be less than or equal to ${limit} (the number of ${what})`));
  };
  if (count > completions) refuse(completions, 'specified completions');
  if (indexes !== undefined && count > total) refuse(total, 'indexes in the specified succeededIndexes field');
}

interface Fault {
  readonly error: string;
}

/** How many indexes `0,2-4` names. upstream: validateIndexesFormat */
export function countIndexes(text: string, completions: number): number | Fault {
  if (text === '') return 0;
  let [total, last] = [0, -1];
  for (const part of text.split(',')) {
    const interval = parseInterval(part, completions);
    if ('error' in interval) return interval;
    const { from, to } = interval;
    if (last >= from) return { error: `non-increasing order, previous: ${last}, current: ${from}` };
    total += to - from + 1;
    last = to;
  }
  return total;
}

function parseInterval(text: string, completions: number): { readonly from: number; readonly to: number } | Fault {
  const limits = text.split('-');
  if (limits.length > 2) {
    const rule = "the requirement that an index interval can have at most two parts separated by '-'";
    return { error: `the fragment ${goQuote(text)} violates ${rule}` };
  }
  const bounds: number[] = [];
  for (const limit of limits) {
    if (!/^[+-]?\d+$/.test(limit)) return { error: `cannot convert string to integer for index: ${goQuote(limit)}` };
    if (Number(limit) >= completions) return { error: `too large index: ${goQuote(limit)}` };
    bounds.push(Number(limit));
  }
  const [from = 0, to = from] = bounds;
  if (bounds.length > 1 && from >= to) return { error: `non-increasing order, previous: ${from}, current: ${to}` };
  return { from, to };
}
