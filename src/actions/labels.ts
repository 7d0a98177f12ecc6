// kubectl label and annotate: set or remove one key. A removed label is how a pod leaves its ReplicaSet.

import { argument } from '../cluster/describe/argument';
import { anyText, text } from '../cluster/describe/types';
import { UsageError } from '../cluster/describe/usage-error';
import type { ActionContext } from './action';
import { defineAction } from './action';
import { patchTarget, readTarget } from './objects';
import { type ObjectReference, objectReference } from './references';

const target = argument('target', objectReference(undefined, 'pod/web-0'), 'the object');
const namespaceOption = argument('namespace', text('a namespace'), 'its namespace');

type Field = 'labels' | 'annotations';

export const setLabel = defineAction({
  name: 'setLabel',
  summary: 'Sets a label of an object.',
  args: [target, argument('key', text('a label key'), 'the key'), argument('value', anyText(), 'the value')],
  options: [namespaceOption],
  example: {
    ts: "shop.setLabel('node/node-1', 'disk', 'ssd')",
    yaml: 'setLabel: { target: node/node-1, key: disk, value: ssd }',
  },
  run: (cx, { target: object, key, value, namespace }) => void set(cx, object, namespace, 'labels', key, value),
});

export const removeLabel = defineAction({
  name: 'removeLabel',
  summary: 'Takes a label away from an object; an error when it has none of that key.',
  args: [target, argument('key', text('a label key'), 'the key')],
  options: [namespaceOption],
  example: { ts: "shop.removeLabel('pod/web-0', 'app')", yaml: 'removeLabel: { target: pod/web-0, key: app }' },
  run: (cx, { target: object, key, namespace }) => remove(cx, object, namespace, 'labels', key),
});

export const setAnnotation = defineAction({
  name: 'setAnnotation',
  summary: 'Sets an annotation of an object.',
  args: [target, argument('key', text('an annotation key'), 'the key'), argument('value', anyText(), 'the value')],
  options: [namespaceOption],
  example: {
    ts: "shop.setAnnotation('deployment/frontend', 'kubernetes.io/change-cause', 'v2')",
    yaml: 'setAnnotation: { target: deployment/frontend, key: kubernetes.io/change-cause, value: v2 }',
  },
  run: (cx, { target: object, key, value, namespace }) => void set(cx, object, namespace, 'annotations', key, value),
});

export const removeAnnotation = defineAction({
  name: 'removeAnnotation',
  summary: 'Takes an annotation away from an object; an error when it has none of that key.',
  args: [target, argument('key', text('an annotation key'), 'the key')],
  options: [namespaceOption],
  example: {
    ts: "shop.removeAnnotation('deployment/frontend', 'kubernetes.io/change-cause')",
    yaml: 'removeAnnotation: { target: deployment/frontend, key: kubernetes.io/change-cause }',
  },
  run: (cx, { target: object, key, namespace }) => remove(cx, object, namespace, 'annotations', key),
});

function set(
  cx: ActionContext,
  object: ObjectReference,
  namespace: string | undefined,
  field: Field,
  key: string,
  value: string | null,
) {
  return patchTarget(cx, object, namespace, 'merge', { metadata: { [field]: { [key]: value } } });
}

function remove(
  cx: ActionContext,
  object: ObjectReference,
  namespace: string | undefined,
  field: Field,
  key: string,
): void {
  const { metadata } = readTarget(cx, object, namespace);
  if (metadata[field]?.[key] === undefined) {
    const known =
      Object.keys(metadata[field] ?? {})
        .sort()
        .join(', ') || 'none';
    throw new UsageError(
      `${object.text} has no ${field === 'labels' ? 'label' : 'annotation'} "${key}", it has: ${known}`,
    );
  }
  set(cx, object, namespace, field, key, null);
}
