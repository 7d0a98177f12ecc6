// Ranges of sizes and costs that an estimate reckons with. upstream: cel-go checker/cost.go SizeEstimate, CostEstimate

/** From the least to the most. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** As large as upstream can count. */
export const MOST = 2 ** 64;

export const fixed = (value: number): Range => ({ min: value, max: value });
export const NOTHING: Range = fixed(0);
export const UNKNOWN: Range = { min: 0, max: MOST };

const capped = (value: number) => (value >= MOST ? MOST : value);

export const plus = (a: Range, b: Range): Range => ({ min: capped(a.min + b.min), max: capped(a.max + b.max) });
export const times = (a: Range, b: Range): Range => ({ min: capped(a.min * b.min), max: capped(a.max * b.max) });
/** Rounded up. */
export const scaled = ({ min, max }: Range, factor: number): Range => ({
  min: capped(Math.ceil(min * factor)),
  max: capped(Math.ceil(max * factor)),
});
export const either = (a: Range, b: Range): Range => ({ min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) });
export const sumOf = (ranges: readonly Range[]): Range => ranges.reduce(plus, NOTHING);
