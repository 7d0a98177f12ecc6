// Whether a node is one that a pod, a volume or a storage class names: node selector terms over labels and the node's
// name. upstream: component-helpers/scheduling/corev1/nodeaffinity

import type { Node, NodeSelector, NodeSelectorRequirement, NodeSelectorTerm, Pod } from './generated/types.gen';
import { compileRequirements, hasLabels, type LabelMatcher, type SelectorOperator } from './labels';

export type NodeMatcher = (node: Node) => boolean;

const OPERATORS: Readonly<Record<NodeSelectorRequirement['operator'], SelectorOperator>> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!',
  Gt: 'gt',
  Lt: 'lt',
};

const compiledTerms = new WeakMap<NodeSelectorTerm, NodeMatcher>();

/** A term's expressions and fields are all demanded; an empty term matches nothing. */
export function compileTerm(term: NodeSelectorTerm): NodeMatcher {
  let matcher = compiledTerms.get(term);
  if (!matcher) {
    matcher = buildTerm(term);
    compiledTerms.set(term, matcher);
  }
  return matcher;
}

export function isEmptyTerm(term: NodeSelectorTerm): boolean {
  return !term.matchExpressions?.length && !term.matchFields?.length;
}

function buildTerm(term: NodeSelectorTerm): NodeMatcher {
  if (isEmptyTerm(term)) return () => false;
  const byLabels: LabelMatcher = compileRequirements(
    (term.matchExpressions ?? []).map(({ key, operator, values = [] }) => ({
      key,
      operator: OPERATORS[operator],
      values,
    })),
  );
  const fields = term.matchFields ?? [];
  return (node) => byLabels(node.metadata.labels) && fields.every((field) => matchesField(field, node));
}

/** Only metadata.name, In or NotIn, with exactly one value. */
function matchesField({ key, operator, values }: NodeSelectorRequirement, node: Node): boolean {
  if (key !== 'metadata.name' || values?.length !== 1) return false;
  if (operator === 'In') return values[0] === node.metadata.name;
  return operator === 'NotIn' && values[0] !== node.metadata.name;
}

/** Terms are alternatives; a selector without terms matches nothing. */
export function matchesSelector(selector: NodeSelector, node: Node): boolean {
  for (const term of selector.nodeSelectorTerms) if (compileTerm(term)(node)) return true;
  return false;
}

/** Whether the pod demands anything of its node by labels or name. */
export function hasRequiredAffinity(pod: Pod): boolean {
  const { nodeSelector, affinity } = pod.spec;
  if (affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution) return true;
  if (!nodeSelector) return false;
  for (const _key in nodeSelector) return true;
  return false;
}

/** The pod's nodeSelector and required node affinity. upstream: GetRequiredNodeAffinity */
export function matchesRequiredAffinity(pod: Pod, node: Node): boolean {
  const { nodeSelector, affinity } = pod.spec;
  if (nodeSelector && !hasLabels(node.metadata.labels, nodeSelector)) return false;
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return !required || matchesSelector(required, node);
}
