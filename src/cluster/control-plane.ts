// The composition root: reads the tables (kinds, admission, controllers), adds scheduler, kubelets and network, and
// starts a simulation with its nodes registered and ready, as a fresh cluster is handed to a user.

import { admissionTable } from '../admission/table';
import { horizontalPodAutoscalerController } from '../controllers/horizontal-pod-autoscaler/horizontal-pod-autoscaler';
import { volumeProvisioner } from '../controllers/persistent-volume/provisioner';
import { controllers } from '../controllers/table';
import { networkActors } from '../network/actors';
import { kubelet, programs } from '../node/kubelet';
import type { KubeletContext } from '../node/kubelet-state';
import { createScheduler } from '../scheduler/scheduler';
import { serviceAllocator } from './allocation';
import { bootstrap } from './bootstrap';
import type { ResolvedOptions } from './options';
import { advance, settle } from './run';
import { Simulation } from './simulation';

/** Time given to a fresh cluster, so that a user's first line meets nodes that have been there for a while. */
const WARM_UP_MS = 5_000;

/** A control plane with its nodes Ready and nothing pending but background work. */
export function startControlPlane(options: ResolvedOptions): Simulation {
  const simulation = new Simulation({
    seed: options.seed,
    startMs: options.startMs,
    timings: options.timings,
    actors: [
      ...controllers,
      horizontalPodAutoscalerController({ metricsServer: options.metricsServer }),
      volumeProvisioner(options.storage),
      createScheduler(options.profiles, options.backoff),
      kubelet({ programs: options.programs }),
      ...networkActors(options.network),
    ],
    admission: admissionTable(options.webhooks),
    allocator: serviceAllocator,
    programs: (running) => programs(running.context('kubelet') as KubeletContext),
    shuffleSeed: options.shuffleSeed,
    featureGates: options.featureGates,
    runtimeConfig: options.runtimeConfig,
  });
  bootstrap(simulation);
  simulation.start();
  for (const node of options.nodes) simulation.command('kubelet', 'addNode', node, 0);
  settle(simulation);
  advance(simulation, WARM_UP_MS);
  return simulation;
}
