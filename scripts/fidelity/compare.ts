// The score of a simulated run against the recording of a real control plane: leaves of objects, distinct events,
// answers of requests, and where the scenario has no ties the node of every pod. Each is matched / union.
import type { CoreEvent, Pod } from '../../src/kinds/generated/types.gen';
import type { KubeObject } from '../../src/kinds/kind';
import { compare, type Leaves, normalise } from './normalise';
import { Placeholders } from './placeholders';

export interface RecordedAnswer {
  readonly kind?: string;
  readonly name?: string;
  readonly code?: number;
  readonly reason?: string;
  readonly message?: string | null;
  readonly warnings?: readonly string[];
}

export interface RecordedStep {
  readonly step: string;
  readonly results?: readonly RecordedAnswer[];
}

/** What a run leaves: the steps' answers, and all objects at each snapshot. */
export interface Recording {
  readonly steps: readonly RecordedStep[];
  readonly snapshots: Readonly<Record<string, readonly KubeObject[]>>;
}

export interface Figure {
  matched: number;
  union: number;
}

export interface Score {
  readonly objects: Figure;
  readonly events: Figure;
  readonly answers: Figure;
  /** Pods on the node that they got in the real cluster; nothing unless the scenario says exactPlacement. */
  readonly placements: Figure;
  /** One line for each difference. */
  readonly misses: string[];
}

const LEFT_OUT_NAMESPACES = ['kube-system', 'kube-public', 'kube-node-lease'];
const LEFT_OUT_EVENTS = ['ClusterIPNotAllocated', 'FailedToCreateEndpoint'];
const NODE_EVENTS = [
  'NodeNotReady',
  'NodeReady',
  'RegisteredNode',
  'RemovingNode',
  'NodeNotSchedulable',
  'NodeSchedulable',
];

/** Compares a run with the recording of the same scenario. `exact`: the nodes of pods are compared by name. */
export function compareRuns(scenario: string, exact: boolean, real: Recording, simulated: Recording): Score {
  const figure = (): Figure => ({ matched: 0, union: 0 });
  const score: Score = { objects: figure(), events: figure(), answers: figure(), placements: figure(), misses: [] };
  for (const [name, objects] of Object.entries(real.snapshots)) {
    const other = simulated.snapshots[name] ?? [];
    const snapshot = new SnapshotComparison(name, score, scenario, exact, objects, other);
    snapshot.compareObjects();
    if (exact) snapshot.comparePlacements();
    else snapshot.compareSpread();
    snapshot.compareEvents();
  }
  compareAnswers(scenario, exact, real, simulated, score);
  return score;
}

interface Side {
  readonly objects: readonly KubeObject[];
  readonly events: readonly CoreEvent[];
  readonly placeholders: Placeholders;
}

class SnapshotComparison {
  readonly name: string;
  readonly score: Score;
  readonly real: Side;
  readonly simulated: Side;

  constructor(
    name: string,
    score: Score,
    scenario: string,
    exact: boolean,
    real: readonly KubeObject[],
    simulated: readonly KubeObject[],
  ) {
    this.name = name;
    this.score = score;
    this.real = sideOf(scenario, exact, real);
    this.simulated = sideOf(scenario, exact, simulated);
  }

  compareObjects(): void {
    const groups = new Map<string, { real: Leaves[]; simulated: Leaves[] }>();
    for (const side of ['real', 'simulated'] as const) {
      for (const object of this[side].objects) {
        const { name, leaves } = normalise(object, this[side].placeholders);
        const key = [object.kind, object.metadata.namespace ?? '', name].join('/');
        const group = groups.get(key) ?? { real: [], simulated: [] };
        group[side].push(leaves);
        groups.set(key, group);
      }
    }
    for (const [key, { real, simulated }] of [...groups].sort(([a], [b]) => compare(a, b))) {
      const left = [...simulated];
      for (const leaves of real) this.#countLeaves(key, leaves, takeNearest(leaves, left));
      for (const leaves of left) this.#countLeaves(key, undefined, leaves);
    }
  }

  #countLeaves(key: string, real: Leaves | undefined, simulated: Leaves | undefined): void {
    const paths = new Set([...(real?.keys() ?? []), ...(simulated?.keys() ?? [])]);
    this.score.objects.union += paths.size;
    if (!real || !simulated) {
      this.#miss(`${key}: ${real ? 'absent in the simulation' : 'only in the simulation'} (${paths.size} leaves)`);
      return;
    }
    for (const path of [...paths].sort(compare)) {
      const [expected, actual] = [real.get(path), simulated.get(path)];
      if (expected === actual) this.score.objects.matched++;
      else this.#miss(`${key} ${path}: real ${expected} simulated ${actual}`);
    }
  }

  /** How many pods each node has, whichever node it is. */
  compareSpread(): void {
    const [real, simulated] = [spreadOf(this.real), spreadOf(this.simulated)];
    this.score.objects.union++;
    if (real === simulated) this.score.objects.matched++;
    else this.#miss(`spread of pods over nodes: real ${real} simulated ${simulated}`);
  }

  comparePlacements(): void {
    const left = placementsOf(this.simulated);
    for (const placement of placementsOf(this.real)) {
      this.score.placements.union++;
      const at = left.indexOf(placement);
      if (at < 0) this.#miss(`placement only real: ${placement}`);
      else this.score.placements.matched++;
      if (at >= 0) left.splice(at, 1);
    }
    this.score.placements.union += left.length;
    for (const placement of left) this.#miss(`placement only simulated: ${placement}`);
  }

  compareEvents(): void {
    const [real, simulated] = [eventsOf(this.real), eventsOf(this.simulated)];
    for (const event of new Set([...real, ...simulated])) {
      this.score.events.union++;
      if (real.has(event) && simulated.has(event)) this.score.events.matched++;
      else this.#miss(`event only ${real.has(event) ? 'real' : 'simulated'}: ${event}`);
    }
  }

  #miss(text: string): void {
    this.score.misses.push(`${this.name} ${text}`);
  }
}

function sideOf(scenario: string, exact: boolean, all: readonly KubeObject[]): Side {
  const shown = all.filter(isCompared);
  return {
    objects: shown.filter(({ kind }) => kind !== 'Event'),
    events: shown.filter(({ kind }) => kind === 'Event') as CoreEvent[],
    placeholders: new Placeholders(scenario, exact, all),
  };
}

function isCompared({ kind, metadata }: KubeObject): boolean {
  if (LEFT_OUT_NAMESPACES.includes(metadata.namespace ?? '')) return false;
  return !(kind === 'ConfigMap' && metadata.name === 'kube-root-ca.crt');
}

/** Objects of one generated name are paired by likeness; the chosen one is taken out of the list. */
function takeNearest(leaves: Leaves, among: Leaves[]): Leaves | undefined {
  let best = 0;
  let most = -1;
  for (const [index, candidate] of among.entries()) {
    let same = 0;
    for (const [path, value] of leaves) if (candidate.get(path) === value) same++;
    if (same > most) [best, most] = [index, same];
  }
  return among.splice(best, 1)[0];
}

const podsOf = ({ objects }: Side) => objects.filter(({ kind }) => kind === 'Pod') as Pod[];

function spreadOf(side: Side): string {
  const counts = new Map<string, number>();
  for (const { spec } of podsOf(side)) {
    const node = spec.nodeName ?? '';
    counts.set(node, (counts.get(node) ?? 0) + 1);
  }
  return [...counts.values()].sort((a, b) => a - b).join(' ');
}

function placementsOf(side: Side): string[] {
  const text = ({ metadata, spec }: Pod) =>
    `${metadata.namespace}/${side.placeholders.text(metadata.name)} on ${spec.nodeName ?? 'no node'}`;
  return podsOf(side).map(text).sort(compare);
}

function eventsOf({ events, placeholders }: Side): Set<string> {
  const keys = events.filter(isEventCompared).map((event) => {
    const { kind, name = '', fieldPath = '' } = event.involvedObject;
    const reporter = event.reportingComponent || event.source?.component || '';
    const where = [placeholders.text(name), placeholders.text(fieldPath)].join(' ');
    return `${event.type} ${event.reason} ${kind} ${where} by ${reporter}: ${placeholders.text(event.message ?? '')}`;
  });
  return new Set(keys.sort(compare));
}

function isEventCompared({ reason, involvedObject: { kind, name } }: CoreEvent): boolean {
  if (LEFT_OUT_EVENTS.includes(reason ?? '')) return false;
  if (kind === 'Node') return NODE_EVENTS.includes(reason ?? '');
  return !(kind === 'Service' && name === 'kubernetes');
}

function compareAnswers(scenario: string, exact: boolean, real: Recording, simulated: Recording, score: Score): void {
  const all = (recording: Recording) => Object.values(recording.snapshots).flat();
  const [expected, actual] = [real, simulated].map((each) => new Placeholders(scenario, exact, all(each))) as [
    Placeholders,
    Placeholders,
  ];
  for (const [index, { step, results = [] }] of real.steps.entries()) {
    for (const [position, answer] of results.entries()) {
      const wanted = answerText(answer, expected);
      const got = answerText(simulated.steps[index]?.results?.[position] ?? {}, actual);
      score.answers.union++;
      if (wanted === got) score.answers.matched++;
      else {
        const name = `${answer.kind}/${answer.name ?? ''}`;
        score.misses.push(`step ${index} ${step} ${name}:\n    real      ${wanted}\n    simulated ${got}`);
      }
    }
  }
}

function answerText({ code, reason, message, warnings = [] }: RecordedAnswer, placeholders: Placeholders): string {
  const text = withSortedErrors(placeholders.text(message ?? ''));
  return JSON.stringify([code ?? null, reason ?? null, text, warnings.map((each) => placeholders.text(each))]);
}

/** The order of several errors in one message is not always fixed upstream. */
function withSortedErrors(message: string): string {
  const opening = 'is invalid: [';
  const at = message.indexOf(opening);
  if (at < 0) return message;
  const errors = message.slice(at + opening.length).replace(/\]+$/, '');
  return message.slice(0, at + opening.length) + errors.split(', ').sort(compare).join(', ');
}
