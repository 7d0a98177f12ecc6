// The API server's request pipeline over the kinds table: default, mutate, complete, validate, admit, store. It reads a
// kind's row and the admission table and knows no kind by name but where the real one has a subresource of its own.

import { equalData } from '../kinds/equal-data';
import { enforce, type FeatureGates } from '../kinds/feature-gates';
import { keepSpec, keepStatus } from '../kinds/keep';
import { type FieldError, type KindRow, type KubeObject, keyOf, objectKey, type StrategyContext } from '../kinds/kind';
import type { KindRegistry } from '../kinds/registry';
import { withFields } from '../kinds/with-defaults';
import { broken } from '../sim/invariant';
import type { RandomStreams } from '../sim/random';
import { rfc3339 } from '../sim/time';
import type { Trace } from '../sim/trace';
import type { DeleteOptions } from './actor';
import type { AdmissionContext, AdmissionPlugin, AdmissionTarget, BodyKind, Operation } from './admission';
import { AdmissionChains } from './admission-chains';
import { admissionRequest, bodyRequest, type Place } from './admission-request';
import { ApiError, alreadyExists, badRequest, forbidden, invalid, notFound } from './api-error';
import { checkCreateOnUpdate } from './authorization/authorize';
import { checkEscalation } from './authorization/escalation';
import { userOf } from './authorization/identity';
import { checkPolicyParams } from './authorization/policy-params';
import { answerReview } from './authorization/reviews';
import { type Caller, type RequestOptions, serverFor } from './caller';
import { generateName } from './generate-name';
import type { Managers } from './managed-fields/manager';
import { foreseeManagers, isNothingNew, managersAsked } from './managed-fields/write-managers';
import { finalizersOf, withoutEmpty } from './metadata';
import {
  checkPreconditions,
  immutableErrors,
  keepServerFields,
  metadataErrors,
  withoutRepeatedOwners,
} from './metadata-update';
import { newPolicyExpressions } from './policy/compiler';
import { errorsAsSent } from './sent-empties';
import { withAddresses } from './service-addresses';
import type { Store, WriteOrigin } from './store';
import { writeStored } from './stored-form';

export interface Clock {
  nowMs: number;
}

/** Service addresses and node ports; see `service-allocator`. Returns the same object when nothing is to allocate. */
export type Allocate = (
  row: KindRow,
  object: KubeObject,
  stored: KubeObject | undefined,
  dryRun: boolean,
) => KubeObject;

export interface ServerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: RandomStreams;
  readonly admission: readonly AdmissionPlugin[];
  readonly reader: AdmissionContext & {
    warnings: string[] | undefined;
    writeStatus: AdmissionContext['writeStatus'];
  };
  readonly allocate: Allocate;
  readonly featureGates: FeatureGates;
}

const TERMINATING = 'create not allowed while custom resource definition is terminating';

export class ApiServer {
  readonly parts: ServerParts;
  readonly #chains: AdmissionChains;

  constructor(parts: ServerParts) {
    this.parts = parts;
    this.#chains = new AdmissionChains(parts.admission);
  }

  /** The kinds served now. */
  get kinds(): KindRegistry {
    return this.parts.store.registry;
  }

  /** The row of an object's apiVersion and kind; a programming error when it has none. */
  rowOf(object: KubeObject): KindRow {
    const row = this.kinds.byVersion(object.apiVersion, object.kind);
    return row ?? broken(`no kind ${object.apiVersion}/${object.kind} in the kinds table`);
  }

  get(row: KindRow, namespace: string | undefined, name: string): KubeObject {
    const found = this.parts.store.get(row, keyOf(row.namespaced ? namespace : undefined, name));
    if (!found) throw notFound(row, name);
    return found;
  }

  /** POST. The object is typed data already; decoding is the caller's. Answers the object as stored. */
  create(caller: Caller, row: KindRow, input: KubeObject, options: RequestOptions = {}): KubeObject {
    enforce(this.parts.featureGates);
    if (row.storedAs) {
      return writeStored(this.kinds, row, input, (stored, form) => this.create(caller, stored, form, options));
    }
    if (input.metadata.resourceVersion) {
      throw new ApiError(500, undefined, 'resourceVersion should not be set on objects to be created');
    }
    const review = answerReview(this, caller, row, input);
    if (review) return review;
    const given = withoutRepeatedOwners(this.#withoutServerFields(row, input), options);
    if (row.custom?.isTerminating) throw forbidden(row, given.metadata.name, TERMINATING);
    const defaulted = row.defaults?.(given) ?? given;
    const mutated = this.#mutate(caller, 'CREATE', row, defaulted, undefined, options);
    checkEscalation(this, caller, row, mutated, undefined);
    const object = this.#complete(caller, row, mutated, options);
    const allocated = this.parts.allocate(row, object, undefined, options.dryRun ?? false);
    const judge = (object: KubeObject) => [
      ...this.#metadataErrors(row, object),
      ...(row.validate?.(object, newPolicyExpressions) ?? []),
    ];
    this.#validate(row, allocated, errorsAsSent(judge(allocated), allocated, options.sent, judge));
    checkPolicyParams(this, caller, row, allocated, undefined);
    if (options.warnings) options.warnings.push(...(row.warnings?.(allocated) ?? []));
    if (options.isUpdate || options.isPatch) checkCreateOnUpdate(this, caller, row, allocated);
    this.#admit(caller, 'CREATE', row, allocated, undefined, options);
    const taken = this.parts.store.get(row, objectKey(allocated));
    if (taken) throw alreadyExists(row, allocated.metadata.name, taken.metadata.deletionTimestamp !== undefined);
    const managers = managersAsked(this.parts, caller, row, input, defaulted, undefined, options);
    if (options.dryRun) {
      foreseeManagers(this.parts, caller, row, allocated, defaulted, undefined, { ...options, managers });
      return allocated;
    }
    const origin = this.#origin(caller, 'create', row, allocated, options, defaulted, managers);
    return withAddresses(this, caller, row, allocated, undefined, () => this.parts.store.put(row, allocated, origin));
  }

  /** PUT, to the object or to one of its subresources. A write that changes nothing writes nothing. */
  update(caller: Caller, row: KindRow, input: KubeObject, options: RequestOptions = {}): KubeObject {
    enforce(this.parts.featureGates);
    if (row.storedAs) {
      return writeStored(this.kinds, row, input, (stored, form) => this.update(caller, stored, form, options));
    }
    const stored = this.parts.store.get(row, objectKey(input));
    if (!stored) {
      if (!row.createsOnUpdate || options.subresource) throw notFound(row, input.metadata.name);
      return this.create(caller, row, input, { ...options, isUpdate: true });
    }
    checkPreconditions(row, input, stored, options.isPatch);
    const errors = immutableErrors(input.metadata, stored.metadata);
    const kept = withoutRepeatedOwners(keepServerFields(input, stored), options);
    const defaulted = row.defaults?.(kept, stored) ?? kept;
    const status = options.subresource === 'status';
    const own = options.subresource ? row.subresourceUpdates?.[options.subresource] : undefined;
    const planned = own
      ? own.prepare(kept, stored, this.#strategyContext(caller))
      : this.#prepareUpdate(caller, row, defaulted, stored, options.subresource);
    // What a kind of its own rules puts back counts as asked for, unless nobody owns it anyway.
    const asked = own || status || !row.prepareUpdate ? planned : defaulted;
    const managers = managersAsked(this.parts, caller, row, input, asked, stored, options);
    let next = this.#mutate(caller, 'UPDATE', row, planned, stored, options);
    // What the server keeps, admission cannot change either.
    if (next !== planned && !own) next = this.#prepareUpdate(caller, row, next, stored, options.subresource);
    checkEscalation(this, caller, row, next, stored);
    if (own) this.#validate(row, next, [...metadataErrors(next, stored, errors), ...own.validate(next, stored)]);
    else if (!status) {
      next = this.parts.allocate(row, next, stored, options.dryRun ?? false);
      next = this.#countGeneration(row, next, stored);
      this.#validateUpdate(row, next, stored, errors, options);
      checkPolicyParams(this, caller, row, next, stored);
      if (options.warnings) options.warnings.push(...(row.warnings?.(next, stored) ?? []));
    } else {
      const faults = row.validateStatusUpdate?.(next, stored, options.warnings) ?? [];
      this.#validate(row, next, [...metadataErrors(next, stored, errors), ...faults]);
      if (options.warnings) options.warnings.push(...(row.statusWarnings?.(next) ?? []));
    }
    this.#admit(caller, 'UPDATE', row, next, stored, options);
    if (isNothingNew(this.parts, row, next, stored, managers)) return stored;
    if (options.dryRun) {
      foreseeManagers(this.parts, caller, row, next, asked, stored, { ...options, managers });
      return next;
    }
    if (next.metadata.deletionTimestamp && isReleased(next)) return this.remove(caller, row, next, options);
    const origin = this.#origin(caller, 'update', row, next, options, asked, managers);
    return withAddresses(this, caller, row, next, stored, () => this.parts.store.put(row, next, origin));
  }

  /** Writes an object whose change has no rules of its own: start of deletion, binding, a budget's count. */
  write(caller: Caller, row: KindRow, object: KubeObject, verb: string, options: RequestOptions = {}): KubeObject {
    const asked = options.unmanaged ? undefined : object;
    return this.parts.store.put(row, object, this.#origin(caller, verb, row, object, options, asked));
  }

  /** Takes an object out of the store. */
  remove(caller: Caller, row: KindRow, object: KubeObject, options: RequestOptions = {}): KubeObject {
    const origin = this.#origin(caller, 'delete', row, object, options);
    return withAddresses(this, caller, row, undefined, object, () => this.parts.store.remove(row, object, origin));
  }

  /** Runs the admission plugins for a delete. */
  admitDelete(caller: Caller, row: KindRow, stored: KubeObject, asked: DeleteOptions, options: RequestOptions): void {
    const target = { operation: 'DELETE', row, subresource: options.subresource } as const;
    const { mutating } = this.#chains.of(target);
    const { reader } = this.parts;
    reader.warnings = options.warnings;
    for (const { beforeDelete } of mutating) {
      beforeDelete?.(admissionRequest(caller, target, undefined, stored, options, asked), reader);
    }
    this.#admit(caller, 'DELETE', row, undefined, stored, options, asked);
  }

  /** Runs those admission plugins for a body that is no object of its row. Answers the body as they left it. */
  admitBody(caller: Caller, target: AdmissionTarget, place: Place, kind: BodyKind, body: KubeObject): KubeObject {
    enforce(this.parts.featureGates);
    this.parts.reader.warnings = undefined;
    return this.#chains.runBody(bodyRequest(caller, target, place, kind, body), body, this.parts.reader);
  }

  #withoutServerFields(row: KindRow, input: KubeObject): KubeObject {
    // A generation of the client's stays where the kind counts none.
    const {
      uid,
      creationTimestamp,
      deletionTimestamp,
      deletionGracePeriodSeconds,
      selfLink,
      managedFields,
      ...metadata
    } = input.metadata;
    if (row.namespaced && metadata.namespace === undefined) {
      throw badRequest('an empty namespace may not be set during creation');
    }
    return withFields(input, { metadata: withoutEmpty(metadata) });
  }

  /** uid, name, creation time, generation, and what the kind completes by itself. */
  #complete(caller: Caller, row: KindRow, object: KubeObject, options: RequestOptions): KubeObject {
    const { store, clock, random } = this.parts;
    const name = object.metadata.name || generateName(this.parts, row, object);
    const key = `${row.key}/${keyOf(object.metadata.namespace, name)}/${store.revision}`;
    const uid = random.uid(key);
    const creationTimestamp = rfc3339(clock.nowMs);
    const identity = row.hasGeneration
      ? { name, uid, creationTimestamp, generation: 1 }
      : { name, uid, creationTimestamp };
    const named = withFields(object, { metadata: withFields(object.metadata, identity) });
    return row.prepareCreate?.(named, this.#strategyContext(caller, options)) ?? named;
  }

  #strategyContext(caller: Caller, options: RequestOptions = {}): StrategyContext {
    const { clock, random } = this.parts;
    const warn = (text: string) => void options.warnings?.push(text);
    return { nowMs: clock.nowMs, uid: (text) => random.uid(text), user: () => userOf(caller), warn };
  }

  #prepareUpdate(
    caller: Caller,
    row: KindRow,
    next: KubeObject,
    stored: KubeObject,
    subresource: string | undefined,
  ): KubeObject {
    if (subresource === 'status') return this.#statusUpdate(caller, row, next, stored);
    if (row.prepareUpdate) return row.prepareUpdate(next, stored, this.#strategyContext(caller));
    return hasStatus(row) ? keepStatus(next, stored) : next;
  }

  #statusUpdate(caller: Caller, row: KindRow, next: KubeObject, stored: KubeObject): KubeObject {
    if (row.prepareStatusUpdate) return row.prepareStatusUpdate(next, stored, this.#strategyContext(caller));
    return keepSpec(next, stored);
  }

  #countGeneration(row: KindRow, next: KubeObject, stored: KubeObject): KubeObject {
    if (!row.hasGeneration) return next;
    const spec = (object: KubeObject) => (object as { spec?: unknown }).spec;
    if (equalData(spec(next), spec(stored)) && !row.bumpsGeneration?.(next, stored)) return next;
    const generation = (stored.metadata.generation ?? 0) + 1;
    return withFields(next, { metadata: withFields(next.metadata, { generation }) });
  }

  #validate(row: KindRow, object: KubeObject, errors: readonly FieldError[]): void {
    if (errors.length > 0) throw invalid(row, object.metadata.name, errors);
  }

  #validateUpdate(
    row: KindRow,
    next: KubeObject,
    stored: KubeObject,
    immutable: readonly FieldError[],
    { warnings, sent }: RequestOptions,
  ): void {
    const judge = (object: KubeObject, told?: string[]) =>
      row.validateUpdate?.(object, stored, told, newPolicyExpressions) ??
      row.validate?.(object, newPolicyExpressions) ??
      [];
    const faults = judge(next, warnings);
    this.#validate(row, next, [...metadataErrors(next, stored, immutable), ...errorsAsSent(faults, next, sent, judge)]);
  }

  #metadataErrors(row: KindRow, object: KubeObject): FieldError[] {
    if (row.namespaced || object.metadata.namespace === undefined) return [];
    const message = 'Forbidden: not allowed on this type';
    return [{ type: 'FieldValueForbidden', field: 'metadata.namespace', message }];
  }

  #mutate(
    caller: Caller,
    operation: Operation,
    row: KindRow,
    object: KubeObject,
    stored: KubeObject | undefined,
    options: RequestOptions,
  ): KubeObject {
    const target = { operation, row, subresource: options.subresource };
    const { mutating } = this.#chains.of(target);
    if (mutating.length === 0) return object;
    const request = admissionRequest(caller, target, object, stored, options);
    const { reader } = this.parts;
    reader.warnings = options.warnings;
    let next = object;
    let isSeenByAll = true;
    for (const plugin of mutating) {
      const before = next;
      next = plugin.mutate?.(request, next, reader) ?? next;
      if (plugin.isReinvoking && next !== before) isSeenByAll = false;
    }
    if (isSeenByAll) return next;
    const second = { ...request, object: next, firstRun: request };
    return mutating.reduce((given, plugin) => plugin.mutate?.(second, given, reader) ?? given, next);
  }

  #admit(
    caller: Caller,
    operation: Operation,
    row: KindRow,
    object: KubeObject | undefined,
    stored: KubeObject | undefined,
    options: RequestOptions,
    asked?: DeleteOptions,
  ): void {
    const target = { operation, row, subresource: options.subresource };
    const { validating } = this.#chains.of(target);
    if (validating.length === 0) return;
    const request = admissionRequest(caller, target, object, stored, options, asked);
    const { reader } = this.parts;
    reader.warnings = options.warnings;
    reader.writeStatus = (written) => {
      this.write(serverFor(caller), this.rowOf(written), written, 'update', { subresource: 'status' });
    };
    for (const plugin of validating) plugin.validate?.(request, reader);
  }

  #origin(
    caller: Caller,
    verb: string,
    row: KindRow,
    object: KubeObject,
    options: RequestOptions,
    asked?: KubeObject,
    managers?: Managers,
  ): WriteOrigin {
    const { clock, trace, store } = this.parts;
    const { actor, component, manager } = caller;
    const id = row.transient
      ? caller.cause()
      : trace.addWrite(caller.cause(), clock.nowMs, actor, verb, row.key, objectKey(object), store.revision + 1);
    return {
      writer: component,
      trace: id,
      atMs: clock.nowMs,
      manager: options.fieldManager ?? manager,
      subresource: options.subresource,
      asked,
      managers,
    };
  }
}

/** True when nothing holds an object that is being deleted any more. */
function isReleased(object: KubeObject): boolean {
  if (finalizersOf(object).length > 0) return false;
  const specFinalizers = (object as { spec?: { finalizers?: readonly string[] } }).spec?.finalizers;
  if (object.kind === 'Namespace' && (specFinalizers?.length ?? 0) > 0) return false;
  return (object.metadata.deletionGracePeriodSeconds ?? 0) === 0;
}

function hasStatus(row: KindRow): boolean {
  return row.subresources.some((subresource) => subresource.name === 'status');
}
