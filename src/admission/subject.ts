// The object that a webhook or a policy is shown: in the version that its rules match, a Scale where one is written.
// upstream: apiserver pkg/admission/conversion.go; pkg/registry/apps/deployment/storage scaleUpdatedObjectInfo

import type { AdmissionRequest } from '../api/admission';
import { withCustomScale } from '../api/custom-scale';
import { scaleOf } from '../api/scale-of';
import { viewOf } from '../api/stored-view';
import type { Scale } from '../kinds/generated/types.gen';
import { apiVersionOf, type KindRow, type KubeObject } from '../kinds/kind';
import { withFields } from '../kinds/with-defaults';

export interface Subject {
  readonly object: KubeObject | undefined;
  readonly oldObject: KubeObject | undefined;
  /** The object of the request, with what a webhook made of the one it was shown. */
  readonly back: (patched: KubeObject) => KubeObject;
}

const SCALE = { group: 'autoscaling', version: 'v1', kind: 'Scale' };

/** The row of what is shown: no kind of its own where the body is of another. */
export function shownRow({ subresource, bodyKind }: AdmissionRequest, row: KindRow): KindRow {
  const other = bodyKind ?? (subresource === 'scale' ? SCALE : undefined);
  if (!other) return row;
  const { defaults, custom, ...facts } = row;
  return { ...facts, ...other, schema: other.kind };
}

/** @param row in whose terms the webhook or policy matches */
export function subjectOf(request: AdmissionRequest, row: KindRow): Subject {
  const { row: own, subresource, object, stored, bodyKind } = request;
  if (bodyKind) return { object, oldObject: stored, back: (patched) => patched };
  const show = (one: KubeObject) => shown(own, row, subresource, one);
  return {
    object: object && show(object),
    oldObject: stored && show(stored),
    back: (patched) => {
      if (subresource === 'scale') return withReplicas(object as KubeObject, own, patched as Scale);
      const stands = row.storedAs ? row.storedAs.toStored(patched) : patched;
      return withFields(stands, { apiVersion: apiVersionOf(own), kind: own.kind });
    },
  };
}

function shown(own: KindRow, row: KindRow, subresource: string | undefined, object: KubeObject): KubeObject {
  if (subresource === 'scale') return scaleOf(object, own.custom?.scale) as KubeObject;
  const view = row.storedAs || own.key !== row.key ? viewOf(row, object) : object;
  const [apiVersion, kind] = [apiVersionOf(row), row.kind];
  return view.apiVersion === apiVersion && view.kind === kind ? view : withFields(view, { apiVersion, kind });
}

function withReplicas(object: KubeObject, own: KindRow, scale: Scale): KubeObject {
  const replicas = scale.spec?.replicas ?? 0;
  const paths = own.custom?.scale;
  if (paths) return withCustomScale(object, paths, scale);
  return { ...object, spec: { ...(object as { spec?: object }).spec, replicas } } as KubeObject;
}
