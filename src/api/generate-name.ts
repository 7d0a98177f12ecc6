// Names that the server makes of `generateName`: the first free one of several.
// upstream: apiserver/pkg/storage/names, registry/generic/registry/store.go Create

import { type KindRow, type KubeObject, keyOf } from '../kinds/kind';
import type { RandomStreams } from '../sim/random';
import { ApiError, alreadyExists } from './api-error';
import type { Store } from './store';

const NAME_TRIES = 8;
const MAX_BASE = 58;

/** Empty without a `generateName`. Errors: 409 when no free name was found. */
export function generateName(
  { store, random }: { readonly store: Store; readonly random: RandomStreams },
  row: KindRow,
  { metadata: { generateName: base, namespace } }: KubeObject,
): string {
  // Validation says so, among whatever else is wrong.
  if (!base) return '';
  const prefix = base.slice(0, MAX_BASE);
  for (let attempt = 0; attempt < NAME_TRIES; attempt++) {
    // A flat text: the name is compared with others as long as it lives.
    const name = [prefix, random.nameSuffix(base)].join('');
    if (!store.get(row, keyOf(namespace, name))) return name;
  }
  const error = alreadyExists(row, prefix);
  const why = 'the server was not able to generate a unique name for the object';
  throw new ApiError(409, 'AlreadyExists', `${error.message}, ${why}`, error.details);
}
