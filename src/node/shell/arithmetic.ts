// `$((…))`: whole numbers, variables by name, the operators that scripts use.

import { NotUnderstood } from './syntax';

const TOKEN = /\s*(\d+|[A-Za-z_]\w*|\|\||&&|[<>=!]=|[-+*/%<>!?:()])/y;
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];

/** Errors: NotUnderstood. */
export function arithmetic(text: string, variables: ReadonlyMap<string, string>): number {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const whole = text.trim();
  while (TOKEN.lastIndex < whole.length) {
    const found = TOKEN.exec(whole);
    if (!found) throw new NotUnderstood(`the expression ${whole}`);
    tokens.push(found[1] as string);
  }
  let at = 0;
  const take = () => tokens[at++];
  const primary = (): number => {
    const token = take();
    if (token === '-') return -primary();
    if (token === '+') return primary();
    if (token === '!') return primary() === 0 ? 1 : 0;
    if (token === '(') {
      const inside = ternary();
      if (take() !== ')') throw new NotUnderstood(`the expression ${whole}`);
      return inside;
    }
    if (token === undefined) return 0;
    if (/^\d/.test(token)) return Number(token);
    if (!/^[A-Za-z_]/.test(token)) throw new NotUnderstood(`the expression ${whole}`);
    const value = variables.get(token)?.trim() ?? '';
    return value === '' ? 0 : arithmetic(value, NONE);
  };
  const level = (index: number): number => {
    const operators = LEVELS[index];
    if (!operators) return primary();
    let left = level(index + 1);
    while (operators.includes(tokens[at] ?? '')) left = applied(take() as string, left, level(index + 1));
    return left;
  };
  const ternary = (): number => {
    const test = level(0);
    if (tokens[at] !== '?') return test;
    at++;
    const yes = ternary();
    if (take() !== ':') throw new NotUnderstood(`the expression ${whole}`);
    const no = ternary();
    return test !== 0 ? yes : no;
  };
  const result = ternary();
  if (at < tokens.length) throw new NotUnderstood(`the expression ${whole}`);
  return result;
}

const NONE: ReadonlyMap<string, string> = new Map();

const OPERATIONS: Readonly<Record<string, (a: number, b: number) => number | boolean>> = {
  '||': (a, b) => a !== 0 || b !== 0,
  '&&': (a, b) => a !== 0 && b !== 0,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => Math.trunc(a / b),
  '%': (a, b) => a % b,
};

function applied(operator: string, a: number, b: number): number {
  if ((operator === '/' || operator === '%') && b === 0) throw new NotUnderstood('a division by zero');
  return Number(OPERATIONS[operator]?.(a, b));
}
