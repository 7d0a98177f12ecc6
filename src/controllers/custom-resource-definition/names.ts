// Which of a definition's names it gets: those that no other definition of its group holds.
// upstream: apiextensions-apiserver/pkg/controller/status/naming_controller.go calculateNamesAndConditions

import { equalData } from '../../kinds/equal-data';
import type {
  CustomResourceDefinition,
  CustomResourceDefinitionCondition,
  CustomResourceDefinitionNames,
} from '../../kinds/generated/types.gen';

type Names = CustomResourceDefinitionNames;
type Field = 'plural' | 'singular' | 'kind' | 'listKind';

export interface NamesVerdict {
  readonly acceptedNames: Names;
  readonly condition: CustomResourceDefinitionCondition;
}

const NONE: Names = { plural: '', kind: '' };

/** @param others the definitions of the same group, this one among them or not */
export function judgeNames(
  { spec, status }: CustomResourceDefinition,
  others: readonly CustomResourceDefinition[],
): NamesVerdict {
  const requested = spec.names;
  const accepted = status?.acceptedNames ?? NONE;
  const resources = new Set<string>();
  const kinds = new Set<string>();
  for (const { acceptedNames = NONE } of others.map((other) => other.status ?? {})) {
    for (const name of [acceptedNames.plural, acceptedNames.singular ?? '', ...(acceptedNames.shortNames ?? [])]) {
      resources.add(name);
    }
    kinds.add(acceptedNames.kind);
    kinds.add(acceptedNames.listKind ?? '');
  }
  const next: { -readonly [K in keyof Names]: Names[K] } = { ...accepted };
  let conflict: { readonly reason: string; readonly message: string } | undefined;
  const decide = (field: Field, used: ReadonlySet<string>, reason: string) => {
    const name = requested[field] ?? '';
    if (name !== (accepted[field] ?? '') && used.has(name)) conflict = { reason, message: inUse(name) };
    else next[field] = name;
  };
  decide('plural', resources, 'PluralConflict');
  decide('singular', resources, 'SingularConflict');
  if (!equalData(requested.shortNames, accepted.shortNames)) {
    const own = accepted.shortNames ?? [];
    const taken = (requested.shortNames ?? []).filter((name) => !own.includes(name) && resources.has(name));
    if (taken.length > 0) conflict = { reason: 'ShortNamesConflict', message: aggregate(taken.map(inUse)) };
    else next.shortNames = requested.shortNames;
  }
  decide('kind', kinds, 'KindConflict');
  decide('listKind', kinds, 'ListKindConflict');
  next.categories = requested.categories;
  const condition = conflict
    ? { type: 'NamesAccepted', status: 'False', ...conflict }
    : { type: 'NamesAccepted', status: 'True', reason: 'NoConflicts', message: 'no conflicts found' };
  return { acceptedNames: withoutUndefined(next), condition };
}

const inUse = (name: string) => `"${name}" is already in use`;

/** upstream: apimachinery/pkg/util/errors Aggregate.Error */
function aggregate(messages: readonly string[]): string {
  const [first = '', ...rest] = [...new Set(messages)];
  return rest.length === 0 ? first : `[${[first, ...rest].join(', ')}]`;
}

function withoutUndefined(names: Names): Names {
  return Object.fromEntries(Object.entries(names).filter(([, value]) => value !== undefined)) as unknown as Names;
}
