// Keeps an APIService for each group and version that definitions of custom resources serve.
// upstream: pkg/controlplane/controller/crdregistration, kube-aggregator pkg/controllers/autoregister

import { type ActorContext, defineActor, watch } from '../../api/actor';
import { MANAGED_LABEL } from '../../kinds/default-api-services';
import { equalData } from '../../kinds/equal-data';
import type { APIService, CustomResourceDefinition } from '../../kinds/generated/types.gen';
import { Lane } from '../../sim/work-queue';
import { isConflict, isNotFound, refusalOf } from '../shared/refusal';
import { type Retries, retriesMemory, syncOrRetry } from '../shared/syncing';

const GROUP_PRIORITY = 1000;
const VERSION_PRIORITY = 100;

export const apiServiceRegistrationController = defineActor<Retries>({
  name: 'autoregister',
  component: 'kube-apiserver',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: retriesMemory,
  watches: [
    watch('CustomResourceDefinition', ({ type, object, previous }) => {
      if (
        type === 'MODIFIED' &&
        previous &&
        equalData(namesOf(previous), namesOf(object)) &&
        equalData(servedOf(previous), servedOf(object))
      ) {
        return undefined;
      }
      return [...new Set([...(previous ? namesOf(previous) : []), ...namesOf(object)])];
    }),
    watch('APIService', ({ key }) => key),
  ],
  reconcile: (cx, name) => syncOrRetry(cx, cx.state, name, () => sync(cx, name)),
});

const nameOf = ({ spec }: CustomResourceDefinition, version: string) => `${version}.${spec.group}`;
const namesOf = (definition: CustomResourceDefinition) =>
  definition.spec.versions.map(({ name }) => nameOf(definition, name));
const servedOf = ({ spec }: CustomResourceDefinition) => spec.versions.map(({ served }) => served);

/** upstream: autoRegisterController.checkAPIService */
function sync(cx: ActorContext<Retries>, name: string): void {
  const spec = wantedSpec(cx, name);
  const current = cx.get('APIService', undefined, name);
  if (!current) {
    if (spec) create(cx, name, spec);
    return;
  }
  if (current.metadata.labels?.[MANAGED_LABEL] !== 'true') return;
  if (!spec) {
    const preconditions = { uid: current.metadata.uid ?? '' };
    tolerate(() => cx.delete('APIService', undefined, name, { preconditions }));
  } else if (!equalData(current.spec, spec)) {
    tolerate(() => void cx.update({ ...current, spec }));
  }
}

function create(cx: ActorContext<Retries>, name: string, spec: APIService['spec']): void {
  const metadata = { name, labels: { [MANAGED_LABEL]: 'true' } };
  cx.create<APIService>({ apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService', metadata, spec });
}

/** Somebody else was faster: their change comes as news. */
function tolerate(write: () => void): void {
  const refused = refusalOf(write);
  if (refused && !isNotFound(refused) && !isConflict(refused)) throw refused;
}

function wantedSpec(cx: ActorContext<Retries>, name: string): APIService['spec'] | undefined {
  for (const definition of cx.list('CustomResourceDefinition')) {
    for (const { name: version, served } of definition.spec.versions) {
      if (!served || nameOf(definition, version) !== name) continue;
      const { group } = definition.spec;
      return { group, version, groupPriorityMinimum: GROUP_PRIORITY, versionPriority: VERSION_PRIORITY };
    }
  }
  return undefined;
}
