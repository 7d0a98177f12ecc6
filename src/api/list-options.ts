// What a list or a watch may ask for, and which of it goes together.
// upstream: apimachinery/pkg/apis/meta/internalversion/validation

import { isEnabled } from '../kinds/feature-gates';
import type { FieldError, KindRow, KubeObject } from '../kinds/kind';
import { parseSelector } from '../kinds/label-selector-parse';
import { forbidden, notSupported } from '../kinds/validation/field-error';
import { ApiError, badRequest, invalid } from './api-error';
import { compileFieldSelector, type ObjectTest } from './field-selector';
import { parseShardSelector, type ShardSelector } from './shard-selector';

/** Which of a kind's objects. */
export interface Selection {
  /** All namespaces unless given. */
  readonly namespace?: string | undefined;
  /** `app=web,tier in (a,b)`, as kubectl's -l has it. */
  readonly labelSelector?: string | undefined;
  /** `status.phase=Running,spec.nodeName!=n1`; the fields are those of the kind's `selectableFields`. */
  readonly fieldSelector?: string | undefined;
  /** `shardRange(object.metadata.uid, '0x…', '0x…') || …`, behind the gate ShardedListAndWatch. */
  readonly shardSelector?: string | undefined;
}

export interface ListOptions extends Selection {
  /** At most so many objects; the answer's `continue` leads to the next. None or below 1: all of them. */
  readonly limit?: number | undefined;
  readonly continue?: string | undefined;
  readonly resourceVersion?: string | undefined;
  /** `Exact` or `NotOlderThan`. */
  readonly resourceVersionMatch?: string | undefined;
  /** For watches alone. */
  readonly sendInitialEvents?: boolean | undefined;
}

export interface WatchOptions extends Selection {
  /** Changes after this one are told; `''` and `0` begin with what stands now. */
  readonly resourceVersion?: string | undefined;
  readonly resourceVersionMatch?: string | undefined;
  /** For lists alone. */
  readonly continue?: string | undefined;
  readonly sendInitialEvents?: boolean | undefined;
  readonly allowWatchBookmarks?: boolean | undefined;
  /** Virtual seconds; 30 to 60 minutes unless given. */
  readonly timeoutSeconds?: number | undefined;
}

/** Errors: 422 Invalid. */
export function checkListOptions(options: ListOptions): void {
  const { resourceVersionMatch: match, sendInitialEvents } = options;
  const errors: FieldError[] = match ? matchErrors(match, options) : [];
  if (sendInitialEvents !== undefined) errors.push(refused('sendInitialEvents', 'is forbidden for list'));
  if (errors.length > 0) throwInvalid(errors);
}

function matchErrors(match: string, { resourceVersion, continue: token }: ListOptions): FieldError[] {
  const errors: FieldError[] = [];
  if (!resourceVersion) {
    errors.push(refused('resourceVersionMatch', 'is forbidden unless resourceVersion is provided'));
  }
  if (token) errors.push(refused('resourceVersionMatch', 'is forbidden when continue is provided'));
  if (match !== 'Exact' && match !== 'NotOlderThan') {
    errors.push(notSupported('resourceVersionMatch', match, ['Exact', 'NotOlderThan', '']));
  }
  if (match === 'Exact' && resourceVersion === '0') {
    errors.push(refused('resourceVersionMatch', '"exact" is forbidden for resourceVersion "0"'));
  }
  return errors;
}

/** The options with what is meant by those left out. Errors: 422 Invalid. */
export function checkWatchOptions(options: WatchOptions): WatchOptions {
  const meant = withInitialEvents(options);
  const { resourceVersionMatch: match = '', sendInitialEvents } = meant;
  const errors: FieldError[] = [];
  if (sendInitialEvents !== undefined && match !== 'NotOlderThan') {
    const why = 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan';
    errors.push(forbidden('resourceVersionMatch', why));
  }
  if (match !== '') {
    if (sendInitialEvents === undefined) {
      errors.push(refused('resourceVersionMatch', 'is forbidden for watch unless sendInitialEvents is provided'));
    }
    if (match !== 'NotOlderThan') errors.push(notSupported('resourceVersionMatch', match, ['NotOlderThan']));
    if (options.continue) errors.push(refused('resourceVersionMatch', 'is forbidden when continue is provided'));
  }
  throwInvalid(errors);
  return meant;
}

/** Who says no version begins with what stands. upstream: SetListOptionsDefaults */
function withInitialEvents(options: WatchOptions): WatchOptions {
  const { resourceVersion = '', resourceVersionMatch: match = '', sendInitialEvents } = options;
  const begins = resourceVersion === '' || resourceVersion === '0';
  if (!begins || match !== '' || sendInitialEvents !== undefined) return options;
  return { ...options, sendInitialEvents: true, resourceVersionMatch: 'NotOlderThan' };
}

const refused = (field: string, why: string) => forbidden(field, `${field} ${why}`);

function throwInvalid(errors: readonly FieldError[]): void {
  if (errors.length === 0) return;
  const subject = { group: 'meta.k8s.io', kind: 'ListOptions', plural: '' };
  const { code, reason, message, details } = invalid(subject, '', errors);
  const { name, ...named } = details ?? {};
  throw new ApiError(code, reason, message, named);
}

/** Undefined while its gate is closed: nobody reads it then. Errors: 500. */
export function shardOf({ shardSelector }: Selection): ShardSelector | undefined {
  return shardSelector && isEnabled('ShardedListAndWatch') ? parseShardSelector(shardSelector) : undefined;
}

/** Whether an object is meant; undefined when all of them are. Errors: 400 BadRequest, and those of `shardOf`. */
export function compileSelection(row: KindRow, selection: Selection): ObjectTest | undefined {
  const { labelSelector, fieldSelector } = selection;
  const labels = labelSelector ? parseSelector(labelSelector) : undefined;
  if (labels && 'error' in labels) throw badRequest(labels.error);
  const fields = fieldSelector ? compileFieldSelector(row, fieldSelector) : undefined;
  const byLabels = ({ metadata }: KubeObject) => labels?.matches(metadata.labels) ?? true;
  const hasLabels = labels !== undefined && labels.requirements.length > 0;
  return every([shardOf(selection)?.matches, hasLabels ? byLabels : undefined, fields]);
}

function every(tests: readonly (ObjectTest | undefined)[]): ObjectTest | undefined {
  const [first, ...others] = tests.filter((test) => test !== undefined);
  return others.length === 0 ? first : (object) => first?.(object) !== false && others.every((test) => test(object));
}
