// The scheduler, or the profile of it, that a pod names.

import type { Pod } from '../kinds/generated/types.gen';

export const DEFAULT_SCHEDULER = 'default-scheduler';

export const schedulerNameOf = (pod: Pod): string => pod.spec.schedulerName || DEFAULT_SCHEDULER;
