// Rows of webhooks and admission policies. upstream: printers.go printValidatingWebhook,
// printValidatingAdmissionPolicy, printValidatingAdmissionPolicyBinding and their mutating twins

import type {
  LabelSelector,
  MutatingAdmissionPolicy,
  MutatingAdmissionPolicyBinding,
  MutatingWebhookConfiguration,
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
  ValidatingWebhookConfiguration,
} from '../kinds/generated/types.gen';
import { age, definePrinter } from './printer';

type Webhooks = ValidatingWebhookConfiguration | MutatingWebhookConfiguration;
type Binding = ValidatingAdmissionPolicyBinding | MutatingAdmissionPolicyBinding;
type ParamKind = { readonly apiVersion?: string | undefined; readonly kind?: string | undefined };

export const printWebhooks = definePrinter<Webhooks>((object, cx) => {
  return [object.metadata.name, object.webhooks?.length ?? 0, age(object, cx)];
});

export const printValidatingAdmissionPolicy = definePrinter<ValidatingAdmissionPolicy>((object, cx) => {
  const { metadata, spec } = object;
  return [metadata.name, spec?.validations?.length ?? 0, paramKind(spec?.paramKind), age(object, cx)];
});

export const printMutatingAdmissionPolicy = definePrinter<MutatingAdmissionPolicy>((object, cx) => {
  const { metadata, spec } = object;
  return [metadata.name, spec?.mutations?.length ?? 0, paramKind(spec?.paramKind), age(object, cx)];
});

const paramKind = (kind: ParamKind | undefined) => (kind ? `${kind.apiVersion ?? ''}/${kind.kind ?? ''}` : '<unset>');

export const printPolicyBinding = definePrinter<Binding>((object, cx) => {
  return [object.metadata.name, object.spec?.policyName ?? '', paramRef(object), age(object, cx)];
});

/** Whether the parameter has a namespace cannot be told from here: without one it shows `*`. */
function paramRef({ spec }: Binding): string {
  const { name, namespace, selector } = spec?.paramRef ?? {};
  if (name) return `${namespace || '*'}/${name}`;
  return selector ? goText(selector) : '<unset>';
}

/** The selector as Go's generated String methods print it. */
function goText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const labels = Object.keys(matchLabels)
    .sort()
    .map((key) => `${key}: ${matchLabels[key]},`);
  const expressions = matchExpressions.map(({ key, operator, values = [] }) => {
    return `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${values.join(' ')}],},`;
  });
  const map = `map[string]string{${labels.join('')}}`;
  return `&LabelSelector{MatchLabels:${map},MatchExpressions:[]LabelSelectorRequirement{${expressions.join('')}},}`;
}
