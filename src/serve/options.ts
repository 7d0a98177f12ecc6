// The query parameters of writes, checked as the server checks them before it reads the body.
// upstream: apimachinery/pkg/apis/meta/v1/validation/validation.go

import type { DeleteOptions } from '../api/actor';
import { badRequest } from '../api/api-error';
import { decode, type FieldValidation } from '../api/decode';
import { checkDeleteOptions, dryRunErrors, invalidOptions } from '../api/delete-options';
import type { FieldError } from '../kinds/kind';
import { goQuote } from '../kinds/validation/field-error';
import type { ServedRequest } from './exchange';

export interface WriteQuery {
  readonly dryRun: boolean;
  /** As asked, or the client's name. */
  readonly fieldManager: string;
  readonly fieldValidation: FieldValidation;
  readonly force: boolean;
}

type OptionsKind = 'CreateOptions' | 'UpdateOptions' | 'PatchOptions';

const MAX_MANAGER = 128;
const FIELD_VALIDATIONS: readonly string[] = ['', 'Ignore', 'Warn', 'Strict'];

/** @param apply whether a patch is an apply; undefined for other verbs. Errors: 422 Invalid. */
export function writeQuery(request: ServedRequest, kind: OptionsKind, apply?: boolean): WriteQuery {
  const { query } = request;
  const manager = query.get('fieldManager') ?? '';
  const force = boolOf(query.get('force'));
  const validation = query.get('fieldValidation') ?? '';
  const errors: FieldError[] = [];
  if (apply === true && manager === '') {
    const message = 'Required value: is required for apply patch';
    errors.push({ type: 'FieldValueRequired', field: 'fieldManager', message });
  }
  if (apply === false && force !== undefined) {
    const message = 'Forbidden: may not be specified for non-apply patch';
    errors.push({ type: 'FieldValueForbidden', field: 'force', message });
  }
  errors.push(...managerErrors(manager), ...dryRunErrors(query.getAll('dryRun')));
  if (!FIELD_VALIDATIONS.includes(validation)) {
    const message = `Unsupported value: ${JSON.stringify(validation)}: supported values: "", "Ignore", "Strict", "Warn"`;
    errors.push({ type: 'FieldValueNotSupported', field: 'fieldValidation', message });
  }
  if (errors.length > 0) throw invalidOptions(kind, errors);
  return {
    dryRun: query.getAll('dryRun').length > 0,
    fieldManager: manager || clientName(request),
    fieldValidation: (validation || 'Warn') as FieldValidation,
    force: force ?? false,
  };
}

/** The User-Agent up to its first slash. upstream: handlers managerOrUserAgent */
export function clientName(request: ServedRequest): string {
  const agent = request.headers['user-agent'] ?? '';
  return agent.split('/')[0]?.slice(0, MAX_MANAGER) || 'unknown';
}

function managerErrors(manager: string): FieldError[] {
  const errors: FieldError[] = [];
  if (Buffer.byteLength(manager) > MAX_MANAGER) {
    const message = `Too long: may not be more than ${MAX_MANAGER} bytes`;
    errors.push({ type: 'FieldValueTooLong', field: 'fieldManager', message });
  }
  let at = 0;
  for (const char of manager) {
    if (!/[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.test(char)) {
      const code = (char.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0');
      const message = `Invalid value: ${goQuote(manager)}: invalid character U+${code} (at position ${at})`;
      errors.push({ type: 'FieldValueInvalid', field: 'fieldManager', message });
    }
    at += Buffer.byteLength(char);
  }
  return errors;
}

/** @param body the decoded DeleteOptions; undefined when the request has none. Errors: 400, 422. */
export function deleteQuery(request: ServedRequest, body: unknown): DeleteOptions {
  const asked = body === undefined ? fromQuery(request.query) : fromBody(body);
  checkDeleteOptions(asked);
  return asked;
}

function fromBody(body: unknown): DeleteOptions {
  const decoded = decode('DeleteOptions', body, 'Ignore');
  if ('error' in decoded) throw badRequest(decoded.error);
  return decoded.object as DeleteOptions;
}

function fromQuery(query: URLSearchParams): DeleteOptions {
  const grace = query.get('gracePeriodSeconds');
  const seconds = grace === null ? undefined : Number(grace);
  if (grace !== null && !/^-?\d+$/.test(grace)) {
    throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(grace)}: invalid syntax`);
  }
  const policy = query.get('propagationPolicy');
  const orphan = boolOf(query.get('orphanDependents'));
  return {
    ...(seconds === undefined ? {} : { gracePeriodSeconds: seconds }),
    ...(policy === null ? {} : { propagationPolicy: policy as 'Orphan' }),
    ...(orphan === undefined ? {} : { orphanDependents: orphan }),
    dryRun: query.getAll('dryRun'),
  };
}

/** upstream: apimachinery/pkg/runtime/conversion.go Convert_Slice_string_To_bool: all but `false` and `0` is true. */
function boolOf(value: string | null): boolean | undefined {
  if (value === null) return undefined;
  return value.toLowerCase() !== 'false' && value !== '0';
}
