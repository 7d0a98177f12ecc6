// delete and wait.
// upstream: pkg/engine/operations/delete, pkg/engine/kubectl/wait.go

import type { Data } from '../documents';
import { assertion, gap, type Line } from '../draft';
import { foreignKind } from '../foreign-kind';
import { type Identity, identityOf, namedSubject, selection } from '../identity';
import { listOf, mapOf } from '../kuttl/cases';
import { removal } from '../removal';
import { told, UNTOLD } from './bindings';
import { limitOf, type Operation, type OperationContext } from './operation-context';
import { resourcesOf } from './resources';

export function deleteLines(cx: OperationContext, operation: Operation): readonly Line[] {
  const { value, at, bindings } = operation;
  if (listOf(value.expect).length > 0) {
    return [gap('action', 'an expectation of an operation', JSON.stringify(value.expect), at)];
  }
  const propagation = value.deletionPropagationPolicy;
  const objects = value.ref === undefined ? filed(cx, operation) : [told(value.ref, bindings)];
  if (objects === undefined || objects.includes(UNTOLD)) {
    return [gap('action', 'a value known only when it runs', JSON.stringify(value), at)];
  }
  return (objects as readonly Data[]).flatMap((object) => {
    const metadata = mapOf(object.metadata);
    const { name = metadata.name, namespace = metadata.namespace, labels = metadata.labels } = object;
    return removal({
      known: cx.known,
      apiVersion: String(object.apiVersion),
      kind: String(object.kind),
      name: typeof name === 'string' && name !== '' ? name : undefined,
      namespace: typeof namespace === 'string' && namespace !== '' ? namespace : cx.namespace,
      labels: mapOf(labels),
      limit: limitOf(cx, 'delete', value),
      propagation: typeof propagation === 'string' ? propagation : undefined,
      at,
    });
  });
}

function filed(cx: OperationContext, operation: Operation): readonly unknown[] | undefined {
  const resources = resourcesOf(cx, operation);
  return typeof resources === 'string'
    ? undefined
    : resources.documents.map((document) => told(document.value, operation.bindings));
}

export function waitLines(cx: OperationContext, { value, at, bindings }: Operation): readonly Line[] {
  const lose = (category: string, text: string) => [gap('assertion', category, text, at)];
  const said = told(value, bindings);
  if (said === UNTOLD) return lose('a value known only when it runs', JSON.stringify(value));
  const { apiVersion, kind, name, namespace, selector, for: wanted } = said as Data;
  const labels = selectorLabels(selector);
  const metadata = { name, namespace, ...(labels ? { labels } : {}) };
  const identity = identityOf(cx.known, { apiVersion, kind, metadata }, cx.namespace);
  if (!identity) return lose(foreignKind(apiVersion, kind), `${String(apiVersion)} ${String(kind)}`);
  const matcher = waitedFor(mapOf(wanted));
  const isTold = labels !== undefined || selector === undefined || selector === '';
  if (matcher === undefined || !isTold) return lose('a wait', JSON.stringify(value));
  if (identity.kind.isCustom && /toHave(Condition|Field)/.test(JSON.stringify(matcher))) {
    return lose('the status of a custom resource: its controller does not run', JSON.stringify(value));
  }
  const expect = { [subjectOf(identity)]: matcher };
  return [assertion({ until: { expect, limit: limitOf(cx, 'exec', value) } })];
}

/** kubectl waits for all that is selected. */
const subjectOf = (identity: Identity) => (identity.name === undefined ? selection(identity) : namedSubject(identity));

function selectorLabels(selector: unknown): Data | undefined {
  if (typeof selector !== 'string' || selector === '') return undefined;
  const pairs = selector.split(',').map((pair) => /^([\w./-]+)==?([\w.-]*)$/.exec(pair.trim()));
  return pairs.includes(null) ? undefined : Object.fromEntries(pairs.map((pair) => [pair?.[1], pair?.[2]]));
}

function waitedFor({ condition, jsonPath, deletion, creation }: Data): unknown {
  if (deletion !== undefined) return { not: 'toExist' };
  if (creation !== undefined) return 'toExist';
  if (condition !== undefined) {
    const { name, value } = mapOf(condition);
    if (value === undefined || value === 'True' || value === 'true') return { toHaveCondition: String(name) };
    const status = ['False', 'Unknown'].find((word) => word.toLowerCase() === String(value).toLowerCase());
    return status && { toHaveCondition: { type: String(name), status } };
  }
  const { path, value } = mapOf(jsonPath);
  if (typeof path !== 'string') return undefined;
  if (value === undefined) return { toHaveField: path };
  const text = String(value);
  return { toHaveField: { path, equals: /^-?\d+$/.test(text) ? Number(text) : text } };
}
