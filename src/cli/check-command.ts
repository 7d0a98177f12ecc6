// `wavetank check`: what manifests would do to a cluster, as findings with their place and their proof.

import { baselineEntries, baselineText, KNOWN_BEFORE } from '../checks/baseline';
import { ownRules } from '../checks/own-rules';
import { type CheckPlan, selectRules } from '../checks/plan';
import { type CheckReport, type CheckRun, failingFindings, REPORT_VERSION, reportedRule } from '../checks/report';
import { accepted } from '../checks/rules/accepted';
import { runCheck } from '../checks/run-check';
import { rules } from '../checks/table';
import { findConfiguration } from './check-configuration';
import { checkPlans } from './check-plan';
import { type CheckWords, readCheckWords } from './check-words';
import { explainRule, listRules } from './explain-rules';
import { type AskedReport, writeReports, writeText } from './report-words';
import { reportedName, repositoryRoot } from './repository';
import { EXIT } from './usage';
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
  const ends = plans.map((plan) => endOf(plan, (file) => reportedName(file, folder, root)));
  const fault = ends.find(({ error }) => error !== undefined)?.error;
  const runs = ends.map(({ run }) => run);
  const report = reportOf(plans, fault === undefined ? written(words, runs, root) : runs);
  // What went wrong is told on standard error; other reports say that nothing was checked.
  const isShown = ({ reporter, file }: AskedReport) =>
    fault === undefined || file !== undefined || !reporter.isForTerminals;
  writeReports(report, words.reports.filter(isShown), folder, root);
  if (fault !== undefined) throw fault;
  return failingFindings(report).length > 0 ? EXIT.failed : EXIT.passed;
}

interface End {
  readonly run: CheckRun;
  /** Of what the user gave. */
  readonly error?: Error;
}

/** Errors that the manifests or the words are to blame for. */
const INPUT_ERRORS = [
  'ManifestError',
  'UsageError',
  'InputError',
  'WrongUse',
  'ApiError',
  'RequestError',
  'LivelockError',
];

function endOf(plan: CheckPlan, fileName: (file: string) => string): End {
  try {
    return { run: runCheck(plan, fileName) };
  } catch (error) {
    if (!(error instanceof Error) || !INPUT_ERRORS.includes(error.name)) throw error;
    const { environment } = plan;
    const nothing = { digest: '', files: 0, objects: 0, assumed: [], notRun: [], findings: [] };
    return { run: { ...(environment !== undefined && { environment }), ...nothing, fault: error.message }, error };
  }
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
function written({ writeBaseline: file }: CheckWords, runs: readonly CheckRun[], root: string): readonly CheckRun[] {
  if (file === undefined) return runs;
  if (runs.some(({ findings }) => findings.some(({ object, rule }) => !object && rule === accepted.id))) {
    process.stderr.write('wavetank: no baseline is written, as the manifests cannot be loaded as they are\n');
    return runs;
  }
  const entries = runs.flatMap(({ findings, environment }) => baselineEntries(findings, environment));
  writeText(file, baselineText(entries));
  const keyOf = (environment: string | undefined, fingerprint: string) => `${environment ?? ''} ${fingerprint}`;
  const known = new Set(entries.map(({ fingerprint, environment }) => keyOf(environment, fingerprint)));
  const suppressed = { by: 'baseline', source: reportedName(file, process.cwd(), root), reason: KNOWN_BEFORE } as const;
  return runs.map((run) => ({
    ...run,
    findings: run.findings.map((finding) =>
      known.has(keyOf(run.environment, finding.fingerprint)) ? { ...finding, suppressed } : finding,
    ),
  }));
}
