// MutatingAdmissionWebhook: webhooks change an object one after another. After a change all plugins run once more, and
// with them the webhooks that ask for it.
// upstream: apiserver pkg/admission/plugin/webhook/mutating/dispatcher.go

import {
  type AdmissionContext,
  type AdmissionPlugin,
  type AdmissionRequest,
  defineAdmission,
} from '../../api/admission';
import { internalError } from '../../api/api-error';
import { equalData } from '../../kinds/equal-data';
import type { MutatingWebhook } from '../../kinds/generated/types.gen';
import type { KubeObject } from '../../kinds/kind';
import { goQuote } from '../../kinds/validation/field-error';
import { Reinvocations } from '../reinvocation';
import { CallFailure, call } from './call';
import { hooksOf, type Invocation, invocationOf, isAsked } from './hooks';
import { isJsonPatch, operationsOf, patched } from './patch';
import type { WebhookRule } from './rule';

const reinvocations = new Reinvocations();

export function mutatingWebhooks(rules: readonly WebhookRule[]): AdmissionPlugin {
  return defineAdmission({
    name: 'MutatingAdmissionWebhook',
    handles: isAsked,
    isReinvoking: true,
    seesBodies: true,
    mutate: (request, object, cx) => {
      const hooks = hooksOf('MutatingWebhookConfiguration', cx);
      if (hooks.length === 0) return object;
      const reinvocation = reinvocations.of(request, object);
      let next = object;
      for (const hook of hooks) {
        const current = { ...request, object: next };
        const invocation = invocationOf(hook, current, cx);
        if (!invocation || !reinvocation.runs(hook.key)) continue;
        const before = next;
        next = changedBy(rules, invocation, current, cx) ?? next;
        if (next !== before) reinvocation.changed();
        if (hook.webhook.reinvocationPolicy === 'IfNeeded') reinvocation.invoked(hook.key);
      }
      reinvocation.end(next);
      return next;
    },
    beforeDelete: (request, cx) => {
      for (const hook of hooksOf('MutatingWebhookConfiguration', cx)) {
        const invocation = invocationOf(hook, request, cx);
        if (invocation) changedBy(rules, invocation, request, cx);
      }
    },
  });
}

/** The object as the webhook wants it, with defaults; undefined when it leaves it as it is. */
function changedBy(
  rules: readonly WebhookRule[],
  invocation: Invocation<MutatingWebhook>,
  request: AdmissionRequest,
  cx: AdmissionContext,
): KubeObject | undefined {
  try {
    return answered(rules, invocation, request, cx);
  } catch (fault) {
    if (!(fault instanceof CallFailure)) throw fault;
    if (invocation.webhook.failurePolicy === 'Ignore') return undefined;
    throw internalError(fault.message);
  }
}

function answered(
  rules: readonly WebhookRule[],
  invocation: Invocation<MutatingWebhook>,
  request: AdmissionRequest,
  cx: AdmissionContext,
): KubeObject | undefined {
  const { webhook, subject, row } = invocation;
  const patch = call(rules, invocation, request, true, cx);
  if (!patch) return undefined;
  const failed = (why: string) => new CallFailure(webhook, why);
  const operations = operationsOf(patch, failed);
  if (operations.length === 0) return undefined;
  const { object } = subject;
  if (!object) {
    const why = 'attempted to modify the object, which is not supported for this operation';
    throw internalError(`admission webhook ${goQuote(webhook.name)} ${why}`);
  }
  if (!isJsonPatch(patch)) throw failed(`unsupported patch type ${goQuote(patch.type ?? '')}`);
  const other = request.subresource === 'scale' ? 'Scale' : request.bodyKind?.kind;
  const next = patched(row, other ?? row.schema, object, operations);
  if (equalData(next, object)) return undefined;
  return subject.back(other ? next : (row.defaults?.(next) ?? next));
}
