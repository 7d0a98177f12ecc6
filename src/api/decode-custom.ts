// Bodies of custom resources: plain data but for metadata, which is typed as everywhere. What the schema does not know
// is taken out, and told where unknown fields are. Bodies of built-in kinds go to `decode`.
// upstream: customresource_handler.go unstructuredSchemaCoercer, pkg/apiserver/schema/objectmeta/algorithm.go

import { additionalOf, isDict, isEmbedded, itemsOf, propertyOf, type Schema, setEntry } from '../custom/schema';
import type { KindRow, KubeObject } from '../kinds/kind';
import { invalid } from '../kinds/validation/field-error';
import {
  type Decoded,
  type DecodeFailure,
  type DecodeOptions,
  decode,
  type FieldValidation,
  strictDecodingError,
} from './decode';
import type { StrictFault } from './decode-fault';

type Dict = Record<string, unknown>;

/** Decodes a body of this kind, built-in or custom. */
export function decodeFor(
  row: KindRow,
  body: unknown,
  mode: FieldValidation,
  options: DecodeOptions = {},
): Decoded | DecodeFailure {
  if (!row.custom) return decode(row.schema, body, mode, options);
  if (!isDict(body)) return decode('ObjectMeta', body, mode);
  return new CustomDecoder(mode, options.duplicates).decode(body, row.custom.prune, row.custom.jsonSchema);
}

class CoerceFault extends Error {}

class CustomDecoder {
  readonly #mode: FieldValidation;
  readonly #duplicates: DecodeOptions['duplicates'];
  /** Texts of what the strict mode refuses. */
  readonly #strict: string[] = [];

  constructor(mode: FieldValidation, duplicates: DecodeOptions['duplicates']) {
    this.#mode = mode;
    this.#duplicates = duplicates;
  }

  decode(body: Dict, prune: NonNullable<KindRow['custom']>['prune'], schema: Schema): Decoded | DecodeFailure {
    try {
      if (this.#duplicates) this.#findDuplicates(body, '');
      const metadata = this.#metadata(body, 'metadata') ?? {};
      const unknown: string[] = [];
      const known = prune({ ...body, metadata } as unknown as KubeObject, unknown) as unknown as Dict;
      for (const path of unknown.sort()) this.#strict.push(`unknown field "${path}"`);
      const object = this.#embedded(known, schema, '') as Dict;
      return this.#answer(object);
    } catch (fault) {
      if (!(fault instanceof CoerceFault)) throw fault;
      return { error: fault.message, problems: [] };
    }
  }

  #answer(object: Dict): Decoded | DecodeFailure {
    const warnings = this.#mode === 'Ignore' ? [] : this.#strict;
    if (this.#mode !== 'Strict' || warnings.length === 0) return { object, warnings };
    return { error: strictDecodingError(warnings), problems: warnings.map(strictProblem) };
  }

  /** The metadata of the root or of an embedded resource, as its type writes it. */
  #metadata(object: Dict, path: string): Dict | undefined {
    if (object.metadata === undefined) return undefined;
    const decoded = decode('ObjectMeta', object.metadata, this.#mode === 'Ignore' ? 'Ignore' : 'Warn');
    if ('error' in decoded) throw new CoerceFault(decoded.error);
    for (const text of decoded.warnings) this.#strict.push(text.replace('field "', `field "${path}.`));
    const { creationTimestamp, ...metadata } = decoded.object;
    return creationTimestamp === null || creationTimestamp === undefined ? metadata : decoded.object;
  }

  /** Embedded resources below: apiVersion and kind are texts, metadata is typed. */
  #embedded(value: unknown, schema: Schema, path: string): unknown {
    if (Array.isArray(value)) {
      const items = itemsOf(schema);
      return items ? value.map((item, index) => this.#embedded(item, items, `${path}[${index}]`)) : value;
    }
    if (!isDict(value)) return value;
    const next: Dict = {};
    for (const key of Object.keys(value)) {
      const below = path === '' ? key : `${path}.${key}`;
      let entry = value[key];
      if (isEmbedded(schema)) entry = this.#embeddedField(value, key, below);
      const property = propertyOf(schema, key);
      const additional = additionalOf(schema);
      if (property) entry = this.#embedded(entry, property, below);
      else if (additional) entry = this.#embedded(entry, additional, `${path}[${key}]`);
      setEntry(next, key, entry);
    }
    return next;
  }

  #embeddedField(object: Dict, key: string, path: string): unknown {
    const value = object[key];
    if (key === 'apiVersion' || key === 'kind') {
      if (typeof value !== 'string') throw coerceFault(path, value, 'must be a string');
    }
    if (key !== 'metadata') return value;
    try {
      return this.#metadata(object, path);
    } catch (fault) {
      throw fault instanceof CoerceFault ? coerceFault(path, value, fault.message) : fault;
    }
  }

  #findDuplicates(value: unknown, path: string): void {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) this.#findDuplicates(item, `${path}[${index}]`);
    } else if (isDict(value)) {
      const repeated = this.#duplicates?.get(value);
      for (const key of Object.keys(value)) {
        const below = path === '' ? key : `${path}.${key}`;
        if (repeated?.includes(key)) this.#strict.push(`duplicate field "${below}"`);
        this.#findDuplicates(value[key], below);
      }
    }
  }
}

function coerceFault(path: string, value: unknown, detail: string): CoerceFault {
  const { field, message } = invalid(path, value, detail);
  return new CoerceFault(`${field}: ${message}`);
}

/** `unknown field "spec.ports[0].foo"` */
function strictProblem(text: string): StrictFault {
  const [kind = '', path = ''] = text.split(/ "|"$/);
  const steps = path.split(/\.|(?=\[\d+\])/).map((step) => (/^\[\d+\]$/.test(step) ? Number(step.slice(1, -1)) : step));
  return { kind: kind as StrictFault['kind'], path: steps, schema: '' };
}
