// What a check of the Pod Security Standards is, and the words that all of them use.
// upstream: pod-security-admission/policy/checks.go, helpers.go, visitor.go

import type { Container, PodSpec, SecurityContext } from '../../kinds/generated/types.gen';

export type Level = 'privileged' | 'baseline' | 'restricted';

export interface CheckedPod {
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: PodSpec;
}

/** Why a pod is not allowed: `host namespaces`, and what of it: `hostNetwork=true`. */
export interface Violation {
  readonly reason: string;
  readonly detail: string;
}

export type CheckPod = (pod: CheckedPod) => Violation | undefined;

export interface Check {
  /** Violations are told in the order of these, those of baseline first. */
  readonly id: string;
  readonly level: Exclude<Level, 'privileged'>;
  /** The check of baseline that this one of restricted stands for. */
  readonly overrides?: string;
  /** What is checked since which minor version, ascending. */
  readonly versions: readonly { readonly since: number; readonly check: CheckPod }[];
}

/** All containers of a pod in the order of the checks. */
export function containersOf({ initContainers, containers, ephemeralContainers }: PodSpec): readonly Container[] {
  return [...(initContainers ?? []), ...containers, ...((ephemeralContainers ?? []) as readonly Container[])];
}

/** Names of the containers whose security context is so. */
export function containersWith(spec: PodSpec, isSo: (context: SecurityContext) => boolean): string[] {
  return containersOf(spec).flatMap(({ name, securityContext }) => (isSo(securityContext ?? {}) ? [name] : []));
}

export const quoted = (items: readonly string[]): string => items.map((item) => `"${item}"`).join(', ');

export const plural = (one: string, count: number): string => (count === 1 ? one : `${one}s`);

/** `container "a"`, `containers "a", "b"` */
export const containers = (names: readonly string[]): string => `${plural('container', names.length)} ${quoted(names)}`;

/** `pod and container "a"`: who set what may not be set. */
export function setters(pod: boolean, names: readonly string[]): string {
  return [...(pod ? ['pod'] : []), ...(names.length > 0 ? [containers(names)] : [])].join(' and ');
}

export const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort();

/** Pods of Windows have no such setting. */
export const exceptWindows =
  (check: CheckPod): CheckPod =>
  (pod) =>
    pod.spec.os?.name === 'windows' ? undefined : check(pod);

/** What root is in a pod with users of its own is nobody outside. */
export const exceptUserNamespaces =
  (check: CheckPod): CheckPod =>
  (pod) =>
    pod.spec.hostUsers === false ? undefined : check(pod);
