// The public names of wavetank.

export type { ActionMethods, Cluster, CustomActions } from './actions/acting-cluster';
export { cluster } from './actions/acting-cluster';
export type { Action, ActionMethod } from './actions/action';
export type {
  WebhookFunction,
  WebhookPatchOperation,
  WebhookRequest,
  WebhookResponse,
} from './admission/webhook/rule';
export { ApiError } from './api/api-error';
export type { Timings } from './api/timings';
export { DEFAULT_TIMINGS } from './api/timings';
export type { Mark, SourceLine } from './cluster/cluster';
export { argument } from './cluster/describe/argument';
export * as types from './cluster/describe/types';
export { UsageError } from './cluster/describe/usage-error';
export type { ClusterOptions } from './cluster/options';
export type { NameLookup, ReachabilityMatrix, Response, Traffic } from './cluster/results';
export { NotSettledError } from './cluster/run';
export type { Subject } from './cluster/subject';
export type { WebhookBinding } from './cluster/webhook-type';
export type { ActionContext, Extension } from './extend';
export { defineAction, extend } from './extend';
export type { KindName, KindOf } from './kinds/kind-map';
export { ManifestError } from './manifests/errors';
export type { CustomMatchers } from './matchers/custom-matchers';
export type { Matcher, MatcherCall, MatcherContext, Verdict } from './matchers/matcher';
export { defineMatcher } from './matchers/matcher';
export { all, any, atLeast, atMost, exactly, none } from './matchers/quantifiers';
export { verdict } from './matchers/verdict';
export type { Reachability, ReachabilityCell, ReachabilityTarget } from './network/reachability';
export type { NodeSpec } from './node/node-spec';
export type { ProgramRule } from './node/program-rules';
export type { PageFocus, PageOptions } from './page/data';
export { pageText } from './page/render';
export { explainText } from './report/explain-text';
export type { BirthStep, BirthStepName, PodBirth } from './report/pod-birth';
export { podBirth, podBirthText } from './report/pod-birth';
export { reachabilityText } from './report/reachability-text';
export { tablesText } from './report/tables';
export { timelineText } from './report/timeline';
export { whyText } from './report/why-text';
export type {
  PluginReference,
  PluginSet,
  ProfileConfiguration,
  SchedulerConfiguration,
} from './scheduler/configuration';
export type { Explanation, NodeExplanation, Objection, PluginScore } from './scheduler/explain';
export type {
  ExtenderArgs,
  ExtenderBindingArgs,
  ExtenderFilterResult,
  ExtenderFunctions,
  ExtenderPreemptionArgs,
  ExtenderPreemptionResult,
} from './scheduler/extender';
export type { AnyPlugin, Plugin, Rejection } from './scheduler/framework';
export { definePlugin, ready, unresolvable, unschedulable } from './scheduler/framework';
export type { NodeInfo } from './scheduler/node-info';
export type { ServeOptions, Serving } from './serve/serve';
