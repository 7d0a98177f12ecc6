// MutatingWebhookConfiguration and ValidatingWebhookConfiguration: what the API server does with one of its own.
// upstream: pkg/apis/admissionregistration/v1/defaults.go, pkg/registry/admissionregistration

import { equalData } from './equal-data';
import type {
  MutatingWebhook,
  MutatingWebhookConfiguration,
  RuleWithOperations,
  ValidatingWebhook,
  ValidatingWebhookConfiguration,
  WebhookClientConfig,
} from './generated/types.gen';
import { defineKind } from './kind';
import { staticNameErrors, staticNameWarnings } from './static-name';
import { checkWebhooks, type WebhookList } from './webhook-rules';
import { changeField, changeItems, withAbsent } from './with-defaults';

export const mutatingWebhookConfiguration = defineKind<MutatingWebhookConfiguration>({
  hasGeneration: true,
  updateNeedsResourceVersion: true,
  defaults: (object) => changeItems(object, 'webhooks', mutatingDefaults),
  bumpsGeneration: (next, stored) => !equalData(next.webhooks, stored.webhooks),
  validate: (object, expressions) => [
    ...checkWebhooks(object, object.webhooks, expressions),
    ...staticNameErrors(object),
  ],
  validateUpdate: (next, stored, _warnings, expressions) =>
    checkWebhooks(next, next.webhooks, expressions, stored.webhooks ?? NONE),
  warnings: staticNameWarnings,
});

export const validatingWebhookConfiguration = defineKind<ValidatingWebhookConfiguration>({
  hasGeneration: true,
  updateNeedsResourceVersion: true,
  defaults: (object) => changeItems(object, 'webhooks', webhookDefaults),
  bumpsGeneration: (next, stored) => !equalData(next.webhooks, stored.webhooks),
  validate: (object, expressions) => [
    ...checkWebhooks(object, object.webhooks, expressions),
    ...staticNameErrors(object),
  ],
  validateUpdate: (next, stored, _warnings, expressions) =>
    checkWebhooks(next, next.webhooks, expressions, stored.webhooks ?? NONE),
  warnings: staticNameWarnings,
});

const NONE: WebhookList = [];
const EVERYTHING = Object.freeze({});

const mutatingDefaults = (hook: MutatingWebhook) => withAbsent(webhookDefaults(hook), { reinvocationPolicy: 'Never' });

function webhookDefaults<H extends MutatingWebhook | ValidatingWebhook>(hook: H): H {
  const next = withAbsent<MutatingWebhook | ValidatingWebhook>(hook, {
    failurePolicy: 'Fail',
    matchPolicy: 'Equivalent',
    namespaceSelector: EVERYTHING,
    objectSelector: EVERYTHING,
    timeoutSeconds: 10,
  });
  const withRules = changeItems(next, 'rules', (rule: RuleWithOperations) => withAbsent(rule, { scope: '*' }));
  return changeField(withRules, 'clientConfig', clientDefaults) as H;
}

const clientDefaults = (config: WebhookClientConfig) =>
  changeField(config, 'service', (service) => withAbsent(service, { port: 443 }));
