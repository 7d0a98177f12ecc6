// Runs every script in a process of its own and prints the digests as JSON. The spec starts it under another time zone
// and locale, bundled: `node scripts/run.mjs specs/determinism/other-process.ts`.
import { digestOf } from './digest';
import { finish, scripts } from './scripts';

const digests = scripts.map(({ name, start }) => [name, digestOf(finish(start()).cluster)] as const);
const zone = new Date(1_767_225_600_000).getHours();
process.stdout.write(JSON.stringify({ zone, digests: Object.fromEntries(digests) }));
