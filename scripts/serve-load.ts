// How a served cluster bears many clients: `npm run load -- [seconds] [watchers] [requests a second]`. Clients are a
// process of their own; what is told is the server's: answers, their delay, what watchers were sent, and memory over
// time, with the clock standing still.
import { fork } from 'node:child_process';
import { Agent, request } from 'node:http';
import { Cluster } from '../src/cluster/cluster';
import { serve } from '../src/serve/serve';

const MIB = 1024 * 1024;
const NOTE_EVERY_MS = 2_000;
/** One request in so many is a write; the others read. */
const WRITE_EVERY = 10;
const OBJECTS = 100;
const MAPS = '/api/v1/namespaces/default/configmaps';

interface Plan {
  readonly url: string;
  readonly seconds: number;
  readonly watchers: number;
  readonly perSecond: number;
}

interface Outcome {
  readonly answers: number;
  readonly failures: number;
  readonly events: number;
  readonly delaysMs: readonly number[];
}

async function runServer([seconds = 20, watchers = 1000, perSecond = 500]: readonly number[]): Promise<void> {
  const cluster = new Cluster({ nodes: 10 });
  for (let at = 0; at < OBJECTS; at++) {
    const metadata = { name: `map-${at}`, namespace: 'default' };
    cluster.client(0).create({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { count: '0' } } as never);
  }
  const serving = await serve(cluster, { speed: 0 });
  const notes: number[] = [];
  const timer = setInterval(() => notes.push(usedBytes()), NOTE_EVERY_MS);
  const plan: Plan = { url: serving.url, seconds, watchers, perSecond };
  const child = fork(process.argv[1] as string, [`clients:${JSON.stringify(plan)}`]);
  const outcome = await new Promise<Outcome>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Outcome));
    child.once('error', reject);
    child.once('exit', (code) => code !== 0 && reject(new Error(`the clients ended with ${code}`)));
  });
  clearInterval(timer);
  await serving.close();
  report(plan, outcome, notes);
}

/** Heap in use after a collection, where that can be asked for. */
function usedBytes(): number {
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function report({ seconds, watchers }: Plan, { answers, failures, events, delaysMs }: Outcome, notes: number[]): void {
  const sorted = [...delaysMs].sort((a, b) => a - b);
  const at = (part: number) => `${(sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(1)} ms`;
  console.log(`${watchers} watchers, ${(answers / seconds).toFixed(0)} answers a second, ${failures} failures`);
  console.log(`delay: ${at(0.5)} half, ${at(0.99)} of one in a hundred; ${events} events to watchers`);
  console.log(`memory in MiB: ${notes.map((bytes) => (bytes / MIB).toFixed(0)).join(' ')}`);
}

async function runClients({ url, seconds, watchers, perSecond }: Plan): Promise<void> {
  let events = 0;
  const watching = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  for (let at = 0; at < watchers; at++) {
    const name = encodeURIComponent(`metadata.name=map-${at % OBJECTS}`);
    request(`${url}${MAPS}?watch=true&fieldSelector=${name}`, { agent: watching }, (reply) => {
      reply.on('data', (chunk: Buffer) => {
        for (const byte of chunk) if (byte === 0x0a) events++;
      });
      reply.on('error', () => {});
    }).end();
  }
  const agent = new Agent({ keepAlive: true, maxSockets: 50 });
  const delaysMs: number[] = [];
  let [sent, failures] = [0, 0];
  const startMs = performance.now();
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const passedMs = performance.now() - startMs;
      const due = Math.min(passedMs / 1000, seconds) * perSecond;
      while (sent < due) ask(url, agent, sent++, (ms) => (ms === undefined ? failures++ : delaysMs.push(ms)));
      if (passedMs < seconds * 1000 || delaysMs.length + failures < sent) return;
      clearInterval(timer);
      resolve();
    }, 5);
  });
  process.send?.({ answers: delaysMs.length, failures, events, delaysMs }, () => process.exit(0));
}

function ask(url: string, agent: Agent, index: number, done: (ms: number | undefined) => void): void {
  const startMs = performance.now();
  const writes = index % WRITE_EVERY === 0;
  const path = `${url}${MAPS}/map-${index % OBJECTS}`;
  const headers = { 'content-type': 'application/merge-patch+json' };
  const asking = request(path, writes ? { method: 'PATCH', agent, headers } : { agent }, (reply) => {
    reply.resume().on('end', () => done(reply.statusCode === 200 ? performance.now() - startMs : undefined));
  });
  asking.on('error', () => done(undefined));
  asking.end(writes ? JSON.stringify({ data: { count: String(index) } }) : undefined);
}

const [first = '', ...rest] = process.argv.slice(2);
const plan = /^clients:(.*)$/.exec(first)?.[1];
if (plan !== undefined) void runClients(JSON.parse(plan) as Plan);
else void runServer(first === '' ? [] : [first, ...rest].map(Number));
