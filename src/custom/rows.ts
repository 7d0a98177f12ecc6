// The rows of the kinds that CustomResourceDefinitions define: one for each served version, the preferred one first.
// All versions of a kind share one key, and so one table of the store; objects stand there in the storage version.
// upstream: apiextensions-apiserver/pkg/apiserver/customresource_handler.go

import type {
  CustomResourceDefinition,
  CustomResourceDefinitionNames,
  CustomResourceDefinitionVersion,
} from '../kinds/generated/types.gen';
import type { CustomKind, KindRow } from '../kinds/kind';
import { memoised } from '../kinds/with-defaults';
import { type CompiledSchema, compileSchema } from './compile';
import { isTrue } from './conditions';
import { deprecationWarning } from './deprecation';
import { customBehaviour } from './strategy';
import { compareVersions } from './version-order';

/** The rows of all these definitions that are served, in the order of the definitions' names. */
export function customRows(definitions: readonly CustomResourceDefinition[]): readonly KindRow[] {
  return definitions.flatMap(rowsOf);
}

const rowsOf = memoised((definition: CustomResourceDefinition): readonly KindRow[] => {
  if (!isTrue(definition, 'NamesAccepted') && !isTrue(definition, 'Established')) return [];
  const served = definition.spec.versions.filter((version) => version.served);
  return [...served].sort((a, b) => compareVersions(b.name, a.name)).map((version) => rowOf(definition, version));
});

const VERBS = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'];
const TERMINATING_VERBS = ['delete', 'deletecollection', 'get', 'list', 'watch'];
const STATUS_VERBS = ['get', 'patch', 'update'];

function rowOf(definition: CustomResourceDefinition, version: CustomResourceDefinitionVersion): KindRow {
  const { group, scope } = definition.spec;
  const names = definition.status?.acceptedNames as CustomResourceDefinitionNames;
  const { kind, plural, singular = '', shortNames = [], categories = [] } = names;
  const schema = compileSchema(version);
  const custom = customKind(definition, version, schema);
  const { status, scale } = version.subresources ?? {};
  const own = { group, version: version.name, kind, verbs: STATUS_VERBS };
  const scaleKind = { group: 'autoscaling', version: 'v1', kind: 'Scale', verbs: STATUS_VERBS };
  const facts = {
    key: `${kind}.${group}`,
    group,
    version: version.name,
    kind,
    plural,
    singular,
    shortNames,
    categories,
    namespaced: scope === 'Namespaced',
    verbs: custom.isTerminating ? TERMINATING_VERBS : VERBS,
    subresources: [
      ...(status ? [{ name: 'status', ...own }] : []),
      ...(scale ? [{ name: 'scale', ...scaleKind }] : []),
    ],
    schema: schema.name,
    printerColumns: version.additionalPrinterColumns ?? [],
  };
  return { ...facts, ...customBehaviour(version, schema), custom };
}

function customKind(
  definition: CustomResourceDefinition,
  version: CustomResourceDefinitionVersion,
  schema: CompiledSchema,
): CustomKind {
  const { group, versions, names } = definition.spec;
  const storage = versions.find((each) => each.storage) ?? version;
  const stored = compileSchema(storage);
  const schemas = new Map<string, CustomResourceDefinitionVersion>();
  for (const each of versions) schemas.set(`${group}/${each.name}`, each);
  const apiVersion = `${group}/${version.name}`;
  const storedVersion = `${group}/${storage.name}`;
  const { scale } = version.subresources ?? {};
  return {
    definition: definition.metadata.name,
    listKind: definition.status?.acceptedNames?.listKind ?? `${names.kind}List`,
    jsonSchema: schema.schema,
    scale: scale && { ...scale, labelSelectorPath: scale.labelSelectorPath },
    warning: deprecationWarning(definition, version),
    isTerminating: definition.metadata.deletionTimestamp !== undefined || isTrue(definition, 'Terminating'),
    prune: schema.prune,
    fromStorage: (object) => {
      // Defaults are those of the version that the object was stored in.
      const given = schemas.get(object.apiVersion);
      const { prune, defaults } = given ? compileSchema(given) : stored;
      const read = defaults(prune(object));
      return read.apiVersion === apiVersion ? read : schema.prune({ ...read, apiVersion });
    },
    toStorage: (object) =>
      object.apiVersion === storedVersion ? object : stored.prune({ ...object, apiVersion: storedVersion }),
  };
}
