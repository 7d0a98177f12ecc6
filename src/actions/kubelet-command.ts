// Commands to the kubelets on behalf of an action: what cannot be done there is wrong use of the action.

import { UsageError } from '../cluster/describe/usage-error';
import { CommandError } from '../node/command-error';
import type { ActionContext } from './action';

/** Runs a command of the kubelets. Errors: UsageError in the kubelet's words. */
export function kubeletCommand(cx: ActionContext, command: string, args: unknown): unknown {
  try {
    return cx.cluster.simulation.command('kubelet', command, args, cx.cause);
  } catch (error) {
    if (error instanceof CommandError) throw new UsageError(error.message);
    throw error;
  }
}
