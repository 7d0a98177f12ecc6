// Reads a selector's text, as kubectl's -l and a list's labelSelector have it: `a=b,c in (d,e),!f,g`.
// upstream: apimachinery/pkg/labels Parse, with its error texts

import { goJson } from './go-json';
import { byKey, compileRequirements, type LabelMatcher, type Requirement, type SelectorOperator } from './labels';
import { labelValue, qualifiedName } from './validation/names';

export type ParsedSelector =
  | { readonly requirements: readonly Requirement[]; readonly matches: LabelMatcher }
  | { readonly error: string };

type TokenKind = 'word' | 'end' | 'bad' | ')' | '(' | ',' | '!' | '=' | '==' | '!=' | '>' | '<' | 'in' | 'notin';

interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

class SelectorError extends Error {}

/** The requirements that the text spells, sorted by key, or upstream's words for what is wrong with it. */
export function parseSelector(text: string): ParsedSelector {
  try {
    const requirements = readSelector(new Tokens(scan(text)));
    return { requirements, matches: compileRequirements(requirements) };
  } catch (error) {
    if (error instanceof SelectorError) return { error: error.message };
    throw error;
  }
}

const SIGNS: readonly TokenKind[] = [')', ',', '!', '==', '=', '>', '<', '!=', '('];
const isSign = (char: string) => '=!(),><'.includes(char);
const isBlank = (char: string) => char === ' ' || char === '\t' || char === '\r' || char === '\n';

function scan(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (isBlank(text[at] as string)) {
      at++;
      continue;
    }
    const start = at;
    const signs = isSign(text[at] as string);
    while (at < text.length && !isBlank(text[at] as string) && isSign(text[at] as string) === signs) at++;
    const run = text.slice(start, at);
    if (!signs) {
      tokens.push({ kind: run === 'in' || run === 'notin' ? run : 'word', text: run });
      continue;
    }
    const pair = SIGNS.find((sign) => sign === run.slice(0, 2));
    const sign = (pair ?? SIGNS.find((one) => one === run[0])) as TokenKind;
    tokens.push({ kind: sign, text: sign });
    at = start + sign.length;
  }
  tokens.push({ kind: 'end', text: '' });
  return tokens;
}

/** The scanned tokens and how far they are read; `in` and `notin` are words where a key or a value stands. */
class Tokens {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  peek(): Token {
    return asWord(this.peekOperator());
  }

  take(): Token {
    return asWord(this.takeOperator());
  }

  takeOperator(): Token {
    const token = this.peekOperator();
    this.#at++;
    return token;
  }

  peekOperator(): Token {
    return this.#tokens[Math.min(this.#at, this.#tokens.length - 1)] as Token;
  }
}

const asWord = (token: Token): Token =>
  token.kind === 'in' || token.kind === 'notin' ? { kind: 'word', text: token.text } : token;

function readSelector(tokens: Tokens): readonly Requirement[] {
  const requirements: Requirement[] = [];
  while (true) {
    const token = tokens.peek();
    if (token.kind === 'end') return requirements.sort(byKey);
    if (token.kind !== 'word' && token.kind !== '!') {
      throw new SelectorError(`found '${token.text}', expected: !, identifier, or 'end of string'`);
    }
    requirements.push(readRequirement(tokens));
    const after = tokens.take();
    if (after.kind === 'end') return requirements.sort(byKey);
    if (after.kind !== ',') throw new SelectorError(`found '${after.text}', expected: ',' or 'end of string'`);
    const next = tokens.peek();
    if (next.kind !== 'word' && next.kind !== '!') {
      throw new SelectorError(`found '${next.text}', expected: identifier after ','`);
    }
  }
}

function unparsable(why: string): never {
  throw new SelectorError(`unable to parse requirement: ${why}`);
}

function readRequirement(tokens: Tokens): Requirement {
  let token = tokens.take();
  const negated = token.kind === '!';
  if (negated) token = tokens.take();
  if (token.kind !== 'word') unparsable(`found '${token.text}', expected: identifier`);
  const key = token.text;
  const problems = qualifiedName(key);
  if (problems.length > 0) unparsable(`<nil>: Invalid value: ${goJson(key)}: ${problems.join('; ')}`);
  if (negated) return { key, operator: '!', values: [] };
  const next = tokens.peek();
  if (next.kind === 'end' || next.kind === ',') return { key, operator: 'exists', values: [] };
  const operator = readOperator(tokens);
  const values = operator === 'in' || operator === 'notin' ? readValues(tokens) : [readExactValue(tokens)];
  checkValues(key, operator, values);
  return { key, operator, values };
}

const OPERATORS: Readonly<Partial<Record<TokenKind, SelectorOperator>>> = {
  in: 'in',
  notin: 'notin',
  '=': '=',
  '==': '==',
  '!=': '!=',
  '>': 'gt',
  '<': 'lt',
};

function readOperator(tokens: Tokens): SelectorOperator {
  const token = tokens.takeOperator();
  const operator = OPERATORS[token.kind];
  return operator ?? unparsable(`found '${token.text}', expected: in, notin, =, ==, !=, gt, lt`);
}

function readExactValue(tokens: Tokens): string {
  const next = tokens.peek();
  if (next.kind === 'end' || next.kind === ',') return '';
  const token = tokens.take();
  return token.kind === 'word' ? token.text : unparsable(`found '${token.text}', expected: identifier`);
}

/** `(d,e)`: empty places count as the empty text; each value once, sorted. */
function readValues(tokens: Tokens): readonly string[] {
  const open = tokens.take();
  if (open.kind !== '(') unparsable(`found '${open.text}' expected: '('`);
  const values = new Set<string>();
  let afterWord = false;
  while (true) {
    const token = tokens.take();
    if (token.kind === ')') {
      if (!afterWord) values.add('');
      return [...values].sort();
    }
    if (token.kind === 'word') {
      if (afterWord) unparsable(`found '${token.text}', expected: ',' or ')'`);
      values.add(token.text);
      afterWord = true;
    } else if (token.kind === ',') {
      if (!afterWord) values.add('');
      afterWord = false;
    } else {
      const expected = afterWord ? "',' or ')'" : values.size === 0 ? "',', ')' or identifier" : "',', or identifier";
      unparsable(`found '${token.text}', expected: ${expected}`);
    }
  }
}

function checkValues(key: string, operator: SelectorOperator, values: readonly string[]): void {
  values.forEach((value, index) => {
    if ((operator === 'gt' || operator === 'lt') && !/^[+-]?\d+$/.test(value)) {
      const why = "for 'Gt', 'Lt' operators, the value must be an integer";
      unparsable(`values[${index}]: Invalid value: ${goJson(value)}: ${why}`);
    }
    const problems = labelValue(value);
    if (problems.length > 0) {
      unparsable(`values[${index}][${key}]: Invalid value: ${goJson(value)}: ${problems.join('; ')}`);
    }
  });
}
