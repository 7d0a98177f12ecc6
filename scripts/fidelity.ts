// Runs recorded scenarios on the virtual clock. With a scenario and a folder: writes steps.json and snapshot-*.json
// there. Without arguments: runs every scenario of the facts folder and prints the table of its compare.py; without
// that folder, the scenarios that the project keeps, compared by itself. -v shows every difference.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { Figure } from './fidelity/compare';
import { compareDns, dnsMisses } from './fidelity/dns';
import { keptScenarios, scoreOf } from './fidelity/kept';
import { isInstalled, Kubectl } from './fidelity/kubectl';
import { recordersScalars } from './fidelity/scalars';
import { hasKubectl, runScenario, type Scenario, type ScenarioRun, startScenario } from './fidelity/scenario';

const FACTS = resolve('../shared/fidelity');
const KEPT = resolve('fixtures/fidelity');

const HOUR_MS = 3_600_000;

async function runTo(file: string, folder: string): Promise<void> {
  const scenario = parse(readFileSync(file, 'utf8'), { customTags: recordersScalars }) as Scenario;
  const { steps, snapshots } =
    hasKubectl(scenario) && isInstalled() ? await runServed(scenario) : runScenario(scenario);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'steps.json'), JSON.stringify(steps, null, 1));
  for (const [name, objects] of snapshots) {
    writeFileSync(join(folder, `snapshot-${name}.json`), JSON.stringify(objects, null, 1));
  }
}

/** With the real kubectl, which tells ages by this machine's clock: the cluster starts with the present hour. */
async function runServed(scenario: Scenario): Promise<ScenarioRun> {
  const start = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS).toISOString().replace('.000Z', 'Z');
  const run = startScenario(scenario, { start });
  const kubectl = await Kubectl.start(run.cluster);
  try {
    for (const step of scenario.steps) await run.runWith(kubectl, step);
  } finally {
    await kubectl.close();
  }
  return run;
}

async function runAll(verbose: boolean): Promise<void> {
  if (!isInstalled())
    console.error('no kubectl is installed: what it prints is not compared, and only some writes are');
  const root = mkdtempSync(join(tmpdir(), 'fidelity-'));
  for (const file of readdirSync(join(FACTS, 'scenarios')).sort()) {
    const name = file.replace(/\.yaml$/, '');
    try {
      await runTo(join(FACTS, 'scenarios', file), join(root, name));
    } catch (error) {
      console.error(`${name}: ${error instanceof Error ? error.stack : error}`);
    }
  }
  const args = [join(FACTS, 'compare.py'), '--all', join(FACTS, 'scenarios'), join(FACTS, 'recordings'), root];
  const compared = spawnSync('python3', verbose ? [...args, '-v'] : args, { stdio: 'inherit' });
  runDns(join(FACTS, 'dns'), verbose);
  process.exit(compared.status ?? 1);
}

/** One line more of the table: the answers of the cluster's DNS. */
function runDns(folder: string, verbose: boolean): void {
  const comparisons = compareDns(folder);
  const same = comparisons.filter((comparison) => dnsMisses([comparison]).length === 0);
  console.log(`${'dns'.padEnd(28)} answers ${text({ matched: same.length, union: comparisons.length })}`);
  if (verbose) for (const miss of dnsMisses(comparisons)) console.log(`   ${miss}`);
}

/** The kept scenarios, in the form of compare.py's table. */
function runKept(verbose: boolean): void {
  for (const kept of keptScenarios(KEPT)) {
    const score = scoreOf(KEPT, kept);
    const cells = (['objects', 'events', 'answers', 'placements'] as const).map(
      (name) => `${name} ${text(score[name])}`,
    );
    console.log([kept.name.padEnd(28), ...cells.map((cell) => cell.padEnd(30))].join(' ').trimEnd());
    if (verbose) for (const miss of score.misses) console.log(`   ${miss}`);
  }
  runDns(join(KEPT, 'dns'), verbose);
}

const text = ({ matched, union }: Figure) =>
  `${matched}/${union}${union === 0 ? '' : ` ${((100 * matched) / union).toFixed(1)}%`}`;

async function main([file, folder]: readonly string[]): Promise<void> {
  if (file === undefined || file === '-v') {
    if (existsSync(FACTS)) await runAll(file === '-v');
    else runKept(file === '-v');
  } else if (folder === undefined) {
    console.error('usage: npm run --silent fidelity -- SCENARIO.yaml OUTDIR, or npm run fidelity for all');
    process.exit(2);
  } else await runTo(file, folder);
}

void main(process.argv.slice(2));
