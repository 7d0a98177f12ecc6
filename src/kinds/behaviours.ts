// What the kinds do of their own, by the key under which the kinds table holds them.

import type { KindBehaviour } from './kind';

// biome-ignore lint/suspicious/noExplicitAny: each kind's functions take its own type.
export const behaviours: Readonly<Record<string, KindBehaviour<any>>> = {};
