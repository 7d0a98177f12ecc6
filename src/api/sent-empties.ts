// A refusal shows `[]` and `{}` where the body had them. What is stored knows neither, and so do the rules; only when
// they refuse something they are asked once more about the object with what was sent as empty.
// upstream: nothing; protobuf does not tell an empty list from none

import type { FieldError, KubeObject } from '../kinds/kind';

type Dict = Readonly<Record<string, unknown>>;

/**
 * The errors about an object, in the words for what was sent.
 * @param sent the body with its empty lists and maps; undefined where nobody sent one
 * @param judge the rules that the errors are from
 */
export function errorsAsSent(
  errors: readonly FieldError[],
  object: KubeObject,
  sent: (() => KubeObject | undefined) | undefined,
  judge: (object: KubeObject) => readonly FieldError[],
): readonly FieldError[] {
  const body = errors.length > 0 ? sent?.() : undefined;
  const whole = body && (withEmptiesOf(object, body) as KubeObject);
  if (!whole || whole === object) return errors;
  const again = judge(whole);
  const isSame = ({ type, field }: FieldError, index: number) =>
    again[index]?.type === type && again[index]?.field === field;
  return again.length === errors.length && errors.every(isSame) ? again : errors;
}

/** The value with the empty lists and maps that the other has where it has nothing; the same one without any. */
function withEmptiesOf(value: unknown, other: unknown): unknown {
  if (value === undefined || value === null) return isEmpty(other) ? other : value;
  if (Array.isArray(value) && Array.isArray(other)) {
    const items = value.map((item, index) => withEmptiesOf(item, other[index]));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isMap(value) || !isMap(other)) return value;
  let copy: Record<string, unknown> | undefined;
  for (const key in other) {
    const inner = withEmptiesOf(value[key], other[key]);
    if (inner !== value[key]) {
      copy ??= { ...value };
      copy[key] = inner;
    }
  }
  return copy ?? value;
}

const isMap = (value: unknown): value is Dict => typeof value === 'object' && value !== null && !Array.isArray(value);

const isEmpty = (value: unknown) =>
  Array.isArray(value) ? value.length === 0 : isMap(value) && Object.keys(value).length === 0;
