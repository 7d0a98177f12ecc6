// Short words for specs of watches.
import type { WatchOptions } from '../../src/api/list-options';
import { type ObjectWatch, watchObjects } from '../../src/api/watch';
import type { KindRow, KubeObject } from '../../src/kinds/kind';
import { kindByName } from '../../src/kinds/table';
import { type ApiTank, configMap } from './api-tank';

export function rowOf(name: string): KindRow {
  const row = kindByName(name);
  if (!row) throw new Error(`no kind ${name}`);
  return row;
}

export const maps = rowOf('configmap');
export const MINUTE = 60_000;
const LONG = { timeoutSeconds: 3600 };

export const watch = ({ simulation }: ApiTank, options: WatchOptions = {}, row = maps) =>
  watchObjects(simulation.server, row, { ...LONG, ...options });
export const present = ({ simulation }: ApiTank) => String(simulation.store.revision);
export const fromNow = (tank: ApiTank, options: WatchOptions = {}, row = maps) =>
  watch(tank, { resourceVersion: present(tank), ...options }, row);
export const advance = ({ simulation }: ApiTank, spanMs: number) => simulation.moveTo(simulation.nowMs + spanMs);
export const told = (watched: ObjectWatch) =>
  watched.take().map(({ type, object }) => `${type} ${object.metadata?.name ?? ''}`.trim());

export function labelled(name: string, labels: object, data = {}): KubeObject {
  return configMap(name, { metadata: { name, namespace: 'default', labels }, data });
}

export function change(tank: ApiTank, name: string, patch: object): KubeObject {
  return tank.client.patch('ConfigMap', 'default', name, 'merge', patch);
}
