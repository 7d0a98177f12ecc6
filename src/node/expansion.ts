// `$(NAME)` references in commands, arguments and environment values; `$$` stands for one dollar sign, an unknown name
// stays as it is written. upstream: third_party/forked/golang/expansion Expand

export type Variables = ReadonlyMap<string, string>;

/** The text with its references replaced; earlier maps go before later ones. */
export function expand(text: string, ...variables: readonly Variables[]): string {
  if (!text.includes('$')) return text;
  let expanded = '';
  let done = 0;
  for (let at = 0; at < text.length - 1; at++) {
    if (text[at] !== '$') continue;
    expanded += text.slice(done, at);
    const next = text[at + 1] as string;
    const end = next === '(' ? text.indexOf(')', at + 2) : -1;
    if (end >= 0) {
      const name = text.slice(at + 2, end);
      expanded += lookUp(name, variables) ?? `$(${name})`;
      at = end;
    } else {
      expanded += next === '$' ? '$' : `$${next}`;
      at++;
    }
    done = at + 1;
  }
  return expanded + text.slice(done);
}

function lookUp(name: string, variables: readonly Variables[]): string | undefined {
  for (const map of variables) {
    const value = map.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}
