// A resource.Quantity as Go's spew printer shows it: its private fields as parsing a canonical text leaves them.
// upstream: k8s.io/apimachinery/pkg/api/resource ParseQuantity

const QUANTITY = /^([+-]?)0*(\d*)(?:\.(\d*))?(?:([numkMGTPE])|([KMGTPE]i)|[eE]([+-]?\d+))?$/;
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };
const MAX_INT64 = 2n ** 63n - 1n;
const NANO = -9;
const NIL = '(*inf.Dec)<nil>';

interface Parts {
  readonly negative: boolean;
  readonly numerator: string;
  readonly denominator: string;
  readonly format: 'DecimalSI' | 'BinarySI' | 'DecimalExponent';
  readonly exponent: number;
}

/** `{i:… d:… s:… Format:…}` of a quantity's text. */
export function dumpQuantity(value: unknown): string {
  const text = String(value ?? '');
  if (text === '') return show(0n, 0, NIL, '', '');
  if (text === '0') return show(0n, 0, NIL, '0', 'DecimalSI');
  const parts = parse(text);
  return parts === undefined ? show(0n, 0, NIL, text, '') : (dumpFast(text, parts) ?? dumpBig(parts));
}

function parse(text: string): Parts | undefined {
  const match = QUANTITY.exec(text);
  if (!match) return undefined;
  const [, sign, numerator, denominator, decimal, binary, power] = match;
  const format = binary ? 'BinarySI' : power ? 'DecimalExponent' : 'DecimalSI';
  const exponent = binary ? BINARY[binary] : decimal ? DECIMAL[decimal] : Number(power ?? 0);
  return {
    negative: sign === '-',
    numerator: numerator || '0',
    denominator: denominator ?? '',
    format,
    exponent: exponent as number,
  };
}

/** Values that fit an int64 times a power of ten. */
function dumpFast(text: string, parts: Parts): string | undefined {
  const { numerator, denominator, format, exponent } = parts;
  const binary = format === 'BinarySI';
  const precision = !binary
    ? 18 - numerator.length - denominator.length
    : denominator === ''
      ? 15 - numerator.length - Math.trunc((exponent * 3) / 10) - 1
      : -1;
  const scale = (binary ? 0 : exponent) - denominator.length;
  if (precision < 0 || scale < NANO) return undefined;
  const digits = numerator + denominator;
  const plain = BigInt(digits);
  const value = binary ? plain << BigInt(exponent) : plain;
  if (value > MAX_INT64) return undefined;
  const canonical = binary
    ? exponent % 10 === 0 && (plain & 7n) !== 0n
    : scale % 3 === 0 && !digits.endsWith('000') && digits[0] !== '0';
  return show(parts.negative ? -value : value, scale, NIL, canonical ? text : '', format);
}

/** The rest is a decimal of any size, at nine places. */
function dumpBig({ negative, numerator, denominator, format, exponent }: Parts): string {
  const digits = BigInt(numerator + denominator);
  const shift = BigInt(9 - denominator.length + (format === 'BinarySI' ? 0 : exponent));
  const scaled = format === 'BinarySI' ? digits << BigInt(exponent) : digits;
  const power = 10n ** (shift < 0n ? -shift : shift);
  const value = shift >= 0n ? scaled * power : (scaled + power - 1n) / power;
  const words: string[] = [];
  for (let rest = value; rest > 0n; rest >>= 64n) words.push(String(rest & 0xffffffffffffffffn));
  const abs = words.length === 0 ? '<nil>' : `[${words.join(' ')}]`;
  const sign = negative && value !== 0n;
  const dec = `(*inf.Dec){unscaled:(big.Int){neg:(bool)${sign} abs:(big.nat)${abs}} scale:(inf.Scale)9}`;
  return show(0n, 0, dec, '', format);
}

function show(value: bigint, scale: number, dec: string, text: string, format: string): string {
  return (
    `{i:(resource.int64Amount){value:(int64)${value} scale:(resource.Scale)${scale}}` +
    ` d:(resource.infDecAmount){Dec:${dec}} s:(string)${text} Format:(resource.Format)${format}}`
  );
}
