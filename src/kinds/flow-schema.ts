// FlowSchema: what the API server does with one of its own.
// upstream: pkg/registry/flowcontrol/flowschema/strategy.go, pkg/apis/flowcontrol/validation ValidateFlowSchema

import { checkFlowStatus } from './flow-status';
import { checkFlowSubject } from './flow-subject';
import type {
  FlowSchema,
  FlowSchemaSpec,
  NonResourcePolicyRule,
  PolicyRulesWithSubjects,
  ResourcePolicyRule,
} from './generated/types.gen';
import { keepSpec, keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { internalValue } from './pod-spec/internal-value';
import { type Errors, invalid, notSupported, required } from './validation/field-error';
import { dns1123Label, dns1123Subdomain } from './validation/names';
import { checkObjectMeta } from './validation/object-meta';
import { changeField, withField } from './with-defaults';

const DEFAULT_PRECEDENCE = 1000;
const MAX_PRECEDENCE = 10_000;
const EXEMPT = 'exempt';

export const flowSchema = defineKind<FlowSchema>({
  hasGeneration: true,
  defaults: (object) =>
    changeField(object, 'spec', (spec) =>
      spec.matchingPrecedence ? spec : { ...spec, matchingPrecedence: DEFAULT_PRECEDENCE },
    ),
  prepareCreate: (object) => withStatus(object, {}),
  prepareUpdate: keepStatus,
  prepareStatusUpdate: (next, stored) => keepSpec(withField(next, 'metadata', stored.metadata), stored),
  validateStatusUpdate: checkFlowStatus,
  validate: checkSchema,
  validateUpdate: checkSchema,
});

function checkSchema(object: FlowSchema): Errors {
  const errors: Errors = [];
  checkObjectMeta(errors, object);
  checkSpec(errors, 'spec', object.metadata.name, object.spec ?? ({} as FlowSchemaSpec));
  return errors;
}

const METHODS = ['ByNamespace', 'ByUser'];

function checkSpec(errors: Errors, path: string, name: string, spec: FlowSchemaSpec): void {
  const { matchingPrecedence: precedence = 0, distinguisherMethod, priorityLevelConfiguration, rules = [] } = spec;
  const refuse = (why: string) => errors.push(invalid(`${path}.matchingPrecedence`, precedence, why));
  if (precedence <= 0) refuse('must be a positive value');
  if (precedence > MAX_PRECEDENCE) refuse(`must not be greater than ${MAX_PRECEDENCE}`);
  if (precedence === 1 && name !== EXEMPT) refuse("only the schema named 'exempt' may have matchingPrecedence 1");
  if (distinguisherMethod && !METHODS.includes(distinguisherMethod.type)) {
    const value = internalValue('FlowDistinguisherMethod', distinguisherMethod);
    errors.push(notSupported(`${path}.distinguisherMethod.type`, value, METHODS));
  }
  const level = priorityLevelConfiguration?.name;
  const at = `${path}.priorityLevelConfiguration.name`;
  if (!level) errors.push(required(at, 'must reference a priority level'));
  else for (const why of dns1123Subdomain(level)) errors.push(invalid(at, level, why));
  rules.forEach((rule, index) => {
    checkRule(errors, `${path}.rules[${index}]`, rule);
  });
}

function checkRule(errors: Errors, path: string, rule: PolicyRulesWithSubjects): void {
  const { resourceRules = [], nonResourceRules = [] } = rule;
  const subjects = rule.subjects ?? [];
  if (subjects.length === 0) errors.push(required(`${path}.subjects`, 'subjects must contain at least one value'));
  subjects.forEach((subject, index) => {
    checkFlowSubject(errors, `${path}.subjects[${index}]`, subject);
  });
  if (resourceRules.length + nonResourceRules.length === 0) {
    errors.push(required(path, 'at least one of resourceRules and nonResourceRules has to be non-empty'));
  }
  resourceRules.forEach((inner, index) => {
    checkResourceRule(errors, `${path}.resourceRules[${index}]`, inner);
  });
  nonResourceRules.forEach((inner, index) => {
    checkPathRule(errors, `${path}.nonResourceRules[${index}]`, inner);
  });
}

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'proxy', 'update', 'watch'];

/** Lists that must be there are null where the body has none. */
type Listed = readonly string[] | null | undefined;

function checkVerbs(errors: Errors, path: string, given: Listed): void {
  const verbs = given ?? [];
  if (verbs.length === 0) errors.push(required(path, 'verbs must contain at least one value'));
  else if (verbs.includes('*')) {
    if (verbs.length > 1) errors.push(invalid(path, verbs, "if '*' is present, must not specify other verbs"));
  } else if (!verbs.every((verb) => VERBS.includes(verb))) errors.push(notSupported(path, verbs, VERBS));
}

function checkResourceRule(errors: Errors, path: string, rule: ResourcePolicyRule): void {
  const { clusterScope = false } = rule;
  const namespaces = rule.namespaces ?? [];
  checkVerbs(errors, `${path}.verbs`, rule.verbs);
  checkNamed(errors, `${path}.apiGroups`, rule.apiGroups, 'api group');
  checkNamed(errors, `${path}.resources`, rule.resources, 'resource');
  const at = `${path}.namespaces`;
  if (namespaces.length === 0 && !clusterScope) {
    errors.push(required(at, 'resource rules that are not cluster scoped must supply at least one namespace'));
  } else if (namespaces.includes('*')) {
    if (namespaces.length > 1) {
      errors.push(invalid(at, namespaces, "if '*' is present, must not specify other namespaces"));
    }
  } else {
    namespaces.forEach((namespace, index) => {
      for (const why of dns1123Label(namespace)) errors.push(invalid(`${at}[${index}]`, namespace, `${ANY}${why}`));
    });
  }
}

const ANY = "each member of this list must be '*' or a DNS-1123 label; ";

function checkNamed(errors: Errors, path: string, given: Listed, what: string): void {
  const list = given ?? [];
  if (list.length === 0) errors.push(required(path, `resource rules must supply at least one ${what}`));
  else if (list.length > 1 && list.includes('*')) {
    errors.push(invalid(path, list, `if '*' is present, must not specify other ${what}s`));
  }
}

function checkPathRule(errors: Errors, path: string, rule: NonResourcePolicyRule): void {
  const urls = rule.nonResourceURLs ?? [];
  const at = `${path}.nonResourceURLs`;
  checkVerbs(errors, `${path}.verbs`, rule.verbs);
  if (urls.length === 0) errors.push(required(at, 'nonResourceURLs must contain at least one value'));
  else if (urls.includes('*')) {
    if (urls.length > 1) {
      errors.push(invalid(at, urls, "if '*' is present, must not specify other non-resource URLs"));
    }
  } else {
    urls.forEach((url, index) => {
      const why = pathProblem(url);
      if (why) errors.push(invalid(`${at}[${index}]`, url, why));
    });
  }
}

/** upstream: ValidateNonResourceURLPath */
function pathProblem(path: string): string | undefined {
  if (path === '') return 'must not be empty';
  if (path === '/') return undefined;
  if (!path.startsWith('/')) return 'must start with slash';
  if (path.includes(' ')) return 'must not contain white-space';
  if (path.includes('//')) return 'must not contain double slash';
  const stars = path.split('*').length - 1;
  return stars > 1 || (stars === 1 && !path.endsWith('/*')) ? 'wildcard can only do suffix matching' : undefined;
}
