// `wavetank check`: what manifests would do to a cluster, as findings with their place and their proof.

import { baselineEntries, baselineText } from '../checks/baseline';
import { ownRules } from '../checks/own-rules';
import type { CheckPlan } from '../checks/plan';
import { selectRules } from '../checks/plan';
import { type CheckReport, type CheckRun, failingFindings, REPORT_VERSION, reportedRule } from '../checks/report';
import { runCheck } from '../checks/run-check';
import { rules } from '../checks/table';
import { findConfiguration } from './check-configuration';
import { checkPlans } from './check-plan';
import { type CheckWords, readCheckWords } from './check-words';
import { explainRule, listRules } from './explain-rules';
import { writeReports, writeText } from './report-words';
import { reportedName, repositoryRoot } from './repository';
import { EXIT, WrongUse } from './usage';
import { version } from './version';

const everyRule = [...rules, ...ownRules];

export function checkCommand(given: readonly string[]): number {
  const words = readCheckWords(
    given,
    everyRule.map(({ id }) => id),
  );
  if (words.listsRules || words.explained !== undefined) {
    process.stdout.write(words.explained === undefined ? listRules() : explainRule(words.explained));
    return EXIT.passed;
  }
  const folder = process.cwd();
  const root = repositoryRoot(folder) ?? folder;
  const plans = checkPlans(words, findConfiguration(words.config, folder, root), root);
  const runs = plans.map((plan) => runCheck(plan, (file) => reportedName(file, folder, root)));
  const report = reportOf(plans, written(words, runs));
  writeReports(report, words.reports, folder, root);
  return failingFindings(report).length > 0 ? EXIT.failed : EXIT.passed;
}

function reportOf(plans: readonly CheckPlan[], runs: readonly CheckRun[]): CheckReport {
  const [first] = plans as readonly [CheckPlan, ...CheckPlan[]];
  const speaking = new Set([
    ...plans.flatMap((plan) => {
      const { run, notRun, own } = selectRules(plan, rules);
      return [...run.map(({ id }) => id), ...notRun.flatMap((each) => each.rules), ...own.keys()];
    }),
    ...runs.flatMap(({ findings }) => findings.map(({ rule }) => rule)),
  ]);
  return {
    version: REPORT_VERSION,
    wavetank: version(),
    failOn: first.failOn,
    ...(first.shard && { shard: first.shard }),
    rules: everyRule.filter(({ id }) => speaking.has(id)).map(reportedRule),
    runs,
  };
}

/** The runs with everything in the baseline that was asked to be written. */
function written({ writeBaseline: file }: CheckWords, runs: readonly CheckRun[]): readonly CheckRun[] {
  if (file === undefined) return runs;
  const stopped = runs.some(({ findings }) => findings.some(({ object }) => object === undefined));
  if (stopped) throw new WrongUse('--write-baseline: the manifests cannot be loaded as they are; check them first');
  const entries = runs.flatMap(({ findings, environment }) => baselineEntries(findings, environment));
  writeText(file, baselineText(entries));
  const known = new Set(entries.map(({ fingerprint, environment }) => `${environment} ${fingerprint}`));
  return runs.map((run) => ({
    ...run,
    findings: run.findings.map((finding) =>
      known.has(`${run.environment} ${finding.fingerprint}`)
        ? { ...finding, suppressed: { by: 'baseline', source: file, reason: 'it was there before' } }
        : finding,
    ),
  }));
}
