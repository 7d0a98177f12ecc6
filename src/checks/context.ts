// What rules are given. The simulation is run when the first rule asks for it, and once.

import type { ClusterOptions } from '../cluster/options';
import type { Manifest } from '../manifests/check-object';
import type { ManifestSet } from './manifest-set';
import { type Started, start } from './start';

export class CheckContext {
  readonly manifests: ManifestSet;
  /** Objects that the cluster holds before: looked at for joins, never found fault with. */
  readonly base: readonly Manifest[];
  readonly options: ClusterOptions;
  #started: Started | undefined;

  constructor(manifests: ManifestSet, base: readonly Manifest[], options: ClusterOptions) {
    this.manifests = manifests;
    this.base = base;
    this.options = options;
  }

  /** The cluster in which everything that the server takes has settled; fork it before you act. */
  get started(): Started {
    this.#started ??= start(this.manifests, this.base, this.options);
    return this.#started;
  }
}
