// ControllerRevision: what the API server does with one of its own.
// upstream: pkg/registry/apps/controllerrevision/strategy.go

import type { ControllerRevision } from './generated/types.gen';
import { defineKind } from './kind';

export const controllerRevision = defineKind<ControllerRevision>({});
