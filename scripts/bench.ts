// What a cluster costs: one table of wall time, CPU, peak memory and virtual time, and one of what its API server
// answers in a second; each case in a process of its own.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { alignedText } from '../src/report/aligned-text';
import { type Figures, measure } from './bench/cases';
import { CHECK_CASES, type CheckFigures, measureCheck, PROMISED } from './bench/checks';
import { networkRows } from './bench/network';
import { schedulingRows } from './bench/scheduling';
import { measureServing, type Rates, runClients, SERVING_CASES } from './bench/serving';

const CASES = [
  'empty cluster',
  'online-boutique to Ready',
  '1,000 pods on 10 nodes',
  '5,000 pods on 100 nodes',
  '10,000 pods on 1,000 nodes',
  '150,000 pods on 5,000 nodes',
  'node lost to pods back',
  'set image on 100 replicas',
] as const;
const MIB = 1024 * 1024;

const [only] = process.argv.slice(2);
const [, how, what = ''] = /^(case|serving|clients|check):(.*)$/.exec(only ?? '') ?? [];
if (how === 'case') process.stdout.write(JSON.stringify(measure(what)));
else if (how === 'check') process.stdout.write(JSON.stringify(measureCheck(what)));
else if (how === 'serving') void measureServing(what).then((rates) => process.stdout.write(JSON.stringify(rates)));
else if (how === 'clients') void runClients(what);
else {
  table(only);
  checkTable(only);
  servingTable(only);
}

/** Runs one case in a process of its own; a text says why it failed. */
function runCase<T>(asked: string): T | string {
  const run = spawnSync(process.execPath, ['--expose-gc', process.argv[1] as string, asked], { encoding: 'utf8' });
  return run.status === 0 ? (JSON.parse(run.stdout) as T) : (run.stderr.trim().split('\n').at(-1) ?? 'failed');
}

function checkTable(filter: string | undefined): void {
  const rows = [['check', 'wall', 'CPU', 'findings', 'promised']];
  for (const name of CHECK_CASES) {
    if (filter !== undefined && !`check ${name}`.includes(filter)) continue;
    const figures = runCase<CheckFigures | { skipped: string }>(`check:${name}`);
    if (typeof figures === 'string') rows.push([name, figures]);
    else if ('skipped' in figures) rows.push([name, figures.skipped]);
    else {
      const [wall, cpu] = [figures.wallMs, figures.cpuMs].map((ms) => `${(ms / 1000).toFixed(2)} s`);
      rows.push([name, wall ?? '', cpu ?? '', String(figures.findings), PROMISED[name] ?? '']);
    }
  }
  if (rows.length > 1) console.log(`\n${alignedText(rows)}`);
}

function servingTable(filter: string | undefined): void {
  const rows = [['API server', 'in process', 'over HTTP']];
  for (const name of SERVING_CASES) {
    if (filter !== undefined && !name.includes(filter)) continue;
    const rates = runCase<Rates>(`serving:${name}`);
    if (typeof rates === 'string') rows.push([name, rates]);
    else rows.push([name, perSecond(rates.inProcess), rates.http === undefined ? '' : perSecond(rates.http)]);
  }
  if (rows.length > 1) console.log(`\n${alignedText(rows)}`);
}

function perSecond(rate: number): string {
  return `${rate.toFixed(rate < 100 ? 1 : 0)} /s`;
}

function table(filter: string | undefined): void {
  const rows = [
    ['case', 'wall', 'again', 'CPU', 'peak memory', 'virtual', 'pods', 'us a pod', 'bytes a pod', 'a change'],
  ];
  for (const name of CASES) {
    if (filter !== undefined && !name.includes(filter)) continue;
    const figures = runCase<Figures | { skipped: string }>(`case:${name}`);
    rows.push(typeof figures === 'string' ? [name, figures] : figureCells(name, figures));
  }
  if (filter === undefined || 'specs'.includes(filter)) rows.push(specsRow());
  if (rows.length > 1) console.log(alignedText(rows));
  if (filter === undefined || 'network'.includes(filter)) console.log(`\n${alignedText(networkRows())}`);
  if (filter === undefined || 'scheduling'.includes(filter)) console.log(`\n${alignedText(schedulingRows())}`);
}

function figureCells(name: string, figures: Figures | { skipped: string }): string[] {
  if ('skipped' in figures) return [name, figures.skipped];
  const { wallMs, againMs, cpuMs, peakBytes, virtualMs, pods, heapBytes, changeMs } = figures;
  const perPod = pods > 1 ? [((wallMs * 1000) / pods).toFixed(0), (heapBytes / pods).toFixed(0)] : ['', ''];
  return [
    name,
    `${wallMs.toFixed(1)} ms`,
    againMs === undefined ? '' : `${againMs.toFixed(1)} ms`,
    `${cpuMs.toFixed(0)} ms`,
    `${(peakBytes / MIB).toFixed(0)} MiB`,
    `${(virtualMs / 1000).toFixed(1)} s`,
    String(pods),
    ...perPod,
    changeMs === undefined ? '' : `${changeMs.toFixed(2)} ms`,
  ];
}

/** A hundred small spec files in one jest run, from the built package when there is one. */
function specsRow(): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'wavetank-bench-'));
  const cli = resolve('dist/cli.cjs');
  if (!existsSync(cli)) return ['100 small specs in one jest run', 'skipped: npm run build first'];
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  const spec = [
    'cluster: { nodes: 2 }',
    `load: ${resolve('fixtures/shop/catalog.yaml')}`,
    'tests:',
    '  - name: comes up',
    '    steps: [settle, { expect: { deployment/catalog: toBeAvailable } }]',
  ].join('\n');
  for (let index = 0; index < 100; index++) writeFileSync(join(folder, `s${index}.spec.yaml`), spec);
  const startMs = performance.now();
  const run = spawnSync(process.execPath, [cli, 'test', '-w', '2'], { cwd: folder, encoding: 'utf8' });
  const wallMs = performance.now() - startMs;
  rmSync(folder, { recursive: true, force: true });
  return [
    '100 small specs in one jest run',
    run.status === 0 ? `${(wallMs / 1000).toFixed(2)} s` : `failed: ${run.stderr.slice(-200)}`,
  ];
}
