// Functions that answer for admission webhooks, by the names that specs in YAML know them by.

import type { WebhookFunction } from '../admission/webhook/rule';
import { nearest } from '../kinds/nearest';
import { UsageError } from './describe/usage-error';

const registered = new Map<string, WebhookFunction>();

/** Gives a function a name. Errors: UsageError when another one has it. */
export function registerWebhook(name: string, answer: WebhookFunction): void {
  if (typeof answer !== 'function') throw new UsageError(`expected a function for the webhook "${name}"`);
  const known = registered.get(name);
  if (known && known !== answer) throw new UsageError(`there is a webhook's function "${name}" already`);
  registered.set(name, answer);
}

/** The function of this name; undefined when there is none. */
export function webhookNamed(name: string): WebhookFunction | undefined {
  return registered.get(name);
}

export function nearestWebhook(name: string): string | undefined {
  return nearest(name, [...registered.keys()]);
}
