// Reads the path of a request: which resource of which group and version, in which namespace, which object of it and
// which of its subresources.
// upstream: apiserver/pkg/endpoints/request/requestinfo.go

export interface ResourcePath {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly namespace: string | undefined;
  readonly resource: string;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
  /** What follows the subresource: a proxied path. */
  readonly rest: string | undefined;
  /** Asked through the old `/watch/` prefix. */
  readonly watch: boolean;
}

/** Subresources of namespaces themselves; any other word behind one is a resource in it. */
const NAMESPACE_SUBRESOURCES: readonly string[] = ['status', 'finalize'];

/** Undefined for paths that do not name a resource: `/version`, `/apis/apps/v1`. */
export function readResourcePath(path: string): ResourcePath | undefined {
  const words = path.split('/').slice(1);
  if (words.at(-1) === '') words.pop();
  const prefix = words.shift();
  let group = '';
  if (prefix === 'apis') group = words.shift() ?? '';
  else if (prefix !== 'api') return undefined;
  const version = words.shift();
  if (version === undefined || words.length === 0) return undefined;
  const watch = words[0] === 'watch' && words.length > 1;
  if (watch) words.shift();
  let namespace: string | undefined;
  if (words[0] === 'namespaces' && words.length > 2 && !NAMESPACE_SUBRESOURCES.includes(words[2] as string)) {
    namespace = words[1];
    words.splice(0, 2);
  }
  const [resource = '', name, subresource, ...rest] = words;
  return {
    group,
    version,
    namespace,
    resource,
    name,
    subresource,
    rest: rest.length ? rest.join('/') : undefined,
    watch,
  };
}
