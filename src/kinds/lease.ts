// Lease: written so often that its writers must show what they read.
// upstream: pkg/registry/coordination/lease/strategy.go

import type { Lease } from './generated/types.gen';
import { defineKind } from './kind';

export const lease = defineKind<Lease>({
  updateNeedsResourceVersion: true,
  createsOnUpdate: true,
  transient: true,
});
