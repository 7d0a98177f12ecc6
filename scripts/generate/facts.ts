// The facts the generator reads: OpenAPI schemas, discovery and tables of one Kubernetes version, as JSON files in a
// folder, and what the OpenAPI document leaves out of Go's types (`go-types.txt`, written by `go-types/main.go`).

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DefaultRbacObject } from './default-rbac';

export interface OpenApiSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly items?: OpenApiSchema;
  readonly additionalProperties?: OpenApiSchema;
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly required?: readonly string[];
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: string;
  readonly 'x-kubernetes-patch-strategy'?: string;
  readonly 'x-kubernetes-patch-merge-key'?: string;
  readonly 'x-kubernetes-group-version-kind'?: readonly {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
  }[];
}

export interface DiscoveredResource {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly kind: string;
  readonly singular: string;
  readonly scope: 'Cluster' | 'Namespaced';
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly verbs: readonly string[];
  readonly subresources: readonly {
    readonly name: string;
    readonly kind: string;
    readonly group: string;
    readonly version: string;
    readonly verbs: readonly string[];
  }[];
}

export interface DiscoveredTable {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  /** Name, type, format, priority. */
  readonly columns: readonly (readonly [string, string, string, number])[];
}

export interface GoTypes {
  /** Lists and maps that have a type name of their own: what they are. */
  readonly named: Readonly<Record<string, string>>;
  /** By OpenAPI name and field: `VolumeSource>*v1.X,omitempty`, that is embedding structs, Go type, options. */
  readonly schemas: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Number, name, type, `repeated` or nothing. */
export type ProtobufField = readonly [number, string, string, string];

export interface Facts {
  /** By OpenAPI name, e.g. `io.k8s.api.core.v1.Pod`. */
  readonly schemas: Readonly<Record<string, OpenApiSchema>>;
  readonly resources: readonly DiscoveredResource[];
  /** Those that are served only where the API server is told so. */
  readonly gated: readonly DiscoveredResource[];
  readonly tables: readonly DiscoveredTable[];
  readonly goTypes: GoTypes;
  /** By protobuf name, e.g. `k8s.io.api.core.v1.Pod`. */
  readonly messages: Readonly<Record<string, readonly ProtobufField[]>>;
  /** The roles and bindings of a fresh cluster. */
  readonly defaultRbac: readonly DefaultRbacObject[];
}

const GO_TYPES = 'scripts/generate/go-types.txt';
/** What the facts' API server was not told to serve: resources, schemas and tables in the same form. */
const GATED = 'scripts/generate/gated.json';

/** @throws when the folder lacks one of the files. */
export function readFacts(folder: string): Facts {
  const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
  const gated = json(GATED);
  return {
    schemas: { ...json(join(folder, 'schemas.json')).schemas, ...gated.schemas },
    resources: json(join(folder, 'resources.json')),
    gated: gated.resources,
    tables: [...json(join(folder, 'tables.json')), ...gated.tables],
    goTypes: readGoTypes(readFileSync(GO_TYPES, 'utf8')),
    messages: json(join(folder, 'protobuf.json')),
    defaultRbac: json(join(folder, 'default-rbac.json')),
  };
}

/** `NAME = TYPE` lines tell of named types, `SCHEMA field=TYPE ...` lines of schemas. */
function readGoTypes(text: string): GoTypes {
  const named: Record<string, string> = {};
  const schemas: Record<string, Record<string, string>> = {};
  for (const line of text.trimEnd().split('\n')) {
    const [name = '', ...words] = line.split(' ');
    if (words[0] === '=') named[name] = words[1] ?? '';
    else schemas[name] = Object.fromEntries(words.map((word) => word.split('=')));
  }
  return { named, schemas };
}
