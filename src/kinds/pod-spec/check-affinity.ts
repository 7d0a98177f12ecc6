// Rules for node affinity, pod affinity and topology spread.
// upstream: pkg/apis/core/validation validateAffinity, validateTopologySpreadConstraints

import type {
  Affinity,
  LabelSelector,
  NodeSelector,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodAffinityTerm,
  TopologySpreadConstraint,
} from '../generated/types.gen';
import {
  addInvalid,
  duplicate,
  type Errors,
  forbidden,
  invalid,
  notSupported,
  required,
} from '../validation/field-error';
import { checkLabelSelector } from '../validation/label-selector';
import { dns1123Label, dns1123Subdomain, labelValue, qualifiedName } from '../validation/names';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

export function checkAffinity(errors: Errors, path: string, affinity: Affinity | undefined): void {
  if (!affinity) return;
  const { nodeAffinity } = affinity;
  if (nodeAffinity) {
    const at = `${path}.nodeAffinity`;
    if (nodeAffinity[REQUIRED]) checkNodeSelector(errors, `${at}.${REQUIRED}`, nodeAffinity[REQUIRED]);
    nodeAffinity[PREFERRED]?.forEach(({ weight, preference }, index) => {
      checkWeight(errors, `${at}.${PREFERRED}[${index}].weight`, weight);
      checkNodeTerm(errors, `${at}.${PREFERRED}[${index}].preference`, preference, true);
    });
  }
  for (const kind of ['podAffinity', 'podAntiAffinity'] as const) {
    const at = `${path}.${kind}`;
    affinity[kind]?.[REQUIRED]?.forEach((term, index) => {
      checkPodTerm(errors, `${at}.${REQUIRED}[${index}]`, term);
    });
    affinity[kind]?.[PREFERRED]?.forEach(({ weight, podAffinityTerm }, index) => {
      checkWeight(errors, `${at}.${PREFERRED}[${index}].weight`, weight);
      checkPodTerm(errors, `${at}.${PREFERRED}[${index}].podAffinityTerm`, podAffinityTerm);
    });
  }
}

function checkWeight(errors: Errors, path: string, weight: number): void {
  if (weight <= 0 || weight > 100) errors.push(invalid(path, weight, 'must be in the range 1-100'));
}

/** upstream: ValidateNodeSelector */
export function checkNodeSelector(errors: Errors, path: string, selector: NodeSelector): void {
  const at = `${path}.nodeSelectorTerms`;
  if (!selector.nodeSelectorTerms?.length) {
    errors.push(required(at, 'must have at least one node selector term'));
    return;
  }
  selector.nodeSelectorTerms.forEach((term, index) => {
    checkNodeTerm(errors, `${at}[${index}]`, term, false);
  });
}

/** Preferences may have bad values, which then match nothing. */
function checkNodeTerm(errors: Errors, path: string, term: NodeSelectorTerm | undefined, lenient: boolean): void {
  term?.matchExpressions?.forEach((requirement, index) => {
    checkNodeRequirement(errors, `${path}.matchExpressions[${index}]`, requirement, lenient);
  });
  term?.matchFields?.forEach((requirement, index) => {
    checkFieldRequirement(errors, `${path}.matchFields[${index}]`, requirement);
  });
}

const BAD_OPERATOR = 'not a valid selector operator';

function checkNodeRequirement(
  errors: Errors,
  path: string,
  requirement: NodeSelectorRequirement,
  lenient: boolean,
): void {
  const { key, operator, values = [] } = requirement;
  const at = `${path}.values`;
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) errors.push(required(at, "must be specified when `operator` is 'In' or 'NotIn'"));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) {
      errors.push(forbidden(at, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
    }
  } else if (operator === 'Gt' || operator === 'Lt') {
    if (values.length !== 1)
      errors.push(required(at, "must be specified single value when `operator` is 'Lt' or 'Gt'"));
  } else errors.push(invalid(`${path}.operator`, operator ?? '', BAD_OPERATOR));
  addInvalid(errors, `${path}.key`, key, qualifiedName(key));
  if (lenient) return;
  for (const [index, value] of values.entries()) addInvalid(errors, `${at}[${index}]`, value, labelValue(value));
}

function checkFieldRequirement(errors: Errors, path: string, requirement: NodeSelectorRequirement): void {
  const { key, operator, values = [] } = requirement;
  if (operator !== 'In' && operator !== 'NotIn') errors.push(invalid(`${path}.operator`, operator, BAD_OPERATOR));
  else if (values.length !== 1) {
    const why = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
    errors.push(required(`${path}.values`, why));
  }
  if (key !== 'metadata.name') errors.push(invalid(`${path}.key`, key, 'not a valid field selector key'));
  else {
    for (const [index, value] of values.entries()) {
      addInvalid(errors, `${path}.values[${index}]`, value, dns1123Subdomain(value));
    }
  }
}

function checkPodTerm(errors: Errors, path: string, term: PodAffinityTerm): void {
  checkLabelSelector(errors, `${path}.labelSelector`, term.labelSelector);
  checkLabelSelector(errors, `${path}.namespaceSelector`, term.namespaceSelector);
  for (const name of term.namespaces ?? []) addInvalid(errors, `${path}.namespace`, name, dns1123Label(name));
  checkLabelKeys(errors, path, term.matchLabelKeys ?? [], term.mismatchLabelKeys ?? [], term.labelSelector);
  const { topologyKey = '' } = term;
  if (topologyKey === '') errors.push(required(`${path}.topologyKey`, 'can not be empty'));
  addInvalid(errors, `${path}.topologyKey`, topologyKey, qualifiedName(topologyKey));
}

/** upstream: ValidateMatchLabelKeysAndMismatchLabelKeys */
function checkLabelKeys(
  errors: Errors,
  path: string,
  matching: readonly string[],
  mismatching: readonly string[],
  selector: LabelSelector | undefined,
): void {
  for (const [field, keys] of [['matchLabelKeys', matching] as const, ['mismatchLabelKeys', mismatching] as const]) {
    if (keys.length > 0 && !selector) {
      errors.push(forbidden(`${path}.${field}`, 'must not be specified when labelSelector is not set'));
    } else {
      for (const [index, key] of keys.entries()) {
        addInvalid(errors, `${path}.${field}[${index}]`, key, qualifiedName(key));
      }
    }
  }
  const known = new Set(Object.keys(selector?.matchLabels ?? {}));
  for (const { key } of selector?.matchExpressions ?? []) {
    const index = matching.lastIndexOf(key);
    if (index >= 0 && known.has(key)) {
      errors.push(invalid(`${path}[${index}]`, key, 'exists in both matchLabelKeys and labelSelector'));
    }
    known.add(key);
  }
  for (const [index, key] of matching.entries()) {
    if (!mismatching.includes(key)) continue;
    const why = 'exists in both matchLabelKeys and mismatchLabelKeys';
    errors.push(invalid(`${path}.matchLabelKeys[${index}]`, key, why));
  }
}

const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway'];
const POLICIES = ['Honor', 'Ignore'];

export function checkSpread(
  errors: Errors,
  path: string,
  constraints: readonly TopologySpreadConstraint[] | undefined,
): void {
  constraints?.forEach((constraint, index) => {
    const at = `${path}[${index}]`;
    const { maxSkew, topologyKey, whenUnsatisfiable, labelSelector, matchLabelKeys = [] } = constraint;
    if (maxSkew <= 0) errors.push(invalid(`${at}.maxSkew`, maxSkew, 'must be greater than zero'));
    if (!topologyKey) errors.push(required(`${at}.topologyKey`, 'can not be empty'));
    if (!ACTIONS.includes(whenUnsatisfiable)) {
      errors.push(notSupported(`${at}.whenUnsatisfiable`, whenUnsatisfiable ?? '', ACTIONS));
    }
    const isRepeated = constraints
      .slice(index + 1)
      .some((other) => other.topologyKey === topologyKey && other.whenUnsatisfiable === whenUnsatisfiable);
    if (isRepeated) {
      const pair = `{${topologyKey}, ${whenUnsatisfiable}}`;
      errors.push(duplicate(`${at}.{topologyKey, whenUnsatisfiable}`, pair));
    }
    checkMinDomains(errors, `${at}.minDomains`, constraint);
    for (const field of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
      const policy = constraint[field];
      if (policy !== undefined && !POLICIES.includes(policy))
        errors.push(notSupported(`${at}.${field}`, policy, POLICIES));
    }
    checkLabelKeys(errors, at, matchLabelKeys, [], labelSelector);
    checkLabelSelector(errors, `${at}.labelSelector`, labelSelector);
  });
}

function checkMinDomains(
  errors: Errors,
  path: string,
  { minDomains, whenUnsatisfiable }: TopologySpreadConstraint,
): void {
  if (minDomains === undefined) return;
  if (minDomains <= 0) errors.push(invalid(path, minDomains, 'must be greater than zero'));
  if (whenUnsatisfiable === 'DoNotSchedule') return;
  const why = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`;
  errors.push(invalid(path, minDomains, why));
}
