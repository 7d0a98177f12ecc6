// Parts of volumes whose path is put together from the container's environment.
// upstream: pkg/kubelet/kubelet_pods.go makeMounts, pkg/kubelet/container ExpandContainerVolumeMounts

import type { Container } from '../kinds/generated/types.gen';
import { expand, type Variables } from './expansion';

/** Why the container cannot be created; undefined when all its paths are good. */
export function subPathProblem({ volumeMounts = [] }: Container, variables: Variables): string | undefined {
  for (const { subPathExpr } of volumeMounts) {
    if (!subPathExpr) continue;
    const missing = namesIn(subPathExpr).filter((name) => !variables.get(name));
    if (missing.length > 0) return `missing value for ${[...new Set(missing)].sort().join(', ')}`;
    const path = expand(subPathExpr, variables);
    if (path.startsWith('/')) return `error SubPath \`${path}\` must not be an absolute path`;
    if (path.split('/').includes('..')) return `unable to provision SubPath \`${path}\`: must not contain '..'`;
  }
  return undefined;
}

/** The variables that a text refers to; `$$(NAME)` is no reference. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/\$\$|\$\(([^)]*)\)/g)].flatMap(([, name]) => (name === undefined ? [] : [name]));
}
