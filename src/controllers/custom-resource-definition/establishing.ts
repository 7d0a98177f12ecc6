// The establishing controller of the API server: a definition whose names are accepted is served, which this tells.
// upstream: apiextensions-apiserver/pkg/controller/establish/establishing_controller.go

import { type ActorContext, defineActor, watch } from '../../api/actor';
import { isTrue, withCondition } from '../../custom/conditions';
import { rfc3339 } from '../../sim/time';
import { Lane } from '../../sim/work-queue';
import { type Retries, retriesMemory, syncOrRetry } from '../shared/syncing';

const ESTABLISHED = {
  type: 'Established',
  status: 'True',
  reason: 'InitialNamesAccepted',
  message: 'the initial names have been accepted',
};

export const establishingController = defineActor<Retries>({
  name: 'crd-establishing-controller',
  component: 'kube-apiserver',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: retriesMemory,
  watches: [
    watch('CustomResourceDefinition', ({ type, key, object }) =>
      type !== 'DELETED' && isTrue(object, 'NamesAccepted') && !isTrue(object, 'Established') ? key : undefined,
    ),
  ],
  reconcile: (cx, key) => syncOrRetry(cx, cx.state, key, () => establish(cx, key)),
});

function establish(cx: ActorContext<Retries>, name: string): void {
  const definition = cx.get('CustomResourceDefinition', undefined, name);
  if (!definition || !isTrue(definition, 'NamesAccepted') || isTrue(definition, 'Established')) return;
  const status = withCondition(definition.status ?? {}, ESTABLISHED, rfc3339(cx.nowMs));
  cx.updateStatus({ ...definition, status });
}
