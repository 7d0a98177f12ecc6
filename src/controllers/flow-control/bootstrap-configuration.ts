// Keeps the server's own FlowSchemas and PriorityLevelConfigurations: once a minute what was deleted is made again, and
// what was changed is put back where it is mandatory, or where its annotation says so.
// upstream: pkg/registry/flowcontrol/rest/storage_flowcontrol.go, pkg/registry/flowcontrol/ensurer/strategy.go

import { type ActorContext, defineActor, watch } from '../../api/actor';
import {
  AUTO_UPDATE,
  defaultFlowSchemas,
  defaultPriorityLevels,
  FLOW_PRODUCER,
  MANDATORY,
} from '../../kinds/default-flow-control';
import { equalData } from '../../kinds/equal-data';
import type { FlowSchema, PriorityLevelConfiguration } from '../../kinds/generated/types.gen';
import { Lane } from '../../sim/work-queue';

const PERIOD_MS = 60_000;
const KEY = 'ensure';

type Own = FlowSchema | PriorityLevelConfiguration;
type OwnKind = 'FlowSchema' | 'PriorityLevelConfiguration';

export const flowControlBootstrapController = defineActor({
  name: 'priority-and-fairness-config-producer',
  component: 'kube-apiserver',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  watches: [watch('FlowSchema', () => KEY), watch('PriorityLevelConfiguration', () => KEY)],
  reconcile: (cx) => {
    const steps = planned(cx);
    if (steps.length === 0) return;
    const lateMs = cx.nowMs % PERIOD_MS;
    if (lateMs > 0) cx.after(PERIOD_MS - lateMs, KEY);
    else for (const step of steps) step();
  },
});

/** What there is to do, in the server's order. */
function planned(cx: ActorContext): readonly (() => void)[] {
  const isMandatory = ({ metadata }: Own) => MANDATORY.includes(metadata.name);
  const own: readonly (readonly [OwnKind, readonly Own[]])[] = [
    ['PriorityLevelConfiguration', defaultPriorityLevels()],
    ['FlowSchema', defaultFlowSchemas()],
  ];
  const ensure = (mandatory: boolean) =>
    own.flatMap(([kind, objects]) => {
      const wanted = objects.filter((object) => isMandatory(object) === mandatory);
      return wanted.flatMap((object) => revision(cx, kind, object, mandatory) ?? []);
    });
  return [
    ...ensure(false),
    ...ensure(true),
    ...own.toReversed().flatMap(([kind, objects]) => unwanted(cx, kind, objects)),
  ];
}

/** upstream: EnsureConfiguration, ReviseIfNeeded */
function revision(cx: ActorContext, kind: OwnKind, wanted: Own, mandatory: boolean): (() => void) | undefined {
  const options = { fieldManager: FLOW_PRODUCER };
  const current = cx.get(kind, undefined, wanted.metadata.name) as Own | undefined;
  if (!current) {
    const { generation, ...metadata } = wanted.metadata;
    return () => void cx.create({ ...wanted, metadata } as Own, options);
  }
  const said = booleanOf(current.metadata.annotations?.[AUTO_UPDATE]);
  const follows = mandatory || (said ?? current.metadata.generation === 1);
  const isNewSpec = follows && !isExempt(wanted) && !equalData(current.spec, wanted.spec);
  if (!isNewSpec && said === follows) return undefined;
  const annotations = {
    ...current.metadata.annotations,
    [AUTO_UPDATE]: said === follows ? current.metadata.annotations?.[AUTO_UPDATE] : String(follows),
  };
  const revised = {
    ...current,
    metadata: { ...current.metadata, annotations },
    spec: isNewSpec ? wanted.spec : current.spec,
  };
  return () => void cx.update(revised as Own, options);
}

/** Of the exempt level the numbers are the user's. upstream: plcSpecEqualish */
const isExempt = (object: Own) => (object as PriorityLevelConfiguration).spec?.type === 'Exempt';

/** Those that an older server would have made. upstream: RemoveUnwantedObjects */
function unwanted(cx: ActorContext, kind: OwnKind, wanted: readonly Own[]): readonly (() => void)[] {
  return (cx.list(kind) as readonly Own[])
    .filter(({ metadata }) => !wanted.some((each) => each.metadata.name === metadata.name))
    .filter(({ metadata }) => booleanOf(metadata.annotations?.[AUTO_UPDATE]) === true)
    .map(
      ({ metadata }) =>
        () =>
          cx.delete(kind, undefined, metadata.name),
    );
}

/** As Go's strconv.ParseBool reads it; undefined for anything else. */
function booleanOf(text = ''): boolean | undefined {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return true;
  return ['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text) ? false : undefined;
}
