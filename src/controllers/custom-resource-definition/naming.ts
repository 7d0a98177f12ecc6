// The naming controller of the API server: accepts a definition's names or tells which one is taken, and looks at its
// group again when names become free. upstream: apiextensions-apiserver/pkg/controller/status/naming_controller.go

import { type ActorContext, defineActor, watch } from '../../api/actor';
import { conditionOf, isTrue, withCondition } from '../../custom/conditions';
import { equalData } from '../../kinds/equal-data';
import type { CustomResourceDefinition, CustomResourceDefinitionCondition } from '../../kinds/generated/types.gen';
import { rfc3339 } from '../../sim/time';
import { Lane } from '../../sim/work-queue';
import { type Retries, retriesMemory, syncOrRetry } from '../shared/syncing';
import { judgeNames } from './names';

type Context = ActorContext<Retries>;

export const namingController = defineActor<Retries>({
  name: 'crd-naming-controller',
  component: 'kube-apiserver',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: retriesMemory,
  watches: [watch('CustomResourceDefinition', ({ key }) => key)],
  reconcile: (cx, key) => syncOrRetry(cx, cx.state, key, () => syncNames(cx, key)),
});

function syncNames(cx: Context, name: string): void {
  const definition = cx.get('CustomResourceDefinition', undefined, name);
  if (!definition) {
    askOthers(cx, name.slice(name.indexOf('.') + 1), name);
    return;
  }
  const { spec, status = {} } = definition;
  if (equalData(spec.names, status.acceptedNames)) return;
  const { acceptedNames, condition } = judgeNames(definition, inGroup(cx, spec.group));
  const isSame = isEquivalent(condition, conditionOf(definition, 'NamesAccepted'));
  if (isSame && equalData(acceptedNames, status.acceptedNames)) return;
  const now = rfc3339(cx.nowMs);
  const named = withCondition({ ...status, acceptedNames }, condition, now);
  cx.updateStatus({ ...definition, status: withCondition(named, establishedCondition(definition, condition), now) });
  askOthers(cx, spec.group, name);
}

const inGroup = (cx: Context, group: string) =>
  cx.list('CustomResourceDefinition').filter((definition) => definition.spec.group === group);

/** A name may have become free. */
function askOthers(cx: Context, group: string, name: string): void {
  for (const { metadata } of inGroup(cx, group)) if (metadata.name !== name) cx.after(0, metadata.name);
}

function isEquivalent(a: CustomResourceDefinitionCondition, b: CustomResourceDefinitionCondition | undefined): boolean {
  return a.status === b?.status && a.reason === b.reason && a.message === b.message;
}

/** Not established yet; the establishing controller sees to that. */
function establishedCondition(
  definition: CustomResourceDefinition,
  names: CustomResourceDefinitionCondition,
): CustomResourceDefinitionCondition {
  const type = 'Established';
  if (names.status === 'True' && !isTrue(definition, type)) {
    const message = 'the initial names have been accepted';
    return { type, status: 'False', reason: 'Installing', message };
  }
  const message = 'not all names are accepted';
  return conditionOf(definition, type) ?? { type, status: 'False', reason: 'NotAccepted', message };
}
