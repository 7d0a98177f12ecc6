// What the kinds of admission policies ask of whoever compiles their expressions, which lies above them.
// upstream: apiserver pkg/admission/plugin/cel

/** What an expression may name besides the object, the request and the namespace. */
export interface ExpressionScope {
  readonly params: boolean;
  readonly authorizer: boolean;
  /** The types `Object` and `JSONPatch`, to make patches of. */
  readonly patch: boolean;
}

/** What an expression has to give. */
export type ExpressionResult = 'any' | 'bool' | 'string' | 'string or null' | 'Object' | 'list(JSONPatch)';

/** The expressions of one policy: each sees the variables declared before it. */
export interface PolicyExpressions {
  /** Declares `variables.name`. The reason when its expression does not compile. */
  readonly declare: (name: string, expression: string, scope: ExpressionScope) => string | undefined;
  /** The reason why an expression does not compile, or gives something else. */
  readonly check: (expression: string, result: ExpressionResult, scope: ExpressionScope) => string | undefined;
  /** What is wrong with an expression that picks devices. */
  readonly checkDevice: (expression: string) => DeviceFault | undefined;
}

export type DeviceFault = { readonly error: string } | { readonly isTooComplex: true };

/** Expressions that may name variables, or may not. */
export type NewPolicyExpressions = (hasVariables: boolean) => PolicyExpressions;
