// ConfigMap: what the API server does with one of its own.
// upstream: pkg/registry/core/configmap/strategy.go

import type { ConfigMap } from './generated/types.gen';
import { defineKind } from './kind';

export const configMap = defineKind<ConfigMap>({});
