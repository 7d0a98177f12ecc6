// RuntimeClass: what the API server does with one of its own.
// upstream: pkg/registry/node/runtimeclass/strategy.go

import type { RuntimeClass } from './generated/types.gen';
import { defineKind } from './kind';

export const runtimeClass = defineKind<RuntimeClass>({ updateNeedsResourceVersion: true, createsOnUpdate: true });
