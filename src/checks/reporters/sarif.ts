// SARIF 2.1.0, for code scanning: a run for each environment, every rule with its words, a region for every place, what
// was let stand as suppressions. Valid by the letter of its schema.

import { referenceText } from '../finding';
import type { CheckReport, CheckRun, ReportedFinding, ReportedPlace, ReportedRule } from '../report';
import type { Reporter } from './reporter';
import { asideWords, pageOf, proofOf, withoutControls } from './words';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const ROOT = 'SRCROOT';

export const sarif: Reporter = {
  name: 'sarif',
  summary: 'SARIF 2.1.0, for code scanning',
  render: (report) => {
    const log = { $schema: SCHEMA, version: '2.1.0', runs: report.runs.map((run) => runOf(report, run)) };
    return `${JSON.stringify(log, null, 2)}\n`;
  },
};

function runOf(report: CheckReport, run: CheckRun) {
  const { environment, findings, fault } = run;
  const faults = fault === undefined ? [] : [{ level: 'error', message: { text: withoutControls(fault) } }];
  const notifications = asideWords(run).map((text) => ({ level: 'note', message: { text } }));
  return {
    tool: {
      driver: {
        name: 'wavetank',
        version: report.wavetank,
        semanticVersion: report.wavetank,
        rules: report.rules.map((rule) => ruleOf(rule, report.command)),
      },
    },
    automationDetails: { id: `wavetank/${environment === undefined ? '' : `${encodeURIComponent(environment)}/`}` },
    invocations: [
      { executionSuccessful: fault === undefined, toolExecutionNotifications: [...faults, ...notifications] },
    ],
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [ROOT]: { description: { text: 'the root of the repository' } } },
    results: findings.map((finding) => resultOf(finding, report.rules)),
  };
}

function ruleOf({ id, title, severity, profile, remedy }: ReportedRule, command: CheckReport['command']) {
  const sentence = `${title.charAt(0).toUpperCase()}${title.slice(1)}.`;
  return {
    id,
    shortDescription: { text: sentence },
    fullDescription: { text: `${sentence} ${remedy}` },
    help: { text: `${remedy} See ${command === 'test' ? 'docs/writing-specs.md' : pageOf(id)}.` },
    defaultConfiguration: { level: severity },
    properties: {
      tags: ['kubernetes', profile],
      'problem.severity': severity === 'note' ? 'recommendation' : severity,
    },
  };
}

function resultOf(finding: ReportedFinding, rules: readonly ReportedRule[]) {
  const { rule, severity, message, remedy, proof, place, object, fingerprint, suppressed } = finding;
  const words = [message, ...proofOf(finding), `to mend: ${remedy}`];
  const ruleIndex = rules.findIndex(({ id }) => id === rule);
  return {
    ruleId: rule,
    ...(ruleIndex >= 0 && { ruleIndex }),
    level: severity,
    message: { text: withoutControls(words.join('\n')) },
    ...(place && { locations: [locationOf(place, object && referenceText(object))] }),
    partialFingerprints: { 'wavetank/v1': fingerprint },
    ...(suppressed && {
      suppressions: [
        {
          kind: suppressed.by === 'annotation' ? 'inSource' : 'external',
          status: 'accepted',
          justification: `${suppressed.source}: ${suppressed.reason}`,
        },
      ],
    }),
    properties: { proof },
  };
}

function locationOf({ file, line, column, length, frame }: ReportedPlace, object: string | undefined) {
  const isInside = !/^(\/|[A-Za-z]:\/)/.test(file);
  const region = { startLine: line, startColumn: column, endLine: line, endColumn: column + length };
  return {
    physicalLocation: {
      artifactLocation: isInside ? { uri: uriPath(file), uriBaseId: ROOT } : { uri: fileUri(file) },
      region,
      ...(frame !== '' && { contextRegion: contextOf(frame, line) }),
    },
    ...(object !== undefined && { logicalLocations: [{ fullyQualifiedName: object, kind: 'resource' }] }),
  };
}

/** The lines of the frame. */
function contextOf(frame: string, line: number) {
  const numbers = [...frame.matchAll(/^[> ] +(\d+) \|/gm)].map(([, number]) => Number(number));
  return { startLine: Math.min(line, ...numbers), endLine: Math.max(line, ...numbers) };
}

const uriPath = (file: string) => file.split('/').map(encodeURIComponent).join('/');

/** `/tmp/a b.yaml` and `C:/a.yaml` */
const fileUri = (file: string) =>
  `file://${file.startsWith('/') ? '' : '/'}${file
    .split('/')
    .map((part) => (/^[A-Za-z]:$/.test(part) ? part : encodeURIComponent(part)))
    .join('/')}`;
