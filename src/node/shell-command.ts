// Commands that are understood without a model of their image: `sleep 3600`, `exit 1`, `tail -f /dev/null`, the usual
// utilities, and `sh -c` scripts made of these. Anything else is not understood, and its container runs for ever.

import type { Program } from './program-rules';
import { type Driven, drive, type Paused, startCommand } from './shell/drive';

/** What a command finds around it. */
export interface CommandWorld {
  /** Its whole environment, put together when it is asked for. */
  readonly variables: () => ReadonlyMap<string, string>;
  readonly hostname: string;
}

const NO_VARIABLES: ReadonlyMap<string, string> = new Map();
const NOWHERE: CommandWorld = { variables: () => NO_VARIABLES, hostname: '' };
const STEPS_AHEAD = 2_000;

/** The command's first step; undefined when it is not understood. */
export function scriptOf(
  command: readonly string[] | undefined,
  args: readonly string[] | undefined,
  { variables, hostname }: CommandWorld,
  atMs: number,
): Paused | undefined {
  if (!command?.length && !args?.length) return undefined;
  return startCommand([...(command ?? []), ...(args ?? [])], { variables: variables(), hostname }, atMs);
}

/** What a container with this command and these arguments does; undefined when they are not understood. */
export function commandProgram(
  command: readonly string[] | undefined,
  args: readonly string[] | undefined,
  world: CommandWorld = NOWHERE,
): Program | undefined {
  const start = scriptOf(command, args, world, 0);
  if (!start) return undefined;
  // Without its files: how far it goes by itself.
  const driven = drive(start, { untilMs: Number.POSITIVE_INFINITY, steps: STEPS_AHEAD });
  if (driven.state === 'program') return undefined;
  // The first process of a container has no default handler: without one of its own it ignores SIGTERM.
  const logs = driven.lines.length > 0 ? { logs: driven.lines.map(({ text }) => text) } : {};
  return { ...endOf(driven), stopsOnTerm: false, ...logs };
}

function endOf({ state, code, dueMs }: Driven): Pick<Program, 'exits'> {
  return state === 'ended' ? { exits: { code, afterMs: dueMs } } : {};
}
