// What rules are given. The simulation is run when the first rule asks for it, and once.

import type { ClusterOptions } from '../cluster/options';
import type { Manifest } from '../manifests/check-object';
import type { Outcome } from './campaigns/outcome';
import { campaignCases, runCases } from './campaigns/run';
import type { ManifestSet } from './manifest-set';
import { type Started, start } from './start';

export class CheckContext {
  readonly manifests: ManifestSet;
  /** Objects that the cluster holds before: looked at for joins, never found fault with. */
  readonly base: readonly Manifest[];
  readonly options: ClusterOptions;
  #started: Started | undefined;
  #outcomes: readonly Outcome[] | undefined;

  readonly #runCampaigns: (cx: CheckContext) => readonly Outcome[];

  /** @param runCampaigns gives what came of the campaigns or of a share of them; all are run here unless given */
  constructor(
    manifests: ManifestSet,
    base: readonly Manifest[],
    options: ClusterOptions,
    runCampaigns: (cx: CheckContext) => readonly Outcome[] = runAll,
  ) {
    this.manifests = manifests;
    this.base = base;
    this.options = options;
    this.#runCampaigns = runCampaigns;
  }

  /** The cluster in which everything that the server takes has settled; fork it before you act. */
  get started(): Started {
    this.#started ??= start(this.manifests, this.base, this.options);
    return this.#started;
  }

  /** What came of the campaigns, in the order of their cases; they are run when somebody asks. */
  get outcomes(): readonly Outcome[] {
    this.#outcomes ??= this.#runCampaigns(this);
    return this.#outcomes;
  }
}

const runAll = ({ started }: CheckContext) => runCases(started, campaignCases(started));
