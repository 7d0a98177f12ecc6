// What admission is told of a request.

import type { KubeObject } from '../kinds/kind';
import type { DeleteOptions } from './actor';
import type { AdmissionRequest, AdmissionTarget, BodyKind } from './admission';
import type { Caller, RequestOptions } from './caller';

export function admissionRequest(
  caller: Caller,
  { operation, row, subresource }: AdmissionTarget,
  object: KubeObject | undefined,
  stored: KubeObject | undefined,
  options: RequestOptions,
  deleteOptions?: DeleteOptions,
): AdmissionRequest {
  const { dryRun = false } = options;
  const { name, generateName, namespace } = ((object ?? stored) as KubeObject).metadata;
  const shown = name || (generateName ?? '');
  return {
    operation,
    row,
    namespace,
    name: shown,
    subresource,
    object,
    stored,
    dryRun,
    caller,
    options,
    deleteOptions,
  };
}

/** Of the object whose subresource is asked for. */
export interface Place {
  readonly namespace: string | undefined;
  readonly name: string;
  readonly dryRun?: boolean;
}

/** A request whose body is of another kind than its row. */
export function bodyRequest(
  caller: Caller,
  target: AdmissionTarget,
  { namespace, name, dryRun = false }: Place,
  bodyKind: BodyKind,
  object: KubeObject,
): AdmissionRequest {
  const { operation, row, subresource } = target;
  const options: RequestOptions = {};
  return {
    operation,
    row,
    namespace,
    name,
    subresource,
    object,
    stored: undefined,
    dryRun,
    caller,
    options,
    bodyKind,
  };
}
