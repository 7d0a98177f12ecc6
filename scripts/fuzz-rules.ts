// Asks the rules about mutated bodies of every kind: nothing may crash, the same question has the same answer, defaults
// filled in twice are the defaults filled in once. `node scripts/run.mjs scripts/fuzz-rules.ts [count] [first]`.
import { ask, decoded, rowOf } from '../specs/kinds/rules-server';
import { mutatedBody, type SeedBody, seedBodies } from './fuzz/bodies';

/** What is wrong with the answers about one body; undefined when nothing is. */
export function faultOf({ gvk, body }: SeedBody): string | undefined {
  const row = rowOf(gvk);
  try {
    const first = ask(row, structuredClone(body));
    const second = ask(row, structuredClone(body));
    if (first.message !== second.message) return `two answers: ${first.message} | ${second.message}`;
    if (!row.defaults || first.message?.includes('cannot be handled') || first.message?.includes('unrecognized')) {
      return undefined;
    }
    const once = row.defaults(decoded(row, structuredClone(body)));
    const twice = row.defaults(structuredClone(once));
    return JSON.stringify(once) === JSON.stringify(twice)
      ? undefined
      : `defaults of defaults: ${JSON.stringify(twice)}`;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** Faults among so many bodies from number `first` on, at most ten. */
export function fuzz(count: number, first = 0): readonly string[] {
  const seeds = seedBodies();
  const faults: string[] = [];
  for (let index = first; index < first + count && faults.length < 10; index++) {
    const made = mutatedBody(seeds, index);
    const fault = faultOf(made);
    if (fault !== undefined) faults.push(`${index} ${made.gvk} ${JSON.stringify(made.body)}\n  ${fault}`);
  }
  return faults;
}

if (process.argv[1]?.includes('fuzz-rules')) {
  const [count = '20000', first = '0'] = process.argv.slice(2);
  const faults = fuzz(Number(count), Number(first));
  for (const fault of faults) console.log(fault);
  console.log(`${count} bodies, ${faults.length} faults`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
