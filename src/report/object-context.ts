// What a failure tells about the object it is about: its manifest line, its owners, the last events and the last
// causes.

import type { Reader } from '../api/actor';
import type { Change } from '../api/change';
import type { Cluster } from '../cluster/cluster';
import { lastChange, stepsOf, type WhyStep } from '../cluster/why';
import type { KubeObject } from '../kinds/kind';
import type { Section } from './failure';
import { kindKeyOf, nameText, ownersOf, storeKey } from './object-names';
import { sourceText } from './places';
import { eventLines } from './recent-events';
import { stepLines } from './why-text';

export interface ContextQuery {
  readonly object: KubeObject;
  /** Objects whose events tell of this too. */
  readonly related: readonly KubeObject[];
  /** The object whose last change is the cause. */
  readonly changed: KubeObject;
  /** The field of it that decided. */
  readonly path: string | undefined;
  /**
   * The write that led to the state asked about; undefined for the present, and for the state that a span began with.
   */
  readonly change: Change | undefined;
  /** The last revision and instant of the state asked about. */
  readonly untilRevision: number;
  readonly untilMs: number;
}

const EVENTS = 5;
const CAUSES = 'Causes, latest first';

/** The sections, empty ones included. */
export function contextSections(cluster: Cluster, reader: Reader, query: ContextQuery): readonly Section[] {
  const { object, related, untilMs } = query;
  return [
    { title: undefined, lines: [originText(cluster, reader, object)].filter((line) => line !== '') },
    { title: 'Last events', lines: eventLines(cluster, [object, ...related], { untilMs, limit: EVENTS }) },
    { title: CAUSES, lines: stepLines(cluster, causes(cluster, query)) },
  ];
}

/** Of an object that was taken away there are only the causes of that. */
export function removalSections(cluster: Cluster, removal: Change | undefined): readonly Section[] {
  if (!removal) return [];
  const steps = stepsOf(cluster.simulation, removal.trace, cluster.actionSources);
  return [{ title: CAUSES, lines: stepLines(cluster, steps) }];
}

/** `pod/web-x of replicaset/web-1 of deployment/web (shop.yaml:12)`; empty when it would only repeat the name. */
function originText(cluster: Cluster, reader: Reader, object: KubeObject): string {
  const chain = [object, ...ownersOf(reader, object)];
  const texts = chain.map((each) => {
    const source = cluster.sourceOf(kindKeyOf(each), storeKey(each));
    return source ? `${nameText(each)} (${sourceText(source)})` : nameText(each);
  });
  return texts.length === 1 && texts[0] === nameText(object) ? '' : texts.join(' of ');
}

function causes({ simulation, actionSources }: Cluster, query: ContextQuery): readonly WhyStep[] {
  const { changed, path, untilRevision } = query;
  const kind = kindKeyOf(changed);
  const key = storeKey(changed);
  const changes = until(simulation.store.changes, untilRevision);
  const change = query.change ?? lastChange(changes, kind, key, path) ?? lastChange(changes, kind, key, undefined);
  return change ? stepsOf(simulation, change.trace, actionSources) : [];
}

function until(changes: readonly Change[], revision: number): readonly Change[] {
  if ((changes.at(-1)?.revision ?? 0) <= revision) return changes;
  return changes.filter((change) => change.revision <= revision);
}
