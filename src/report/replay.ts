// How to run the same again: the seed that decided every choice, and the command that runs just this test.

import { relative } from 'node:path';
import type { Cluster } from '../cluster/cluster';

/** The command that runs one test of a spec file. */
export function replayCommand(testPath: string, testName: string): string {
  const path = relative(process.cwd(), testPath);
  const file = /^[\w./@:+-]+$/.test(path) ? path : quoted(path);
  return `${process.env.WAVETANK_RUN ?? 'npx jest'} ${file} -t ${quoted(escaped(testName))}`;
}

/** A pattern that finds just this text. */
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** As a shell reads it as one word. */
const quoted = (text: string) => `"${text.replace(/["$`\\]/g, '\\$&')}"`;

/** `seed 1; run it again: npx jest ...` */
export function footerText({ seed, options }: Pick<Cluster, 'seed' | 'options'>, command: string | undefined): string {
  const shuffle = options.shuffle === undefined ? '' : `, shuffle ${options.shuffle}`;
  return `seed ${seed}${shuffle}${command === undefined ? '' : `; run it again: ${command}`}`;
}
