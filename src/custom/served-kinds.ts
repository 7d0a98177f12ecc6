// The built-in kinds as the API server serves them: those of the kinds table, with the rules that need more than the
// kinds know of one another.

import type { KindBehaviour, KindRow } from '../kinds/kind';
import { KindNames } from '../kinds/kind-names';
import { kinds } from '../kinds/table';
import { customResourceDefinition } from './definition/custom-resource-definition';

// biome-ignore lint/suspicious/noExplicitAny: each kind's functions take its own type.
const BEHAVIOURS: Readonly<Record<string, KindBehaviour<any>>> = {
  CustomResourceDefinition: customResourceDefinition,
};

export const servedKinds = new KindNames(
  kinds.map((row): KindRow => {
    const behaviour = BEHAVIOURS[row.key];
    return behaviour ? { ...row, ...behaviour } : row;
  }),
);
