// What a YAML scalar means to Kubernetes: the rules of kubectl's YAML library, which are neither YAML 1.1's nor 1.2's.
// `yes` and `on` are booleans, `0777` is octal, `1_000` is a number, a date is a text.
// upstream: go.yaml.in/yaml/v2 resolve.go, sigs.k8s.io/yaml

export type ScalarValue = string | number | boolean | null;

const WORDS: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
]);

const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const MAX_INT64 = (1n << 63n) - 1n;
const MAX_UINT64 = (1n << 64n) - 1n;

/** The value of a scalar without quotes and without a tag. */
export function resolvePlain(text: string): ScalarValue {
  const first = text.charAt(0);
  if (first !== '' && !'+-.0123456789yYnNtTfFoO~'.includes(first)) return text;
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (first > '9' || first === '') return text;
  return numberOf(text)?.value ?? text;
}

interface NumberValue {
  readonly value: number;
  readonly isFloat: boolean;
}

function numberOf(text: string): NumberValue | undefined {
  // Underscores may stand anywhere, but between digits only when the number begins with its point.
  const plain = text.startsWith('.') ? text.replace(/(?<=\d)_(?=\d)/g, '') : text.replaceAll('_', '');
  const match = INTEGER.exec(plain);
  const whole = match ? integerOf(match) : undefined;
  if (whole !== undefined) return { value: whole, isFloat: false };
  if (!FLOAT.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? { value, isFloat: true } : undefined;
}

/** Undefined when neither a signed nor an unsigned integer of 64 bits holds it. */
function integerOf(match: RegExpExecArray): number | undefined {
  const [, sign, hexadecimal, binary, octal, decimal] = match;
  const digits =
    hexadecimal !== undefined
      ? `0x${hexadecimal}`
      : binary !== undefined
        ? `0b${binary}`
        : octal !== undefined
          ? `0o${octal}`
          : (decimal as string);
  const amount = BigInt(digits);
  const limit = sign === '-' ? MAX_INT64 + 1n : sign === '+' ? MAX_INT64 : MAX_UINT64;
  if (amount > limit) return undefined;
  // -0 is 0.
  return sign === '-' && amount !== 0n ? -Number(amount) : Number(amount);
}

export type TaggedValue = { readonly value: ScalarValue } | { readonly error: string };

const TAG_PREFIX = 'tag:yaml.org,2002:';

/** The value of a scalar with a tag, e.g. `!!str 8080`. Errors in the library's words. */
export function resolveTagged(tag: string, text: string): TaggedValue {
  const name = tag.startsWith(TAG_PREFIX) ? tag.slice(TAG_PREFIX.length) : undefined;
  if (name === 'binary') return binary(text);
  if (name === undefined || !['bool', 'int', 'float', 'null', 'timestamp'].includes(name)) return { value: text };
  const value = resolvePlain(text);
  const looksLike = kindOf(value, text);
  // Only the tag itself makes a text a timestamp.
  const found = looksLike === 'timestamp' && name !== 'timestamp' ? 'str' : looksLike;
  const fits = found === name || (name === 'float' && found === 'int');
  if (fits) return { value: name === 'timestamp' ? text : value };
  return { error: `cannot decode !!${found} \`${text}\` as a !!${name}` };
}

const DATE = /^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt ]\d{1,2}:\d{1,2}:\d{1,2})/;

function kindOf(value: ScalarValue, text: string): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return DATE.test(text) ? 'timestamp' : 'str';
  return numberOf(text)?.isFloat === false ? 'int' : 'float';
}

function binary(text: string): TaggedValue {
  const packed = text.replace(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(packed)) {
    return { error: '!!binary value contains invalid base64 data' };
  }
  return { value: new TextDecoder().decode(Uint8Array.from(atob(packed), (char) => char.charCodeAt(0))) };
}

/** A mapping's key as JSON has it, whatever it resolved to; undefined for null, which cannot be one. */
export function keyText(value: ScalarValue, text: string): string | undefined {
  if (value === null) return undefined;
  return typeof value === 'number' && kindOf(value, text) === 'float' ? floatKey(value) : String(value);
}

/** As Go prints a float in 32 bits with the fewest digits. */
function floatKey(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  const wanted = Math.fround(value);
  let digits = 1;
  while (digits < 9 && Math.fround(Number(value.toPrecision(digits))) !== wanted) digits++;
  const [mantissa = '', power = '0'] = value.toExponential(digits - 1).split('e');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 6) {
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  return String(Number(value.toPrecision(digits)));
}
