// Kubernetes quantities: `500m`, `1536Mi`, `1e9`. A quantity is an exact number of nano units plus the family of its
// suffix, which it keeps when it is printed. Parsed once for each distinct text.

export type QuantityFormat = 'BinarySI' | 'DecimalSI' | 'DecimalExponent';

export interface Quantity {
  /** The exact amount in billionths. */
  readonly nano: bigint;
  readonly format: QuantityFormat;
  /** As the API server prints it. */
  readonly text: string;
  /** Thousandths, rounded up. */
  readonly milli: number;
  /** Whole units (bytes, cores), rounded up. */
  readonly whole: number;
}

export type QuantityResult = { readonly quantity: Quantity } | { readonly error: string };

const WRONG_FORMAT = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const WRONG_NUMBER = 'unable to parse numeric part of quantity';
const WRONG_SUFFIX = "unable to parse quantity's suffix";

const NANO = 1_000_000_000n;
const MAX_INT64 = (1n << 63n) - 1n;
/** Decimal exponents beyond this are refused: upstream would compute for minutes. */
const MAX_EXPONENT = 1000;

const DECIMAL_SUFFIXES: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);
const BINARY_SUFFIXES = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL_NAMES: ReadonlyMap<number, string> = new Map([...DECIMAL_SUFFIXES].map(([name, power]) => [power, name]));

const known = new Map<string, QuantityResult>();
const KNOWN_LIMIT = 20_000;

/** The quantity that a text or a bare JSON number spells; undefined when it spells none. */
export function parseQuantity(text: string | number): Quantity | undefined {
  const result = readQuantity(text);
  return 'quantity' in result ? result.quantity : undefined;
}

/**
 * As `parseQuantity`, with upstream's words for what is wrong. upstream: apimachinery/pkg/api/resource ParseQuantity
 */
export function readQuantity(input: string | number): QuantityResult {
  const text = typeof input === 'number' ? String(input) : input.trim();
  let result = known.get(text);
  if (!result) {
    result = parse(text);
    if (known.size >= KNOWN_LIMIT) known.clear();
    known.set(text, result);
  }
  return result;
}

/** Thousandths, rounded up: `1.5` is 1500. Zero when the text is no quantity. */
export function milliValue(quantity: Quantity | string | number | undefined): number {
  return asQuantity(quantity)?.milli ?? 0;
}

/** Whole units, rounded up: `1Ki` is 1024. Zero when the text is no quantity. */
export function value(quantity: Quantity | string | number | undefined): number {
  return asQuantity(quantity)?.whole ?? 0;
}

/** The text as the API server would print it, e.g. `0.5` as `500m`; unchanged when it is no quantity. */
export function canonicalQuantity(text: string | number): string {
  return parseQuantity(text)?.text ?? String(text);
}

/**
 * Below, equal to or above zero, as `a` is less than, equal to or more than `b`. A text that is no quantity counts as
 * 0.
 */
export function compareQuantity(a: Quantity | string | number, b: Quantity | string | number): number {
  const left = asQuantity(a)?.nano ?? 0n;
  const right = asQuantity(b)?.nano ?? 0n;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The sum; its suffixes are of `a`'s family unless `a` is zero. */
export function addQuantity(a: Quantity, b: Quantity): Quantity {
  return makeQuantity(a.nano + b.nano, a.nano === 0n ? b.format : a.format);
}

/** The sum of many, as if added one by one. */
export function sumQuantities(amounts: readonly Quantity[]): Quantity {
  let sum = 0n;
  let format: QuantityFormat | undefined;
  for (const amount of amounts) {
    if (sum === 0n) format = amount.format;
    sum += amount.nano;
  }
  return makeQuantity(sum, format ?? 'DecimalSI');
}

/** The difference; its suffixes are of `a`'s family unless `a` is zero. */
export function subtractQuantity(a: Quantity, b: Quantity): Quantity {
  return makeQuantity(a.nano - b.nano, a.nano === 0n ? b.format : a.format);
}

export function quantityFromMilli(milli: number, format: QuantityFormat = 'DecimalSI'): Quantity {
  return makeQuantity(BigInt(milli) * 1_000_000n, format);
}

export function quantityFromValue(whole: number, format: QuantityFormat = 'DecimalSI'): Quantity {
  return makeQuantity(BigInt(whole) * NANO, format);
}

export const ZERO_QUANTITY: Quantity = quantityFromValue(0);

function asQuantity(quantity: Quantity | string | number | undefined): Quantity | undefined {
  if (quantity === undefined || typeof quantity === 'object') return quantity;
  return parseQuantity(quantity);
}

function makeQuantity(nano: bigint, format: QuantityFormat, text?: string): Quantity {
  return Object.freeze({
    nano,
    format,
    text: text ?? canonicalText(nano, format),
    milli: Number(divideUp(nano, 1_000_000n)),
    whole: Number(divideUp(nano, NANO)),
  });
}

/** Rounds away from zero. */
function divideUp(amount: bigint, divisor: bigint): bigint {
  const quotient = amount / divisor;
  if (quotient * divisor === amount) return quotient;
  return amount < 0n ? quotient - 1n : quotient + 1n;
}

const PARTS = /^([+-]?)0*([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)$/;

function parse(text: string): QuantityResult {
  const match = text === '' ? null : PARTS.exec(text);
  if (!match) return { error: WRONG_FORMAT };
  const [, sign, digits, fraction = '', suffix] = match as unknown as string[];
  const scale = readSuffix(suffix as string);
  if (!scale) return { error: WRONG_SUFFIX };
  if (!/[0-9]/.test(text.slice(0, text.length - (suffix as string).length))) return { error: WRONG_NUMBER };
  const mantissa = BigInt(`${digits}${fraction}` || '0');
  let nano = scaled(mantissa, scale, fraction.length);
  if (scale.format === 'BinarySI' && nano > MAX_INT64 * NANO) nano = MAX_INT64 * NANO;
  const tiny = scale.format === 'BinarySI' && nano > 0n && nano < NANO;
  const signed = sign === '-' ? -nano : nano;
  const kept = keepsItsText(digits || '0', fraction, scale) ? text : undefined;
  return { quantity: makeQuantity(signed, tiny ? 'DecimalSI' : scale.format, kept) };
}

interface Scale {
  readonly format: QuantityFormat;
  readonly exponent: number;
}

function readSuffix(suffix: string): Scale | undefined {
  const decimal = DECIMAL_SUFFIXES.get(suffix);
  if (decimal !== undefined) return { format: 'DecimalSI', exponent: decimal };
  const binary = BINARY_SUFFIXES.indexOf(suffix);
  if (binary > 0) return { format: 'BinarySI', exponent: binary * 10 };
  const match = /^[eE]([-+]?[0-9]+)$/.exec(suffix);
  const exponent = match ? Number(match[1]) : Number.NaN;
  return Math.abs(exponent) <= MAX_EXPONENT ? { format: 'DecimalExponent', exponent } : undefined;
}

/** The amount in nano units, what is finer rounded up. */
function scaled(mantissa: bigint, scale: Scale, fractionDigits: number): bigint {
  if (scale.format === 'BinarySI') {
    return divideUp((mantissa * NANO) << BigInt(scale.exponent), 10n ** BigInt(fractionDigits));
  }
  const power = 9 + scale.exponent - fractionDigits;
  return power >= 0 ? mantissa * 10n ** BigInt(power) : divideUp(mantissa, 10n ** BigInt(-power));
}

/**
 * The server keeps the text it read when a quick look says that it is canonical, and then prints even `1.500`
 * unchanged.
 * upstream: apimachinery/pkg/api/resource ParseQuantity, its fast path
 */
function keepsItsText(digits: string, fraction: string, { format, exponent }: Scale): boolean {
  const all = `${digits}${fraction}`;
  if (format === 'BinarySI') {
    if (fraction !== '' || 15 - digits.length - Math.trunc((exponent * 3) / 10) - 1 < 0) return false;
    return (BigInt(all) & 7n) !== 0n;
  }
  const power = exponent - fraction.length;
  return all.length <= 18 && power >= -9 && power % 3 === 0 && !all.endsWith('000') && all[0] !== '0';
}

/** upstream: apimachinery/pkg/api/resource Quantity.CanonicalizeBytes */
function canonicalText(nano: bigint, format: QuantityFormat): string {
  if (nano === 0n) return '0';
  const isBinary = format === 'BinarySI' && nano % NANO === 0n && (nano >= 1024n * NANO || nano <= -1024n * NANO);
  if (isBinary) {
    let amount = nano / NANO;
    let power = 0;
    while (amount % 1024n === 0n && power < BINARY_SUFFIXES.length - 1) {
      amount /= 1024n;
      power++;
    }
    return `${amount}${BINARY_SUFFIXES[power]}`;
  }
  let amount = nano;
  let exponent = -9;
  while (amount % 1000n === 0n) {
    amount /= 1000n;
    exponent += 3;
  }
  const name = format === 'DecimalExponent' ? undefined : DECIMAL_NAMES.get(exponent);
  return `${amount}${name ?? (exponent === 0 ? '' : `e${exponent}`)}`;
}
