// Values as failures and titles quote them: as a person would write them in a spec, short.

const SHORT = 100;

/** `"web"`, `3`, `/Insufficient cpu/`, `{ atLeast: 2, always: true }`, `pods (app=web)`; cut when long. */
export function valueText(value: unknown, limit = SHORT): string {
  const text = spell(value, 0);
  return text.length > limit ? `${text.slice(0, limit - 3)}...` : text;
}

/** The arguments of a call without their brackets. */
export function callText(inputs: readonly unknown[]): string {
  return inputs.map((input) => valueText(input)).join(', ');
}

function spell(value: unknown, depth: number): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  if (Object.prototype.toString.call(value) === '[object RegExp]') return String(value);
  const named = value as { readonly toJSON?: unknown; readonly asymmetricMatch?: unknown; readonly revision?: unknown };
  if (typeof named.asymmetricMatch === 'function') return asymmetricText(value);
  if (typeof named.toJSON === 'function') return String(named.toJSON());
  if (depth > 6) return Array.isArray(value) ? '[...]' : '{...}';
  if (Array.isArray(value)) return `[${value.map((item) => spell(item, depth + 1)).join(', ')}]`;
  const entries = Object.entries(value).map(([key, item]) => `${keyText(key)}: ${spell(item, depth + 1)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

const keyText = (key: string) => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key));

/** jest's own asymmetric matchers have a name and a sample: `StringContaining "web"`. */
function asymmetricText(value: object): string {
  const { toAsymmetricMatcher, sample } = value as {
    readonly toAsymmetricMatcher?: () => string;
    readonly sample?: unknown;
  };
  if (typeof toAsymmetricMatcher === 'function') return toAsymmetricMatcher.call(value);
  if (sample === undefined) return String(value);
  return `${String(value)} ${typeof sample === 'function' ? sample.name : spell(sample, 1)}`;
}

/** `1 pod`, `2 pods`, `0 ready endpoints`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** `a, b and 3 more`; `none` for nothing. */
export function someOf(names: readonly string[], limit = 5): string {
  if (names.length === 0) return 'none';
  const shown = names.slice(0, limit).join(', ');
  return names.length > limit ? `${shown} and ${names.length - limit} more` : shown;
}
