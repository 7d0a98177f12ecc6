// The images that campaigns roll out: one tag of which the program is the same as before, one that no registry has, and
// one whose program ends a moment after its start without ever listening.

import type { ClusterOptions } from '../../cluster/options';
import type { ProgramRule } from '../../node/program-rules';

export const GOOD_TAG = 'wavetank-next';
export const MISSING_TAG = 'wavetank-missing';
export const CRASHING_TAG = 'wavetank-crashes';

const BAD: readonly ProgramRule[] = [
  { image: `**/*:${MISSING_TAG}`, missing: 'notFound' },
  { image: `**/*:${CRASHING_TAG}`, exits: { code: 1, afterMs: 1_000 }, listens: [] },
];

/** The image with another tag, without a digest. */
export function withTag(image: string, tag: string): string {
  return `${image.replace(/@.*$/, '').replace(/:[^/:]*$/, '')}:${tag}`;
}

/** kube-proxy gathers changes for up to a second; half of that is what a change waits on average. */
const PROXY_LAG_MS = 500;

/**
 * The options of a cluster in which campaigns are run: bad tags are bad, what is known of an image holds for the good
 * tag too, and proxies are as late as real ones are, unless their lag was given.
 */
export function withCampaignImages(options: ClusterOptions): ClusterOptions {
  const { programs = [], timings } = options;
  const next = programs.map((rule) => ({ ...rule, image: withTag(rule.image, GOOD_TAG) }));
  return {
    ...options,
    programs: [...BAD, ...next, ...programs],
    timings: { proxyLagMs: PROXY_LAG_MS, ...timings },
  };
}
