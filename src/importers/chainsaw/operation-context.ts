// Where an operation of a Chainsaw step stands, and how long it may take.

import type { FieldPath } from '../../manifests/source';
import type { Data, Document } from '../documents';
import type { Where } from '../draft';
import type { ImportContext } from '../import-context';
import type { Known } from '../known';
import { mapOf } from '../kuttl/cases';
import type { Bindings } from './bindings';

export interface Timeouts {
  readonly apply?: string;
  readonly assert?: string;
  readonly delete?: string;
  readonly error?: string;
  readonly exec?: string;
}

/** Where an operation stands, and what is known there. */
export interface OperationContext {
  readonly cx: ImportContext;
  readonly known: Known;
  readonly namespace: string;
  /** That files are named from. */
  readonly folder: string;
  /** Path of the spec. */
  readonly spec: string;
  readonly timeouts: Timeouts;
  readonly document: Document;
  /** Of the operation. */
  readonly path: FieldPath;
  readonly bindings: Bindings;
  /** Whether expressions in resources are computed. */
  readonly isTemplate: boolean;
  readonly compiler: unknown;
}

/** An operation's own part: `apply: { … }`. */
export interface Operation {
  readonly verb: string;
  readonly value: Data;
  readonly at: Where;
  readonly bindings: Bindings;
}

/** upstream: pkg/apis/v1alpha1 Timeouts */
export function timeoutsOf(outer: Timeouts, given: unknown): Timeouts {
  const own = mapOf(given);
  const texts = Object.fromEntries(Object.entries(own).filter(([, value]) => typeof value === 'string'));
  return { ...outer, ...texts };
}

/** upstream: pkg/apis/v1alpha1 DefaultTimeouts */
const DEFAULTS = { apply: '5s', assert: '30s', delete: '15s', error: '30s', exec: '5s' } as const;

export function limitOf({ timeouts }: OperationContext, kind: keyof Timeouts, value: Data): string {
  return typeof value.timeout === 'string' ? value.timeout : (timeouts[kind] ?? DEFAULTS[kind]);
}
