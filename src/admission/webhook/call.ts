// One call of a webhook: who answers, what may go wrong on the way, and whether the answer is one.
// upstream: apiserver pkg/admission/plugin/webhook/{mutating,validating}/dispatcher.go, request/admissionreview.go,
// errors/statuserror.go

import type { AdmissionContext, AdmissionRequest } from '../../api/admission';
import { ApiError, badRequest, internalError } from '../../api/api-error';
import { nearest } from '../../kinds/nearest';
import { goQuote } from '../../kinds/validation/field-error';
import { requestObject } from '../request-object';
import type { Invocation, Webhook } from './hooks';
import { httpFault } from './http-fault';
import { type DecodedPatch, JSON_PATCH, patchOf } from './patch';
import { addressOf, reach } from './reach';
import type { WebhookRequest, WebhookResponse, WebhookRule } from './rule';

/** The webhook could not be asked, or gave no answer that counts: what its failurePolicy is about. */
export class CallFailure {
  readonly message: string;
  constructor({ name }: Webhook, why: string) {
    this.message = `failed calling webhook ${goQuote(name)}: ${why}`;
  }
}

/**
 * Asks the webhook. The patch that it asks for; undefined when it allows the request as it is. Errors: its refusal, 400
 * for a dry run that it cannot take part in, CallFailure.
 */
export function call(
  rules: readonly WebhookRule[],
  invocation: Invocation<Webhook>,
  request: AdmissionRequest,
  isMutating: boolean,
  cx: AdmissionContext,
): DecodedPatch | undefined {
  const { webhook } = invocation;
  const failed = (why: string) => new CallFailure(webhook, why);
  if (request.dryRun && !['None', 'NoneOnDryRun'].includes(webhook.sideEffects)) {
    throw badRequest(`admission webhook ${goQuote(webhook.name)} does not support dry run`);
  }
  const version = webhook.admissionReviewVersions.find((each) => each === 'v1' || each === 'v1beta1');
  if (!version) {
    const why = 'webhook does not accept known AdmissionReview versions (v1, v1beta1)';
    throw failed(`could not create admission objects: ${why}`);
  }
  const asked = reviewRequest(invocation, request, cx);
  const answer = answerOf(rules, webhook, asked, cx);
  if (answer === null) throw failed('received invalid webhook response: webhook response was absent');
  const patch = patchOf(answer, failed);
  const fault = version === 'v1' ? responseFault(answer, asked, patch, isMutating) : undefined;
  if (fault !== undefined) throw failed(`received invalid webhook response: ${fault}`);
  for (const warning of answer.warnings ?? []) cx.warn(warning);
  if (!answer.allowed) throw refusal(webhook, answer);
  if (!isMutating || !patch) return undefined;
  // The older version of reviews knows this type alone, whatever the answer says.
  return version === 'v1' ? patch : { ...patch, type: JSON_PATCH };
}

function reviewRequest({ row, subject, key }: Invocation<Webhook>, request: AdmissionRequest, cx: AdmissionContext) {
  const serial = cx.random.uint32('webhook-call', key);
  const { object = null, oldObject = null } = subject;
  const uid = cx.random.uid(`webhook/${key}/${serial}`);
  return { uid, ...requestObject(request, row), object, oldObject } satisfies WebhookRequest;
}

/** What the bound function answers in time. Errors: CallFailure; 500 in words of our own when no function is bound. */
function answerOf(rules: readonly WebhookRule[], webhook: Webhook, asked: WebhookRequest, cx: AdmissionContext) {
  const { clientConfig, timeoutSeconds } = webhook;
  const address = addressOf(clientConfig, timeoutSeconds);
  const failed = (why: string) => new CallFailure(webhook, `failed to call webhook: ${why}`);
  const lost = (why: string) => failed(`Post ${goQuote(address)}: ${why}`);
  const late = () => lost('context deadline exceeded');
  const rule = rules.find((each) => each.name === webhook.name || leadsTo(each, webhook));
  let takenMs = 0;
  if (rule?.name === undefined && clientConfig.service) {
    const reached = reach(clientConfig.service, cx);
    if (reached === 'timeout') throw late();
    if ('error' in reached) throw lost(reached.error);
    takenMs = reached.delayMs;
    const isAnswer = reached.status >= 200 && reached.status <= 206;
    if (!isAnswer && !isLate(takenMs, timeoutSeconds)) throw failed(httpFault(reached.status, reached.body));
  }
  if (!rule) throw unbound(webhook, address, rules);
  const answer = rule.answer(asked);
  takenMs += answer?.takesMs ?? 0;
  if (isLate(takenMs, timeoutSeconds)) throw late();
  if (answer?.unreachable !== undefined) throw lost(answer.unreachable);
  return answer;
}

const isLate = (takenMs: number, timeoutSeconds: number | undefined) =>
  timeoutSeconds !== undefined && takenMs >= timeoutSeconds * 1000;

/** Whether the rule names the same Service or url. */
function leadsTo(rule: WebhookRule, { clientConfig }: Webhook): boolean {
  const { service, url } = clientConfig;
  if (!service) return rule.url !== undefined && rule.url === url;
  if (rule.service !== `${service.namespace}/${service.name}`) return false;
  return rule.path === undefined || rule.path === (service.path ?? '/');
}

/** Nobody knows what it would say: nothing passes, whatever its failurePolicy. */
function unbound({ name, clientConfig }: Webhook, address: string, rules: readonly WebhookRule[]): ApiError {
  const { service, url } = clientConfig;
  const path = service?.path ? `, path: '${service.path}'` : '';
  const how = service ? `service: '${service.namespace}/${service.name}'${path}` : `url: '${url}'`;
  const known = rules.flatMap((rule) => rule.service ?? rule.url ?? rule.name ?? []);
  const near = nearest(service ? `${service.namespace}/${service.name}` : (url ?? ''), known) ?? nearest(name, known);
  const hint = near === undefined ? '' : `; the nearest that is bound is ${near}`;
  const why = `programs are not run here, so nothing can answer at ${address}`;
  const bind = `bind a function to it with the cluster's option webhooks: [{ ${how}, answer }]`;
  return internalError(`calling webhook ${goQuote(name)}: ${why}; ${bind}${hint}`);
}

/** What is wrong with a response, if anything is. upstream: VerifyAdmissionResponse */
function responseFault(
  { uid, patchType }: WebhookResponse,
  asked: WebhookRequest,
  patch: DecodedPatch | undefined,
  isMutating: boolean,
): string | undefined {
  if (uid !== undefined && uid !== asked.uid) {
    return `expected response.uid=${goQuote(asked.uid)}, got ${goQuote(uid)}`;
  }
  if (!isMutating) {
    if (patch) return 'validating webhook may not return response.patch';
    return patchType === undefined ? undefined : 'validating webhook may not return response.patchType';
  }
  if (patch && patch.type === undefined) return 'webhook returned response.patch but not response.patchType';
  if (!patch && patchType !== undefined) return 'webhook returned response.patchType but not response.patch';
  return patchType === '' ? 'webhook returned invalid response.patchType of ""' : undefined;
}

const BAD_REQUEST = 400;

function refusal({ name }: Webhook, { status = {} }: WebhookResponse): ApiError {
  const { code = 0, reason, message, details } = status;
  const denied = `admission webhook ${goQuote(name)} denied the request`;
  const why = message || reason;
  const text = why ? `${denied}: ${why}` : `${denied} without explanation`;
  return new ApiError(Math.max(code, BAD_REQUEST), reason || undefined, text, details);
}
