// WATCH: the changes of a kind's objects after a resourceVersion, in order and without a gap. A watch is pulled: who
// holds it takes what has happened since the last time, as often as it likes.
// upstream: apiserver/pkg/storage/cacher/cacher.go Watch, cache_watcher.go

import type { KindRow, KubeObject } from '../kinds/kind';
import type { ApiError } from './api-error';
import type { Change } from './change';
import type { ObjectTest } from './field-selector';
import { listObjects } from './list';
import { checkWatchOptions, compileSelection, type WatchOptions } from './list-options';
import { compactedRevision, expired, parseResourceVersion, tooLargeResourceVersion } from './resource-version';
import type { ApiServer } from './server';
import { viewOf } from './stored-view';
import { historyOf, type KindHistory } from './watch-history';
import { zeroObject } from './zero-object';

export interface WatchEvent<T extends KubeObject = KubeObject> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  /** Of an ERROR: a Status, after which the watch has ended. Of a BOOKMARK: an empty object with a resourceVersion. */
  readonly object: T;
}

const BOOKMARK_INTERVAL_MS = 60_000;
const BOOKMARK_BEFORE_END_MS = 2_000;
const LEAST_TIMEOUT_SECONDS = 1_800;
const INITIAL_EVENTS_END = { 'k8s.io/initial-events-end': 'true' };

/**
 * Errors: ApiError for options that do not go together or cannot be read. A resourceVersion that is too old or not
 * reached yet is told by the watch itself, as an ERROR.
 */
export function watchObjects(server: ApiServer, row: KindRow, options: WatchOptions = {}): ObjectWatch {
  const asked = checkWatchOptions(options);
  const selected = compileSelection(row, asked);
  const revision = parseResourceVersion(asked.resourceVersion ?? '');
  return new ObjectWatch(server, row, asked, revision, selected);
}

export class ObjectWatch {
  readonly #server: ApiServer;
  readonly #row: KindRow;
  readonly #namespace: string | undefined;
  readonly #selected: ObjectTest | undefined;
  readonly #history: KindHistory;
  readonly #bookmarks: boolean;
  readonly #endMs: number;
  /** What is to be told before any change. */
  #first: WatchEvent[] = [];
  /** Changes after this revision are told. */
  #after: number;
  #next: number;
  #bookmarkMs: number;
  #ended = false;

  constructor(
    server: ApiServer,
    row: KindRow,
    options: WatchOptions,
    revision: number,
    selected: ObjectTest | undefined,
  ) {
    const { store, clock, random } = server.parts;
    this.#server = server;
    this.#row = row;
    this.#namespace = row.namespaced ? options.namespace : undefined;
    this.#selected = selected;
    this.#history = historyOf(store, row);
    this.#bookmarks = options.allowWatchBookmarks ?? false;
    const longest = () => LEAST_TIMEOUT_SECONDS * (1 + random.fraction('watch-timeout', row.key));
    this.#endMs = clock.nowMs + Math.floor((options.timeoutSeconds || longest()) * 1000);
    this.#bookmarkMs = this.#nextBookmark(clock.nowMs);
    const begins = options.sendInitialEvents ?? false;
    const refusal = begins ? this.#notReached(revision) : this.#notKept(revision);
    this.#after = begins || revision === 0 ? store.revision : revision;
    this.#next = this.#history.firstAfter(this.#after);
    if (refusal) this.#fail(refusal);
    else if (begins) this.#begin(options);
  }

  /** True when nothing will come any more: after an ERROR, its timeout or `stop`. */
  get ended(): boolean {
    return this.#ended && this.#first.length === 0;
  }

  /** What has happened since the last call, oldest first. */
  take(): readonly WatchEvent[] {
    const events = this.#first;
    this.#first = [];
    if (this.#ended) return events;
    const { store, clock } = this.#server.parts;
    const history = historyOf(store, this.#row);
    this.#ended = this.#next < history.first;
    if (this.#ended) return events;
    for (; this.#next < history.end; this.#next++) {
      const change = history.at(this.#next) as Change;
      if (change.atMs >= this.#endMs) break;
      this.#addBookmarks(events, change.atMs - 1, change.revision - 1);
      const event = this.#eventOf(change);
      if (event) events.push(event);
    }
    this.#addBookmarks(events, Math.min(clock.nowMs, this.#endMs), store.revision);
    this.#ended = clock.nowMs >= this.#endMs;
    return events;
  }

  stop(): void {
    this.#ended = true;
    this.#first = [];
  }

  #begin(options: WatchOptions): void {
    const { namespace, labelSelector, fieldSelector, shardSelector } = options;
    const selection = { namespace, labelSelector, fieldSelector, shardSelector };
    const { items, metadata } = listObjects(this.#server, this.#row, selection);
    this.#first = items.map((object) => ({ type: 'ADDED', object }));
    if (this.#bookmarks) this.#first.push(this.#bookmark(metadata.resourceVersion as string, INITIAL_EVENTS_END));
  }

  /** Initial events wait until the state asked for is there; the server gives up after three seconds. */
  #notReached(revision: number): ApiError | undefined {
    const current = this.#server.parts.store.revision;
    return revision > current ? tooLargeResourceVersion(revision, current, 1) : undefined;
  }

  #notKept(revision: number): ApiError | undefined {
    if (revision === 0) return undefined;
    if (this.#row.uncached) {
      const isGone = revision < compactedRevision(this.#server);
      return isGone ? expired('The resourceVersion for the provided watch is too old.') : undefined;
    }
    const { oldest } = this.#history;
    return revision < oldest ? expired(`too old resource version: ${revision} (${oldest})`) : undefined;
  }

  #fail(refusal: ApiError): void {
    this.#ended = true;
    this.#first = [{ type: 'ERROR', object: refusal.status() as unknown as KubeObject }];
  }

  /** What leaves the selection is gone for this watch, what comes into it is new. */
  #eventOf(change: Change): WatchEvent | undefined {
    if (change.revision <= this.#after) return undefined;
    const object = change.type === 'DELETED' ? undefined : viewOf(this.#row, change.object);
    const previous = change.previous && viewOf(this.#row, change.previous);
    const was = previous !== undefined && this.#isMeant(previous);
    if (object && this.#isMeant(object)) return { type: was ? 'MODIFIED' : 'ADDED', object };
    if (!was) return undefined;
    const metadata = { ...previous.metadata, resourceVersion: String(change.revision) };
    return { type: 'DELETED', object: { ...previous, metadata } };
  }

  #isMeant(object: KubeObject): boolean {
    if (this.#namespace !== undefined && object.metadata.namespace !== this.#namespace) return false;
    return !this.#selected || this.#selected(object);
  }

  /** Those that are due until then: the server tells how far it is about once a minute, and before the end. */
  #addBookmarks(events: WatchEvent[], untilMs: number, revision: number): void {
    for (; this.#bookmarkMs <= untilMs; this.#bookmarkMs = this.#nextBookmark(this.#bookmarkMs)) {
      if (this.#bookmarks && revision > this.#after) events.push(this.#bookmark(String(revision), undefined));
    }
  }

  #nextBookmark(atMs: number): number {
    const beforeEndMs = this.#endMs - BOOKMARK_BEFORE_END_MS;
    if (atMs >= beforeEndMs) return Number.POSITIVE_INFINITY;
    return Math.min(atMs + BOOKMARK_INTERVAL_MS, beforeEndMs);
  }

  #bookmark(resourceVersion: string, annotations: Readonly<Record<string, string>> | undefined): WatchEvent {
    const metadata = { resourceVersion, ...(annotations ? { annotations } : {}) };
    return { type: 'BOOKMARK', object: zeroObject(this.#row, metadata) };
  }
}
