// One scenario on a simulated cluster: each step as it was done to the real one, with answers and snapshots in the form
// of the recordings.
import { parseAllDocuments } from 'yaml';
import { ApiError } from '../../src/api/api-error';
import type { Caller } from '../../src/api/caller';
import { deleteObject } from '../../src/api/deletion';
import { type Answer, createFromBody, patchFromBody, rowOfBody, withWarnings } from '../../src/api/request';
import { Cluster } from '../../src/cluster/cluster';
import type { ClusterOptions } from '../../src/cluster/options';
import type { KindRow, KubeObject } from '../../src/kinds/kind';
import { parseSelector } from '../../src/kinds/label-selector-parse';
import { type KindRegistry, preferredRows } from '../../src/kinds/registry';
import type { NodeSpec } from '../../src/node/node-spec';
import type { Kubectl } from './kubectl';
import { runKubectlWrites } from './kubectl-writes';
import { recordersScalars } from './scalars';

export interface Scenario {
  readonly name: string;
  /** The chosen nodes are compared by name: the scenario has no ties. */
  readonly exactPlacement?: boolean;
  readonly nodes: readonly NodeSpec[];
  readonly steps: readonly Step[];
}

export type ScenarioOptions = Pick<ClusterOptions, 'seed' | 'shuffle' | 'network' | 'start'>;

// biome-ignore lint/suspicious/noExplicitAny: steps are the scenario file's, each with one known key
export type Step = Record<string, any>;

interface Target {
  readonly kind: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly selector?: string;
  readonly pick?: number;
}

/** Milliseconds that a step of the recorder took, seen in the recordings. */
const SNAPSHOT_MS = 150;
const KUBECTL_MS = 70;
const REQUEST_MS = 10;
const SETTLE_POLL_MS = 250;
/** It looks for the first time after so long; what was written before counts, too. */
const SETTLE_LEAST_MS = 1_500;
const SETTLE_DEFAULT_SECONDS = { quiet: 4, maxs: 60 };

const LEFT_OUT_GROUPS = ['rbac.authorization.k8s.io', 'flowcontrol.apiserver.k8s.io', 'apiregistration.k8s.io'];
/** The recorder did not look for the last two. */
const LEFT_OUT_KINDS = ['Lease', 'IPAddress', 'ServiceCIDR'];
/** Kinds whose writes the recorder does not see. */
const UNWATCHED: readonly string[] = ['ConfigMap', 'Secret'];
const CALLER: Omit<Caller, 'cause'> = { actor: 'user', component: 'wavetank', manager: 'wavetank' };

export class ScenarioRun {
  readonly cluster: Cluster;
  readonly steps: unknown[] = [];
  readonly snapshots = new Map<string, KubeObject[]>();
  #startMs: number;
  #before: ReadonlySet<string>;

  constructor(cluster: Cluster) {
    this.cluster = cluster;
    this.#startMs = cluster.nowMs;
    this.#before = new Set(this.#everything().map((object) => object.metadata.uid as string));
  }

  /** The same run from here on, on a fork of its cluster. */
  fork(): ScenarioRun {
    const twin = new ScenarioRun(this.cluster.fork());
    twin.#startMs = this.#startMs;
    twin.#before = this.#before;
    twin.steps.push(...this.steps);
    for (const [name, objects] of this.snapshots) twin.snapshots.set(name, objects);
    return twin;
  }

  run(step: Step): void {
    const [name] = Object.keys(step) as [string];
    const startMs = this.cluster.nowMs;
    this.#note(name, startMs, this.#do(name, step) ?? {});
  }

  /** The same with the real kubectl for its steps. */
  async runWith(kubectl: Kubectl, step: Step): Promise<void> {
    if (typeof step.kubectl !== 'string') {
      this.run(step);
      return;
    }
    const startMs = this.cluster.nowMs;
    this.cluster.advanceMs(KUBECTL_MS);
    const output = await kubectl.run(step.kubectl, step.stdin);
    this.#note('kubectl', startMs, { command: step.kubectl, ...output });
  }

  #note(step: string, startMs: number, entry: object): void {
    const at = (startMs - this.#startMs) / 1000;
    this.steps.push({ step, at, ...entry, took: (this.cluster.nowMs - startMs) / 1000 });
  }

  #do(name: string, step: Step): object | undefined {
    const value = step[name];
    if (name === 'create')
      return { results: documents(value).map((body) => this.#request(body, () => this.create(body))) };
    if (name === 'apply') {
      const force = step.force === true;
      return { results: documents(value).map((body) => this.#request(body, () => this.#apply(body, force))) };
    }
    if (name === 'patch') return { results: [this.#request(value, () => this.#patch(value), false)] };
    if (name === 'delete') return { results: [this.#request(value, () => this.#delete(value), false)] };
    if (name === 'evict')
      return { results: [this.#request({ ...value, kind: 'Eviction' }, () => this.#evict(value), false)] };
    if (name === 'stopNode' || name === 'startNode') this.#command(name, { node: value });
    else if (name === 'addNode') this.#addNode(value);
    else if (name === 'wait') this.cluster.advanceMs(value * 1000);
    else if (name === 'settle') this.#settle({ ...SETTLE_DEFAULT_SECONDS, ...value });
    else if (name === 'snapshot') return this.#snapshot(value);
    else if (name === 'kubectl') return this.#kubectl(value, step.stdin);
    else throw new Error(`unknown step ${name}`);
    return undefined;
  }

  create(body: unknown): Answer {
    return createFromBody(this.cluster.simulation.server, this.caller('create'), body);
  }

  caller(what: string): Caller {
    const cause = this.cluster.act(what, what, undefined, (_client, row) => row);
    return { ...CALLER, cause: () => cause };
  }

  #apply(body: unknown, force: boolean): Answer {
    const row = rowOfBody(this.cluster.simulation.server.kinds, body);
    const { name, namespace } = (body as KubeObject).metadata;
    const request = {
      row,
      namespace: row.namespaced ? (namespace ?? 'default') : undefined,
      name,
      type: 'apply' as const,
      patch: body,
      force,
    };
    return patchFromBody(this.cluster.simulation.server, this.caller('apply'), request);
  }

  #patch(value: Step): Answer {
    const { row, namespace, name } = this.pick(value as unknown as Target);
    const { type = 'strategic', patch, subresource, force } = value;
    const request = { row, namespace, name, type, patch, subresource, force };
    return patchFromBody(this.cluster.simulation.server, this.caller('patch'), request);
  }

  #delete(value: Step): Answer {
    const { row, namespace, name } = this.pick(value as unknown as Target);
    const { gracePeriodSeconds, propagationPolicy = 'Background' } = value;
    const asked = { propagationPolicy, ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }) };
    const warnings: string[] = [];
    const { server } = this.cluster.simulation;
    const { object } = withWarnings(warnings, () =>
      deleteObject(server, this.caller('delete'), row, namespace, name, asked, { warnings }),
    );
    return { code: 200, object, warnings };
  }

  #evict(value: Step): Answer {
    const { namespace, name } = this.pick({ kind: 'Pod', ...value } as Target);
    const cause = this.caller('evict').cause();
    this.cluster.client(cause).createSubresource('Pod', namespace, name, 'eviction', {});
    return { code: 201, object: { apiVersion: 'v1', kind: 'Status', metadata: { name: '' } }, warnings: [] };
  }

  #request(body: Step, run: () => Answer, named = true): object {
    this.cluster.advanceMs(REQUEST_MS);
    const kind = String(body.kind).split('/').pop();
    const name = body.metadata?.name ?? '';
    try {
      const { code, warnings } = run();
      return { kind, ...(named ? { name } : {}), code, ...(warnings.length > 0 ? { warnings } : {}) };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { code, reason, message, details, warnings } = error;
      const causes = details?.causes;
      return { kind, ...(named ? { name } : {}), code, reason, message, ...(causes ? { causes } : {}), warnings };
    }
  }

  #command(command: string, args: unknown): void {
    this.cluster.act(command, JSON.stringify(args), undefined, (_client, cause) => {
      this.cluster.simulation.command('kubelet', command, args, cause);
    });
  }

  #addNode(node: NodeSpec): void {
    this.#command('joinNode', node);
    const isReady = () =>
      this.cluster
        .get('Node', undefined, node.name)
        ?.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false;
    this.cluster.runUntilHolds(isReady, 60_000, `node ${node.name} Ready`);
  }

  #settle({ quiet, maxs }: { quiet: number; maxs: number }): void {
    const { simulation } = this.cluster;
    const endMs = this.cluster.nowMs + maxs * 1000;
    const { changes } = simulation.store;
    const lastWriteMs = () => {
      let index = changes.length - 1;
      while (index > 0 && UNWATCHED.includes(changes[index]?.kind ?? '')) index--;
      return changes[index]?.atMs ?? 0;
    };
    this.cluster.advanceMs(SETTLE_LEAST_MS);
    while (this.cluster.nowMs < endMs && this.cluster.nowMs - lastWriteMs() < quiet * 1000) {
      this.cluster.advanceMs(SETTLE_POLL_MS);
    }
  }

  #snapshot(name: string): object {
    const objects = this.#everything()
      .filter((object) => this.#isShown(object))
      .map((object) => this.#asOldestVersion(object));
    this.snapshots.set(name, objects);
    this.cluster.advanceMs(SNAPSHOT_MS);
    return { name };
  }

  #kubectl(command: string, stdin: string | undefined): object {
    this.cluster.advanceMs(KUBECTL_MS);
    const output = runKubectlWrites(this, command, stdin);
    return { command, ...output };
  }

  #everything(): KubeObject[] {
    const left = (row: KindRow) => !LEFT_OUT_GROUPS.includes(row.group) && !LEFT_OUT_KINDS.includes(row.kind);
    const held = new Set(this.cluster.simulation.store.kinds());
    const rows = preferredRows(this.cluster.reader.registry.all);
    return rows.filter((row) => held.has(row.key) && left(row)).flatMap((row) => [...this.cluster.list(row.key)]);
  }

  #isShown(object: KubeObject): boolean {
    if (object.metadata.namespace === 'kube-system') return false;
    if (object.kind === 'ServiceAccount' && object.metadata.name === 'default') return false;
    return object.kind === 'Node' || object.kind === 'Event' || !this.#before.has(object.metadata.uid as string);
  }

  /** The recorder saw kinds of several versions in their oldest form. */
  #asOldestVersion(object: KubeObject): KubeObject {
    const { registry } = this.cluster.reader;
    const stored = registry.byVersion(object.apiVersion, object.kind);
    const older = registry.all.find(
      ({ storedAs, group }) => storedAs?.key === stored?.key && group === stored?.group && storedAs,
    );
    return older?.storedAs?.fromStored(object) ?? object;
  }

  /** The object that a step names, or picks among the live ones by age and name. */
  pick(target: Target): { row: KindRow; namespace: string | undefined; name: string } {
    const row = rowNamed(this.cluster.reader.registry, target.kind);
    const namespace = row.namespaced ? (target.namespace ?? 'default') : undefined;
    if (target.name !== undefined) return { row, namespace, name: target.name };
    const selector = parseSelector(target.selector ?? '');
    if ('error' in selector) throw new Error(selector.error);
    const live = this.cluster
      .list(row.key, namespace)
      .filter((object) => !object.metadata.deletionTimestamp && selector.matches(object.metadata.labels))
      .sort((a, b) => (age(a) < age(b) ? -1 : 1));
    const found = live[target.pick ?? 0];
    if (!found) throw new Error(`no ${target.kind} matches ${target.selector}`);
    return { row, namespace, name: found.metadata.name };
  }
}

const age = (object: KubeObject) => `${object.metadata.creationTimestamp} ${object.metadata.name}`;

function rowNamed(kinds: KindRegistry, kind: string): KindRow {
  const parts = kind.split('/');
  const [name = '', ...version] = parts.reverse();
  const row = version.length > 0 ? kinds.byVersion(version.reverse().join('/'), name) : kinds.byName(kind);
  if (!row) throw new Error(`no kind ${kind}`);
  return row;
}

function documents(value: unknown): Step[] {
  if (Array.isArray(value)) return value as Step[];
  if (typeof value === 'object' && value !== null) return [value as Step];
  const options = {
    version: '1.1',
    schema: 'core',
    merge: true,
    uniqueKeys: false,
    customTags: recordersScalars,
  } as const;
  const parsed = parseAllDocuments(String(value), options);
  return [...parsed].map((document) => document.toJS()).filter((body) => body !== null && body !== undefined);
}

/** The recorded kubelets had run for seven seconds when a scenario began; a cluster's have for five. */
const LEAD_MS = 2_000;

/** A run of a scenario before its first step. */
export function startScenario({ nodes }: Scenario, options: ScenarioOptions = {}): ScenarioRun {
  const cluster = new Cluster({ nodes, ...options });
  cluster.advanceMs(LEAD_MS);
  return new ScenarioRun(cluster);
}

export const hasKubectl = ({ steps }: Scenario): boolean => steps.some((step) => 'kubectl' in step);

/** Runs all steps of a scenario. */
export function runScenario(scenario: Scenario, options?: ScenarioOptions): ScenarioRun {
  const run = startScenario(scenario, options);
  for (const step of scenario.steps) run.run(step);
  return run;
}
