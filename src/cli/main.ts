// The command `wavetank`: reads the words, runs the command, turns what went wrong into an exit code.

import { nearest } from '../kinds/nearest';
import { EXIT, HELP, WrongUse } from './usage';

const COMMANDS = ['test', 'run', 'check', 'report', 'diff', 'serve', 'init', 'import', 'schema'] as const;
type Command = (typeof COMMANDS)[number];

/** Runs the command and answers its exit code. */
async function main([command, ...rest]: readonly string[]): Promise<number> {
  if (command === undefined || isHelp(command) || (isCommand(command) && rest.some(isHelp))) {
    const stream = command === undefined ? process.stderr : process.stdout;
    stream.write(HELP);
    return command === undefined ? EXIT.usage : EXIT.passed;
  }
  if (command === '--version' || command === '-v') {
    process.stdout.write(`${(await import('./version')).version()}\n`);
    return EXIT.passed;
  }
  if (isCommand(command)) return runCommand(command, rest);
  const meant = nearest(command, COMMANDS);
  throw new WrongUse(`there is no command "${command}"${meant ? ` (did you mean ${meant}?)` : ''}`);
}

const isHelp = (word: string) => word === '--help' || word === '-h' || word === 'help';
const isCommand = (word: string): word is Command => COMMANDS.includes(word as Command);

/** Each command is loaded when it is asked for. */
async function runCommand(command: Command, words: readonly string[]): Promise<number> {
  switch (command) {
    case 'test':
      return (await import('./test-command')).testCommand(words);
    case 'run':
      return (await import('./run-command')).runCommand(words);
    case 'check':
      return (await import('./check-command')).checkCommand(words);
    case 'report':
      return (await import('./report-command')).reportCommand(words);
    case 'diff':
      return (await import('./diff-command')).diffCommand(words);
    case 'serve':
      return (await import('./serve-command')).serveCommand(words);
    case 'init':
      return (await import('./init-command')).initCommand(words);
    case 'import':
      return (await import('./import-command')).importCommand(words);
    case 'schema':
      return (await import('./schema-command')).schemaCommand(words);
  }
}

/** Errors that speak of what was asked, by name: their classes are not loaded for every command. */
const WRONG_INPUT = [
  'WrongUse',
  'InputError',
  'ManifestError',
  'UsageError',
  'SpecFileError',
  'ApiError',
  'RequestError',
  'CommandError',
  'NotSettledError',
  'LivelockError',
  'SuiteError',
];

function report(error: unknown): number {
  if (error instanceof Error && WRONG_INPUT.includes(error.name)) {
    process.stderr.write(`wavetank: ${wordsOf(error)}\n`);
    if (error.name === 'WrongUse') process.stderr.write("Run 'wavetank --help' for how it is used.\n");
    return EXIT.usage;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`wavetank: a fault of its own, please report it with what led to it\n${text}\n`);
  return EXIT.fault;
}

/** A refused manifest's lines stand between the message and the frames of its stack. */
function wordsOf({ name, message, stack = '' }: Error & { readonly place?: string | undefined }): string {
  if (name !== 'ApiError') return message;
  const [words = message] = stack.replace(/^ApiError: /, '').split(/\n+\s+at /);
  return words;
}

// A reader that has seen enough, as `head`, is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT.passed : report(error));
});

main(process.argv.slice(2))
  .catch(report)
  .then((code) => {
    process.exitCode = code;
  });
