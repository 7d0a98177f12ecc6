// The scale of an autoscaler's target, or why it cannot be had.
// upstream: pkg/controller/podautoscaler/horizontal.go reconcileAutoscaler, scaleForResourceMappings

import type { Client } from '../../api/actor';
import { ApiError } from '../../api/api-error';
import type { CrossVersionObjectReference, Scale } from '../../kinds/generated/types.gen';
import type { KindRow } from '../../kinds/kind';
import type { KindName } from '../../kinds/kind-map';

export interface TargetScale {
  readonly kind: KindName;
  readonly scale: Scale;
}

/** The scale, or the words of the refusal. */
export function targetScale(
  client: Client,
  namespace: string | undefined,
  { apiVersion = '', kind, name }: CrossVersionObjectReference,
): TargetScale | string {
  const parts = apiVersion.split('/');
  if (parts.length > 2) return `unexpected GroupVersion string: ${apiVersion}`;
  const group = parts.length === 2 ? (parts[0] as string) : '';
  const { registry } = client;
  const row =
    registry.byVersion(apiVersion, kind) ?? registry.all.find((each) => each.group === group && each.kind === kind);
  if (!row) return `no matches for kind ${JSON.stringify(kind)} in group ${JSON.stringify(group)}`;
  if (!hasScale(row)) return 'the server could not find the requested resource';
  try {
    const key = row.key as KindName;
    return { kind: key, scale: client.scale(key, row.namespaced ? namespace : undefined, name) };
  } catch (error) {
    if (error instanceof ApiError) return error.message;
    throw error;
  }
}

const hasScale = ({ subresources }: KindRow) => subresources.some(({ name }) => name === 'scale');
