// All controllers of the control plane, in the order in which they start and, at one instant, run. One line a controller.

import type { Actor } from '../api/actor';
import { deploymentController } from './deployment/deployment';
import { replicaSetController } from './replicaset/replicaset';
import { replicationController } from './replication-controller';

// biome-ignore lint/suspicious/noExplicitAny: controllers of different private memory share one table
export const controllers: readonly Actor<any>[] = [replicationController, replicaSetController, deploymentController];
