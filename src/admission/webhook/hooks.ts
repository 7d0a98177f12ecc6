// The webhooks of the stored configurations, and which of them a request is for.
// upstream: apiserver pkg/admission/configuration, plugin/webhook/generic/webhook.go ShouldCallHook

import type { AdmissionContext, AdmissionRequest } from '../../api/admission';
import { ApiError, type StatusDetails } from '../../api/api-error';
import { PolicyCompiler } from '../../api/policy/compiler';
import type { MutatingWebhook, ValidatingWebhook } from '../../kinds/generated/types.gen';
import { type KindRow, resourceName } from '../../kinds/kind';
import { WEBHOOK_CONDITIONS } from '../../kinds/webhook-rules';
import { memoised } from '../../kinds/with-defaults';
import { bindingsOf } from '../policy/bindings';
import { conditionsHold } from '../policy/conditions';
import { isExempt, matchesNamespace, matchesObject, rowOfRules } from '../policy/match';
import { type Subject, subjectOf } from '../subject';

export type Webhook = MutatingWebhook | ValidatingWebhook;

export interface Hook<W extends Webhook> {
  readonly webhook: W;
  /** Of the configuration, the webhook, and its place among those of that name. */
  readonly key: string;
}

/** What a webhook is called with. */
export interface Invocation<W extends Webhook> extends Hook<W> {
  /** In whose terms its rules match. */
  readonly row: KindRow;
  readonly subject: Subject;
}

type ConfigurationKind = 'MutatingWebhookConfiguration' | 'ValidatingWebhookConfiguration';
type WebhookOf<K> = K extends 'MutatingWebhookConfiguration' ? MutatingWebhook : ValidatingWebhook;

/** What configures admission is never asked about. Reviews are not stored, and get no further than their answer. */
export const isAsked = ({ row }: { readonly row: KindRow }): boolean => !isExempt(row);

/** All webhooks, configurations by name. */
export function hooksOf<K extends ConfigurationKind>(kind: K, cx: AdmissionContext): readonly Hook<WebhookOf<K>>[] {
  const configurations = cx.list(kind);
  return configurations.length === 0 ? [] : (configurations.flatMap((each) => ofConfiguration(each)) as never);
}

const ofConfiguration = memoised(
  ({ metadata, webhooks = [] }: { metadata: { name: string }; webhooks?: readonly Webhook[] }) => {
    const names = new Map<string, number>();
    return webhooks.map((webhook): Hook<Webhook> => {
      const count = names.get(webhook.name) ?? 0;
      names.set(webhook.name, count + 1);
      return { webhook, key: `${metadata.name}/${webhook.name}/${count}` };
    });
  },
);

/** How the webhook is to be called; undefined when the request is none of its business. Errors: 403 for conditions. */
export function invocationOf<W extends Webhook>(
  hook: Hook<W>,
  request: AdmissionRequest,
  cx: AdmissionContext,
): Invocation<W> | undefined {
  const { namespaceSelector, objectSelector, rules, matchPolicy } = hook.webhook;
  const row = rowOfRules(request, rules, matchPolicy, cx);
  if (!row || !matchesNamespace(request, namespaceSelector, cx)) return undefined;
  const subject = subjectOf(request, row);
  const { object, oldObject: stored } = subject;
  if (!matchesObject({ ...request, object, stored }, objectSelector)) return undefined;
  return applies(hook.webhook, request, row, subject, cx) ? { ...hook, row, subject } : undefined;
}

const conditionsOf = memoised((webhook: Webhook) => {
  const compiler = new PolicyCompiler(false);
  const { matchConditions = [] } = webhook;
  return matchConditions.map(({ expression }) => compiler.compile(expression, 'bool', WEBHOOK_CONDITIONS));
});

const NO_VARIABLES = new Map();

function applies(webhook: Webhook, request: AdmissionRequest, row: KindRow, subject: Subject, cx: AdmissionContext) {
  if (!webhook.matchConditions?.length) return true;
  const { object, oldObject: stored } = subject;
  const bindings = bindingsOf({ ...request, object, stored }, row, undefined, cx);
  const holds = conditionsHold(conditionsOf(webhook), bindings, NO_VARIABLES, webhook.failurePolicy);
  if (typeof holds === 'boolean') return holds;
  throw forbiddenFor(request, holds.error);
}

/** 403; an object whose name is still to be made is not named. */
function forbiddenFor({ row, object, stored }: AdmissionRequest, why: string): ApiError {
  const name = (object ?? stored)?.metadata.name;
  const { group, plural } = row;
  const who = name ? `${resourceName(row)} "${name}"` : resourceName(row);
  const details: StatusDetails = { ...(name ? { name } : {}), ...(group ? { group } : {}), kind: plural };
  return new ApiError(403, 'Forbidden', `${who} is forbidden: ${why}`, details);
}
