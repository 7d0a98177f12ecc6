// `wavetank report merge FILE…`: the JSON reports of the shards of one check as one, in any form.

import { readFileSync } from 'node:fs';
import { MergeFault, mergeReports } from '../checks/merge-reports';
import { type CheckReport, failingFindings, REPORT_VERSION } from '../checks/report';
import { nearest } from '../kinds/nearest';
import { filesOf } from './files-of';
import { parsedWords } from './parsed-words';
import { readReports, writeReports } from './report-words';
import { repositoryRoot } from './repository';
import { EXIT, WrongUse } from './usage';

export function reportCommand([verb, ...words]: readonly string[]): number {
  if (verb !== 'merge') {
    const given = verb === undefined ? 'nothing' : `"${verb}"`;
    const hint = verb !== undefined && nearest(verb, ['merge']) ? ' (did you mean merge?)' : '';
    throw new WrongUse(`report: expected merge, got ${given}${hint}`);
  }
  const { values, positionals } = parsedWords(words, { report: { type: 'string', multiple: true } });
  const files = positionals.flatMap(filesOf);
  if (files.length === 0) throw new WrongUse('report merge needs the JSON reports of the shards');
  const asked = readReports(values.report ?? []);
  const report = merged(files.map((name) => ({ name, report: readReport(name) })));
  const folder = process.cwd();
  writeReports(report, asked, folder, repositoryRoot(folder) ?? folder);
  if (report.runs.some(({ fault }) => fault !== undefined)) return EXIT.usage;
  return failingFindings(report).length > 0 ? EXIT.failed : EXIT.passed;
}

function merged(given: Parameters<typeof mergeReports>[0]): CheckReport {
  try {
    return mergeReports(given);
  } catch (fault) {
    if (fault instanceof MergeFault) throw new WrongUse(`report merge: ${fault.message}`);
    throw fault;
  }
}

function readReport(file: string): CheckReport {
  let report: Partial<CheckReport> | null;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as Partial<CheckReport> | null;
  } catch (error) {
    throw new WrongUse(`report merge: cannot read ${file}: ${(error as Error).message}`);
  }
  if (typeof report !== 'object' || !Array.isArray(report?.runs) || !Array.isArray(report.rules)) {
    throw new WrongUse(`report merge: ${file} is no report of wavetank check --report json`);
  }
  if (report.version !== REPORT_VERSION) {
    throw new WrongUse(`report merge: ${file} has version ${report.version}, expected ${REPORT_VERSION}`);
  }
  return report as CheckReport;
}
