// One OpenAPI document: the paths of some resources, and the schemas these lead to.

import type { KindRow } from '../kinds/kind';
import { schemaFacts } from '../kinds/schema';
import { type Dialect, SchemaCollector, V2, V3 } from './openapi-schemas';

type Json = Record<string, unknown>;
type Subresource = KindRow['subresources'][number];

const INFO = { title: 'Kubernetes', version: 'v1.36.2' };
const MEDIA_TYPES = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];
const PATCH_TYPES = [
  'application/apply-patch+yaml',
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
];
/** Nobody knows how lists of a custom resource merge. */
const CUSTOM_PATCH_TYPES = PATCH_TYPES.filter((type) => !type.includes('strategic'));
const INTEGERS = ['gracePeriodSeconds', 'limit', 'timeoutSeconds'];
const BOOLEANS = ['allowWatchBookmarks', 'force', 'orphanDependents', 'sendInitialEvents', 'watch'];
const SELECTS = ['continue', 'fieldSelector', 'labelSelector', 'limit', 'resourceVersion', 'resourceVersionMatch'];
const LISTS = ['allowWatchBookmarks', ...SELECTS, 'sendInitialEvents', 'timeoutSeconds', 'watch'];
const WRITES = ['dryRun', 'fieldManager', 'fieldValidation'];
const DELETES = ['dryRun', 'gracePeriodSeconds', 'orphanDependents', 'propagationPolicy'];

/** The 3.0 document of one group version. */
export function documentOf(rows: readonly KindRow[]): Json {
  const writer = new PathWriter(V3);
  const paths = writer.paths(rows);
  return {
    openapi: '3.0.0',
    info: { ...INFO, version: 'unversioned' },
    paths,
    components: {
      schemas: writer.collector.sorted(),
      securitySchemes: { BearerToken: { type: 'apiKey', in: 'header', name: 'authorization' } },
    },
  };
}

/** The 2.0 document of everything. */
export function swaggerOf(rows: readonly KindRow[]): Json {
  const writer = new PathWriter(V2);
  const paths = writer.paths(rows);
  return {
    swagger: '2.0',
    info: INFO,
    paths,
    definitions: writer.collector.sorted(),
    securityDefinitions: { BearerToken: { type: 'apiKey', in: 'header', name: 'authorization' } },
    security: [{ BearerToken: [] }],
  };
}

class PathWriter {
  readonly collector: SchemaCollector;
  readonly #dialect: Dialect;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
    this.collector = new SchemaCollector(dialect);
  }

  paths(rows: readonly KindRow[]): Json {
    const paths = new Map<string, Json>();
    for (const row of rows) {
      const root = row.group === '' ? `/api/${row.version}` : `/apis/${row.group}/${row.version}`;
      const base = row.namespaced ? `${root}/namespaces/{namespace}/${row.plural}` : `${root}/${row.plural}`;
      paths.set(base, this.#collection(row));
      if (row.namespaced && row.verbs.includes('list')) {
        paths.set(`${root}/${row.plural}`, {
          get: this.#operation(row, 'list', 'ForAllNamespaces'),
          ...this.#shared([]),
        });
      }
      if (row.verbs.includes('get')) paths.set(`${base}/{name}`, this.#object(row));
      for (const sub of row.subresources) paths.set(`${base}/{name}/${sub.name}`, this.#subresource(row, sub));
    }
    return Object.fromEntries([...paths].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #collection(row: KindRow): Json {
    const verbs = { delete: 'deletecollection', get: 'list', post: 'create' };
    return { ...this.#operations(row, verbs), ...this.#shared(row.namespaced ? ['namespace'] : []) };
  }

  #object(row: KindRow): Json {
    const verbs = { delete: 'delete', get: 'get', patch: 'patch', put: 'update' };
    return { ...this.#operations(row, verbs), ...this.#shared(row.namespaced ? ['name', 'namespace'] : ['name']) };
  }

  #subresource(row: KindRow, sub: Subresource): Json {
    const verbs = { delete: 'delete', get: 'get', patch: 'patch', post: 'create', put: 'update' };
    const operations = this.#operations(row, verbs, sub);
    return { ...operations, ...this.#shared(row.namespaced ? ['name', 'namespace'] : ['name']) };
  }

  #operations(row: KindRow, verbs: Readonly<Record<string, string>>, sub?: Subresource): Json {
    const served = sub?.verbs ?? row.verbs;
    const entries = Object.entries(verbs).filter(([, verb]) => served.includes(verb));
    return Object.fromEntries(entries.map(([method, verb]) => [method, this.#operation(row, verb, '', sub)]));
  }

  #operation(row: KindRow, verb: string, suffix: string, sub?: Subresource): Json {
    const kind = sub ? { group: sub.group, kind: sub.kind, version: sub.version } : kindOf(row);
    const answered = verb.startsWith('delete') ? this.collector.ref('Status') : this.#shape(row, verb === 'list', sub);
    const takesBody = verb === 'create' || verb === 'update' || verb === 'patch';
    const body = this.#bodyOf(row, verb, sub);
    const codes = verb === 'create' ? ['200', '201', '202'] : takesBody ? ['200', '201'] : ['200'];
    const responses = Object.fromEntries(codes.map((code) => [code, this.#response(answered)]));
    const action = { list: 'list', create: 'post', update: 'put' }[verb] ?? verb;
    const query = verbQuery(verb).map((name) => this.#parameter(name, 'query'));
    return {
      operationId: operationId(row, verb, suffix, sub),
      tags: [tagOf(row)],
      ...this.#parameters(row, query, body, verb),
      responses: { ...responses, '401': { description: 'Unauthorized' } },
      'x-kubernetes-action': action,
      'x-kubernetes-group-version-kind': kind,
      ...(this.#dialect.version === 2
        ? { produces: MEDIA_TYPES, consumes: takesBody ? bodyTypes(row, verb) : ['*/*'] }
        : {}),
    };
  }

  /** What the verb takes and answers: the object, the list of them, or what the subresource is about. */
  #shape(row: KindRow, isList: boolean, sub: Subresource | undefined): Json {
    const other = sub && schemaNamed(sub, row);
    if (other !== undefined) return this.collector.ref(other);
    if (row.custom) return this.collector.customRef(row, isList);
    return this.collector.ref(isList ? listSchema(row) : row.schema);
  }

  #bodyOf(row: KindRow, verb: string, sub: Subresource | undefined): Json | undefined {
    if (verb === 'patch') return this.collector.ref('Patch');
    if (verb === 'create' || verb === 'update') return this.#shape(row, false, sub);
    return verb.startsWith('delete') ? this.collector.ref('DeleteOptions') : undefined;
  }

  #parameters(row: KindRow, query: readonly Json[], schema: Json | undefined, verb: string): Json {
    const all = query.length > 0 ? { parameters: query } : {};
    if (schema === undefined) return all;
    if (this.#dialect.version === 2) {
      return { parameters: [{ name: 'body', in: 'body', required: true, schema }, ...query] };
    }
    const content = Object.fromEntries(bodyTypes(row, verb).map((type) => [type, { schema }]));
    return { ...all, requestBody: { content, ...(verb.startsWith('delete') ? {} : { required: true }) } };
  }

  #response(ref: Json): Json {
    if (this.#dialect.version === 2) return { description: 'OK', schema: ref };
    return { description: 'OK', content: Object.fromEntries(MEDIA_TYPES.map((type) => [type, { schema: ref }])) };
  }

  #shared(names: readonly string[]): Json {
    const path = names.map((name) => this.#parameter(name, 'path'));
    return { parameters: [...path, this.#parameter('pretty', 'query')] };
  }

  #parameter(name: string, place: 'path' | 'query'): Json {
    const type = INTEGERS.includes(name) ? 'integer' : BOOLEANS.includes(name) ? 'boolean' : 'string';
    const required = place === 'path' ? { required: true } : {};
    if (this.#dialect.version === 2) return { name, in: place, ...required, type, uniqueItems: true };
    return { name, in: place, ...required, schema: { type, uniqueItems: true } };
  }
}

function bodyTypes(row: KindRow, verb: string): readonly string[] {
  if (verb !== 'patch') return ['*/*'];
  return row.custom ? CUSTOM_PATCH_TYPES : PATCH_TYPES;
}

const kindOf = ({ group, version, kind }: KindRow) => ({ group, kind, version });

function listSchema(row: KindRow): string {
  const name = `${row.schema}List`;
  return schemaFacts(name) ? name : `${row.kind}List`;
}

/** The schema of a subresource's body; undefined when it is the object's own. */
function schemaNamed(sub: Subresource, row: KindRow): string | undefined {
  if (sub.kind === row.kind) return undefined;
  return schemaFacts(sub.kind) ? sub.kind : undefined;
}

function verbQuery(verb: string): readonly string[] {
  if (verb === 'list') return LISTS;
  if (verb === 'create' || verb === 'update') return WRITES;
  if (verb === 'patch') return [...WRITES, 'force'];
  if (verb === 'delete') return DELETES;
  return verb === 'deletecollection' ? [...DELETES, ...SELECTS, 'sendInitialEvents', 'timeoutSeconds'].sort() : [];
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
/** `core_v1`, `rbacAuthorization_v1`: the group without its last words, in camel case. */
const groupWord = (group: string) =>
  (group || 'core')
    .replace(/\.k8s\.io$/, '')
    .split('.')
    .map((word, index) => (index === 0 ? word : capital(word)))
    .join('');
const tagOf = ({ group, version }: KindRow) => `${groupWord(group)}_${version}`;

const VERB_WORDS: Readonly<Record<string, string>> = { get: 'read', update: 'replace', deletecollection: 'delete' };

function operationId(row: KindRow, verb: string, suffix: string, sub?: Subresource): string {
  const collection = verb === 'deletecollection' ? 'Collection' : '';
  const scope = row.namespaced && suffix === '' ? 'Namespaced' : '';
  const word = VERB_WORDS[verb] ?? verb;
  const group = `${capital(groupWord(row.group))}${capital(row.version)}`;
  return `${word}${group}${collection}${scope}${row.kind}${sub ? capital(sub.name) : ''}${suffix}`;
}
