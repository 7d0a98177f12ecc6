// The warning that goes with every answer of a deprecated version.
// upstream: customresource_handler.go defaultDeprecationWarning

import type { CustomResourceDefinition, CustomResourceDefinitionVersion } from '../kinds/generated/types.gen';
import { compareVersions } from './version-order';

export function deprecationWarning(
  { spec }: CustomResourceDefinition,
  { name, deprecated, deprecationWarning: own }: CustomResourceDefinitionVersion,
): string | undefined {
  if (!deprecated) return undefined;
  if (own !== undefined && own !== null) return own;
  const { group, names, versions } = spec;
  const newer = versions
    .filter((each) => each.served && !each.deprecated && compareVersions(name, each.name) < 0)
    .sort((a, b) => compareVersions(b.name, a.name));
  const [best] = newer;
  const text = `${group}/${name} ${names.kind} is deprecated`;
  return best ? `${text}; use ${group}/${best.name} ${names.kind}` : text;
}
