// The query parameters of writes, checked as the server checks them before it reads the body.
// upstream: apimachinery/pkg/apis/meta/v1/validation/validation.go

import type { DeleteOptions } from '../api/actor';
import { type ApiError, badRequest, invalid } from '../api/api-error';
import { decode, type FieldValidation } from '../api/decode';
import type { FieldError } from '../kinds/kind';
import type { ServedRequest } from './exchange';

export interface WriteQuery {
  readonly dryRun: boolean;
  /** As asked, or the client's name. */
  readonly fieldManager: string;
  readonly fieldValidation: FieldValidation;
  readonly force: boolean;
}

type OptionsKind = 'CreateOptions' | 'UpdateOptions' | 'PatchOptions' | 'DeleteOptions';

const MAX_MANAGER = 128;
const FIELD_VALIDATIONS: readonly string[] = ['', 'Ignore', 'Warn', 'Strict'];
const PROPAGATIONS: readonly string[] = ['Foreground', 'Background', 'Orphan'];

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
      const message = `Invalid value: ${JSON.stringify(manager)}: invalid character U+${code} (at position ${at})`;
      errors.push({ type: 'FieldValueInvalid', field: 'fieldManager', message });
    }
    at += Buffer.byteLength(char);
  }
  return errors;
}

function dryRunErrors(values: readonly string[]): FieldError[] {
  if (values.every((value) => value === 'All')) return [];
  const message = `Unsupported value: ${JSON.stringify(values)}: supported values: "All"`;
  return [{ type: 'FieldValueNotSupported', field: 'dryRun', message }];
}

function invalidOptions(kind: string, errors: readonly FieldError[]): ApiError {
  return invalid({ group: 'meta.k8s.io', kind, plural: kind.toLowerCase() }, '', errors);
}

export interface DeleteQuery {
  readonly options: DeleteOptions;
  readonly dryRun: boolean;
  /** The old way to ask for a cascade; it also asks to be told when the object stays. */
  readonly orphanDependents: boolean | undefined;
}

interface DeleteBody {
  readonly gracePeriodSeconds?: number;
  readonly propagationPolicy?: string;
  readonly orphanDependents?: boolean;
  readonly dryRun?: readonly string[];
  readonly preconditions?: DeleteOptions['preconditions'];
}

/** @param body the decoded DeleteOptions; undefined when the request has none. Errors: 400, 422. */
export function deleteQuery(request: ServedRequest, body: unknown): DeleteQuery {
  const asked = body === undefined ? fromQuery(request.query) : fromBody(body);
  const { gracePeriodSeconds, propagationPolicy, orphanDependents, dryRun = [], preconditions } = asked;
  const errors: FieldError[] = [];
  if (orphanDependents !== undefined && propagationPolicy !== undefined) {
    const why = 'orphanDependents and deletionPropagation cannot be both set';
    const message = `Invalid value: ${JSON.stringify(propagationPolicy)}: ${why}`;
    errors.push({ type: 'FieldValueInvalid', field: 'propagationPolicy', message });
  }
  if (propagationPolicy !== undefined && !PROPAGATIONS.includes(propagationPolicy)) {
    const supported = 'supported values: "Foreground", "Background", "Orphan", "nil"';
    const message = `Unsupported value: ${JSON.stringify(propagationPolicy)}: ${supported}`;
    errors.push({ type: 'FieldValueNotSupported', field: 'propagationPolicy', message });
  }
  errors.push(...dryRunErrors(dryRun));
  if (errors.length > 0) throw invalidOptions('DeleteOptions', errors);
  const policy =
    propagationPolicy ?? { true: 'Orphan', false: 'Background', undefined: undefined }[`${orphanDependents}`];
  const options = {
    ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
    ...(policy === undefined ? {} : { propagationPolicy: policy as 'Orphan' }),
    ...(preconditions === undefined ? {} : { preconditions }),
  };
  return { options, dryRun: dryRun.length > 0, orphanDependents };
}

function fromBody(body: unknown): DeleteBody {
  const decoded = decode('DeleteOptions', body, 'Ignore');
  if ('error' in decoded) throw badRequest(decoded.error);
  return decoded.object as DeleteBody;
}

function fromQuery(query: URLSearchParams): DeleteBody {
  const grace = query.get('gracePeriodSeconds');
  const seconds = grace === null ? undefined : Number(grace);
  if (grace !== null && !/^-?\d+$/.test(grace)) {
    throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(grace)}: invalid syntax`);
  }
  const policy = query.get('propagationPolicy');
  const orphan = boolOf(query.get('orphanDependents'));
  return {
    ...(seconds === undefined ? {} : { gracePeriodSeconds: seconds }),
    ...(policy === null ? {} : { propagationPolicy: policy }),
    ...(orphan === undefined ? {} : { orphanDependents: orphan }),
    dryRun: query.getAll('dryRun'),
  };
}

/** upstream: apimachinery/pkg/runtime/conversion.go Convert_Slice_string_To_bool: all but `false` and `0` is true. */
function boolOf(value: string | null): boolean | undefined {
  if (value === null) return undefined;
  return value.toLowerCase() !== 'false' && value !== '0';
}
