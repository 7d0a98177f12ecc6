// How a pod came to be, in eight steps from the user's request to the owner's status: each with its virtual time and
// the step that led to it, read from the recorded changes and their causes.

import type { Change } from '../api/change';
import { summaryOf } from '../cluster/change-summary';
import type { Cluster, SourceLine } from '../cluster/cluster';
import { UsageError } from '../cluster/describe/usage-error';
import { objectText } from '../cluster/subject';
import { targetText } from '../cluster/timeline';
import type { CoreEvent, Pod } from '../kinds/generated/types.gen';
import { type KubeObject, keyOf } from '../kinds/kind';
import { nearest } from '../kinds/nearest';
import type { TraceRow } from '../sim/trace';
import { alignedText } from './aligned-text';
import { offsetText, sourceText } from './places';

/** The steps in their order; a step that has not happened, or never does for this pod, is left out. */
const TITLES = {
  request: 'somebody asks the API server',
  stored: 'the API server stores it',
  seen: 'a controller sees it',
  created: 'the pod is created',
  bound: 'the scheduler binds it to a node',
  started: 'the kubelet starts its containers',
  reported: 'the kubelet reports',
  counted: 'its owners count it',
} as const;

export type BirthStepName = keyof typeof TITLES;

export interface BirthStep {
  readonly name: BirthStepName;
  /** 1 to 8, as in the list of all steps. */
  readonly step: number;
  readonly atMs: number;
  /** `user`, `kube-apiserver`, `replicaset-controller`, `kube-scheduler`, `kubelet`, … */
  readonly actor: string;
  /** What it did: `creates pod/web-x`, `binds pod/web-x: on node-1`. */
  readonly what: string;
  /** The step whose doing led to this one; undefined for the first. */
  readonly because: BirthStepName | undefined;
  /** The user's line, on the request. */
  readonly source: SourceLine | undefined;
  /** What else happened in this step, oldest first. */
  readonly details: readonly { readonly atMs: number; readonly text: string }[];
}

export interface PodBirth {
  /** `pod/web-x` */
  readonly pod: string;
  readonly steps: readonly BirthStep[];
}

/** The steps by which a pod of the namespace came to be. Errors: UsageError when there never was one of this name. */
export function podBirth(cluster: Cluster, pod: string, namespace = cluster.namespace): PodBirth {
  const key = keyOf(namespace, pod);
  const { changes } = cluster.simulation.store;
  const at = changes.findLastIndex(({ kind, key: of, type }) => kind === 'Pod' && of === key && type === 'ADDED');
  if (at < 0) {
    const names = cluster.list('Pod', namespace).map(({ metadata }) => metadata.name);
    throw new UsageError(`there is no pod ${pod} in namespace ${namespace}`, { hint: nearest(pod, names) });
  }
  const added = changes[at] as Change<Pod>;
  return { pod: objectText(added.object), steps: new Birth(cluster, added, changes.slice(at + 1)).steps() };
}

/** One line a step, the details below it. */
export function podBirthText(cluster: Cluster, { pod, steps }: PodBirth): string {
  const rows: string[][] = [];
  for (const { step, name, atMs, actor, what, because, source, details } of steps) {
    const cause = because === undefined ? '' : `because of ${stepNumber(because)}`;
    const place = source ? sourceText(source) : cause;
    rows.push([`${step}`, offsetText(cluster, atMs), TITLES[name], place, `${actor} ${what}`]);
    for (const { atMs: detailMs, text } of details) rows.push(['', offsetText(cluster, detailMs), '', '', text]);
  }
  return [
    `${pod} came to be in these steps:`,
    ...alignedText(rows)
      .split('\n')
      .map((line) => `  ${line}`),
  ].join('\n');
}

const stepNumber = (name: BirthStepName) => Object.keys(TITLES).indexOf(name) + 1;

type Draft = Pick<BirthStep, 'atMs' | 'actor' | 'what'> & Partial<Pick<BirthStep, 'source' | 'details'>>;

class Birth {
  readonly cluster: Cluster;
  readonly added: Change<Pod>;
  /** All changes after the pod's creation. */
  readonly later: readonly Change[];

  constructor(cluster: Cluster, added: Change<Pod>, later: readonly Change[]) {
    this.cluster = cluster;
    this.added = added;
    this.later = later;
  }

  steps(): BirthStep[] {
    const reported = this.#changeOfPod(({ object }) => isReady(object)) ?? this.#changeOfPod(isStarted);
    const drafts: Readonly<Record<BirthStepName, Draft | undefined>> = {
      ...this.#origin(),
      bound: this.#write(this.#changeOfPod(({ object, previous }) => isBound(object) && !isBound(previous))),
      started: this.#started(),
      reported: this.#write(reported),
      counted: reported && this.#counted(reported),
    };
    const names = Object.keys(TITLES) as BirthStepName[];
    const happened = names.filter((name) => drafts[name] !== undefined);
    return happened.map((name, index) => ({
      name,
      step: stepNumber(name),
      because: happened[index - 1],
      source: undefined,
      details: [],
      ...(drafts[name] as Draft),
    }));
  }

  /** From the pod's creation back to the user's request. */
  #origin(): Pick<Record<BirthStepName, Draft | undefined>, 'request' | 'stored' | 'seen' | 'created'> {
    const { trace } = this.cluster.simulation;
    const chain = trace.chain(this.added.trace).reverse();
    const asked = chain.find((row) => row.revision === 0 && row.actor === 'user');
    const writes = chain.filter(({ revision }) => revision > 0);
    const [first, ...rest] = writes as [TraceRow, ...TraceRow[]];
    const request = asked && {
      atMs: asked.atMs,
      actor: asked.actor,
      what: `asks: ${[asked.verb, asked.key].join(' ').trim()}`,
      source: this.cluster.actionSource(asked.id),
    };
    const stored = { atMs: first.atMs, actor: 'kube-apiserver', what: `stores ${this.#targetOf(first)}` };
    const last = rest.at(-1);
    if (!last) return { request, stored, seen: undefined, created: undefined };
    const seen = chain.find(({ verb, id }) => verb === 'run' && id > first.id) ?? last;
    const details = rest.slice(0, -1).map((row) => ({ atMs: row.atMs, text: this.#writeText(row) }));
    return {
      request,
      stored,
      seen: { atMs: seen.atMs, actor: seen.actor, what: `looks at ${this.#targetOf(first)}`, details },
      created: { atMs: last.atMs, actor: last.actor, what: `creates ${this.#targetOf(last)}` },
    };
  }

  /** The kubelet's events, from its first to the last container's start. */
  #started(): Draft | undefined {
    const { uid } = this.added.object.metadata;
    const events = this.later
      .filter(({ kind, type }) => kind === 'Event' && type === 'ADDED')
      .filter(({ object }) => (object as CoreEvent).involvedObject.uid === uid) as Change<CoreEvent>[];
    const own = events.filter(({ object }) => object.reportingComponent === 'kubelet');
    const last = own.findLastIndex(({ object }) => object.reason === 'Started');
    if (last < 0) return undefined;
    const details = own.slice(0, last + 1).map(({ atMs, object: { reason = '', message = '' } }) => {
      return { atMs, text: `${reason}: ${message}` };
    });
    const { atMs } = own[0] as Change<CoreEvent>;
    return { atMs, actor: 'kubelet', what: `starts containers of ${targetText(this.added.object)}`, details };
  }

  /** Status writes of the pod's owners, from the nearest upwards, that follow from the kubelet's report. */
  #counted(reported: Change<Pod>): Draft | undefined {
    const counts: Change[] = [];
    let owned: KubeObject = this.added.object;
    for (let cause = reported; ; ) {
      const owner = owned.metadata.ownerReferences?.find(({ controller }) => controller);
      const count = this.later.find(
        ({ object, revision, type, subresource }) =>
          revision > cause.revision &&
          object.metadata.uid === owner?.uid &&
          type === 'MODIFIED' &&
          (subresource === 'status' || subresource === undefined),
      );
      if (!owner || !count) break;
      counts.push(count);
      owned = count.object;
      cause = count as Change<Pod>;
    }
    const [first, ...rest] = counts.map((change) => this.#write(change) as Draft);
    if (!first) return undefined;
    return { ...first, details: rest.map(({ atMs, actor, what }) => ({ atMs, text: `${actor} ${what}` })) };
  }

  #changeOfPod(test: (change: Change<Pod>) => boolean): Change<Pod> | undefined {
    const { uid } = this.added.object.metadata;
    const found = this.later.find((change) => change.object.metadata.uid === uid && test(change as Change<Pod>));
    return found as Change<Pod> | undefined;
  }

  #write(change: Change | undefined): Draft | undefined {
    if (!change) return undefined;
    const row = this.cluster.simulation.trace.row(change.trace);
    const verb = row?.verb === 'bind' ? 'binds' : 'updates';
    const summary = summaryOf(change);
    const what = `${verb} ${targetText(change.object)}${summary === '' ? '' : `: ${summary}`}`;
    return { atMs: change.atMs, actor: row?.actor ?? change.writer, what };
  }

  #writeText(row: TraceRow): string {
    return `${row.actor} ${row.verb}s ${this.#targetOf(row)}`;
  }

  /** `deployment/web`, from the trace's `Deployment default/web`. */
  #targetOf({ revision, key }: TraceRow): string {
    const { changes } = this.cluster.simulation.store;
    const change = changes.find((each) => each.revision === revision);
    return change ? targetText(change.object) : key;
  }
}

const isBound = (pod: Pod | undefined) => Boolean(pod?.spec.nodeName);
const isStarted = ({ object }: Change<Pod>) => (object.status?.phase ?? 'Pending') !== 'Pending';
const isReady = ({ status }: Pod) =>
  status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false;
