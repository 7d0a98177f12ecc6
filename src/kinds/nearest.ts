// The word somebody may have meant: the nearest of the words that are possible, if one is near enough.

/** Undefined when nothing is near: more than a third of the letters would have to change. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance + 1);
    if (distance > limit || distance > bestDistance) continue;
    if (distance === bestDistance && best !== undefined && best <= candidate) continue;
    best = candidate;
    bestDistance = distance;
  }
  return best;
}

/** Letters to insert, drop, change or swap with their neighbour; `limit` or more once it is known to be that far. */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let twoBefore: number[] = [];
  let before = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let smallest = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(at(before, j) + 1, at(row, j - 1) + 1, at(before, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, at(twoBefore, j - 2) + 1);
      row.push(cost);
      smallest = Math.min(smallest, cost);
    }
    if (smallest >= limit) return limit;
    twoBefore = before;
    before = row;
  }
  return at(before, b.length);
}

const at = (row: readonly number[], index: number) => row[index] as number;
