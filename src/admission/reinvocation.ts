// Which policies or webhooks run again: those that ask for it, when the object changed after them.
// upstream: apiserver pkg/admission/plugin/webhook/mutating/reinvocationcontext.go, policy/mutating

import type { AdmissionRequest } from '../api/admission';
import { equalData } from '../kinds/equal-data';
import type { KubeObject } from '../kinds/kind';

/** What the second run of a plugin has to know of the first. One for each plugin. */
export class Reinvocations {
  readonly #known = new WeakMap<AdmissionRequest, Reinvocation>();

  /** That of the run, which begins with this object. */
  of(request: AdmissionRequest, object: KubeObject): Reinvocation {
    const first = request.firstRun && this.#known.get(request.firstRun);
    if (first) first.begin(object);
    const own = first ?? new Reinvocation();
    if (!request.firstRun) this.#known.set(request, own);
    return own;
  }
}

export class Reinvocation {
  #isSecond = false;
  #last: KubeObject | undefined;
  readonly #invoked = new Set<string>();
  readonly #again = new Set<string>();

  /** The second run: what other plugins changed since the first counts as a change too. */
  begin(object: KubeObject): void {
    this.#isSecond = true;
    if (!equalData(this.#last, object)) this.changed();
  }

  end(object: KubeObject): void {
    this.#last = object;
  }

  changed(): void {
    for (const key of this.#invoked) this.#again.add(key);
    this.#invoked.clear();
  }

  /** Has run, and wants to know of later changes. */
  invoked(key: string): void {
    this.#invoked.add(key);
  }

  /** Whether it has its turn in this run. */
  runs(key: string): boolean {
    return !this.#isSecond || this.#again.has(key);
  }
}
