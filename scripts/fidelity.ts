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
import { recordersNumbers } from './fidelity/numbers';
import { runScenario, type Scenario } from './fidelity/scenario';

const FACTS = resolve('../shared/fidelity');
const KEPT = resolve('fixtures/fidelity');

function runTo(file: string, folder: string): void {
  const { steps, snapshots } = runScenario(
    parse(readFileSync(file, 'utf8'), { customTags: recordersNumbers }) as Scenario,
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'steps.json'), JSON.stringify(steps, null, 1));
  for (const [name, objects] of snapshots) {
    writeFileSync(join(folder, `snapshot-${name}.json`), JSON.stringify(objects, null, 1));
  }
}

function runAll(verbose: boolean): void {
  const root = mkdtempSync(join(tmpdir(), 'fidelity-'));
  for (const file of readdirSync(join(FACTS, 'scenarios')).sort()) {
    const name = file.replace(/\.yaml$/, '');
    try {
      runTo(join(FACTS, 'scenarios', file), join(root, name));
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

const [file, folder] = process.argv.slice(2);
if (file === undefined || file === '-v') {
  if (existsSync(FACTS)) runAll(file === '-v');
  else runKept(file === '-v');
} else if (folder === undefined) {
  console.error('usage: npm run --silent fidelity -- SCENARIO.yaml OUTDIR, or npm run fidelity for all');
  process.exit(2);
} else {
  runTo(file, folder);
}
