// Which admission plugins look at which requests, worked out once for each kind, operation and subresource: most writes
// are of kinds and subresources that hardly any plugin cares about.
// upstream: apiserver/pkg/admission/chain.go, Handler.Handles

import type { KindRow, KubeObject } from '../kinds/kind';
import type { AdmissionContext, AdmissionPlugin, AdmissionRequest, AdmissionTarget } from './admission';

export interface AdmissionChain {
  readonly mutating: readonly AdmissionPlugin[];
  readonly validating: readonly AdmissionPlugin[];
}

export class AdmissionChains {
  readonly #plugins: readonly AdmissionPlugin[];
  readonly #known = new WeakMap<KindRow, Map<string, AdmissionChain>>();

  constructor(plugins: readonly AdmissionPlugin[]) {
    this.#plugins = plugins;
  }

  /** The plugins for such requests, in the order of the table. */
  of(target: AdmissionTarget): AdmissionChain {
    const { row, operation, subresource } = target;
    let ofRow = this.#known.get(row);
    if (!ofRow) {
      ofRow = new Map();
      this.#known.set(row, ofRow);
    }
    const key = subresource === undefined ? operation : `${operation}/${subresource}`;
    let chain = ofRow.get(key);
    if (!chain) {
      const concerned = this.#plugins.filter(({ handles }) => handles?.(target) ?? true);
      chain = {
        mutating: concerned.filter(({ mutate, beforeDelete }) => mutate || beforeDelete),
        validating: concerned.filter(({ validate }) => validate),
      };
      ofRow.set(key, chain);
    }
    return chain;
  }

  /** Runs the plugins that look at bodies of other kinds. Answers the body as they left it. */
  runBody(request: AdmissionRequest, body: KubeObject, cx: AdmissionContext): KubeObject {
    const { mutating, validating } = this.of(request);
    let object = body;
    for (const { seesBodies, mutate } of mutating) {
      if (seesBodies) object = mutate?.(request, object, cx) ?? object;
    }
    const final = object === body ? request : { ...request, object };
    for (const { seesBodies, validate } of validating) if (seesBodies) validate?.(final, cx);
    return object;
  }
}
