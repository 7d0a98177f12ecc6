// `wavetank/jest`: adds the matchers to jest's global `expect`, with their types. For `setupFilesAfterEnv`, or an
// import in a spec that uses the globals.

import { type ExpectWorld, joinWorld } from '../matchers/registry';
import type { KubeMatchers } from '../matchers/types';

declare global {
  namespace jest {
    // biome-ignore lint/complexity/noBannedTypes: the default must be that of jest's own declaration
    interface Matchers<R, T = {}> extends KubeMatchers<R, T> {}
    // biome-ignore lint/suspicious/noExplicitAny: inside of a value an asymmetric matcher stands for anything
    interface Expect extends KubeMatchers<any, any> {}
  }
}

const { expect } = globalThis as { readonly expect?: ExpectWorld };

if (!expect) {
  throw new Error(
    "wavetank/jest found no global expect: name it in jest's setupFilesAfterEnv, or import wavetank/jest-globals instead",
  );
}

joinWorld(expect);
