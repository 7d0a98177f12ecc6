// What the handlers know of the cluster they serve.

import type { Caller } from '../api/caller';
import { forgetHistory } from '../api/forget-history';
import type { ApiServer } from '../api/server';
import type { Cluster } from '../cluster/cluster';
import type { KindRow } from '../kinds/kind';
import type { ServedRequest } from './exchange';
import { clientName } from './options';
import { ProgramConnections } from './program-connection';
import { ServiceAccountTokens } from './token';

/** Somebody who is told of what happens; `tell` answers false when it was nothing to them. */
export interface Told {
  tell(): boolean;
}

export class ServedCluster {
  readonly cluster: Cluster;
  readonly watches = new Set<Told>();
  readonly tokens = new ServiceAccountTokens();
  readonly programs = new ProgramConnections(this);

  constructor(cluster: Cluster) {
    this.cluster = cluster;
  }

  get server(): ApiServer {
    return this.cluster.simulation.server;
  }

  get nowMs(): number {
    return this.cluster.nowMs;
  }

  /** Sends what has changed to everybody who watches; false when it was nothing to any of them. */
  tellWatchers(): boolean {
    let told = false;
    for (const watch of this.watches) told = watch.tell() || told;
    const { store, trace } = this.cluster.simulation;
    forgetHistory(store, trace);
    return told;
  }

  /** Calls back once so much virtual time has passed; what it answers takes that back. */
  later(spanMs: number, run: () => void): () => void {
    if (spanMs <= 0) {
      run();
      return () => {};
    }
    const dueMs = this.nowMs + spanMs;
    const told: Told = {
      tell: () => {
        if (this.nowMs < dueMs) return false;
        this.watches.delete(told);
        run();
        return true;
      },
    };
    this.watches.add(told);
    return () => this.watches.delete(told);
  }

  /** Every kind that is served at the moment. */
  get kinds(): readonly KindRow[] {
    return this.server.kinds.all;
  }

  /** The row of a resource's path; undefined when nobody serves it. */
  rowAt(group: string, version: string, plural: string): KindRow | undefined {
    return this.kinds.find((row) => row.plural === plural && row.group === group && row.version === version);
  }

  /** Whom a write is made for; all that comes of it leads back to this request. */
  caller(request: ServedRequest, fieldManager: string): Caller {
    let cause: number | undefined;
    return {
      actor: 'user',
      component: clientName(request),
      manager: fieldManager,
      user: request.user,
      cause: () => {
        cause ??= this.cluster.act(request.method, request.path, undefined, (_client, row) => row);
        return cause;
      },
    };
  }
}
