// Pending work as data: records ordered by (atMs, lane, arrival), at most one for each (actor, key). A record is never
// a closure, so the queue can be copied, printed and replayed. Work of one instant lies in one bucket, so that the heap
// orders instants, not records.

/** At one instant lower lanes go first: what nodes do at an instant is done before a controller looks. */
export const Lane = { user: 0, node: 1, controller: 2, scheduler: 3, background: 4 } as const;
export type Lane = (typeof Lane)[keyof typeof Lane];
const LANES = 5;

export interface WorkRecord {
  readonly actor: string;
  readonly key: string;
  readonly atMs: number;
  readonly lane: Lane;
  /** Trace id of what asked for this work at this instant; the first one when several did. */
  readonly cause: number;
  /** Background work does not keep `settle` waiting: heartbeats, resyncs, deadlines, back-offs. */
  readonly background: boolean;
}

/** A place in a bucket; emptied when its record is taken back. */
interface Cell {
  record: WorkRecord | undefined;
}

interface Bucket {
  readonly lanes: Cell[][];
  readonly heads: number[];
}

export class WorkQueue {
  #buckets = new Map<number, Bucket>();
  /** Binary heap of the instants that have a bucket. */
  #instants: number[] = [];
  /** By actor, then by key: no text is put together for a look. */
  #pending = new Map<string, Map<string, Cell>>();
  #foreground = 0;
  /** The bucket of the first instant, as long as that is the first. */
  #first: Bucket | undefined;

  get size(): number {
    let size = 0;
    for (const cells of this.#pending.values()) size += cells.size;
    return size;
  }

  /** Records that keep `settle` waiting. */
  get foreground(): number {
    return this.#foreground;
  }

  /** Adds work, merged with what is pending for the same actor and key: the earlier instant stays, with its cause. */
  add(record: WorkRecord): void {
    const cells = this.#cellsOf(record.actor);
    const cell = cells.get(record.key);
    const known = cell?.record;
    let next = record;
    if (cell !== undefined && known !== undefined) {
      const background = known.background && record.background;
      if (!known.background) this.#foreground--;
      if (known.atMs <= record.atMs) {
        if (background !== known.background) cell.record = { ...known, background };
        if (!background) this.#foreground++;
        return;
      }
      next = { ...record, background };
      cell.record = undefined;
    }
    if (!next.background) this.#foreground++;
    const fresh: Cell = { record: next };
    cells.set(record.key, fresh);
    (this.#bucket(next.atMs).lanes[next.lane] as Cell[]).push(fresh);
  }

  /** Drops pending work of an actor and key, if any. */
  cancel(actor: string, key: string): void {
    const cells = this.#cellsOf(actor);
    const cell = cells.get(key);
    if (cell?.record === undefined) return;
    if (!cell.record.background) this.#foreground--;
    cell.record = undefined;
    cells.delete(key);
  }

  pendingAt(actor: string, key: string): number | undefined {
    return this.#pending.get(actor)?.get(key)?.record?.atMs;
  }

  /** The instant of the next record, undefined when nothing is pending. */
  nextAtMs(): number | undefined {
    for (;;) {
      const atMs = this.#instants[0];
      if (atMs === undefined) return undefined;
      this.#first ??= this.#buckets.get(atMs) as Bucket;
      if (this.#peek(this.#first) >= 0) return atMs;
      this.#buckets.delete(atMs);
      this.#popInstant();
      this.#first = undefined;
    }
  }

  /**
   * Takes the next record if it is due until then. `pick(n)` chooses among the n ready records of one lane; first come,
   * first served if absent.
   */
  take(untilMs = Number.POSITIVE_INFINITY, pick?: (count: number) => number): WorkRecord | undefined {
    const atMs = this.nextAtMs();
    if (atMs === undefined || atMs > untilMs) return undefined;
    const bucket = this.#first as Bucket;
    const laneIndex = this.#peek(bucket);
    const lane = bucket.lanes[laneIndex] as Cell[];
    const head = bucket.heads[laneIndex] as number;
    if (pick) {
      const ready = lane.slice(head).filter((cell) => cell.record !== undefined);
      const chosen = ready[pick(ready.length)] as Cell;
      lane.splice(head, lane.length - head, chosen, ...ready.filter((cell) => cell !== chosen));
    }
    const cell = lane[head] as Cell;
    const record = cell.record as WorkRecord;
    cell.record = undefined;
    bucket.heads[laneIndex] = head + 1;
    this.#cellsOf(record.actor).delete(record.key);
    if (!record.background) this.#foreground--;
    return record;
  }

  /** All pending records in the order they would run. */
  records(): WorkRecord[] {
    const live: WorkRecord[] = [];
    for (const cells of this.#pending.values()) {
      for (const cell of cells.values()) if (cell.record) live.push(cell.record);
    }
    return live.sort((a, b) => a.atMs - b.atMs || a.lane - b.lane);
  }

  fork(): WorkQueue {
    const twin = new WorkQueue();
    const copies = new Map<Cell, Cell>();
    const copy = (cell: Cell): Cell => {
      const known = copies.get(cell) ?? { record: cell.record };
      copies.set(cell, known);
      return known;
    };
    for (const [actor, cells] of this.#pending) {
      twin.#pending.set(actor, new Map([...cells].map(([key, cell]) => [key, copy(cell)] as const)));
    }
    for (const [atMs, bucket] of this.#buckets) {
      twin.#buckets.set(atMs, { lanes: bucket.lanes.map((lane) => lane.map(copy)), heads: [...bucket.heads] });
    }
    twin.#foreground = this.#foreground;
    twin.#instants = [...this.#instants];
    return twin;
  }

  #cellsOf(actor: string): Map<string, Cell> {
    let cells = this.#pending.get(actor);
    if (!cells) {
      cells = new Map();
      this.#pending.set(actor, cells);
    }
    return cells;
  }

  /** The first lane with a record left; -1 when the bucket is empty. */
  #peek(bucket: Bucket): number {
    for (let laneIndex = 0; laneIndex < LANES; laneIndex++) {
      const lane = bucket.lanes[laneIndex] as Cell[];
      let head = bucket.heads[laneIndex] as number;
      while (head < lane.length && (lane[head] as Cell).record === undefined) head++;
      bucket.heads[laneIndex] = head;
      if (head < lane.length) return laneIndex;
    }
    return -1;
  }

  #bucket(atMs: number): Bucket {
    let bucket = this.#buckets.get(atMs);
    if (!bucket) {
      bucket = { lanes: [[], [], [], [], []], heads: [0, 0, 0, 0, 0] };
      this.#buckets.set(atMs, bucket);
      this.#pushInstant(atMs);
      this.#first = undefined;
    }
    return bucket;
  }

  #pushInstant(atMs: number): void {
    const heap = this.#instants;
    let index = heap.push(atMs) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if ((heap[parent] as number) <= atMs) break;
      heap[index] = heap[parent] as number;
      index = parent;
    }
    heap[index] = atMs;
  }

  #popInstant(): void {
    const heap = this.#instants;
    const last = heap.pop() as number;
    if (heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && (heap[child + 1] as number) < (heap[child] as number)) child++;
      if ((heap[child] as number) >= last) break;
      heap[index] = heap[child] as number;
      index = child;
    }
    heap[index] = last;
  }
}
