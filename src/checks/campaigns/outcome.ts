// What a campaign does to the cluster and what came of it: plain data, since it travels between threads and shards.

import type { FieldPath } from '../../manifests/source';
import type { ObjectReference } from '../finding';

export type CampaignName =
  | 'delete-pod'
  | 'restart'
  | 'roll-image'
  | 'drain-node'
  | 'lose-node'
  | 'lose-zone'
  | 'spend-quota'
  | 'scale-range';

/** One thing that befalls the cluster. */
export interface CampaignCase {
  readonly campaign: CampaignName;
  /** The workload, pod, node, namespace or autoscaler; a zone has the kind `Zone`. */
  readonly target: ObjectReference;
  /** Whose image is rolled. */
  readonly container?: string | undefined;
}

/** Why something went wrong, as what the manifests could say otherwise; `cause-table.ts` has words for each. */
export type CauseName =
  | 'single-replica'
  | 'bare-pod'
  | 'update-strategy'
  | 'no-readiness-probe'
  | 'no-pre-stop'
  | 'short-grace'
  | 'one-node'
  | 'one-zone'
  | 'no-room'
  | 'node-volume'
  | 'zone-volume'
  | 'budget'
  | 'no-place-for-surge'
  | 'ordered-ready'
  | 'quota'
  | 'range-above-quota'
  | 'range-above-nodes'
  | 'range-below-budget';

/** The field that decides. Equal blames are one cause, whatever campaign found it. */
export interface Blame {
  readonly cause: CauseName;
  readonly object: ObjectReference;
  readonly path: FieldPath;
}

/** What a stream of requests lost. */
export interface Losses {
  readonly sent: number;
  readonly lost: number;
  readonly byCause: Readonly<Record<string, number>>;
}

/** A Service that had endpoints. */
export interface ServiceOutcome {
  readonly service: ObjectReference;
  /** Endpoints that could answer before and at the worst moment: ready ones, and ending ones where none is ready. */
  readonly before: number;
  readonly lowest: number;
  /** Milliseconds without any. */
  readonly downMs: number;
  /** False when it had none at the end. */
  readonly isBack: boolean;
  readonly losses?: Losses | undefined;
  readonly blame: Blame | undefined;
  readonly trace: readonly string[];
}

/** Something that should have come to an end and did not. */
export interface StuckOutcome {
  /** A workload whose pods are not back or whose rollout does not finish, or a pod that no drain gets away. */
  readonly object: ObjectReference;
  /** The words of the scheduler, the API server or the kubelet. */
  readonly message: string;
  readonly blame: Blame | undefined;
  readonly trace: readonly string[];
}

export interface Outcome {
  readonly case: CampaignCase;
  /** Those that lost endpoints or requests. */
  readonly services: readonly ServiceOutcome[];
  readonly stuck: readonly StuckOutcome[];
}
