// The methods that the table adds to `expect`, typed: a matcher on a subject that it is not for does not compile.

import type { SUBJECT } from '../cluster/subject';
import type { KindOf } from '../kinds/kind-map';
import type { CustomMatchers } from './custom-matchers';
import type { ManifestPart, OwnManifest } from './manifest-part';
import type { Matcher, MatcherCall, ResultTypes } from './matcher';
import type { matchers } from './table';

type Table = (typeof matchers)[number];

export type MatcherName = Table['name'];

/** Everything that `expect(subject)` has besides jest's own; R is what a method gives back. */
export type KubeMatchers<R, T> = TableMethods<R, T> & CustomMatchers<R, T>;

type TableMethods<R, T> = { readonly [M in Table as M['name']]: Method<M, R, T> };

type Method<M, R, T> = Fits<M, T> extends true ? (...args: OwnKind<MatcherCall<M>, T>) => R : WrongSubject<M>;

type WrongSubject<M> =
  M extends Matcher<string, infer _A, infer _O, infer B, infer K, infer _P, infer _S>
    ? IsOnlyFor<B extends 'object' ? (string extends K ? 'an object of the cluster' : K) : B>
    : never;

/** Not callable; its name and parameter are what the compiler shows. */
export interface IsOnlyFor<Subject> {
  readonly subject: Subject;
}

type IsAny<T> = 0 extends 1 & T ? true : false;

type Fits<M, T> =
  IsAny<T> extends true
    ? true
    : M extends Matcher<string, infer _A, infer _O, infer B, infer K, infer _P, infer _S>
      ? B extends 'object'
        ? FitsKind<K, T>
        : B extends 'refusal'
          ? T extends ResultTypes['refusal']
            ? true
            : false
          : T extends { readonly [SUBJECT]: B }
            ? true
            : false
      : false;

/** A subject of any kind (`shop.object(...)`) is checked when it runs. */
type FitsKind<K extends string, T> = T extends {
  readonly [SUBJECT]: 'object' | 'selection';
  readonly kind: infer Kind extends string;
}
  ? string extends K
    ? true
    : [Extract<K, Kind>] extends [never]
      ? false
      : true
  : false;

/** Parts of a manifest are of the subject's own kind. */
type OwnKind<Args, T> = Args extends readonly unknown[]
  ? { [I in keyof Args]: Args[I] extends OwnManifest ? ManifestPart<KindOfSubject<T>> : Args[I] }
  : never;

type KindOfSubject<T> =
  IsAny<T> extends true
    ? Readonly<Record<string, unknown>>
    : T extends { readonly kind: infer Kind extends string }
      ? KindOf<Kind>
      : never;
