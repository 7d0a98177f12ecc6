// What a check tells: what was promised, what happens instead, which field of which file is to blame, and what would
// mend it. Plain data: reporters turn it into text, and it travels between threads.

import type { FieldPath, Place } from '../manifests/source';

/** `error` fails a check, `warning` fails it when asked to, `note` never does. */
export type Severity = 'error' | 'warning' | 'note';

export interface ObjectReference {
  readonly kind: string;
  /** Empty for kinds that are not namespaced. */
  readonly namespace: string;
  readonly name: string;
}

/** One thing that a rule found; the rule itself adds its name and its severity. */
export interface Violation {
  /** The object of the manifests that is to blame. */
  readonly object: ObjectReference;
  /** The field to blame; a path that leads nowhere means the last step of it that is there. */
  readonly path: FieldPath;
  /** One sentence on what is wrong, with the names and numbers of the case. */
  readonly message: string;
  /** What the manifests promise, where something happens that breaks it. */
  readonly promised?: string | undefined;
  /** What happened in the simulation. */
  readonly happened?: string | undefined;
  /** The shortest sequence that leads to it, a line each: `+12.504s  kubelet  …`. */
  readonly trace?: readonly string[] | undefined;
  /** Other objects that this may be a consequence of: not told where a rule that it yields to blames one of them. */
  readonly because?: readonly ObjectReference[] | undefined;
  /** Other objects that suffer from it: what comes of it for them is not told again. */
  readonly affects?: readonly ObjectReference[] | undefined;
  /** What would mend this case; the rule's own words unless given. */
  readonly remedy?: string | undefined;
}

export interface Finding extends Violation {
  /** The rule's name: stable, as `image-tag`. */
  readonly rule: string;
  readonly severity: Severity;
  /** Whether it was seen in a simulation or is read from the manifests. */
  readonly proof: 'simulated' | 'stated';
  /** Where the field stands; undefined for objects that came from no text. */
  readonly place: Place | undefined;
  readonly remedy: string;
}

/** `Deployment shop/frontend`, `Namespace shop`. */
export function referenceText({ kind, namespace, name }: ObjectReference): string {
  return `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
}
