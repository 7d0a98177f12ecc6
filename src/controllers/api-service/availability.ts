// Tells in each APIService whether its requests are answered: those of the server itself always are, others where a
// Service has endpoints behind which the group is served.
// upstream: kube-aggregator pkg/controllers/status/{local,remote}

import { type ActorContext, defineActor, watch } from '../../api/actor';
import { LOCAL, withAvailable } from '../../kinds/api-service';
import type { APIService, EndpointSlice, ServicePort } from '../../kinds/generated/types.gen';
import { goQuote } from '../../kinds/validation/field-error';
import { Table } from '../../sim/table';
import { rfc3339 } from '../../sim/time';
import { Lane } from '../../sim/work-queue';
import { retryLater } from '../shared/backoff';
import { isConflict, isNotFound, refusalOf } from '../shared/refusal';
import { discoveryFault } from './discovery-check';

const BACKOFF = { baseMs: 5, maxMs: 30_000 };
/** Programs are asked again and again. */
const RESYNC_MS = 30_000;

interface Memory {
  readonly failures: Table<number>;
  /** The Service behind each remote APIService, by its name. */
  readonly remotes: Table<string>;
}

export type Context = ActorContext<Memory>;

export interface Verdict {
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

const PASSED: Verdict = { status: 'True', reason: 'Passed', message: 'all checks passed' };

export const apiServiceAvailabilityController = defineActor<Memory>({
  name: 'apiservice-availability-controller',
  component: 'kube-apiserver',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: {
    create: () => ({ failures: new Table(), remotes: new Table() }),
    fork: ({ failures, remotes }) => ({ failures: failures.fork(), remotes: remotes.fork() }),
  },
  watches: [
    watch('APIService', ({ type, key, object }, { state }) => {
      const { service } = object.spec;
      if (type === 'DELETED' || !service) state.remotes.delete(key);
      else state.remotes.set(key, `${service.namespace}/${service.name}`);
      return type === 'DELETED' ? undefined : key;
    }),
    watch('Service', ({ key }, { state }) => remotesOf(state, key)),
    watch('EndpointSlice', ({ object }, { state }) => {
      const { namespace, labels } = object.metadata;
      return remotesOf(state, `${namespace}/${labels?.['kubernetes.io/service-name']}`);
    }),
  ],
  reconcile: sync,
});

const remotesOf = ({ remotes }: Memory, service: string) =>
  remotes.size === 0 ? undefined : [...remotes.keys()].filter((name) => remotes.get(name) === service);

function sync(cx: Context, name: string): void {
  const object = cx.get('APIService', undefined, name);
  if (!object) return void cx.state.failures.delete(name);
  const verdict = verdictOn(cx, object);
  const status = withAvailable(object.status ?? {}, verdict, rfc3339(cx.nowMs));
  const refused = status === object.status ? undefined : refusalOf(() => void cx.updateStatus({ ...object, status }));
  const isLost = refused !== undefined && !isNotFound(refused) && !isConflict(refused);
  if (isLost || verdict.reason === 'FailedDiscoveryCheck') retryLater(cx, cx.state.failures, name, BACKOFF);
  else {
    cx.state.failures.delete(name);
    if (verdict === PASSED) cx.after(RESYNC_MS, name, { background: true });
  }
}

function verdictOn(cx: Context, object: APIService): Verdict {
  const { service } = object.spec;
  if (!service) return LOCAL as Verdict;
  const { namespace = '', name = '', port = 0 } = service;
  const said = `service/${name} in ${goQuote(namespace)}`;
  const found = cx.get('Service', namespace, name);
  if (!found) return unavailable('ServiceNotFound', `${said} is not present`);
  const ports = found.spec?.ports ?? [];
  const slices = cx.by('EndpointSlice', 'service', `${namespace}/${name}`);
  const servicePort = ports.find((each) => each.port === port);
  if ((found.spec?.type ?? 'ClusterIP') === 'ClusterIP') {
    if (!servicePort) return unavailable('ServicePortError', `${said} is not listening on port ${port}`);
    if (slices.length === 0) return unavailable('EndpointsNotFound', `cannot find endpointslices for ${said}`);
    if (!slices.some((slice) => hasEndpoint(slice, servicePort))) {
      const portName = goQuote(servicePort.name ?? '');
      const message = `endpointslices for ${said} have no addresses with port name ${portName}`;
      return unavailable('MissingEndpoints', message);
    }
  }
  const fault = discoveryFault(cx, object, found);
  return fault === undefined ? PASSED : unavailable('FailedDiscoveryCheck', fault);
}

const unavailable = (reason: string, message: string): Verdict => ({ status: 'False', reason, message });

function hasEndpoint({ endpoints, ports }: EndpointSlice, { name = '' }: ServicePort): boolean {
  if (!endpoints?.some(({ conditions }) => conditions?.ready !== false)) return false;
  return ports?.some((port) => (port.name ?? '') === name && port.port !== undefined) ?? false;
}
