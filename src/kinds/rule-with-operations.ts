// Rules for which requests a webhook or an admission policy is about: operations, groups, versions, resources, scope.
// upstream: pkg/apis/admissionregistration/validation/validation.go validateRuleWithOperations, validateResources

import type { RuleWithOperations } from './generated/types.gen';
import { type Errors, invalid, notSupported, required } from './validation/field-error';

const OPERATIONS = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];
const SCOPES = ['*', 'Cluster', 'Namespaced'];

export function checkRule(errors: Errors, path: string, rule: RuleWithOperations): void {
  const { operations = [], apiGroups = [], apiVersions = [], resources = [], scope } = rule;
  checkStarAlone(errors, `${path}.operations`, operations, 'operations');
  operations.forEach((operation, index) => {
    if (!OPERATIONS.includes(operation)) {
      errors.push(notSupported(`${path}.operations[${index}]`, operation, OPERATIONS));
    }
  });
  checkStarAlone(errors, `${path}.apiGroups`, apiGroups, 'API groups');
  checkStarAlone(errors, `${path}.apiVersions`, apiVersions, 'API versions');
  apiVersions.forEach((version, index) => {
    if (version === '') errors.push(required(`${path}.apiVersions[${index}]`));
  });
  checkResources(errors, `${path}.resources`, resources);
  if (scope !== undefined && !SCOPES.includes(scope)) errors.push(notSupported(`${path}.scope`, scope, SCOPES));
}

/** Something must be named, and beside `*` nothing else. */
function checkStarAlone(errors: Errors, path: string, list: readonly string[], what: string): void {
  if (list.length === 0) errors.push(required(path));
  if (list.length > 1 && list.includes('*')) {
    errors.push(invalid(path, list, `if '*' is present, must not specify other ${what}`));
  }
}

/** `pods`, `pods/log`, and stars in either place. */
function checkResources(errors: Errors, path: string, resources: readonly string[]): void {
  if (resources.length === 0) errors.push(required(path));
  const anySubresource = new Set<string>();
  const anyResource = new Set<string>();
  let hasPlain = false;
  resources.forEach((text, index) => {
    const at = `${path}[${index}]`;
    if (text === '') {
      errors.push(required(at));
      return;
    }
    const slash = text.indexOf('/');
    if (slash < 0) {
      hasPlain = text !== '*';
      return;
    }
    const [resource, subresource] = [text.slice(0, slash), text.slice(slash + 1)];
    const refuse = (star: string) => {
      errors.push(invalid(at, text, `if '${star}' is present, must not specify ${text}`));
    };
    if (anySubresource.has(resource)) refuse(`${resource}/*`);
    if (anyResource.has(subresource)) refuse(`*/${subresource}`);
    if (subresource === '*') anySubresource.add(resource);
    if (resource === '*') anyResource.add(subresource);
  });
  if (resources.length > 1 && resources.includes('*/*')) {
    errors.push(invalid(path, resources, "if '*/*' is present, must not specify other resources"));
  }
  if (resources.includes('*') && hasPlain) {
    const why = "if '*' is present, must not specify other resources without subresources";
    errors.push(invalid(path, resources, why));
  }
}
