// Where users give types to matchers of their own, by declaration merging:
// `declare module 'wavetank' { interface CustomMatchers<R, T> { toBeGreen(): R } }`.

declare const METHOD: unique symbol;

/** R is what a method gives back, T what stands in `expect(...)`. */
export interface CustomMatchers<R, T> {
  /** Never there: declarations of an interface must name the same parameters, and each must be used. */
  readonly [METHOD]?: (subject: T) => R;
}
