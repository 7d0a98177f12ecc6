// Numbers as Go's libraries see them. upstream: go-openapi/swag convert.go, Go strconv

const MAX_SAFE = 2 ** 53 - 1;
const EPSILON = 1e-9;

/** Whether it is as good as an integer. upstream: IsFloat64AJSONInteger */
export function isJsonInteger(value: number): boolean {
  if (!Number.isFinite(value) || Math.abs(value) > MAX_SAFE) return false;
  if (Number.isInteger(value)) return true;
  if (value < 0) return false;
  const whole = Math.trunc(value);
  return (value - whole) / (value + whole) < EPSILON;
}

/** As Go prints a float with %v: `0.5`, `1e+06`. */
export function goFloat(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const [mantissa = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return String(value);
  const digits = String(Math.abs(exponent)).padStart(2, '0');
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${digits}`;
}
