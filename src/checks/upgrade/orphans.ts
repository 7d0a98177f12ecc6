// Objects of the old set that the new one does not have. Without pruning they stay and go on working; with it they are
// deleted, and whoever still names them is told.

import type { Service } from '../../kinds/generated/types.gen';
import { compileLabels } from '../../kinds/labels';
import type { Manifest } from '../../manifests/check-object';
import { type ObjectReference, referenceText } from '../finding';
import { referenceOf } from '../manifest-set';
import { pathText, placeIn } from './changed-fields';
import type { Effect } from './effect';
import { type Observed, storedFor } from './observed';
import { type Reference, referencesOf } from './references';

/** What works on by itself when nobody minds it: a left-over of these is more than clutter. */
const ACTIVE = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'CronJob',
  'Job',
  'Pod',
];

export function orphanedObjects(observed: Observed): readonly Effect[] {
  return observed.orphans.flatMap((orphan): readonly Effect[] => {
    if (!storedFor(observed.before, orphan)) return [];
    return observed.pruned ? deletedEffects(observed, orphan) : [leftEffect(observed, orphan)];
  });
}

function leftEffect(observed: Observed, orphan: Manifest): Effect {
  const details = [
    ...referencesTo(observed, orphan).map(referenceLine),
    ...servicesOver(observed, orphan).map((name) => `${name} still sends requests to its pods`),
    ...mentionsOf(observed, orphan).map(({ text }) => text),
  ];
  const works = ACTIVE.includes(orphan.kind) ? ' and goes on running' : '';
  return {
    effect: 'orphaned',
    severity: 'warning',
    object: referenceOf(orphan),
    message: `is not in the new set: it stays in the cluster${works}`,
    details,
    place: placeIn(orphan, []),
  };
}

function deletedEffects(observed: Observed, orphan: Manifest): readonly Effect[] {
  const object = referenceOf(orphan);
  const broken = [
    ...referencesTo(observed, orphan)
      .filter(({ optional }) => !optional)
      .map(({ from, path }) => ({ from, path, what: `still names the deleted ${referenceText(object)}` })),
    ...mentionsOf(observed, orphan).map(({ from, path }) => ({
      from,
      path,
      what: `still speaks of the deleted ${referenceText(object)}`,
    })),
  ];
  return [
    {
      effect: 'deleted',
      severity: 'note',
      object,
      message: 'is not in the new set and is deleted',
      details: [],
      place: placeIn(orphan, []),
    },
    ...broken.map(
      ({ from, path, what }): Effect => ({
        effect: 'reference-broken',
        severity: 'error',
        object: referenceOf(from),
        message: what,
        details: [],
        field: pathText(path),
        place: placeIn(from, path),
      }),
    ),
  ];
}

function referencesTo({ next }: Observed, orphan: Manifest): readonly Reference[] {
  const wanted = referenceText(referenceOf(orphan));
  return referencesOf(next).filter(({ to }) => referenceText(to) === wanted);
}

const referenceLine = ({ from, path }: Reference) =>
  `${referenceText(referenceOf(from))} names it in ${pathText(path)}`;

/** Services of the new set whose selector matches the pods of an orphan: two workloads answer under one name. */
function servicesOver({ old, next, after }: Observed, orphan: Manifest): readonly string[] {
  const pods = old.pods.find(({ owner }) => owner === orphan);
  if (!pods || !storedFor(after, orphan)) return [];
  return next
    .ofKind('Service')
    .filter((service) => isOver(service, pods.reference, pods.labels))
    .map((service) => referenceText(referenceOf(service)));
}

function isOver(service: Service, { namespace }: ObjectReference, labels: Readonly<Record<string, string>>): boolean {
  const { selector = {} } = service.spec ?? {};
  return (
    referenceOf(service).namespace === namespace && Object.keys(selector).length > 0 && compileLabels(selector)(labels)
  );
}

interface Mention {
  readonly from: Manifest;
  readonly path: readonly (string | number)[];
  readonly text: string;
}

/** Texts of the new set that hold a Service's host name: environment, arguments, ConfigMaps. */
function mentionsOf({ next }: Observed, orphan: Manifest): readonly Mention[] {
  if (orphan.kind !== 'Service') return [];
  const { name, namespace } = referenceOf(orphan);
  return next.objects.flatMap((from) => {
    const own = referenceOf(from).namespace === namespace;
    const host = hostPattern(name, namespace, own);
    return textsOf(from)
      .filter(({ text }) => host.test(text))
      .map(({ path }) => ({
        from,
        path,
        text: `${referenceText(referenceOf(from))} speaks of it in ${pathText(path)}`,
      }));
  });
}

/** `web:80`, `http://web/`, `web.shop.svc.cluster.local`; the bare word alone is too often something else. */
function hostPattern(name: string, namespace: string, own: boolean): RegExp {
  const full = `${name}\\.${namespace}(?:\\.svc)?\\b(?!-)`;
  const short = `(?:(?<=//(?:[^/@\\s]*@)?)${name}(?=[:/?\\s"',;]|$)|${name}(?=:\\d))`;
  return new RegExp(`(?<![\\w.-])(?:${full}${own ? `|${short}` : ''})`);
}

function textsOf(from: Manifest): readonly { readonly path: readonly (string | number)[]; readonly text: string }[] {
  const found: { path: (string | number)[]; text: string }[] = [];
  const walk = (value: unknown, path: (string | number)[]) => {
    if (typeof value === 'string') found.push({ path, text: value });
    else if (Array.isArray(value)) for (const [index, item] of value.entries()) walk(item, [...path, index]);
    else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) walk(item, [...path, key]);
  };
  for (const [key, value] of Object.entries(from))
    if (!['apiVersion', 'kind', 'metadata', 'status'].includes(key)) walk(value, [key]);
  return found.filter(({ path }) => !path.includes('image'));
}
