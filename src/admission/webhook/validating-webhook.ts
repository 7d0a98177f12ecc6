// ValidatingAdmissionWebhook: all webhooks that a request is for are asked; the first that refuses it has its say.
// upstream: apiserver pkg/admission/plugin/webhook/validating/dispatcher.go

import {
  type AdmissionContext,
  type AdmissionPlugin,
  type AdmissionRequest,
  defineAdmission,
} from '../../api/admission';
import { ApiError, internalError } from '../../api/api-error';
import type { ValidatingWebhook } from '../../kinds/generated/types.gen';
import { CallFailure, call } from './call';
import { hooksOf, type Invocation, invocationOf, isAsked } from './hooks';
import type { WebhookRule } from './rule';

export function validatingWebhooks(rules: readonly WebhookRule[]): AdmissionPlugin {
  return defineAdmission({
    name: 'ValidatingAdmissionWebhook',
    handles: isAsked,
    seesBodies: true,
    validate: (request, cx) => {
      const hooks = hooksOf('ValidatingWebhookConfiguration', cx);
      if (hooks.length === 0) return;
      const invocations = hooks.flatMap((hook) => invocationOf(hook, request, cx) ?? []);
      // All are asked at once: what one answers does not keep the others from being asked.
      const [refusal] = invocations.flatMap((invocation) => refusalBy(rules, invocation, request, cx) ?? []);
      if (refusal) throw refusal;
    },
  });
}

function refusalBy(
  rules: readonly WebhookRule[],
  invocation: Invocation<ValidatingWebhook>,
  request: AdmissionRequest,
  cx: AdmissionContext,
): ApiError | undefined {
  try {
    call(rules, invocation, request, false, cx);
    return undefined;
  } catch (fault) {
    if (fault instanceof ApiError) return fault;
    if (!(fault instanceof CallFailure)) throw fault;
    return invocation.webhook.failurePolicy === 'Ignore' ? undefined : internalError(fault.message);
  }
}
