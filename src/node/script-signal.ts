// What a container's script makes of SIGTERM: its trap is run where it has one, on the files as they are when the
// kubelet decides to stop it.

import type { Container } from '../kinds/generated/types.gen';
import { containerFiles } from './container-files';
import type { ContainerRun, KubeletContext, PodWorker } from './kubelet-state';
import { drive, terminate } from './shell/drive';

/** For a run with a script: how it ends by the signal at an instant within the grace, if it does. */
export function signalled(cx: KubeletContext, worker: PodWorker, container: Container, { script }: ContainerRun) {
  if (!script) return undefined;
  return (atMs: number, graceMs: number) => {
    const world = containerFiles(cx, worker, container);
    return terminate(drive(script.at, { untilMs: atMs, world }), atMs, graceMs, world);
  };
}

/** Nobody follows the script any further: its end is known. */
export function leaveScript(worker: PodWorker, name: string): void {
  const record = worker.containers[name];
  if (!record?.current.script) return;
  const script = { ...record.current.script, end: undefined, wakeMs: undefined };
  worker.containers = { ...worker.containers, [name]: { ...record, current: { ...record.current, script } } };
}
