// Variables from a file that another container wrote into a volume: NAME='value' lines, values in single quotes, which
// may go over several lines. upstream: pkg/kubelet/util/env ParseEnv

/** The variable's value, '' when the file does not set it; undefined for a file that is not of this form. */
export function envFileValue(text: string, name: string): string | undefined {
  const lines = text.replace(/\n$/, '').split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = (lines[at] as string).replace(/\r$/, '').replace(/^[ \t]+/, '');
    if (line === '' || line.startsWith('#')) continue;
    const match = /^([^=]*[^= \t])=(.*)$/.exec(line);
    if (!match) return undefined;
    const [, key, rest = ''] = match;
    if (/^[ \t]/.test(rest)) {
      // As a shell reads it: nothing is assigned.
      if (key === name) return '';
      continue;
    }
    if (!rest.startsWith("'")) return undefined;
    let value = rest.slice(1);
    while (!value.includes("'")) {
      at++;
      if (at >= lines.length) return undefined;
      value += `\n${(lines[at] as string).replace(/\r$/, '')}`;
    }
    const end = value.indexOf("'");
    const after = value.slice(end + 1).replace(/^[ \t]+/, '');
    if (after !== '' && !after.startsWith('#')) return undefined;
    if (key === name) return value.slice(0, end);
  }
  return '';
}
