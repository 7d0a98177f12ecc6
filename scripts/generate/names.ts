// From OpenAPI names to short ones: the last word, unless two groups share it. Then the more usual group keeps the word
// and the other's is prefixed with its group, e.g. `EndpointPort` (core) and `DiscoveryEndpointPort`.

import type { Facts } from './facts';

/** Earlier keeps the plain word. */
const GROUP_ORDER = ['meta', 'core', 'apps', 'batch', 'rbac', 'authentication', 'admissionregistration'];

/** Names that mean something else in TypeScript or its libraries, or that read better so. */
const RENAMED: Readonly<Record<string, string>> = {
  'io.k8s.api.core.v1.Event': 'CoreEvent',
  'io.k8s.api.core.v1.EventList': 'CoreEventList',
  'io.k8s.api.core.v1.EventSeries': 'CoreEventSeries',
  'io.k8s.api.events.v1.Event': 'EventsV1Event',
  'io.k8s.api.events.v1.EventList': 'EventsV1EventList',
  'io.k8s.api.events.v1.EventSeries': 'EventsV1EventSeries',
  'io.k8s.api.core.v1.ResourceClaim': 'ContainerResourceClaim',
  'io.k8s.api.resource.v1.ResourceClaim': 'ResourceClaim',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON': 'JsonValue',
};

/** OpenAPI name to short name, for every schema. */
export function shortNames(facts: Facts): ReadonlyMap<string, string> {
  const byWord = new Map<string, string[]>();
  for (const name of Object.keys(facts.schemas)) {
    const { word } = parts(name);
    byWord.set(word, [...(byWord.get(word) ?? []), name]);
  }
  const result = new Map<string, string>();
  for (const [word, names] of byWord) {
    const [first, ...others] = [...names].sort(byPrecedence);
    result.set(first as string, RENAMED[first as string] ?? word);
    for (const other of others) {
      const { group, version } = parts(other);
      const prefix = parts(first as string).group === group ? `${capital(group)}${capital(version)}` : capital(group);
      result.set(other, RENAMED[other] ?? `${prefix}${word}`);
    }
  }
  if (new Set(result.values()).size !== result.size) throw new Error('two schemas have one short name');
  return result;
}

export function parts(name: string): { readonly group: string; readonly version: string; readonly word: string } {
  const words = name.split('.');
  return { group: words.at(-3) ?? '', version: words.at(-2) ?? '', word: words.at(-1) ?? '' };
}

function byPrecedence(a: string, b: string): number {
  const rank = (name: string) => {
    const index = GROUP_ORDER.indexOf(parts(name).group);
    return index < 0 ? GROUP_ORDER.length : index;
  };
  // Within a group the newest version comes first.
  return rank(a) - rank(b) || (parts(a).version < parts(b).version ? 1 : -1);
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
