// `test` and `[`: files, texts, numbers, `!`, `-a`, `-o`.

type KindOf = (path: string) => 'file' | 'directory' | undefined;
type Read = (path: string) => string | undefined;

const OF_FILES = ['-e', '-f', '-d', '-s', '-r', '-w', '-x', '-h', '-L', '-S'];
const NUMERIC: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '-eq': (a, b) => a === b,
  '-ne': (a, b) => a !== b,
  '-lt': (a, b) => a < b,
  '-le': (a, b) => a <= b,
  '-gt': (a, b) => a > b,
  '-ge': (a, b) => a >= b,
};

export const readsFiles = (args: readonly string[]): boolean => args.some((word) => OF_FILES.includes(word));

/** undefined for what is not understood. */
export function evaluateTest(args: readonly string[], kindOf: KindOf, read: Read): boolean | undefined {
  if (args.length > 4) {
    const at = args.indexOf('-o');
    const joint = at > 0 ? at : args.indexOf('-a');
    if (joint <= 0) return undefined;
    const left = evaluateTest(args.slice(0, joint), kindOf, read);
    const right = evaluateTest(args.slice(joint + 1), kindOf, read);
    if (left === undefined || right === undefined) return undefined;
    return at > 0 ? left || right : left && right;
  }
  const [first, second = '', third] = args;
  if (first === undefined) return false;
  if (args.length === 1) return first !== '';
  if (first === '!' && args.length !== 3) {
    const inner = evaluateTest(args.slice(1), kindOf, read);
    return inner === undefined ? undefined : !inner;
  }
  if (args.length === 2) return unary(first, second, kindOf, read);
  if (third === undefined || args.length > 3) return undefined;
  if (second === '=' || second === '==') return first === third;
  if (second === '!=') return first !== third;
  if (second === '-a') return first !== '' && third !== '';
  if (second === '-o') return first !== '' || third !== '';
  const compare = NUMERIC[second];
  if (compare) return isNumber(first) && isNumber(third) ? compare(Number(first), Number(third)) : false;
  if (first !== '!') return undefined;
  const inner = unary(second, third, kindOf, read);
  return inner === undefined ? undefined : !inner;
}

const isNumber = (text: string) => /^\s*[-+]?\d+\s*$/.test(text);

function unary(operator: string, operand: string, kindOf: KindOf, read: Read): boolean | undefined {
  if (operator === '-n') return operand !== '';
  if (operator === '-z') return operand === '';
  if (operator === '!') return operand === '';
  if (!OF_FILES.includes(operator)) return undefined;
  const kind = kindOf(operand);
  if (operator === '-f') return kind === 'file';
  if (operator === '-d') return kind === 'directory';
  if (operator === '-s') return kind === 'directory' || (read(operand) ?? '') !== '';
  if (operator === '-h' || operator === '-L' || operator === '-S') return false;
  return kind !== undefined;
}
