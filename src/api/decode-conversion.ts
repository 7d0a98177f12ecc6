// What decodes and yet cannot become the server's own type: a number that a kind keeps in an annotation.
// upstream: pkg/apis/apps/v1/conversion.go Convert_v1_DaemonSet_To_apps_DaemonSet

import { TEMPLATE_GENERATION } from '../kinds/daemon-set';
import type { KubeObject } from '../kinds/kind';
import type { Fault } from './decode-fault';

const MAX_INT64 = 2n ** 63n;

/** @param schema a schema's name, e.g. `DaemonSet` */
export function conversionFault(schema: string, object: unknown): Fault | undefined {
  if (schema !== 'DaemonSet') return undefined;
  const text = (object as Partial<KubeObject>).metadata?.annotations?.[TEMPLATE_GENERATION];
  const error = typeof text !== 'string' ? undefined : integerFault(text);
  if (error === undefined) return undefined;
  return { path: ['metadata', 'annotations', TEMPLATE_GENERATION], wanted: 'integer', error };
}

/** In the words of strconv.ParseInt. */
function integerFault(text: string): string | undefined {
  const fail = (why: string) => `strconv.ParseInt: parsing ${JSON.stringify(text)}: ${why}`;
  if (!/^[+-]?\d+$/.test(text)) return fail('invalid syntax');
  const value = BigInt(text.replace(/^\+/, ''));
  return value >= MAX_INT64 || value < -MAX_INT64 ? fail('value out of range') : undefined;
}
