// Writes `resources.gen.ts`: every served resource with its names, verbs and subresources.

import type { DiscoveredResource, Facts } from './facts';
import { printValue } from './print';
import { topLevelKind } from './types';

const HEADER = `// Every resource the API server of Kubernetes 1.36 serves: names, scope, verbs, subresources, and its schema's name.
// Written by \`npm run generate\`; edits would be lost.

export interface SubresourceFacts {
  readonly name: string;
  /** Group, version and kind of its body; those of the resource itself unless they differ, e.g. Scale. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly verbs: readonly string[];
}

export interface ResourceFacts {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly namespaced: boolean;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly verbs: readonly string[];
  readonly subresources: readonly SubresourceFacts[];
  /** Name of its type in \`types.gen\` and of its schema in \`schemas.gen\`. */
  readonly schema: string;
}
`;

export function writeResources(facts: Facts, names: ReadonlyMap<string, string>): string {
  const schemaByKind = new Map<string, string>();
  for (const [name, schema] of Object.entries(facts.schemas)) {
    const kind = topLevelKind(schema);
    if (kind) schemaByKind.set(`${kind.group}/${kind.version}/${kind.kind}`, names.get(name) as string);
  }
  const rowsOf = (all: readonly DiscoveredResource[]) =>
    all.map((resource) => {
      const schema = schemaByKind.get(`${resource.group}/${resource.version}/${resource.kind}`);
      if (schema === undefined) throw new Error(`${resource.plural}: no schema`);
      return row(resource, schema);
    });
  const list = (name: string, all: readonly DiscoveredResource[]) => {
    const head = `export const ${name}: readonly ResourceFacts[] = `;
    return `${head}${printValue(rowsOf(all), '', head.length)};\n`;
  };
  const gated = '/** Those that are served only where the API server is told so. */';
  return `${HEADER}\n${list('resources', facts.resources)}\n${gated}\n${list('gatedResources', facts.gated)}`;
}

function row(resource: DiscoveredResource, schema: string) {
  const { group, version, kind, plural, singular, scope, shortNames, categories, verbs } = resource;
  const subresources = resource.subresources.map((sub) => ({
    name: sub.name,
    // Discovery leaves group and version out where they are the resource's own.
    group: sub.version === '' ? group : sub.group,
    version: sub.version === '' ? version : sub.version,
    kind: sub.kind,
    verbs: sub.verbs,
  }));
  const namespaced = scope === 'Namespaced';
  return { group, version, kind, plural, singular, namespaced, shortNames, categories, verbs, subresources, schema };
}
