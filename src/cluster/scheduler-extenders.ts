// Functions that answer for scheduler extenders, by the `urlPrefix` that a scheduler's configuration gives.

import { nearest } from '../kinds/nearest';
import type { ExtenderFunctions } from '../scheduler/extender';
import { UsageError } from './describe/usage-error';

const registered = new Map<string, ExtenderFunctions>();
const PARTS = ['filter', 'prioritize', 'preempt', 'bind'];

/** Makes an extender known. Errors: UsageError when another one answers for the URL. */
export function registerExtender(urlPrefix: string, functions: ExtenderFunctions): void {
  for (const [name, part] of Object.entries(functions)) {
    if (!PARTS.includes(name)) throw new UsageError(`an extender has no "${name}"`, { hint: nearest(name, PARTS) });
    if (typeof part !== 'function') throw new UsageError(`expected a function for "${name}" of the extender`);
  }
  const known = registered.get(urlPrefix);
  if (known && known !== functions) throw new UsageError(`there is an extender "${urlPrefix}" already`);
  registered.set(urlPrefix, functions);
}

export const extenderAt = (urlPrefix: string): ExtenderFunctions | undefined => registered.get(urlPrefix);

export const nearestExtender = (urlPrefix: string): string | undefined => nearest(urlPrefix, [...registered.keys()]);
