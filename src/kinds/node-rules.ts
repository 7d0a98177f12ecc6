// Rules for Nodes.
// upstream: pkg/apis/core/validation ValidateNode, ValidateNodeUpdate; pkg/registry/core/node nodeWarnings

import type { Node, NodeAddress, NodeSpec, NodeStatus, Taint } from './generated/types.gen';
import { goStruct } from './go-json';
import type { FieldError } from './kind';
import { checkEffect } from './pod-spec/check-tolerations';
import { internalValue } from './pod-spec/internal-value';
import { addInvalid, duplicate, type Errors, forbidden, goQuote, invalid } from './validation/field-error';
import { checkCidr, cidrWarnings, ipFamily } from './validation/ip-address';
import { labelValue, qualifiedName } from './validation/names';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';
import { once } from './validation/once';
import { checkAmount } from './validation/resources';

export function checkNewNode(node: Node): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMeta(errors, node);
  checkTaints(errors, node.spec);
  checkResources(errors, node.status);
  checkFeatures(errors, node.status?.declaredFeatures ?? []);
  checkPodCidrs(errors, node.spec);
  return errors;
}

export function checkNodeUpdate(next: Node, stored: Node): readonly FieldError[] {
  const errors: Errors = [];
  const [spec, old] = [next.spec ?? {}, stored.spec ?? {}];
  checkObjectMetaUpdate(errors, next);
  checkResources(errors, next.status);
  checkFeatures(errors, next.status?.declaredFeatures ?? []);
  checkAddresses(errors, next.status?.addresses ?? []);
  const [cidrs, oldCidrs] = [spec.podCIDRs ?? [], old.podCIDRs ?? []];
  const isMoved = cidrs.length !== oldCidrs.length || oldCidrs.some((cidr, index) => cidr !== cidrs[index]);
  if (oldCidrs.length > 0 && isMoved) {
    errors.push(forbidden('spec.podCIDRs', 'node updates may not change podCIDR except from "" to valid'));
  }
  if (old.providerID && spec.providerID !== old.providerID) {
    errors.push(forbidden('spec.providerID', 'node updates may not change providerID except from "" to valid'));
  }
  checkTaints(errors, next.spec);
  if ((spec.externalID ?? '') !== (old.externalID ?? ''))
    errors.push(forbidden('spec.externalID', 'may not be updated'));
  return errors;
}

/** Upstream names the field after the metadata, where taints once were. */
const checkTaints = once((errors, { taints = [] }: NodeSpec) => {
  taints.forEach((taint, index) => {
    const { key = '', value = '', effect } = taint;
    const path = `metadata.taints[${index}]`;
    addInvalid(errors, `${path}.key`, key, qualifiedName(key));
    const problems = labelValue(value);
    if (problems.length > 0) errors.push(invalid(`${path}.value`, value, problems.join(';')));
    checkEffect(errors, `${path}.effect`, effect);
    const isSame = (other: Taint) => other.key === key && other.effect === effect;
    if (taints.findIndex(isSame) === index) return;
    const error = duplicate(path, internalValue('Taint', taint));
    errors.push({ ...error, message: `${error.message}: taints must be unique by key and effect pair` });
  });
});

const checkResources = once((errors, status: NodeStatus) => {
  for (const list of ['capacity', 'allocatable'] as const) {
    const amounts = status[list];
    for (const name in amounts) checkAmount(errors, `status.${list}.${name}`, name, amounts[name] as string);
  }
});

const FEATURE = /^[A-Z][a-zA-Z0-9]*(\/[a-zA-Z][a-zA-Z0-9]*)*$/;
const MAX_FEATURE = 253;
const FEATURE_TEXT =
  "must start with an UpperCamelCase segment, with subsequent segments separated by '/' " +
  '(e.g., MyFeature or MyFeature/mySubFeature), and contain only alphanumeric characters and slashes';

/** upstream: validateNodeDeclaredFeatures */
function checkFeatures(errors: Errors, features: readonly string[]): void {
  const path = (index: number) => `status.declaredFeatures[${index}]`;
  features.forEach((feature, index) => {
    const problem =
      feature.length > MAX_FEATURE
        ? `must be no more than ${MAX_FEATURE} characters`
        : FEATURE.test(feature)
          ? undefined
          : FEATURE_TEXT;
    if (problem) errors.push(invalid(path(index), feature, `invalid feature name ${goQuote(feature)}: ${problem}`));
    const next = features[index + 1];
    if (next === feature) errors.push(duplicate(path(index + 1), next));
    else if (next !== undefined && next < feature) {
      errors.push(invalid(path(index + 1), next, 'list must be sorted alphabetically'));
    }
  });
}

function checkAddresses(errors: Errors, addresses: readonly NodeAddress[]): void {
  addresses.forEach(({ type, address }, index) => {
    const first = addresses.findIndex((other) => other.type === type && other.address === address);
    if (first === index) return;
    errors.push(duplicate(`status.addresses[${index}]`, goStruct({ Type: type, Address: address })));
  });
}

const checkPodCidrs = once((errors, { podCIDRs: cidrs = [] }: NodeSpec) => {
  const path = 'spec.podCIDRs';
  cidrs.forEach((cidr, index) => {
    checkCidr(errors, `${path}[${index}]`, cidr);
  });
  if (cidrs.length < 2) return;
  const families = new Set(cidrs.map((cidr) => ipFamily(cidr.split('/')[0] as string)));
  if (families.size === 2 && cidrs.length === 2) return;
  errors.push(invalid(path, cidrs, 'may specify no more than one CIDR for each IP family'));
});

export function nodeWarnings({ spec = {} }: Node): readonly string[] {
  return [
    ...(spec.configSource ? ['spec.configSource: the feature is removed'] : []),
    ...(spec.externalID ? ['spec.externalID: this field is deprecated, and is unused by Kubernetes'] : []),
    ...(spec.podCIDRs ?? []).flatMap((cidr, index) => cidrWarnings(`spec.podCIDRs[${index}]`, cidr)),
  ];
}
