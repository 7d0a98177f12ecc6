// `wavetank diff OLD NEW`: what becomes of a cluster that runs the old manifests when the new ones are applied.

import { reportOf } from '../checks/upgrade/report';
import { summaryText } from '../checks/upgrade/summary-text';
import { upgrade } from '../checks/upgrade/upgrade';
import type { ClusterOptions } from '../cluster/options';
import type { Manifest } from '../manifests/check-object';
import { customKinds } from '../manifests/custom-kinds';
import { loadManifests } from '../manifests/load';
import { terminalPalette } from '../report/palette';
import { parseDuration } from '../sim/duration';
import { CLUSTER_WORDS, clusterOptions } from './cluster-file';
import { HELM_WORDS, type HelmOptions, readInputs } from './inputs';
import { parsedWords } from './parsed-words';
import { Progress } from './progress';
import { EXIT, WrongUse } from './usage';

interface Asked {
  readonly old: string;
  readonly next: string;
  readonly base: readonly string[];
  readonly helm: HelmOptions;
  readonly cluster: ClusterOptions;
  readonly spanMs: number | undefined;
  readonly prune: boolean;
  readonly json: boolean;
}

export function diffCommand(words: readonly string[]): number {
  const asked = read(words);
  const base = asked.base.length === 0 ? [] : loadManifests(readInputs(asked.base, asked.helm));
  const old = loadManifests(readInputs([asked.old], asked.helm), { customKinds: kindsIn(base) });
  const next = loadManifests(readInputs([asked.next], asked.helm), { customKinds: kindsIn([...base, ...old]) });
  const progress = new Progress();
  const { cluster: options, spanMs, prune } = asked;
  const observed = upgrade({ old, next, base, options, prune, spanMs, progress: (now) => progress.say(now) });
  const report = reportOf(observed, { old: asked.old, new: asked.next });
  progress.done();
  const text = asked.json ? `${JSON.stringify(report, null, 2)}\n` : summaryText(report, terminalPalette());
  process.stdout.write(text);
  return report.verdict === 'safe' ? EXIT.passed : EXIT.failed;
}

const kindsIn = (manifests: readonly Manifest[]) => customKinds(manifests.map((value) => ({ value })));

const OPTIONS = {
  ...CLUSTER_WORDS,
  ...HELM_WORDS,
  base: { type: 'string', multiple: true },
  for: { type: 'string' },
  prune: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

function read(words: readonly string[]): Asked {
  const { values, positionals } = parsedWords(words, OPTIONS);
  const [old, next, ...more] = positionals;
  if (old === undefined || next === undefined || more.length > 0) {
    throw new WrongUse('diff needs two sets of manifests, OLD and NEW: each a file, a folder, a glob, - or REV:PATH');
  }
  if (old === '-' && next === '-') throw new WrongUse('only one of OLD and NEW can come from standard input');
  const spanMs = values.for === undefined ? undefined : parseDuration(values.for);
  if (values.for !== undefined && spanMs === undefined) {
    throw new WrongUse(`--for: expected a duration such as 5m, got "${values.for}"`);
  }
  return {
    old,
    next,
    base: values.base ?? [],
    helm: values,
    cluster: clusterOptions(values),
    spanMs,
    prune: values.prune ?? false,
    json: values.json ?? false,
  };
}
