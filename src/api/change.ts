// One write as the store keeps it: what stood before, what stands now, who wrote it and why. The list of changes is the
// watch history, the timeline, and what `why` walks.

import type { KubeObject } from '../kinds/kind';
import type { Managers } from './managed-fields/manager';

export type ChangeType = 'ADDED' | 'MODIFIED' | 'DELETED';

export interface Change<T extends KubeObject = KubeObject> {
  readonly type: ChangeType;
  /** Kind as the kinds table names it, e.g. `Pod`. */
  readonly kind: string;
  /** `ns/name`, or `name`. */
  readonly key: string;
  readonly revision: number;
  readonly atMs: number;
  /** Absent on ADDED. */
  readonly previous: T | undefined;
  /** The object after the write; on DELETED its last state with the deletion's resourceVersion. */
  readonly object: T;
  /** The actor that wrote, e.g. `kubelet`, `user`. */
  readonly writer: string;
  /** Trace id of this write. */
  readonly trace: number;
  /** Field manager, as managedFields would name it. */
  readonly manager: string;
  readonly subresource: string | undefined;
  /** What the request asked for, before admission and the kind's own rules; absent where no field manager took part. */
  readonly asked: KubeObject | undefined;
  /** The field managers after the write, where they had to be worked out for it; see `managersOf`. */
  readonly managers: Managers | undefined;
}
