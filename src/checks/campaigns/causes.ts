// Outcomes by what is to blame: a Deployment of one replica breaks in five campaigns and is one cause, told once with
// all that it breaks.

import { referenceText } from '../finding';
import type { Blame, CampaignCase, Outcome, ServiceOutcome, StuckOutcome } from './outcome';
import { campaigns } from './table';

/** One thing that came of a cause. */
export interface Hit {
  readonly case: CampaignCase;
  readonly service?: ServiceOutcome | undefined;
  readonly stuck?: StuckOutcome | undefined;
}

export interface Cause {
  readonly blame: Blame;
  /** In the order of the campaigns, mildest first; never empty. */
  readonly hits: readonly [Hit, ...Hit[]];
}

export const blameKey = ({ object, path }: Blame) => [referenceText(object), ...path].join(' ');

/** The causes in the order in which they show first. */
export function causesOf(outcomes: readonly Outcome[]): readonly Cause[] {
  const found = new Map<string, { readonly blame: Blame; readonly hits: [Hit, ...Hit[]] }>();
  for (const outcome of outcomes) {
    for (const [blame, hit] of hitsOf(outcome)) {
      const known = found.get(blameKey(blame));
      if (known) known.hits.push(hit);
      else found.set(blameKey(blame), { blame, hits: [hit] });
    }
  }
  return [...found.values()];
}

function hitsOf({ case: one, services, stuck }: Outcome): [Blame, Hit][] {
  return [
    ...services.flatMap((service): [Blame, Hit][] => (service.blame ? [[service.blame, { case: one, service }]] : [])),
    ...stuck.flatMap((each): [Blame, Hit][] => (each.blame ? [[each.blame, { case: one, stuck: each }]] : [])),
  ];
}

/** `deletion of Pod default/web-0`, `loss of Zone a` */
export function caseText({ campaign, target, container }: CampaignCase): string {
  const title = campaigns.find(({ name }) => name === campaign)?.title ?? campaign;
  const of = container === undefined ? '' : `, container ${container}`;
  return `${title} ${referenceText(target)}${of}`;
}
