// One run of a check: reads the manifests, runs the rules, lets stand what annotations and the baseline speak of.

import { createHash } from 'node:crypto';
import type { Manifest } from '../manifests/check-object';
import type { ManifestProblem } from '../manifests/errors';
import { codeFrame } from '../manifests/frame';
import type { Place } from '../manifests/source';
import { goneEntries, KNOWN_BEFORE, lineOfEntry, type UsedBaseline } from './baseline';
import type { Outcome } from './campaigns/outcome';
import { campaignCases, shardOf } from './campaigns/run';
import { runInThreads } from './campaigns/threads';
import { check } from './check';
import { CheckContext } from './context';
import { type Finding, referenceText } from './finding';
import { fingerprints } from './fingerprint';
import { type CheckInputs, readCheckInputs } from './inputs';
import { ManifestSet } from './manifest-set';
import { inOrder } from './merge-reports';
import { baselineCurrent, kindDefined, ownFinding, ownRules } from './own-rules';
import { type CheckPlan, type SelectedRules, selectRules } from './plan';
import type { CheckRun, NotRun, ReportedFinding, ReportedPlace } from './report';
import type { Rule } from './rule';
import { accepted } from './rules/accepted';
import {
  enabledRules,
  faultyAnnotations,
  type SuppressingAnnotation,
  suppressingAnnotations,
  suppressionBy,
  suppressionOf,
  unusedAnnotations,
} from './suppression';
import { rules as table } from './table';

/** What a finding is before it is reported: some are of no object. */
type Told = Omit<Finding, 'object'> & { readonly object?: Finding['object'] | undefined };

const ofCampaigns = new Set(table.filter(({ reads }) => reads === 'campaigns').map(({ id }) => id));

/** @param fileName how the report names a file. Errors: ManifestError, InputError. */
export function runCheck(plan: CheckPlan, fileName: (file: string) => string): CheckRun {
  const inputs = readCheckInputs(plan.manifests(), plan.base());
  const selected = selectRules(plan, table);
  const isStopped = inputs.problems.length > 0;
  const set = new ManifestSet(isStopped ? [] : inputs.objects);
  const cx = new CheckContext(set, inputs.base, plan.cluster, (within) => campaignsOf(within, plan));
  const findings = isStopped
    ? reported(inputs.problems.map(ofProblem), set, fileName)
    : findingsOf(plan, inputs, selected, cx, fileName);
  const hasStarted = !isStopped && selected.run.some(({ reads }) => reads !== 'manifests');
  return {
    ...(plan.environment !== undefined && { environment: plan.environment }),
    digest: digestOf(plan, inputs),
    files: inputs.files.length,
    objects: inputs.objects.length,
    assumed: hasStarted ? cx.started.assumed.map((name) => `Namespace ${name}`) : [],
    notRun: isStopped ? stopped(selected) : selected.notRun,
    findings: inOrder(findings, [...table, ...ownRules]),
  };
}

function findingsOf(
  plan: CheckPlan,
  inputs: CheckInputs,
  { run, others, own, elsewhere }: SelectedRules,
  cx: CheckContext,
  fileName: (file: string) => string,
): readonly ReportedFinding[] {
  const set = cx.manifests;
  const found: Told[] = [...check(cx, run, plan.settings), ...askedFor(cx, others, plan.settings)];
  const annotations = suppressingAnnotations(set, table);
  const known = [...table, ...own.values()].map(({ id }) => id);
  const told: readonly Finding[] = [...undefinedKinds(inputs.foreign), ...faultyAnnotations(set, known)];
  const list = reported([...found, ...ofOwnRules(told, own)], set, fileName);
  const used = new Set<SuppressingAnnotation>();
  const judged = judge(list, annotations, used, plan.baseline);
  // Of what another part of the work finds this one has seen nothing: the parts agree on what nobody found.
  const ran = new Set([...run.map(({ id }) => id), ...elsewhere]);
  const unused = ofOwnRules(unusedAnnotations(annotations, used, ran), own);
  const gone = own.has(baselineCurrent.id) && plan.baseline ? goneFindings(plan.baseline, list, ran, own) : [];
  return [...judged, ...reported(unused, set, fileName), ...gone];
}

/** What came of the campaigns, or of this shard's part of them. */
function campaignsOf(cx: CheckContext, { shard, jobs }: CheckPlan): readonly Outcome[] {
  const cases = campaignCases(cx.started);
  return runInThreads(cx, shard ? shardOf(cases, shard.index, shard.count) : cases, jobs);
}

/** Rules outside of the profile, about the objects whose annotation asks for them. */
function askedFor(cx: CheckContext, others: readonly Rule[], settings: CheckPlan['settings']): readonly Finding[] {
  const enabled = enabledRules(cx.manifests, others);
  const asked = others.filter(({ id }) => enabled.has(id));
  if (asked.length === 0) return [];
  return check(cx, asked, settings).filter(({ rule, object }) => enabled.get(rule)?.has(referenceText(object)));
}

function ofOwnRules(findings: readonly Finding[], own: ReadonlyMap<string, Rule>): readonly Finding[] {
  return findings.flatMap((finding) => {
    const rule = own.get(finding.rule);
    return rule ? [{ ...finding, severity: rule.severity }] : [];
  });
}

/** Once for each kind, at its first object. */
function undefinedKinds(foreign: readonly Manifest[]): readonly Finding[] {
  const byKind = new Map<string, Manifest[]>();
  for (const object of foreign) {
    const kind = `${object.kind} (${object.apiVersion})`;
    const known = byKind.get(kind);
    if (known) known.push(object);
    else byKind.set(kind, [object]);
  }
  return [...byKind].map(([kind, [first, ...more]]) => {
    const others = more.length === 0 ? '' : `, nor ${more.length === 1 ? 'is one' : `are ${more.length}`} more`;
    return ownFinding(kindDefined, first as Manifest, ['kind'], `not checked${others}: no definition of ${kind}`);
  });
}

function judge(
  findings: readonly ReportedFinding[],
  annotations: readonly SuppressingAnnotation[],
  used: Set<SuppressingAnnotation>,
  baseline: UsedBaseline | undefined,
): readonly ReportedFinding[] {
  const byObject = new Map<string, SuppressingAnnotation[]>();
  for (const annotation of annotations) {
    const key = referenceText(annotation.object);
    byObject.set(key, [...(byObject.get(key) ?? []), annotation]);
  }
  const known = new Set(baseline?.entries.map(({ fingerprint }) => fingerprint));
  return findings.map((finding) => {
    const annotation = suppressionOf(finding, byObject);
    if (annotation) {
      used.add(annotation);
      return { ...finding, suppressed: suppressionBy(annotation) };
    }
    if (!baseline || !known.has(finding.fingerprint)) return finding;
    return { ...finding, suppressed: { by: 'baseline', source: baseline.file, reason: KNOWN_BEFORE } };
  });
}

function goneFindings(
  baseline: UsedBaseline,
  findings: readonly ReportedFinding[],
  ran: ReadonlySet<string>,
  own: ReadonlyMap<string, Rule>,
): readonly ReportedFinding[] {
  const { severity } = own.get(baselineCurrent.id) as Rule;
  return goneEntries(baseline, findings, ran).map(({ fingerprint, rule, object, message }) => {
    const line = lineOfEntry(baseline.text, fingerprint);
    const length = (baseline.text.split('\n')[line - 1] ?? '').trim().length;
    return {
      rule: baselineCurrent.id,
      severity,
      proof: 'stated',
      path: [],
      message: `${rule} finds no longer${object === '' ? '' : ` of ${object}`}: ${message}`,
      remedy: baselineCurrent.remedy,
      place: { file: baseline.file, line, column: 5, length, frame: '' },
      fingerprint: `gone-${fingerprint}`,
    };
  });
}

function ofProblem({ message, place, expected, actual, hint, server, kubectl }: ManifestProblem): Told {
  const says = server ?? kubectl;
  return {
    rule: accepted.id,
    severity: 'error',
    proof: 'stated',
    path: [],
    message: expected === undefined || actual === undefined ? message : `${message}, got ${actual}`,
    happened: says === undefined ? undefined : `${server === undefined ? 'kubectl' : 'the API server'} says: ${says}`,
    remedy: hint === undefined ? accepted.remedy : sentence(hint),
    place,
  };
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? '' : '.'}`;

function stopped({ run, notRun }: SelectedRules): readonly NotRun[] {
  const rules = run.map(({ id }) => id).filter((id) => id !== accepted.id);
  const because = 'the manifests cannot be loaded as they are';
  return rules.length === 0 ? notRun : [{ reason: because, rules }, ...notRun];
}

function reported(
  findings: readonly Told[],
  set: ManifestSet,
  fileName: (file: string) => string,
): readonly ReportedFinding[] {
  const named = findings.map((finding) => ({
    ...finding,
    // What campaigns tell names all that suffers, which is another in each part of the work.
    message: ofCampaigns.has(finding.rule) ? '' : finding.message,
    file: finding.place && fileName(finding.place.file),
  }));
  const prints = fingerprints(named, (object) => set.named(object));
  return findings.map((finding, index) => {
    const { place, ...words } = finding;
    const given = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
    return {
      ...(given as Omit<ReportedFinding, 'fingerprint'>),
      ...(place && { place: reportedPlace(place, fileName) }),
      fingerprint: prints[index] as string,
    };
  });
}

function reportedPlace({ file, line, column, length, text }: Place, fileName: (file: string) => string): ReportedPlace {
  const frame = text === '' ? '' : codeFrame(text, line, column, length);
  return { file: fileName(file), line, column, length, frame };
}

/** Of everything that decides what is found, but not of the part of the work that this is. */
function digestOf(plan: CheckPlan, inputs: CheckInputs): string {
  const { run, others } = selectRules({ ...plan, shard: undefined }, table);
  const { environment, cluster, settings, failOn, baseline, isStatic, hasCampaigns } = plan;
  const rules = [...run, ...others].map(({ id, severity }) => [id, severity]);
  const problems = inputs.problems.map(({ message, place }) => [message, place?.line]);
  const text = JSON.stringify([
    [environment, cluster, settings, failOn, baseline?.entries, isStatic, hasCampaigns],
    [rules, problems, inputs.objects, inputs.base, inputs.foreign],
  ]);
  return createHash('sha256').update(text).digest('hex').slice(0, 20);
}
