// The words of a kubectl command: what it does, to what, and its flags.

import type { Known } from '../known';
import type { NoEqual } from '../object-match';

export interface KubectlCommand {
  readonly verb: string;
  /** What is no flag, after the verb. */
  readonly words: readonly string[];
  readonly flags: ReadonlyMap<string, readonly string[]>;
}

/** Where a command of a suite runs. */
export interface CommandContext {
  readonly known: Known;
  /** What it means without `-n`. */
  readonly namespace: string;
  /** A manifest's path in the command as the spec names it; undefined for what is no file of the suite. */
  readonly manifest: (path: string) => ManifestFile | undefined;
}

export interface ManifestFile {
  readonly path: string;
  readonly objects: readonly Readonly<Record<string, unknown>>[];
}

const SHORT: Readonly<Record<string, string>> = {
  n: 'namespace',
  f: 'filename',
  l: 'selector',
  p: 'patch',
  o: 'output',
  c: 'container',
  k: 'kustomize',
  A: 'all-namespaces',
};

/** Flags that stand alone; every other takes a value. */
const SWITCHES = [
  'overwrite',
  'force',
  'now',
  'ignore-not-found',
  'wait',
  'all',
  'server-side',
  'ignore-daemonsets',
  'delete-emptydir-data',
  'all-namespaces',
  'no-headers',
  'force-conflicts',
  'save-config',
  'record',
  'watch',
];

/** Flags that change nothing of what is done. */
export const IDLE = ['output', 'no-headers', 'save-config', 'record', 'request-timeout', 'field-manager', 'v'];

/** The parts of the words after `kubectl`; undefined when there is no verb. */
export function readCommand(given: readonly string[]): KubectlCommand | undefined {
  const flags = new Map<string, readonly string[]>();
  const words: string[] = [];
  for (let at = 0; at < given.length; at++) {
    const word = given[at] as string;
    const match = /^(?:--([\w-]+)|-([a-zA-Z]))(?:=(.*))?$/s.exec(word);
    if (!match) {
      words.push(word);
      continue;
    }
    const name = match[1] ?? SHORT[match[2] as string] ?? (match[2] as string);
    const value = match[3] ?? (SWITCHES.includes(name) ? 'true' : given[++at]);
    if (value === undefined) return undefined;
    flags.set(name, [...(flags.get(name) ?? []), value]);
  }
  const [verb, ...rest] = words;
  return verb === undefined ? undefined : { verb, words: rest, flags };
}

/** The only value of a flag, or the last one. */
export const flag = ({ flags }: KubectlCommand, name: string) => flags.get(name)?.at(-1);

/** A flag that the verb is not translated with. */
export function unknownFlag({ flags }: KubectlCommand, known: readonly string[]): string | undefined {
  return [...flags.keys()].find((name) => !known.includes(name) && name !== 'namespace' && !IDLE.includes(name));
}

/** `deployment/web`, `deployment web`: kind and names; undefined when it is neither. */
export function namedObjects(words: readonly string[]): readonly { kind: string; name: string }[] | undefined {
  const [first = '', ...names] = words;
  if (first.includes('/')) {
    const pairs = words.map((word) => word.split('/'));
    if (pairs.some((pair) => pair.length !== 2 || pair.includes(''))) return undefined;
    return pairs.map(([kind, name]) => ({ kind: kind as string, name: name as string }));
  }
  return first === '' || first.includes(',') ? undefined : names.map((name) => ({ kind: first, name }));
}

/** Go's way of writing seconds and more; as a limit in a spec. */
export function limitOf(text: string | undefined, otherwise: string): string {
  if (text === undefined) return otherwise;
  return /^\d+$/.test(text) ? `${text}s` : text;
}

export const noEqual = (category: string, text: string): NoEqual => ({ category, text });
