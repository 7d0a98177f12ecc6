// `wavetank run`: load manifests, let time pass, do what was asked, print the timeline and the end state. Nothing is
// printed of a run that comes to an error.

import { writeFileSync } from 'node:fs';
import { actionNamed, type Cluster, cluster, runNamed } from '../actions/acting-cluster';
import type { Action } from '../actions/action';
import type { Mark } from '../cluster/cluster';
import type { ClusterOptions } from '../cluster/options';
import { NotSettledError } from '../cluster/run';
import type { KubeObject } from '../kinds/kind';
import { pageText } from '../page/render';
import { terminalPalette } from '../report/palette';
import { tablesText } from '../report/tables';
import { timelineText } from '../report/timeline';
import { parseDuration } from '../sim/duration';
import { CLUSTER_WORDS, clusterOptions } from './cluster-file';
import { readWords, type SaidAction } from './do-words';
import { HELM_WORDS, type HelmOptions, readInputs } from './inputs';
import { parsedWords } from './parsed-words';
import { Progress } from './progress';
import { EXIT, WrongUse } from './usage';

/** How much virtual time passes between two words of progress. */
const SLICE_MS = 10_000;
const SETTLE_SLICES = 360;

interface Asked {
  readonly manifests: readonly string[];
  readonly helm: HelmOptions;
  readonly cluster: ClusterOptions;
  readonly spanMs: number | undefined;
  readonly actions: readonly SaidAction[];
  readonly events: boolean;
  readonly json: boolean;
  readonly html: string | undefined;
}

export function runCommand(words: readonly string[]): number {
  const asked = read(words);
  const progress = new Progress();
  const shop = cluster(asked.cluster);
  const start = shop.mark();
  runNamed(
    shop,
    actionNamed('load') as Action,
    { manifests: readInputs(asked.manifests, asked.helm) },
    { file: 'wavetank run', line: 1 },
  );
  settle(shop, progress);
  for (const [index, { action, values }] of asked.actions.entries()) {
    runNamed(shop, action, values, { file: '--do', line: index + 1 });
    if (asked.spanMs === undefined) settle(shop, progress);
  }
  if (asked.spanMs !== undefined) advance(shop, asked.spanMs, progress);
  progress.done();
  if (asked.html !== undefined) writePage(asked.html, shop, asked.manifests);
  process.stdout.write(asked.json ? jsonOf(shop, start, asked) : textOf(shop, start, asked));
  return EXIT.passed;
}

/** Errors: WrongUse. */
function writePage(file: string, shop: Cluster, manifests: readonly string[]): void {
  const title = `wavetank run ${manifests.join(' ')}`;
  try {
    writeFileSync(file, pageText(shop, { title }));
  } catch (error) {
    throw new WrongUse(`--html: cannot write ${file}: ${(error as Error).message}`);
  }
}

function textOf(shop: Cluster, start: Mark, { events, html }: Asked): string {
  const { bold } = terminalPalette();
  const timeline = timelineText(shop, { since: start, brief: true, events });
  return `${bold('Timeline')}\n${timeline}\n\n${bold(`State at ${shop.now}`)}\n${tablesText(shop)}\n${html === undefined ? '' : `\nPage: ${html}\n`}`;
}

/** Labels of what every cluster has, and of what it keeps by itself: nobody asked for them. */
const OF_THE_CLUSTER = [
  'kubernetes.io/bootstrapping',
  'kube-aggregator.kubernetes.io/automanaged',
  'ipaddress.kubernetes.io/managed-by',
];
const isAskedFor = ({ kind, metadata }: KubeObject) =>
  !OF_THE_CLUSTER.some((label) => metadata.labels?.[label]) &&
  !(kind === 'ServiceCIDR' && metadata.name === 'kubernetes');

function jsonOf(shop: Cluster, start: Mark, { events }: Asked): string {
  const kinds = shop.simulation.store.kinds().filter((kind) => kind !== 'Lease' && (events || kind !== 'Event'));
  const timeline = shop.timeline({ since: start, events });
  const objects = kinds.flatMap((kind) => shop.list(kind)).filter(isAskedFor);
  return `${JSON.stringify({ now: shop.now, seed: shop.seed, timeline, objects }, null, 2)}\n`;
}

function settle(shop: Cluster, progress: Progress): void {
  for (let slice = 1; ; slice++) {
    try {
      shop.settleWithin(SLICE_MS);
      return;
    } catch (error) {
      if (!(error instanceof NotSettledError) || slice === SETTLE_SLICES) throw error;
      progress.say(shop.now);
    }
  }
}

function advance(shop: Cluster, spanMs: number, progress: Progress): void {
  const endMs = shop.nowMs + spanMs;
  while (shop.nowMs < endMs) {
    shop.advanceMs(Math.min(SLICE_MS, endMs - shop.nowMs));
    progress.say(shop.now);
  }
}

const OPTIONS = {
  ...CLUSTER_WORDS,
  ...HELM_WORDS,
  for: { type: 'string' },
  do: { type: 'string', multiple: true },
  events: { type: 'boolean' },
  json: { type: 'boolean' },
  html: { type: 'string' },
} as const;

function read(words: readonly string[]): Asked {
  const { values, positionals } = parsedWords(words, OPTIONS);
  if (positionals.length === 0)
    throw new WrongUse('run needs manifests: files, folders, globs, or - for standard input');
  const spanMs = values.for === undefined ? undefined : parseDuration(values.for);
  if (values.for !== undefined && spanMs === undefined) {
    throw new WrongUse(`--for: expected a duration such as 5m, got "${values.for}"`);
  }
  return {
    manifests: positionals,
    helm: values,
    cluster: clusterOptions(values),
    spanMs,
    actions: (values.do ?? []).map(readWords),
    events: values.events ?? false,
    json: values.json ?? false,
    html: values.html,
  };
}
