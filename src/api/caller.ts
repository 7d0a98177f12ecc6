// On whose behalf a request is made, and why: what the trace, the history and the field managers record of it.

import type { KubeObject } from '../kinds/kind';
import type { UserInfo } from './authorization/user';
import type { Managers } from './managed-fields/manager';

export interface Caller {
  /** As the trace shows it: `user`, `replicaset-controller`, `kubelet`. */
  readonly actor: string;
  /** The process that writes: `kube-controller-manager`. */
  readonly component: string;
  /** Field manager of its writes. */
  readonly manager: string;
  /** Trace id of what made it ask; a run of an actor gets its row with its first write. */
  readonly cause: () => number;
  /** Who asks, where somebody is named: then rules decide what is allowed. Everybody else may do anything. */
  readonly user?: UserInfo | undefined;
}

const SERVER = 'kube-apiserver';

/** The server itself, for what it writes in the course of a caller's request. */
export const serverFor = (caller: Caller): Caller => ({
  ...caller,
  actor: SERVER,
  component: SERVER,
  manager: SERVER,
  user: undefined,
});

/** The same request in a user's name. */
export const asUser = (caller: Caller, user: UserInfo): Caller => ({ ...caller, user });

/** What a request may say besides its object. */
export interface RequestOptions {
  readonly subresource?: string | undefined;
  readonly dryRun?: boolean | undefined;
  readonly fieldManager?: string | undefined;
  /** A create that was asked for as a PUT to an absent name. */
  readonly isUpdate?: boolean | undefined;
  /** Filled with the server's warnings. */
  readonly warnings?: string[] | undefined;
  /** The field managers after this write, where they are known already. */
  readonly managers?: Managers | undefined;
  /** Written by the server's own storage: no field manager takes part. */
  readonly unmanaged?: boolean | undefined;
  /** A delete that the server makes of another request, which admission has seen. */
  readonly isAdmitted?: boolean | undefined;
  /** PATCH: the uid that an object carries is checked as a field, not as a precondition. */
  readonly isPatch?: boolean | undefined;
  /** The object as it was sent, with its empty lists and maps: a refusal shows them. */
  readonly sent?: (() => KubeObject | undefined) | undefined;
}
