// How many of a selection must match. `.not` stays with the matcher: `expect(any(pods)).not.toBeReady()` asks whether
// some pod is not ready.

import { UsageError } from '../cluster/describe/usage-error';
import { isSubject, type Quantifier, quantified, type Subject } from '../cluster/subject';
import type { KindName } from '../kinds/kind-map';

/** Every object of the selection, of which there is at least one; what a selection means by itself. */
export function all<K extends KindName>(selection: Subject<K>): Subject<K> {
  return over('all', selection, { of: 'all' });
}

/** At least one object of the selection. */
export function any<K extends KindName>(selection: Subject<K>): Subject<K> {
  return over('any', selection, { of: 'any' });
}

/** No object of the selection. */
export function none<K extends KindName>(selection: Subject<K>): Subject<K> {
  return over('none', selection, { of: 'none' });
}

/** So many objects of the selection, no more and no fewer. */
export function exactly<K extends KindName>(count: number, selection: Subject<K>): Subject<K> {
  return over('exactly', selection, { of: 'exactly', count: whole('exactly', count) });
}

/** So many objects of the selection or more. */
export function atLeast<K extends KindName>(count: number, selection: Subject<K>): Subject<K> {
  return over('atLeast', selection, { of: 'atLeast', count: whole('atLeast', count) });
}

/** So many objects of the selection or fewer. */
export function atMost<K extends KindName>(count: number, selection: Subject<K>): Subject<K> {
  return over('atMost', selection, { of: 'atMost', count: whole('atMost', count) });
}

function over<K extends KindName>(word: string, selection: Subject<K>, quantifier: Quantifier): Subject<K> {
  if (isSubject(selection) && selection.name === undefined) return quantified(selection, quantifier);
  throw new UsageError(`${word} counts the objects of a selection such as shop.pods({ labels: 'app=web' })`);
}

function whole(word: string, count: number): number {
  if (Number.isInteger(count) && count >= 0) return count;
  throw new UsageError(`${word}: expected a whole number from 0, got ${String(count)}`);
}

/** Whether so many passing out of so many satisfy the quantifier. */
export function holds(quantifier: Quantifier, passing: number, total: number): boolean {
  switch (quantifier.of) {
    case 'all':
      return total > 0 && passing === total;
    case 'any':
      return passing > 0;
    case 'none':
      return passing === 0;
    case 'exactly':
      return passing === quantifier.count;
    case 'atLeast':
      return passing >= quantifier.count;
    case 'atMost':
      return passing <= quantifier.count;
  }
}

/** Whether a selection of nothing can be what was expected. */
export function allowsNothing(quantifier: Quantifier): boolean {
  return holds(quantifier, 0, 0);
}

/** `all`, `at least 2`: before `of 3 pods`. */
export function quantifierText(quantifier: Quantifier): string {
  if (!('count' in quantifier)) return quantifier.of;
  return `${quantifier.of.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)} ${quantifier.count}`;
}
