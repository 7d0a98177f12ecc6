// DefaultBinder: binds a pod by a POST to its binding, as bind.ts does. It stands here to be named in configurations.
// upstream: plugins/defaultbinder

import { definePlugin } from '../framework';

export const defaultBinder = definePlugin({ name: 'DefaultBinder', bind: true });
