// The patch that a webhook answers with, and what it makes of the object.
// upstream: apiserver pkg/admission/plugin/webhook/mutating/dispatcher.go callAttrMutatingHook

import { internalError } from '../../api/api-error';
import { readBase64 } from '../../api/decode-base64';
import { decodeFor } from '../../api/decode-custom';
import { applyOperations, type Operation, PatchFault } from '../../api/patch/json-patch';
import { isMap } from '../../api/patch/merge-patch';
import { decodeBase64, utf8Text } from '../../kinds/base64';
import { jsonFault } from '../../kinds/json-fault';
import type { KindRow, KubeObject } from '../../kinds/kind';
import { schemaFacts } from '../../kinds/schema';
import type { WebhookResponse } from './rule';

/** A patch as it was sent. */
export interface DecodedPatch {
  readonly type: string | undefined;
  /** What it is in JSON. */
  readonly text: string | undefined;
  readonly operations: readonly Operation[] | undefined;
}

export const JSON_PATCH = 'JSONPatch';

/** The response's patch; undefined when it has none. */
export function patchOf(
  { patch, patchType }: WebhookResponse,
  failed: (why: string) => unknown,
): DecodedPatch | undefined {
  if (patch === undefined || patch === '') return undefined;
  if (typeof patch !== 'string') return { type: patchType ?? JSON_PATCH, text: undefined, operations: patch };
  const bytes = readBase64(patch);
  if ('error' in bytes) throw failed(`failed to call webhook: ${bytes.error}`);
  return { type: patchType, text: utf8Text(decodeBase64(bytes.text)), operations: undefined };
}

/** The operations. Errors: what `failed` makes of a text that is no JSON patch. */
export function operationsOf({ text, operations }: DecodedPatch, failed: (why: string) => unknown) {
  if (operations || text === undefined) return operations ?? [];
  const fault = jsonFault(text);
  const wrong = (why: string) => failed(`received undecodable patch in webhook response: ${why}`);
  if (fault !== undefined) throw wrong(fault);
  const value: unknown = JSON.parse(text);
  if (value === null) return [];
  if (!Array.isArray(value))
    throw wrong(`json: cannot unmarshal ${goKind(value)} into Go value of type jsonpatch.Patch`);
  const item = value.find((each) => !isMap(each) && each !== null);
  if (item !== undefined) {
    throw wrong(`json: cannot unmarshal ${goKind(item)} into Go value of type jsonpatch.Operation`);
  }
  return value as Operation[];
}

function goKind(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** Whether the server knows such patches. */
export const isJsonPatch = ({ type }: DecodedPatch): boolean => type === undefined || type === JSON_PATCH;

/** The object after the patch, read again. Errors: 500 for a patch that does not apply, or leads to no such object. */
export function patched(
  row: KindRow,
  schema: string,
  object: KubeObject,
  operations: readonly Operation[],
): KubeObject {
  const document = applied(object, operations);
  // What only a request's options are made of has no schema here.
  if (!schemaFacts(schema) && !row.custom) return document as KubeObject;
  const result = decodeFor(schema === row.schema ? row : { ...row, schema }, document, 'Ignore');
  if ('error' in result) throw internalError(result.error);
  return result.object as unknown as KubeObject;
}

function applied(object: KubeObject, operations: readonly Operation[]): unknown {
  try {
    return applyOperations(object, operations);
  } catch (fault) {
    throw fault instanceof PatchFault ? internalError(fault.message) : fault;
  }
}
