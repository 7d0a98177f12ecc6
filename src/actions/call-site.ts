// The line of the user's code that called an action, from an Error's stack. Outside the simulation: what it finds is
// remembered beside the trace and never changes what happens.

import type { SourceLine } from '../cluster/cluster';

const FRAME = /\(?((?:file:\/\/)?[^()\s][^()]*?):(\d+):(\d+)\)?$/;
const OWN =
  /[/\\]wavetank[/\\]dist[/\\]|[/\\]node_modules[/\\]|^node:|[/\\]src[/\\](actions|cluster|matchers|specfile|jest)[/\\]/;

/** The innermost stack frame that is neither this library nor a package; undefined when there is none. */
export function callSite(): SourceLine | undefined {
  const stack = new Error().stack ?? '';
  for (const text of stack.split('\n').slice(1)) {
    const match = FRAME.exec(text.trim().replace(/^at (?:async )?/, ''));
    if (!match) continue;
    const [, path = '', line, column] = match;
    const file = path.replace(/^.*\(/, '').replace(/^file:\/\//, '');
    if (OWN.test(file)) continue;
    return { file, line: Number(line), column: Number(column) };
  }
  return undefined;
}
