// Events about an object; also about one that is gone.

import type { Reader } from '../api/actor';
import { argument } from '../cluster/describe/argument';
import { oneOf } from '../cluster/describe/types';
import type { CoreEvent } from '../kinds/generated/types.gen';
import { someOf } from '../report/value-text';
import { countOptions, countTest } from './counts';
import { defineMatcher, type MatcherContext } from './matcher';
import { verdict } from './verdict';
import { allMatch, partOfText, wholeText, withWords } from './words';

export const toHaveEvent = defineMatcher({
  name: 'toHaveEvent',
  summary: 'Events with this reason, message and type were recorded about the object, once or so many times.',
  takesAbsent: true,
  options: [
    argument('reason', wholeText('a reason'), 'its reason'),
    argument('message', partOfText('its message'), 'its message'),
    argument('type', oneOf('Normal', 'Warning'), 'its type'),
    ...countOptions,
  ],
  needsOneOf: ['reason', 'message', 'type'],
  example: {
    ts: "expect(shop.deployment('frontend')).toHaveEvent({ reason: 'ScalingReplicaSet', message: 'Scaled up' })",
    yaml: '- expect: { deployment/frontend: { toHaveEvent: { reason: ScalingReplicaSet, message: Scaled up } } }',
  },
  check: (cx, object, { reason, message, type, ...counts }) => {
    const test = countTest(counts);
    const all = eventsOfSubject(cx, object?.metadata.uid);
    const words = { reason, message };
    const found = all.filter(
      (event) =>
        (type === undefined || event.type === type) &&
        allMatch(words, { reason: event.reason, message: event.message }),
    );
    const times = found.reduce((sum, event) => sum + timesOf(event), 0);
    const what = () => `${type ? `${type} ` : ''}events${withWords(words)}`;
    return verdict(
      test.allows(times),
      () => `have ${test.text} ${what()}`,
      () => `${times} of them`,
      {
        evidence: () => (found.length > 0 ? found.map(eventText) : otherEvents(all)),
      },
    );
  },
});

/** How often it was recorded: repeats are counted on one object. */
export const timesOf = ({ count, series }: CoreEvent) => count ?? series?.count ?? 1;

function eventsOfSubject({ reader, subject }: MatcherContext, uid: string | undefined): readonly CoreEvent[] {
  if (uid !== undefined) return reader.by('Event', 'involvedObject', uid);
  return subject ? eventsByName(reader, subject.kind, subject.namespace, subject.name) : [];
}

function eventsByName(reader: Reader, kind: string, namespace: string, name: string | undefined): readonly CoreEvent[] {
  const listed = reader.list('Event', namespace === '' ? 'default' : namespace);
  return listed.filter(({ involvedObject }) => involvedObject.kind === kind && involvedObject.name === name);
}

function otherEvents(all: readonly CoreEvent[]): readonly string[] {
  if (all.length === 0) return ['there are no events about it'];
  const reasons = [...new Set(all.map(({ reason = '' }) => reason))];
  return [`there are others: ${someOf(reasons, 8)}`, ...all.slice(-5).map(eventText)];
}

function eventText(event: CoreEvent): string {
  const times = timesOf(event);
  return `  ${event.type} ${event.reason}${times > 1 ? ` (x${times})` : ''}: ${event.message}`;
}
