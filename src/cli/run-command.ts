// `wavetank run`: load manifests, let time pass, do what was asked, print the timeline and the end state.

import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { actionNamed, cluster, runNamed } from '../actions/acting-cluster';
import { tablesText } from '../report/tables';
import { timelineText } from '../report/timeline';
import { parseDuration } from '../sim/duration';
import { readWords, type SaidAction } from './do-words';
import { EXIT, WrongUse } from './usage';

const PROGRESS_AFTER_MS = 1_000;

interface Asked {
  readonly manifests: readonly string[];
  readonly nodes: number;
  readonly seed: number;
  readonly spanMs: number | undefined;
  readonly actions: readonly SaidAction[];
  readonly events: boolean;
  readonly json: boolean;
}

export function runCommand(words: readonly string[]): number {
  const asked = read(words);
  const shop = cluster({ nodes: asked.nodes, seed: asked.seed });
  const progress = new Progress();
  const start = shop.mark();
  shop.load([...asked.manifests]);
  shop.settle();
  for (const { name, values } of asked.actions) {
    progress.say(`${name} at ${shop.now}`);
    const action = actionNamed(name);
    if (action) runNamed(shop, action, values, { file: '--do', line: 1 });
    if (asked.spanMs === undefined) shop.settle();
  }
  if (asked.spanMs !== undefined) advance(shop, asked.spanMs, progress);
  progress.done();
  if (asked.json) {
    const rows = shop.timeline({ since: start, events: asked.events });
    const objects = shop.simulation.store.kinds().flatMap((kind) => (kind === 'Lease' ? [] : [...shop.list(kind)]));
    process.stdout.write(`${JSON.stringify({ now: shop.now, seed: shop.seed, timeline: rows, objects }, null, 2)}\n`);
  } else {
    const { bold } = pc.createColors(pc.isColorSupported && process.stdout.isTTY);
    process.stdout.write(
      `${bold('Timeline')}\n${timelineText(shop, { since: start, brief: true, events: asked.events })}\n\n`,
    );
    process.stdout.write(`${bold(`State at ${shop.now}`)}\n${tablesText(shop)}\n`);
  }
  return EXIT.passed;
}

type Shop = ReturnType<typeof cluster>;

/** In slices, so that a long run can say how far it is. */
function advance(shop: Shop, spanMs: number, progress: Progress): void {
  const endMs = shop.nowMs + spanMs;
  const sliceMs = 10_000;
  while (shop.nowMs < endMs) {
    shop.advanceMs(Math.min(sliceMs, endMs - shop.nowMs));
    progress.say(shop.now);
  }
}

function read(words: readonly string[]): Asked {
  const { values, positionals } = parsed(words);
  if (positionals.length === 0)
    throw new WrongUse('run needs manifests: files, folders, globs, or - for standard input');
  const spanMs = values.for === undefined ? undefined : parseDuration(values.for);
  if (values.for !== undefined && spanMs === undefined)
    throw new WrongUse(`--for: expected a duration such as 5m, got "${values.for}"`);
  return {
    manifests: positionals,
    nodes: whole('--nodes', values.nodes ?? '3', 1),
    seed: whole('--seed', values.seed ?? '1', 0),
    spanMs,
    actions: (values.do ?? []).map(readWords),
    events: values.events ?? false,
    json: values.json ?? false,
  };
}

function parsed(words: readonly string[]) {
  const options = {
    nodes: { type: 'string' },
    seed: { type: 'string' },
    for: { type: 'string' },
    do: { type: 'string', multiple: true },
    events: { type: 'boolean' },
    json: { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : String(error));
  }
}

function whole(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new WrongUse(`${name}: expected a whole number from ${least}, got "${text}"`);
  return value;
}

/** One line on standard error, only on a terminal and only when it takes long. */
class Progress {
  readonly #startedMs = performance.now();
  #shown = false;

  say(text: string): void {
    if (!process.stderr.isTTY || performance.now() - this.#startedMs < PROGRESS_AFTER_MS) return;
    this.#shown = true;
    process.stderr.write(`\r\u001b[K${text}`);
  }

  done(): void {
    if (this.#shown) process.stderr.write('\r\u001b[K');
  }
}
