// Writes a page of docs/lifecycles/ from what happened in a small cluster: every write since an action, who did it, in
// which file that lives, and which earlier write led to it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from '../../src/actions/acting-cluster';
import type { Change } from '../../src/api/change';
import { isHeartbeat, summaryOf } from '../../src/cluster/change-summary';
import type { Mark } from '../../src/cluster/cluster';
import type { AnyActor } from '../../src/cluster/simulation';
import { targetText } from '../../src/cluster/timeline';
import { equalData } from '../../src/kinds/equal-data';
import type { CoreEvent } from '../../src/kinds/generated/types.gen';
import { root } from '../support/root';

export interface Page {
  readonly title: string;
  /** What the cluster is like and what is done; Markdown. */
  readonly intro: string;
  /** Further sections after the table; Markdown. */
  readonly outro?: string;
}

export interface Row {
  readonly number: number;
  readonly atMs: number;
  readonly actor: string;
  readonly what: string;
  /** The row that led to this one. */
  readonly because: number | undefined;
}

/** The user's action and every write that came of it since the mark, numbered from 1. */
export function rowsSince(cluster: Cluster, since: Mark): Row[] {
  const { store, trace } = cluster.simulation;
  const numbers = new Map<number, number>();
  const rows: Row[] = [];
  const add = (id: number, row: Omit<Row, 'number' | 'because'>) => {
    const because = trace
      .chain(id)
      .slice(1)
      .map((cause) => numbers.get(cause.id))
      .find((number) => number !== undefined);
    rows.push({ ...row, number: rows.length + 1, because });
    numbers.set(id, rows.length);
  };
  for (const change of store.changes.filter(({ revision }) => revision > since.revision)) {
    const chain = trace.chain(change.trace);
    const action = chain.at(-1);
    if (action?.actor !== 'user' || action.atMs < since.atMs || isHeartbeat(change)) continue;
    if (!numbers.has(action.id)) {
      add(action.id, { atMs: action.atMs, actor: 'user', what: `${action.verb} ${action.key}`.trim() });
    }
    const [write] = chain;
    const actor = write?.actor === 'user' ? 'kube-apiserver' : (write?.actor ?? change.writer);
    add(change.trace, { atMs: change.atMs, actor, what: whatOf(change, write?.verb ?? 'update') });
  }
  return rows;
}

const VERBS: Readonly<Record<string, string>> = {
  create: 'creates',
  update: 'updates',
  bind: 'binds',
  delete: 'deletes',
};

function whatOf(change: Change, verb: string): string {
  if (change.kind === 'Event') return eventText(change as Change<CoreEvent>);
  const target = targetText(change.object);
  if (change.type === 'DELETED') return `removes ${target}`;
  const summary = summaryOf(change) || changedFields(change).join(', ');
  return `${VERBS[verb] ?? verb} ${target}${summary === '' ? '' : `: ${summary}`}`;
}

function eventText({ object, type }: Change<CoreEvent>): string {
  const { reason, message, involvedObject, count } = object;
  const times = type === 'MODIFIED' ? ` (${count ?? 2} times)` : '';
  return `*${reason}* on ${involvedObject.kind?.toLowerCase()}/${involvedObject.name}: ${message}${times}`;
}

type Fields = Readonly<Record<string, unknown>>;

const QUIET = ['resourceVersion', 'generation', 'observedGeneration'];

/** `status.conditions`, `metadata.labels`, `ports`: which fields differ. */
function changedFields({ previous, object }: Change): string[] {
  if (!previous) return [];
  const [before, after] = [previous, object] as unknown as [Fields, Fields];
  return differing(before, after).flatMap((part) => {
    if (!['metadata', 'spec', 'status'].includes(part)) return [part];
    const names = differing((before[part] ?? {}) as Fields, (after[part] ?? {}) as Fields);
    return names.filter((name) => !QUIET.includes(name)).map((name) => `${part}.${name}`);
  });
}

function differing(before: Fields, after: Fields): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.filter((name) => !equalData(before[name], after[name]));
}

/** The page's Markdown. */
export function pageText({ title, intro, outro }: Page, rows: readonly Row[]): string {
  const startMs = rows[0]?.atMs ?? 0;
  const lines = rows.map(({ number, atMs, actor, what, because }) => {
    const at = `${((atMs - startMs) / 1000).toFixed(3)} s`;
    return `| ${number} | ${at} | ${actor} | ${what.replaceAll('|', '\\|')} | ${because ?? ''} |`;
  });
  const actors = new Set(rows.map(({ actor }) => actor));
  actors.delete('user');
  return [
    `# ${title}`,
    '',
    '<!-- Written by specs/lifecycles from the recorded causes: UPDATE=1 npx jest specs/lifecycles -->',
    '',
    intro.trim(),
    '',
    '| # | at | who | does | because of |',
    '|---|---|---|---|---|',
    ...lines,
    '',
    ...(outro ? [outro.trim(), ''] : []),
    '## Where they live',
    ...[...actors].sort().map(linkTo),
    '',
  ].join('\n');
}

const linkTo = (actor: string) => `- [${actor}](../../${sourceOf(actor)})`;

/** Every kind with those who watch it, as Markdown. */
export function watchersText(actors: readonly AnyActor[]): string {
  const kinds = [...new Set(actors.flatMap(({ watches }) => watches.map(({ kind }) => kind)))].sort();
  const lines = kinds.flatMap((kind) => {
    const names = actors.filter(({ watches }) => watches.some((each) => each.kind === kind)).map(({ name }) => name);
    // The garbage collector watches every kind, the quota controller every kind that it counts.
    const special = names.filter((name) => !EVERYWHERE.includes(name));
    return special.length === 0 ? [] : [`| ${kind} | ${special.join(', ')} |`];
  });
  const files = actors.map(({ name }) => name).sort();
  return ['| kind | who is told |', '|---|---|', ...lines, '', '## Where they live', ...files.map(linkTo), ''].join(
    '\n',
  );
}

const EVERYWHERE = ['garbage-collector', 'resource-quota-controller'];

const known = new Map<string, string>();

/** The file that declares the actor. Errors: none does. */
export function sourceOf(actor: string): string {
  if (actor === 'kube-apiserver') return 'src/api/server.ts';
  let file = known.get(actor);
  if (file === undefined) {
    file = sources().find(({ text }) =>
      new RegExp(`\\b(name|controller): '${actor}'|^  '${actor}',$`, 'm').test(text),
    )?.file;
    if (file === undefined) throw new Error(`no file declares the actor ${actor}`);
    known.set(actor, file);
  }
  return file;
}

let files: { readonly file: string; readonly text: string }[] | undefined;

function sources() {
  files ??= ['controllers', 'scheduler', 'node', 'network'].flatMap((folder) =>
    readdirSync(join(root, 'src', folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .sort()
      .map((name) => `src/${folder}/${name.replaceAll('\\', '/')}`)
      .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') })),
  );
  return files;
}
