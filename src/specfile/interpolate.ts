// `${name}` in a spec file: values of the matrix, marks, results of earlier steps. A text that is nothing but one name
// becomes the value itself; `$${name}` is the text `${name}`.

import { isPlainMap } from '../cluster/describe/types';
import { UsageError } from '../cluster/describe/usage-error';
import { nearest } from '../kinds/nearest';

const ONLY = /^\$\{([^}]+)\}$/;
const ANY = /\$?\$\{([^}]+)\}/g;

/** The value with every `${name}` replaced. Errors: UsageError for a name that nothing has. */
export function interpolate(value: unknown, names: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string') return interpolateText(value, names);
  if (Array.isArray(value)) return value.map((each) => interpolate(each, names));
  if (!isPlainMap(value)) return value;
  return Object.fromEntries(
    Object.keys(value).map((key) => [String(interpolateText(key, names)), interpolate(value[key], names)]),
  );
}

/** As `interpolate`, for one text. */
export function interpolateText(text: string, names: ReadonlyMap<string, unknown>): unknown {
  const only = ONLY.exec(text);
  if (only) return named(only[1] as string, names);
  return text.replace(ANY, (found: string, name: string) =>
    found.startsWith('$$') ? found.slice(1) : textOf(name, named(name, names)),
  );
}

function named(name: string, names: ReadonlyMap<string, unknown>): unknown {
  if (names.has(name)) return names.get(name);
  const known = [...names.keys()];
  const list = known.length > 0 ? `, only ${known.join(', ')}` : '';
  throw new UsageError(`nothing is named "${name}"${list}`, { hint: nearest(name, known) });
}

/** What stands for a value inside a longer text. */
function textOf(name: string, value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  throw new UsageError(`"${name}" is no text: it cannot stand inside of one`);
}
