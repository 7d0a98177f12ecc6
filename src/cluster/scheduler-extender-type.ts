// Scheduler extenders in a scheduler's configuration, described. How they are reached over the network is read and
// left: functions answer for them.
// upstream: pkg/scheduler/apis/config/validation validateExtenders

import { qualifiedName } from '../kinds/validation/names';
import { isExtended } from '../kinds/validation/resources';
import type { ExtenderConfiguration } from '../scheduler/configuration';
import { type ArgumentType, isProblem, type Reading } from './describe/argument';
import { anything, flag, integer, listOf, record, refined, text } from './describe/types';
import { extenderAt, nearestExtender } from './scheduler-extenders';

const verb = text('the last part of a URL');
const managed = record(
  {
    name: refined(text('the name of an extended resource'), (name) => {
      return qualifiedName(name)[0] ?? (isExtended(name) ? undefined : 'is an invalid extended resource name');
    }),
    ignoredByScheduler: flag(),
  },
  ['name'],
);

const list = listOf(
  refined(
    record(
      {
        urlPrefix: text('the URL of an extender'),
        filterVerb: verb,
        prioritizeVerb: verb,
        preemptVerb: verb,
        bindVerb: verb,
        weight: integer(),
        nodeCacheCapable: flag(),
        ignorable: flag(),
        managedResources: listOf(managed, 0),
        enableHTTPS: flag(),
        tlsConfig: anything('a map'),
        httpTimeout: anything('a duration'),
      },
      ['urlPrefix'],
    ),
    ({ prioritizeVerb, weight = 0 }) =>
      prioritizeVerb && weight <= 0 ? 'weight: must have a positive weight applied to it' : undefined,
  ),
  0,
);

export const extendersType: ArgumentType<unknown, readonly ExtenderConfiguration[]> = {
  ...list,
  read: (input) => {
    const reading = list.read(input) as Reading<readonly ExtenderConfiguration[]>;
    return isProblem(reading) ? reading : checkTogether(reading.value);
  },
};

function checkTogether(extenders: readonly ExtenderConfiguration[]): Reading<readonly ExtenderConfiguration[]> {
  const seen = new Set<string>();
  for (const [index, { urlPrefix, managedResources = [] }] of extenders.entries()) {
    if (!extenderAt(urlPrefix)) {
      const problem = `nothing answers for this extender: extend({ schedulerExtenders: { … } }) makes one known`;
      return { problem, path: [index, 'urlPrefix'], hint: nearestExtender(urlPrefix) };
    }
    for (const [at, { name }] of managedResources.entries()) {
      const path = [index, 'managedResources', at, 'name'];
      if (seen.has(name)) return { problem: 'duplicate extender managed resource name', path };
      seen.add(name);
    }
  }
  const binders = extenders.filter(({ bindVerb }) => bindVerb).length;
  if (binders > 1) {
    return { problem: `found ${binders} extenders implementing bind: only one extender can implement bind`, path: [] };
  }
  return { value: extenders };
}
