// kubectl commands in suites as steps of a spec: what changes the cluster as an action, what waits or looks as an
// expectation. What a command does besides, such as print, is left out.

import { builtInKinds } from '../../kinds/table';
import { action, assertion, type Line, note } from '../draft';
import { namespaceOption, placeWords } from '../identity';
import type { NoEqual } from '../object-match';
import { translateChange } from './changes';
import { type CommandContext, flag, type KubectlCommand, namedObjects, noEqual, readCommand } from './command-words';
import { translateFiles } from './files';

export type Translated = readonly Line[] | NoEqual;

export const isNoEqual = (result: Translated): result is NoEqual => 'category' in result;

/** @param words after `kubectl` */
export function translateKubectl(cx: CommandContext, words: readonly string[]): Translated {
  const command = readCommand(words);
  if (!command) return noEqual('a kubectl command', 'it cannot be read');
  const foreign = ['context', 'kubeconfig', 'as', 'server', 'token'].find((name) => command.flags.has(name));
  if (foreign) return noEqual('another cluster or user', `--${foreign}`);
  const namespace = flag(command, 'namespace') ?? cx.namespace;
  const here: CommandContext = { ...cx, namespace };
  const { verb } = command;
  if (verb === 'wait') return wait(here, command);
  if (verb === 'rollout') return rollout(here, command);
  if (verb === 'get') return get(here, command);
  if (PRINTS.includes(verb)) return [note(`left out, it only prints: kubectl ${words.join(' ')}`)];
  if (['apply', 'create', 'replace'].includes(verb) || (verb === 'delete' && command.flags.has('filename'))) {
    return translateFiles(here, command);
  }
  return translateChange(here, command);
}

/** What shows something when a test fails. */
const PRINTS = [
  'logs',
  'describe',
  'events',
  'version',
  'cluster-info',
  'api-resources',
  'api-versions',
  'top',
  'explain',
];

const WAIT_SECONDS = '30s';

function wait(cx: CommandContext, command: KubectlCommand): Translated {
  const category = 'kubectl wait';
  const wanted = flag(command, 'for');
  const limit = withUnit(flag(command, 'timeout')) ?? WAIT_SECONDS;
  const subjects = subjectsOf(cx, command);
  const matcher = wanted === undefined ? undefined : waitedFor(wanted);
  if (!subjects || matcher === undefined) return noEqual(category, `for ${wanted ?? 'nothing'}`);
  const expect = Object.fromEntries(subjects.map((subject) => [subject, matcher]));
  return [assertion({ until: { expect, limit } })];
}

/** A wait for ever is one of a long time. */
function withUnit(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (text.startsWith('-')) return '168h';
  return /^\d+$/.test(text) ? `${text}s` : text;
}

function waitedFor(wanted: string): unknown {
  if (/^delete$/i.test(wanted)) return { not: 'toExist' };
  if (/^create$/i.test(wanted)) return 'toExist';
  const condition = /^condition=([\w-]+)(?:=(True|False|Unknown))?$/i.exec(wanted);
  if (condition) {
    const [, type = '', status] = condition;
    const word = TYPES.find((known) => known.toLowerCase() === type.toLowerCase()) ?? type;
    const value = STATUSES.find((known) => known.toLowerCase() === status?.toLowerCase());
    return { toHaveCondition: { type: word, ...(value && value !== 'True' ? { status: value } : {}) } };
  }
  const path = /^jsonpath=\{?(\.[^{}=]+)\}?(?:=(.*))?$/s.exec(wanted);
  if (!path) return undefined;
  const [, field = '', value] = path;
  return { toHaveField: { path: `{${field}}`, ...(value === undefined ? {} : { equals: plainValue(value) }) } };
}

/** kubectl compares condition types without regard to case; the tank does not. */
const TYPES = [
  'Ready',
  'Available',
  'Progressing',
  'Complete',
  'Failed',
  'Established',
  'NamesAccepted',
  'Initialized',
];
const STATUSES = ['True', 'False', 'Unknown'];

/** kubectl compares texts; a number or a flag in the object is one. */
function plainValue(text: string): unknown {
  if (/^-?\d+$/.test(text)) return Number(text);
  return text === 'true' ? true : text === 'false' ? false : text;
}

/** The subjects that the words name: objects, all of a kind, those with labels. */
export function subjectsOf(cx: CommandContext, command: KubectlCommand): readonly string[] | undefined {
  const place = placeWords(cx.namespace);
  const selector = flag(command, 'selector');
  const [kind = '', second] = command.words;
  if (selector !== undefined || command.flags.has('all')) {
    if (second !== undefined || !servedKind(cx, kind) || /[!() ]/.test(selector ?? '')) return undefined;
    return [[servedKind(cx, kind), ...(selector === undefined ? [] : [selector])].join(' ') + placeOf(cx, kind)];
  }
  const objects = namedObjects(command.words);
  if (!objects || objects.length === 0) return undefined;
  if (objects.some((object) => !servedKind(cx, object.kind))) return undefined;
  return objects.map((object) => `${servedKind(cx, object.kind)}/${object.name}${placeOf(cx, object.kind) && place}`);
}

/** The word of a kind that somebody serves. */
export function servedKind(cx: CommandContext, word: string): string | undefined {
  const row = builtInKinds.byName(word);
  if (row) return row.kind.toLowerCase();
  return cx.known.named(word)?.word;
}

/** ` in shop` where objects of the kind stand in namespaces. */
function placeOf(cx: CommandContext, word: string): string {
  const isNamespaced = builtInKinds.byName(word)?.namespaced ?? cx.known.named(word)?.namespaced ?? true;
  return isNamespaced ? placeWords(cx.namespace) : '';
}

const ROLLOUTS: Readonly<Record<string, string>> = {
  restart: 'rolloutRestart',
  undo: 'rolloutUndo',
  pause: 'rolloutPause',
  resume: 'rolloutResume',
};

function rollout(cx: CommandContext, command: KubectlCommand): Translated {
  const [what = '', ...words] = command.words;
  const named: KubectlCommand = { ...command, words };
  if (what === 'status') {
    const subjects = subjectsOf(cx, named);
    if (!subjects) return noEqual('kubectl rollout', what);
    const expect = Object.fromEntries(subjects.map((subject) => [subject, 'toBeRolledOut']));
    return [assertion({ until: { expect, limit: withUnit(flag(command, 'timeout')) ?? '10m' } })];
  }
  const verb = ROLLOUTS[what];
  const objects = namedObjects(words);
  if (what === 'history') return [note(`left out, it only prints: kubectl rollout history ${words.join(' ')}`)];
  if (!verb || !objects || objects.length === 0) return noEqual('kubectl rollout', what);
  const revision = flag(command, 'to-revision');
  return objects.map(({ kind, name }) => {
    const target = `${kind}/${name}`;
    const options = { ...namespaceOption(cx.namespace), ...(revision ? { toRevision: Number(revision) } : {}) };
    return action({ [verb]: Object.keys(options).length === 0 ? target : { target, ...options } });
  });
}

/** kubectl get fails when a named object is not there, and only then. */
function get(cx: CommandContext, command: KubectlCommand): Translated {
  const isNamed = command.words.length > 1 || (command.words[0]?.includes('/') ?? false);
  if (!isNamed || command.flags.has('ignore-not-found')) {
    return [note(`left out, it only prints: kubectl get ${command.words.join(' ')}`)];
  }
  const subjects = subjectsOf(cx, { ...command, flags: new Map() });
  if (!subjects) return noEqual('kubectl get', command.words.join(' '));
  return [assertion({ expect: Object.fromEntries(subjects.map((subject) => [subject, 'toExist'])) })];
}
