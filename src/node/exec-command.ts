// A command that somebody runs in a container: what the program declares for it, or what is understood without a model:
// files, environment, scripts.

import type { Container } from '../kinds/generated/types.gen';
import { containerFiles, notingWrites } from './container-files';
import { wholeEnvironment } from './environment';
import type { KubeletContext, PodWorker } from './kubelet-state';
import { execResult } from './programs';
import { serviceVariables } from './service-variables';
import { runAtOnce } from './shell/drive';
import { scriptOf } from './shell-command';
import { filesKey } from './worker-keys';

export interface Executed {
  readonly exitCode: number;
  readonly output: string;
  readonly tookMs: number;
}

/** Undefined for a command that the container does not have, or that never ends. */
export function executeCommand(
  cx: KubeletContext,
  worker: PodWorker,
  container: Container,
  words: readonly string[],
): Executed | undefined {
  const run = worker.containers[container.name]?.current;
  if (!run) return undefined;
  if (run.program.exec) {
    const { exitCode, output, delayMs } = execResult(run.program, cx.nowMs - run.startedMs);
    return { exitCode, output, tookMs: delayMs };
  }
  const variables = () => wholeEnvironment(run.variables, serviceVariables(run.services));
  const world = { variables, hostname: worker.pod.spec.hostname ?? worker.name };
  const start = scriptOf(words, undefined, world, cx.nowMs);
  if (!start) return undefined;
  let hasWritten = false;
  const files = notingWrites(containerFiles(cx, worker, container), () => {
    hasWritten = true;
  });
  const driven = runAtOnce(start, files);
  if (hasWritten) cx.after(0, filesKey(worker));
  if (!driven) return undefined;
  const text = driven.lines.map((line) => `${line.text}\n`).join('');
  const output = driven.open === '' ? text : text.slice(0, -1);
  return { exitCode: driven.code, output, tookMs: driven.dueMs - cx.nowMs };
}
