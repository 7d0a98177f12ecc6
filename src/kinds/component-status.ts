// ComponentStatus: an old list of the control plane's parts, of which nothing is told here.

import type { ComponentStatus } from './generated/types.gen';
import { defineKind } from './kind';

export const componentStatus = defineKind<ComponentStatus>({
  deprecation: 'v1 ComponentStatus is deprecated in v1.19+',
});
