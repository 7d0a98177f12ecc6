// What a Service's trouble comes from: a field of its own that changed, or one of the workload behind it.

import type { Service } from '../../kinds/generated/types.gen';
import { compileLabels } from '../../kinds/labels';
import { type ObjectReference, referenceText } from '../finding';
import { type ChangedField, changedFields, pathText, placeIn } from './changed-fields';
import type { EffectPlace } from './effect';
import { manifestOf, type Observed } from './observed';
import { hasRolled, type WorkloadChange, workloadChanges } from './workloads';

export interface Blame {
  readonly field: string | undefined;
  readonly place: EffectPlace | undefined;
  /** What that did: `while Deployment shop/web replaced its pods`; empty when it is the Service itself. */
  readonly words: readonly string[];
}

export function blameFor(observed: Observed, service: ObjectReference): Blame {
  const { before, after } = observed;
  const { namespace, name } = service;
  const [first, last] = [before.get('Service', namespace, name), after.get('Service', namespace, name)];
  const manifest = manifestOf(observed, service);
  const own = first && last ? changedFields(said(first), said(last), ['spec']) : [];
  const [field] = own;
  if (field) return { field: pathText(field.path), place: placeIn(manifest, field.path), words: [] };
  const change = last && workloadBehind(observed, first ?? last);
  if (!change) return { field: undefined, place: placeIn(manifest, []), words: [] };
  const because = reasonOf(change);
  const did = hasRolled(change) ? 'replaced its pods' : `changed ${because ? pathText(because.path) : 'its pods'}`;
  return {
    field: because && pathText(because.path),
    place: placeIn(change.manifest, because?.path ?? []),
    words: [`while ${referenceText(change.object)} ${did}`],
  };
}

const reasonOf = ({ template, replicas }: WorkloadChange): ChangedField | undefined => template[0] ?? replicas;

/** What a manifest says of a Service, without what the server gave it. */
function said({ spec = {} }: Service) {
  const { selector, type, ports = [], externalName, publishNotReadyAddresses } = spec;
  const bare = ports.map(({ nodePort, ...port }) => port);
  return { selector, type, ports: bare, externalName, publishNotReadyAddresses };
}

/** A workload that both sets have and that changed, whose pods the Service selects. */
function workloadBehind(observed: Observed, { metadata, spec = {} }: Service): WorkloadChange | undefined {
  const { selector = {} } = spec;
  if (Object.keys(selector).length === 0) return undefined;
  const matches = compileLabels(selector);
  return workloadChanges(observed).find(
    ({ object, before, template, replicas }) =>
      object.namespace === metadata.namespace &&
      (template.length > 0 || replicas !== undefined) &&
      matches(before?.metadata?.labels),
  );
}
