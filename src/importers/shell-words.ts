// A command line as its words, when nothing but words stands in it: quotes are understood, and anything that only a
// shell could do makes it no command line.

/** undefined for what a shell would have to do something about. */
export function shellWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === "'" || char === '"') {
      const end = closing(text, at);
      if (end === undefined) return undefined;
      const inner = text.slice(at + 1, end);
      if (char === '"' && /[$`\\]/.test(inner.replace(/\\["\\]/g, ''))) return undefined;
      word = (word ?? '') + (char === '"' ? inner.replace(/\\(["\\])/g, '$1') : inner);
      at = end;
    } else if (char === '\\') {
      const next = text[++at];
      if (next === undefined) return undefined;
      if (next !== '\n') word = (word ?? '') + next;
    } else if (/[|&;<>()$`*?[\]#~!]/.test(char) && !isHarmless(char, word)) {
      return undefined;
    } else word = (word ?? '') + char;
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** Inside of a word some marks are themselves. */
const isHarmless = (char: string, word: string | undefined) => word !== undefined && /[#~!]/.test(char);

function closing(text: string, from: number): number | undefined {
  const quote = text[from] as string;
  for (let at = from + 1; at < text.length; at++) {
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote) return at;
  }
  return undefined;
}
