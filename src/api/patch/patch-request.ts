// What a PATCH asks for, and the place that its URL names.

import type { KindRow, KubeObject } from '../../kinds/kind';
import { invariant } from '../../sim/invariant';
import type { PatchType } from '../actor';
import { badRequest } from '../api-error';
import { decode } from '../decode';
import { withAskedReset } from '../managed-fields/manager';

export interface PatchRequest {
  readonly namespace: string | undefined;
  readonly name: string;
  readonly type: PatchType;
  readonly patch: unknown;
  readonly force: boolean;
  /**
   * Checks and normalises the patched object; a client's patch of unknown fields is refused here.
   * @param shown what errors show: the patched document in the server's order, or what a strategic patch said
   */
  readonly decode?: (patched: unknown, shown: string | (() => unknown)) => KubeObject;
  /** Of an apply: looks at the text again, once nothing stands in the way of merging it. */
  readonly readStrictly?: () => void;
}

/** The object at the place of its URL. Errors: 400 when it says another. upstream: applyPatch, checkName */
export function atTarget(row: KindRow, object: KubeObject, { namespace, name }: PatchRequest): KubeObject {
  const given = object.metadata?.namespace;
  if (row.namespaced && given && given !== namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  checkName(object, name);
  const { namespace: ignored, ...rest } = object.metadata;
  if (row.namespaced) return given ? object : { ...object, metadata: { ...rest, namespace } as KubeObject['metadata'] };
  return given ? { ...object, metadata: rest as KubeObject['metadata'] } : object;
}

/** Errors: 400 when the object says another name than the URL, or none. upstream: handlers/rest.go checkName */
export function checkName({ metadata }: KubeObject, name: string): void {
  const said = metadata?.name;
  if (!said) {
    throw badRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`);
  }
  if (said !== name) {
    throw badRequest(`the name of the object (${said}) does not match the name on the URL (${name})`);
  }
}

/**
 * What a component's own patch came to. It knows the types, but a null in it stands for what an absent field is; parts
 * that the patch has left alone stay as they are.
 */
export function asTyped(row: KindRow, patched: unknown, before: KubeObject | undefined): KubeObject {
  const decoded = decode(row.schema, patched, 'Ignore');
  invariant('object' in decoded, `a patch of ${row.kind} that does not decode`);
  const whole: Record<string, unknown> = { ...decoded.object };
  const [left, right] = [patched as Record<string, unknown>, before as Record<string, unknown> | undefined];
  for (const key in whole) if (left[key] !== undefined && left[key] === right?.[key]) whole[key] = left[key];
  return withAskedReset(patched, whole as unknown as KubeObject);
}
