// What an admission policy's expressions may name, and of which types that is.
// upstream: apiserver pkg/admission/plugin/cel/compile.go, pkg/cel/mutation

import { type CelEnvironment, functionsWith } from '../../cel/environment';
import type { FunctionTable } from '../../cel/functions';
import { jsonPatchLibrary } from '../../cel/library/authorization';
import { BOOL, type CelType, DYN, INT, listOf, mapOf, objectOf, STRING, TIMESTAMP } from '../../cel/types';
import type { ExpressionScope } from '../../kinds/policy-expressions';

const fields = (types: Readonly<Record<string, CelType>>) => new Map(Object.entries(types));
const texts = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, STRING]));

const GROUP_VERSION_KIND = objectOf('kubernetes.GroupVersionKind', fields(texts('group', 'version', 'kind')));
const GROUP_VERSION_RESOURCE = objectOf(
  'kubernetes.GroupVersionResource',
  fields(texts('group', 'version', 'resource')),
);
const USER = objectOf(
  'kubernetes.UserInfo',
  fields({ ...texts('username', 'uid'), groups: listOf(STRING), extra: mapOf(STRING, listOf(STRING)) }),
);
const REQUEST = objectOf(
  'kubernetes.AdmissionRequest',
  fields({
    kind: GROUP_VERSION_KIND,
    resource: GROUP_VERSION_RESOURCE,
    requestKind: GROUP_VERSION_KIND,
    requestResource: GROUP_VERSION_RESOURCE,
    ...texts('subResource', 'requestSubResource', 'name', 'namespace', 'operation'),
    userInfo: USER,
    dryRun: BOOL,
    options: DYN,
  }),
);

const NAMESPACE_CONDITION = objectOf(
  'kubernetes.NamespaceCondition',
  fields({ ...texts('status', 'type', 'message', 'reason'), lastTransitionTime: TIMESTAMP }),
);
const NAMESPACE = objectOf(
  'kubernetes.Namespace',
  fields({
    metadata: objectOf(
      'kubernetes.NamespaceMetadata',
      fields({
        ...texts('name', 'generateName', 'namespace', 'UID', 'resourceVersion'),
        labels: mapOf(STRING, STRING),
        annotations: mapOf(STRING, STRING),
        creationTimestamp: TIMESTAMP,
        deletionGracePeriodSeconds: INT,
        deletionTimestamp: TIMESTAMP,
        generation: INT,
        finalizers: listOf(STRING),
      }),
    ),
    spec: objectOf('kubernetes.NamespaceSpec', fields({ finalizers: listOf(STRING) })),
    status: objectOf('kubernetes.NamespaceStatus', fields({ conditions: listOf(NAMESPACE_CONDITION), phase: STRING })),
  }),
);

const AUTHORIZER = objectOf('kubernetes.authorization.Authorizer');
const RESOURCE_CHECK = objectOf('kubernetes.authorization.ResourceCheck');

export const JSON_PATCH = objectOf('JSONPatch', fields({ ...texts('op', 'path', 'from'), value: DYN }));

/** `Object`, `Object.spec`, …: any field may be set, to anything. */
function patchType(name: string): CelType | undefined {
  if (name === 'JSONPatch') return JSON_PATCH;
  if (name !== 'Object' && !name.startsWith('Object.')) return undefined;
  return { kind: 'object', name, fields: new Map(), isOpen: true };
}

let patchFunctions: FunctionTable | undefined;

/** The types of what is known of the objects; dyn unless given. */
export interface ObjectTypes {
  readonly object?: CelType;
  readonly params?: CelType;
}

/** @param variables the types of the policy's own variables, where it has any */
export function policyEnvironment(
  scope: ExpressionScope,
  variables: ReadonlyMap<string, CelType> | undefined,
  types: ObjectTypes = {},
): CelEnvironment {
  const object = types.object ?? DYN;
  const declared: Record<string, CelType> = { object, oldObject: object, namespaceObject: NAMESPACE, request: REQUEST };
  if (scope.params) declared.params = types.params ?? DYN;
  if (scope.authorizer) {
    declared.authorizer = AUTHORIZER;
    declared['authorizer.requestResource'] = RESOURCE_CHECK;
  }
  if (variables) declared.variables = objectOf('kubernetes.variables', variables);
  if (!scope.patch) return { variables: declared };
  patchFunctions ??= functionsWith(jsonPatchLibrary);
  return { variables: declared, objectType: patchType, functions: patchFunctions };
}
