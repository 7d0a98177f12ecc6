// The command `wavetank`: reads the words, runs the command, turns what went wrong into an exit code.

import { EXIT, HELP, WrongUse } from './usage';

const COMMANDS = ['test', 'run', 'init', 'schema'] as const;
type Command = (typeof COMMANDS)[number];

/** Runs the command and answers its exit code. */
export async function main(words: readonly string[]): Promise<number> {
  const [command, ...rest] = words;
  if (command === undefined || command === '--help' || command === '-h' || command === 'help') {
    process.stdout.write(HELP);
    return command === undefined ? EXIT.usage : EXIT.passed;
  }
  if (command === '--version') {
    process.stdout.write(`${(await import('./version')).version()}\n`);
    return EXIT.passed;
  }
  try {
    if (!isCommand(command)) {
      const { nearest } = await import('../kinds/nearest');
      const meant = nearest(command, COMMANDS);
      throw new WrongUse(`there is no command "${command}"${meant ? ` (did you mean ${meant}?)` : ''}`);
    }
    return await runCommand(command, rest);
  } catch (error) {
    return report(error);
  }
}

const isCommand = (word: string): word is Command => COMMANDS.includes(word as Command);

async function runCommand(command: Command, words: readonly string[]): Promise<number> {
  if (words.includes('--help') || words.includes('-h')) {
    if (command !== 'test') {
      process.stdout.write(HELP);
      return EXIT.passed;
    }
  }
  if (command === 'test') return (await import('./test-command')).testCommand(words);
  if (command === 'run') return (await import('./run-command')).runCommand(words);
  if (command === 'init') return (await import('./init-command')).initCommand(words);
  return (await import('./schema-command')).schemaCommand(words);
}

const WRONG_INPUT = [
  'WrongUse',
  'ManifestError',
  'UsageError',
  'SpecFileError',
  'ApiError',
  'RequestError',
  'NotSettledError',
];

function report(error: unknown): number {
  if (error instanceof Error && WRONG_INPUT.includes(error.name)) {
    process.stderr.write(`wavetank: ${error.message}\n`);
    if (error.name === 'WrongUse') process.stderr.write("Run 'wavetank --help' for how it is used.\n");
    return EXIT.usage;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`wavetank: a fault of its own, please report it with what led to it\n${text}\n`);
  return EXIT.fault;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    process.exitCode = report(error);
  },
);
