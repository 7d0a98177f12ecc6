// `wavetank/jest-globals`: adds the matchers to the `expect` that specs import from `@jest/globals`, with their types.

import { expect } from '@jest/globals';
import { type ExpectWorld, joinWorld } from '../matchers/registry';
import type { KubeMatchers } from '../matchers/types';

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends KubeMatchers<R, T> {}
  // biome-ignore lint/suspicious/noExplicitAny: inside of a value an asymmetric matcher stands for anything
  interface AsymmetricMatchers extends KubeMatchers<any, any> {}
}

joinWorld(expect as unknown as ExpectWorld);
