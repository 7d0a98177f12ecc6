// Servers with admission webhooks for specs: configurations, and functions that answer for them by the webhook's name.

import type { WebhookRule } from '../../../src/admission/webhook/rule';
import { type Body, body, SpecServer } from '../../kinds/api-server';

export const RULES: Body[] = [
  {
    apiGroups: ['', 'apps', 'autoscaling'],
    apiVersions: ['*'],
    operations: ['CREATE', 'UPDATE', 'DELETE'],
    resources: ['pods', 'configmaps', 'deployments', 'deployments/scale', 'namespaces', 'horizontalpodautoscalers'],
  },
];

export const NAME = 'check.example.com';

export const webhook = (fields: Body = {}): Body => ({
  name: NAME,
  rules: RULES,
  sideEffects: 'None',
  admissionReviewVersions: ['v1'],
  clientConfig: { url: 'https://hooks.example.com/check' },
  ...fields,
});

type Kind = 'Validating' | 'Mutating';

export const configuration = (kind: Kind, name: string, ...webhooks: Body[]): Body =>
  body('admissionregistration.k8s.io/v1', `${kind}WebhookConfiguration`, name, { webhooks });

export const validating = (...webhooks: Body[]) => configuration('Validating', 'checks', ...webhooks);
export const mutating = (...webhooks: Body[]) => configuration('Mutating', 'changes', ...webhooks);

/** Answers for the webhook of the name that `webhook` gives, or another one. */
export const rule = (answer: WebhookRule['answer'], name = NAME): WebhookRule => ({ name, answer });

/** A server with these configurations. */
export function server(webhooks: readonly WebhookRule[], ...configurations: Body[]): SpecServer {
  const own = new SpecServer({ webhooks });
  for (const each of configurations) own.create(each);
  return own;
}

export const configMap = (name: string, content: Body = {}): Body => {
  const { metadata, ...rest } = content;
  return body('v1', 'ConfigMap', name, { metadata: { namespace: 'default', ...metadata }, ...rest });
};
