// kubectl commands that change objects by name.

import { builtInKinds } from '../../kinds/table';
import { readTextDocuments } from '../documents';
import { action, assertion, type Line } from '../draft';
import { namespaceOption, placeWords } from '../identity';
import type { NoEqual } from '../object-match';
import { type CommandContext, flag, type KubectlCommand, namedObjects, noEqual, unknownFlag } from './command-words';

type Result = readonly Line[] | NoEqual;
type Change = (cx: CommandContext, command: KubectlCommand) => Result;

interface Verb {
  readonly flags: readonly string[];
  readonly change: Change;
}

export function translateChange(cx: CommandContext, command: KubectlCommand): Result {
  const verb = VERBS[command.verb];
  if (!verb) return noEqual(`kubectl ${command.verb}`, command.words.join(' '));
  const unknown = unknownFlag(command, verb.flags);
  if (unknown) return noEqual(`kubectl ${command.verb}`, `--${unknown}`);
  return verb.change(cx, command);
}

const VERBS: Readonly<Record<string, Verb>> = {
  scale: { flags: ['replicas', 'timeout'], change: scale },
  delete: { flags: ['ignore-not-found', 'wait', 'force', 'grace-period', 'now', 'timeout', 'cascade'], change: remove },
  set: { flags: [], change: setImage },
  label: { flags: ['overwrite'], change: (cx, command) => mark(cx, command, 'Label') },
  annotate: { flags: ['overwrite'], change: (cx, command) => mark(cx, command, 'Annotation') },
  patch: { flags: ['patch', 'type', 'subresource'], change: patch },
  cordon: { flags: [], change: node },
  uncordon: { flags: [], change: node },
  drain: { flags: ['ignore-daemonsets', 'delete-emptydir-data', 'force', 'grace-period', 'timeout'], change: drain },
  taint: { flags: ['overwrite'], change: taint },
};

function onEach(
  cx: CommandContext,
  words: readonly string[],
  one: (target: string, options: object) => object,
): Result {
  const objects = namedObjects(words);
  if (!objects || objects.length === 0) return noEqual('kubectl on a selection', words.join(' '));
  return objects.map(({ kind, name }) => action(one(`${kind}/${name}`, optionsFor(cx, kind))));
}

function optionsFor(cx: CommandContext, kind: string): object {
  const isNamespaced = builtInKinds.byName(kind)?.namespaced ?? cx.known.named(kind)?.namespaced ?? true;
  return isNamespaced ? namespaceOption(cx.namespace) : {};
}

function scale(cx: CommandContext, command: KubectlCommand): Result {
  const replicas = flag(command, 'replicas');
  if (replicas === undefined) return noEqual('kubectl scale', 'without --replicas');
  return onEach(cx, command.words, (target, options) => ({
    scale: { target, replicas: Number(replicas), ...options },
  }));
}

/** kubectl waits until what it deletes is gone. */
function remove(cx: CommandContext, command: KubectlCommand): Result {
  const objects = namedObjects(command.words);
  if (!objects || objects.length === 0)
    return noEqual('deleting a selection', `kubectl delete ${command.words.join(' ')}`);
  const cascade = flag(command, 'cascade');
  const grace = command.flags.has('now') ? '1' : flag(command, 'grace-period');
  const given = {
    ...(grace === undefined || grace === '-1' ? {} : { graceSeconds: Number(grace) }),
    ...(cascade === 'orphan' || cascade === 'foreground' ? { propagation: CASCADES[cascade] } : {}),
  };
  return objects.flatMap(({ kind, name }): readonly Line[] => {
    const target = `${kind}/${name}`;
    const options = { ...given, ...optionsFor(cx, kind) };
    cx.known.forget(kind, name, cx.namespace);
    const step = action({ delete: Object.keys(options).length === 0 ? target : { target, ...options } });
    if (flag(command, 'wait') === 'false') return [step];
    const place = 'namespace' in options ? placeWords(cx.namespace) : '';
    return [step, assertion({ until: { expect: { [`${target}${place}`]: { not: 'toExist' } } } }, 0)];
  });
}

const CASCADES = { orphan: 'Orphan', foreground: 'Foreground' } as const;

function setImage(cx: CommandContext, command: KubectlCommand): Result {
  const [what, ...words] = command.words;
  if (what !== 'image') return noEqual(`kubectl set ${what ?? ''}`, words.join(' '));
  const images = words.filter((word) => word.includes('='));
  const objects = namedObjects(words.filter((word) => !word.includes('=')));
  if (!objects || objects.length === 0 || images.some((word) => word.startsWith('*='))) {
    return noEqual('kubectl set image', words.join(' '));
  }
  return objects.flatMap(({ kind, name }) =>
    images.map((word, index) => {
      const at = word.indexOf('=');
      const [container, image] = [word.slice(0, at), word.slice(at + 1)];
      const given = { target: `${kind}/${name}`, image, container, ...optionsFor(cx, kind) };
      return action({ setImage: given }, index === 0 ? 1 : 0);
    }),
  );
}

function mark(cx: CommandContext, { words }: KubectlCommand, what: 'Label' | 'Annotation'): Result {
  const isMark = (word: string) => /=/.test(word) || /[\w.]-$/.test(word);
  const [first = ''] = words;
  const from = first.includes('/') ? 1 : 2;
  const marks = words.slice(from).filter(isMark);
  const objects = namedObjects(words.filter((word, index) => index < from || !isMark(word)));
  if (!objects || objects.length === 0 || marks.length === 0)
    return noEqual(`kubectl ${what.toLowerCase()}`, words.join(' '));
  return objects.flatMap(({ kind, name }) =>
    marks.map((word, index) => {
      const at = word.indexOf('=');
      const target = { target: `${kind}/${name}` };
      const options = optionsFor(cx, kind);
      const step =
        at < 0
          ? { [`remove${what}`]: { ...target, key: word.slice(0, -1), ...options } }
          : { [`set${what}`]: { ...target, key: word.slice(0, at), value: word.slice(at + 1), ...options } };
      return action(step, index === 0 ? 1 : 0);
    }),
  );
}

function patch(cx: CommandContext, command: KubectlCommand): Result {
  const text = flag(command, 'patch');
  const value = text === undefined ? undefined : patchValue(text);
  if (value === undefined) return noEqual('kubectl patch', text ?? 'without -p');
  const type = flag(command, 'type');
  const subresource = flag(command, 'subresource');
  const given = {
    patch: value,
    ...(type === undefined || type === 'strategic' || type === 'json' ? {} : { type }),
    ...(subresource === undefined ? {} : { subresource }),
  };
  return onEach(cx, command.words, (target, options) => ({ patch: { target, ...given, ...options } }));
}

/** JSON or YAML. */
function patchValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return readTextDocuments({ folder: '.' }, 'patch', text)[0]?.value;
    } catch {
      return undefined;
    }
  }
}

function node(_cx: CommandContext, { verb, words }: KubectlCommand): Result {
  const names = words.map((word) => word.replace(/^nodes?\//, ''));
  return names.length === 0 ? noEqual(`kubectl ${verb}`, 'a selection') : names.map((name) => action({ [verb]: name }));
}

function drain(_cx: CommandContext, command: KubectlCommand): Result {
  const names = command.words.map((word) => word.replace(/^nodes?\//, ''));
  if (names.length === 0) return noEqual('kubectl drain', 'a selection');
  const grace = flag(command, 'grace-period');
  const timeout = flag(command, 'timeout');
  const options = {
    ...(command.flags.has('ignore-daemonsets') ? { ignoreDaemonSets: true } : {}),
    ...(command.flags.has('delete-emptydir-data') ? { deleteEmptyDirData: true } : {}),
    ...(command.flags.has('force') ? { force: true } : {}),
    ...(grace === undefined || grace === '-1' ? {} : { graceSeconds: Number(grace) }),
    ...(timeout === undefined || /^0/.test(timeout) ? {} : { timeout }),
  };
  return names.map((name) => action({ drain: { node: name, ...options } }));
}

function taint(_cx: CommandContext, { words }: KubectlCommand): Result {
  const rest = words[0] === 'nodes' || words[0] === 'node' ? words.slice(1) : words;
  const [name, ...taints] = rest;
  if (name === undefined || taints.length === 0) return noEqual('kubectl taint', words.join(' '));
  return taints.map((each, index) => {
    const step = each.endsWith('-')
      ? { untaint: { node: name, taint: each.slice(0, -1) } }
      : { taint: { node: name, taint: each } };
    return action(step, index === 0 ? 1 : 0);
  });
}
