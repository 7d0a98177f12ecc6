// The difference of two texts in hunks with three lines of context, found as the API server finds it.
// upstream: github.com/pmezard/go-difflib, itself after Python's difflib

interface Match {
  readonly a: number;
  readonly b: number;
  readonly size: number;
}

interface Change {
  readonly equal: boolean;
  readonly fromA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly toB: number;
}

const CONTEXT = 3;
/** From this many lines on, lines that repeat a lot are no anchors. */
const POPULAR_FROM = 200;

/** Hunks as `diff -u` prints them, without file names; empty for equal texts. */
export function unifiedDiff(before: string, after: string): string {
  const [a, b] = [before.split('\n'), after.split('\n')];
  return groups(changes(a, b))
    .map((group) => hunk(a, b, group))
    .join('');
}

function hunk(a: readonly string[], b: readonly string[], group: readonly Change[]): string {
  const [first, last] = [group[0] as Change, group.at(-1) as Change];
  const lines = [`@@ -${range(first.fromA, last.toA)} +${range(first.fromB, last.toB)} @@`];
  for (const { equal, fromA, toA, fromB, toB } of group) {
    if (equal) lines.push(...a.slice(fromA, toA).map((line) => ` ${line}`));
    else {
      lines.push(...a.slice(fromA, toA).map((line) => `-${line}`));
      lines.push(...b.slice(fromB, toB).map((line) => `+${line}`));
    }
  }
  return `${lines.join('\n')}\n`;
}

function range(from: number, to: number): string {
  const length = to - from;
  if (length === 1) return String(from + 1);
  return `${length === 0 ? from : from + 1},${length}`;
}

/** Changes with their surroundings; stretches of more than twice the context part the hunks. */
function groups(all: readonly Change[]): readonly (readonly Change[])[] {
  const result: Change[][] = [[]];
  all.forEach((change, index) => {
    const trimmed = index === 0 && change.equal ? tail(change) : change;
    const shown = index === all.length - 1 && change.equal ? head(trimmed) : trimmed;
    if (shown.equal && shown.toA - shown.fromA > 2 * CONTEXT) {
      result.at(-1)?.push(head(shown));
      result.push([tail(shown)]);
    } else result.at(-1)?.push(shown);
  });
  return result.filter((group) => group.some(({ equal }) => !equal));
}

const head = (change: Change): Change => ({
  ...change,
  toA: Math.min(change.toA, change.fromA + CONTEXT),
  toB: Math.min(change.toB, change.fromB + CONTEXT),
});

const tail = (change: Change): Change => ({
  ...change,
  fromA: Math.max(change.fromA, change.toA - CONTEXT),
  fromB: Math.max(change.fromB, change.toB - CONTEXT),
});

function changes(a: readonly string[], b: readonly string[]): readonly Change[] {
  const result: Change[] = [];
  let [fromA, fromB] = [0, 0];
  for (const match of [...matches(a, b), { a: a.length, b: b.length, size: 0 }]) {
    if (fromA < match.a || fromB < match.b) result.push({ equal: false, fromA, toA: match.a, fromB, toB: match.b });
    [fromA, fromB] = [match.a + match.size, match.b + match.size];
    if (match.size > 0) result.push({ equal: true, fromA: match.a, toA: fromA, fromB: match.b, toB: fromB });
  }
  return result;
}

/** The longest common stretch, then those before and after it; neighbours joined. */
function matches(a: readonly string[], b: readonly string[]): readonly Match[] {
  const places = anchors(b);
  const found: Match[] = [];
  const search = (fromA: number, toA: number, fromB: number, toB: number): void => {
    const best = longest(a, b, places, fromA, toA, fromB, toB);
    if (best.size === 0) return;
    if (fromA < best.a && fromB < best.b) search(fromA, best.a, fromB, best.b);
    const previous = found.at(-1);
    if (previous && previous.a + previous.size === best.a && previous.b + previous.size === best.b) {
      found[found.length - 1] = { ...previous, size: previous.size + best.size };
    } else found.push(best);
    if (best.a + best.size < toA && best.b + best.size < toB) search(best.a + best.size, toA, best.b + best.size, toB);
  };
  search(0, a.length, 0, b.length);
  return found;
}

/** Where each line stands in `b`, without those that repeat too often. */
function anchors(b: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  b.forEach((line, index) => {
    const known = places.get(line);
    if (known) known.push(index);
    else places.set(line, [index]);
  });
  if (b.length < POPULAR_FROM) return places;
  const limit = Math.trunc(b.length / 100) + 1;
  for (const [line, at] of places) if (at.length > limit) places.delete(line);
  return places;
}

function longest(
  a: readonly string[],
  b: readonly string[],
  places: ReadonlyMap<string, readonly number[]>,
  fromA: number,
  toA: number,
  fromB: number,
  toB: number,
): Match {
  let best: Match = { a: fromA, b: fromB, size: 0 };
  let lengths = new Map<number, number>();
  for (let i = fromA; i < toA; i++) {
    const next = new Map<number, number>();
    for (const j of places.get(a[i] as string) ?? []) {
      if (j < fromB) continue;
      if (j >= toB) break;
      const size = (lengths.get(j - 1) ?? 0) + 1;
      next.set(j, size);
      if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size };
    }
    lengths = next;
  }
  let { a: startA, b: startB, size } = best;
  while (startA > fromA && startB > fromB && a[startA - 1] === b[startB - 1]) {
    startA--;
    startB--;
    size++;
  }
  while (startA + size < toA && startB + size < toB && a[startA + size] === b[startB + size]) size++;
  return { a: startA, b: startB, size };
}
