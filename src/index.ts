// The public names of wavetank.

export type { ActionMethods, Cluster, CustomActions } from './actions/acting-cluster';
export { cluster, registerAction } from './actions/acting-cluster';
export type { Action, ActionContext } from './actions/action';
export { defineAction } from './actions/action';
export { ApiError } from './api/api-error';
export type { Timings } from './api/timings';
export { DEFAULT_TIMINGS } from './api/timings';
export type { Mark, SourceLine } from './cluster/cluster';
export { argument } from './cluster/describe/argument';
export * as types from './cluster/describe/types';
export { UsageError } from './cluster/describe/usage-error';
export type { ClusterOptions } from './cluster/options';
export type { Subject } from './cluster/subject';
export { ManifestError } from './manifests/errors';
// Stars, so that users' declarations for 'wavetank' merge with these interfaces.
export * from './matchers/custom-matchers';
export type { AnyMatcher, Matcher, MatcherContext, Verdict } from './matchers/matcher';
export { defineMatcher } from './matchers/matcher';
export { all, any, atLeast, atMost, exactly, none } from './matchers/quantifiers';
export { registerMatcher } from './matchers/registry';
export type { KubeMatchers } from './matchers/types';
export type { NodeSpec } from './node/node-spec';
export type { ProgramRule } from './node/program-rules';
export { tablesText } from './report/tables';
export { timelineText } from './report/timeline';
