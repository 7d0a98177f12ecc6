// Reads the paths of printer columns: `.spec.ports[0].name`, `.status.conditions[?(@.type=="Ready")].status`,
// `.metadata.labels.app\.kubernetes\.io/name`. upstream: client-go/util/jsonpath/parser.go

export type PathNode =
  | { readonly kind: 'root' | 'wildcard' | 'recursive' }
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'field'; readonly name: string }
  | {
      readonly kind: 'slice';
      readonly from: number | undefined;
      readonly to: number | undefined;
      readonly by: number | undefined;
    }
  | { readonly kind: 'union'; readonly paths: readonly (readonly PathNode[])[] }
  | {
      readonly kind: 'filter';
      readonly left: readonly PathNode[];
      readonly operator: string;
      readonly right: readonly PathNode[];
    };

type Read = readonly [node: PathNode, rest: string];

/** undefined when the text is no path. */
export function parsePath(text: string): readonly PathNode[] | undefined {
  const nodes: PathNode[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const read = readNode(rest);
    if (!read) return undefined;
    const [node, after] = read;
    if (node.kind === 'field' && node.name === '') {
      if (after === rest) return undefined;
    } else nodes.push(node);
    rest = after.trimStart();
  }
  return nodes;
}

const LITERAL = /^(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"|([+-]?\d+(?:\.\d+)?)(?![\w.])|(true|false)(?!\w))/;
/** A name ends where another step begins; a backslash takes what follows into it. */
const NAME = /^(?:\\.|[^\\.[\]{}()*?@$|,\s'"])+/;

function readNode(text: string): Read | undefined {
  const [first] = text;
  if (first === '@') return [{ kind: 'field', name: '' }, text.slice(1)];
  if (first === '$') return [{ kind: 'root' }, text.slice(1)];
  if (first === '*') return [{ kind: 'wildcard' }, text.slice(1)];
  if (text.startsWith('..')) return [{ kind: 'recursive' }, text.slice(1).replace(/^\.(?=[[*])/, '')];
  if (first === '[') return readBracket(text);
  if (first === '.') return readField(text.slice(1));
  return readLiteral(text) ?? (NAME.test(text) ? readField(text) : undefined);
}

function readField(text: string): Read {
  if (text.startsWith('*')) return [{ kind: 'wildcard' }, text.slice(1)];
  const name = NAME.exec(text)?.[0] ?? '';
  return [{ kind: 'field', name: name.replace(/\\(.)/g, '$1') }, text.slice(name.length)];
}

function readLiteral(text: string): Read | undefined {
  const match = LITERAL.exec(text);
  if (!match) return undefined;
  const [all, single, double, number, bool] = match;
  const quoted = single ?? double;
  let value: string | number | boolean = Number(number);
  if (quoted !== undefined) value = quoted.replace(/\\(.)/g, '$1');
  else if (bool !== undefined) value = bool === 'true';
  return [{ kind: 'literal', value }, text.slice(all.length)];
}

function readBracket(text: string): Read | undefined {
  const end = closingBracket(text);
  if (end < 0) return undefined;
  const node = bracketNode(text.slice(1, end).trim());
  return node && [node, text.slice(end + 1)];
}

const INDEX = /^([+-]?\d*)(?::([+-]?\d*))?(?::([+-]?\d*))?$/;

function bracketNode(inner: string): PathNode | undefined {
  if (inner === '*') return { kind: 'wildcard' };
  const filter = /^\?\((.*)\)$/s.exec(inner);
  if (filter) return filterNode(filter[1] as string);
  const parts = splitUnion(inner);
  if (parts.length > 1) {
    const paths = parts.map((part) => parsePath(/^['"\d+-]/.test(part) ? `[${part}]` : part));
    return paths.includes(undefined) ? undefined : { kind: 'union', paths: paths as (readonly PathNode[])[] };
  }
  const quoted = /^(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)")$/.exec(inner);
  if (quoted) return { kind: 'field', name: (quoted[1] ?? quoted[2] ?? '').replace(/\\(.)/g, '$1') };
  const index = INDEX.exec(inner);
  if (!index || inner === '') return undefined;
  const [from, to, by] = index.slice(1).map((part) => (part ? Number(part) : undefined));
  if (index[2] !== undefined || index[3] !== undefined) return { kind: 'slice', from, to, by };
  // A bare index is a slice of one; that of the last item has no end.
  return { kind: 'slice', from, to: from === -1 ? undefined : (from ?? 0) + 1, by: undefined };
}

function filterNode(inner: string): PathNode | undefined {
  const match = /^([^!<>=]+)([!<>=]+)(.+?)$/s.exec(inner);
  const left = parsePath(match?.[1] ?? inner);
  const right = match ? parsePath(match[3] as string) : [];
  return left && right && { kind: 'filter', left, operator: match?.[2] ?? 'exists', right };
}

/** Where the bracket that opens the text closes, quotes and inner brackets respected; -1 for nowhere. */
function closingBracket(text: string): number {
  let depth = 0;
  let quote = '';
  for (let index = 0; index < text.length; index++) {
    const char = text[index] as string;
    if (char === '\\') index++;
    else if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === "'" || char === '"') quote = char;
    else if (char === '[') depth++;
    else if (char === ']' && --depth === 0) return index;
  }
  return -1;
}

function splitUnion(inner: string): readonly string[] {
  return (inner.match(/(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[^,'"])+/g) ?? []).map((part) => part.trim());
}
