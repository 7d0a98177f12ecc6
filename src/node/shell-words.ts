// The words of a simple command as a shell makes them: quotes, variables, redirections left out.

const NAME = /^\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?::?-([^}$]*))?\}|(\?))/;
/** What needs a real shell. */
const SPECIAL = '`|&<(){}*?[]';

interface Draft {
  readonly words: string[];
  word: string | undefined;
  /** The next word is where output goes. */
  redirected: boolean;
}

/** Undefined for what needs a real shell: pipes, patterns, substitutions. `lastCode` is `$?`. */
export function splitWords(
  text: string,
  variables: ReadonlyMap<string, string>,
  lastCode: number,
): string[] | undefined {
  const draft: Draft = { words: [], word: undefined, redirected: false };
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (quote !== '' && character === quote) quote = '';
    else if (quote === "'") add(draft, character);
    else if (character === '\\') add(draft, text[++at] ?? '');
    else if (character === '$') {
      const match = NAME.exec(text.slice(at));
      if (!match) return undefined;
      at += match[0].length - 1;
      addValue(draft, variableOf(match, variables, lastCode), quote !== '');
    } else if (quote !== '') add(draft, character);
    else if (character === '"' || character === "'") {
      quote = character;
      add(draft, '');
    } else if (/\s/.test(character)) end(draft);
    else if (character === '>') {
      if (text[at + 1] === '>') at++;
      if (/^\d$/.test(draft.word ?? '')) draft.word = undefined;
      end(draft);
      // `2>&1` names no file.
      const same = /^&\d/.exec(text.slice(at + 1));
      if (same) at += same[0].length;
      else draft.redirected = true;
    } else if (SPECIAL.includes(character)) return undefined;
    else add(draft, character);
  }
  end(draft);
  return draft.words;
}

function add(draft: Draft, text: string): void {
  draft.word = (draft.word ?? '') + text;
}

function end(draft: Draft): void {
  if (draft.word === undefined) return;
  if (!draft.redirected) draft.words.push(draft.word);
  draft.redirected = false;
  draft.word = undefined;
}

function variableOf(match: RegExpExecArray, variables: ReadonlyMap<string, string>, lastCode: number): string {
  if (match[4] !== undefined) return String(lastCode);
  return variables.get(match[1] ?? match[2] ?? '') || (match[3] ?? '');
}

/** Outside quotes a value is split into words. */
function addValue(draft: Draft, value: string, quoted: boolean): void {
  if (quoted) {
    add(draft, value);
    return;
  }
  const parts = value.split(/\s+/);
  parts.forEach((part, index) => {
    if (index > 0) end(draft);
    if (part !== '') add(draft, part);
  });
}
