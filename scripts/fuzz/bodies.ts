// Bodies of every kind, mutated at random from a seed: values of other places, of other types, left out, given twice.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface SeedBody {
  /** `group/version/Kind`. */
  readonly gvk: string;
  readonly body: Json;
}

/** Every body of the rules fixture. */
export function seedBodies(file = 'fixtures/rules/answers.jsonl.gz'): readonly SeedBody[] {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as SeedBody);
}

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const ODD: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2_147_483_648,
  9_007_199_254_740_992,
  '',
  'a',
  'A b',
  '-1',
  '1Gi',
  '25%',
  '::1',
  '2026-01-01T00:00:00Z',
  'x'.repeat(300),
  '\u0000\ud800',
  [],
  {},
  [null],
  { '': '' },
];

type Place = { readonly holder: Json[] | { [key: string]: Json }; readonly key: number | string };

function places(value: Json, found: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null) return found;
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  for (const key of keys) {
    if (key === 'apiVersion' || key === 'kind') continue;
    found.push({ holder: value, key });
    places((value as { [key: string]: Json })[key] as Json, found);
  }
  return found;
}

/** Body number `index` of a run: the same for the same seeds and number. */
export function mutatedBody(seeds: readonly SeedBody[], index: number): SeedBody {
  const random = randomFrom(index * 2_654_435_761);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const { gvk, body } = pick(seeds);
  const next = structuredClone(body);
  const donor = places(structuredClone(pick(seeds).body));
  for (let count = 1 + Math.floor(random() * 4); count > 0; count--) {
    const found = places(next);
    if (found.length === 0) break;
    const { holder, key } = pick(found) as { holder: { [key: string]: Json }; key: string };
    const way = random();
    if (way < 0.2) {
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete holder[key];
    } else if (way < 0.3 && Array.isArray(holder)) holder.push(structuredClone(holder[key] as Json));
    else if (way < 0.6) holder[key] = structuredClone(pick(ODD));
    else {
      const same = donor.filter((place) => place.key === key);
      const from = pick(same.length > 0 ? same : donor) as { holder: { [key: string]: Json }; key: string } | undefined;
      if (from) holder[key] = structuredClone(from.holder[from.key] as Json);
    }
  }
  return { gvk, body: next };
}
