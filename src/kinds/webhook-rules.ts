// Rules for webhook configurations.
// upstream: pkg/apis/admissionregistration/validation/validation.go

import { checkMatchConditions } from './admission-rules';
import { equalData } from './equal-data';
import type { MutatingWebhook, ValidatingWebhook } from './generated/types.gen';
import type { KubeObject } from './kind';
import type { ExpressionScope, NewPolicyExpressions, PolicyExpressions } from './policy-expressions';
import { checkRule } from './rule-with-operations';
import { addInvalid, duplicate, type Errors, invalid, notSupported, required } from './validation/field-error';
import { checkLabelSelector } from './validation/label-selector';
import { dns1035Label, fullyQualifiedName } from './validation/names';
import { checkAnyObjectMeta } from './validation/object-meta';
import { checkWebhookService, checkWebhookUrl } from './validation/webhook-client';

type Webhook = MutatingWebhook | ValidatingWebhook;
export type WebhookList = readonly Webhook[];

const FAILURE_POLICIES = ['Fail', 'Ignore'];
const MATCH_POLICIES = ['Equivalent', 'Exact'];
const REINVOCATION_POLICIES = ['IfNeeded', 'Never'];
const ANY_SIDE_EFFECTS = ['None', 'NoneOnDryRun', 'Some', 'Unknown'];
const NO_SIDE_EFFECTS = ['None', 'NoneOnDryRun'];
const REVIEW_VERSIONS = ['v1', 'v1beta1'];

/** What the expressions of match conditions may name. */
export const WEBHOOK_CONDITIONS: ExpressionScope = { params: false, authorizer: true, patch: false };

/** What a stored configuration broke already, a changed one may go on breaking. */
interface Allowances {
  readonly sideEffects: boolean;
  readonly unknownVersions: boolean;
  readonly sameNames: boolean;
  /** Match conditions are not looked at: they are as they were. */
  readonly conditions: boolean;
}

const STRICT: Allowances = { sideEffects: false, unknownVersions: false, sameNames: false, conditions: false };

export function checkWebhooks(
  object: KubeObject,
  hooks: WebhookList = [],
  newExpressions: NewPolicyExpressions,
  stored?: WebhookList,
): Errors {
  const errors: Errors = [];
  const allowed = stored ? allowancesOf(hooks, stored) : STRICT;
  const names = new Set<string>();
  checkAnyObjectMeta(errors, object);
  hooks.forEach((hook, index) => {
    const path = `webhooks[${index}]`;
    checkWebhook(errors, path, hook, allowed, newExpressions(false));
    checkVersions(errors, `${path}.admissionReviewVersions`, hook.admissionReviewVersions ?? [], allowed);
    if (allowed.sameNames || !hook.name) return;
    if (names.has(hook.name)) errors.push(duplicate(`${path}.name`, hook.name));
    names.add(hook.name);
  });
  return errors;
}

function allowancesOf(hooks: WebhookList, stored: WebhookList): Allowances {
  const isUnknown = ({ admissionReviewVersions: versions }: Webhook) =>
    versions?.length > 0 && !versions.some((version) => REVIEW_VERSIONS.includes(version));
  return {
    sideEffects: stored.some(({ sideEffects }) => !NO_SIDE_EFFECTS.includes(sideEffects)),
    unknownVersions: stored.some(isUnknown),
    sameNames: new Set(stored.map(({ name }) => name)).size < stored.length,
    conditions:
      hooks.length === stored.length &&
      hooks.every(({ matchConditions }, index) => equalData(matchConditions, stored[index]?.matchConditions)),
  };
}

function checkWebhook(
  errors: Errors,
  path: string,
  hook: Webhook,
  allowed: Allowances,
  expressions: PolicyExpressions,
): void {
  const { failurePolicy, matchPolicy, sideEffects, timeoutSeconds, clientConfig } = hook;
  fullyQualifiedName(errors, `${path}.name`, hook.name);
  hook.rules?.forEach((rule, index) => {
    checkRule(errors, `${path}.rules[${index}]`, rule);
  });
  checkWord(errors, `${path}.failurePolicy`, failurePolicy, FAILURE_POLICIES);
  checkWord(errors, `${path}.matchPolicy`, matchPolicy, MATCH_POLICIES);
  const effects = allowed.sideEffects ? ANY_SIDE_EFFECTS : NO_SIDE_EFFECTS;
  // A word that must be there is null where the body has none.
  if ((sideEffects ?? undefined) === undefined) {
    errors.push(required(`${path}.sideEffects`, `must specify one of ${effects.join(', ')}`));
  }
  checkWord(errors, `${path}.sideEffects`, sideEffects, effects);
  if (timeoutSeconds !== undefined && (timeoutSeconds > 30 || timeoutSeconds < 1)) {
    const why = 'the timeout value must be between 1 and 30 seconds';
    errors.push(invalid(`${path}.timeoutSeconds`, timeoutSeconds, why));
  }
  checkLabelSelector(errors, `${path}.namespaceSelector`, hook.namespaceSelector);
  checkLabelSelector(errors, `${path}.objectSelector`, hook.objectSelector);
  if ('reinvocationPolicy' in hook) {
    checkWord(errors, `${path}.reinvocationPolicy`, hook.reinvocationPolicy, REINVOCATION_POLICIES);
  }
  const at = `${path}.clientConfig`;
  const { url, service } = clientConfig ?? {};
  if ((url === undefined) === (service === undefined)) {
    errors.push(required(at, 'exactly one of url or service is required'));
  } else if (url !== undefined) checkWebhookUrl(errors, `${at}.url`, url);
  else if (service) checkWebhookService(errors, `${at}.service`, service);
  if (allowed.conditions) return;
  const { matchConditions = [] } = hook;
  checkMatchConditions(errors, `${path}.matchConditions`, matchConditions, expressions, WEBHOOK_CONDITIONS);
}

function checkWord(errors: Errors, path: string, word: string | null | undefined, known: readonly string[]): void {
  if (word !== undefined && word !== null && !known.includes(word)) errors.push(notSupported(path, word, known));
}

function checkVersions(errors: Errors, path: string, versions: readonly string[], allowed: Allowances): void {
  const known = REVIEW_VERSIONS.join(', ');
  if (versions.length === 0) return void errors.push(required(path, `must specify one of ${known}`));
  versions.forEach((version, index) => {
    const at = `${path}[${index}]`;
    if (versions.indexOf(version) < index) errors.push(invalid(at, version, 'duplicate version'));
    else addInvalid(errors, at, version, dns1035Label(version));
  });
  if (allowed.unknownVersions || versions.some((version) => REVIEW_VERSIONS.includes(version))) return;
  errors.push(invalid(path, versions, `must include at least one of ${known}`));
}
