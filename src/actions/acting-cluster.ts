// The cluster that users hold: the primitives of `Cluster` plus one method for each row of the actions table, with the
// types that the rows describe.

import { dirname } from 'node:path';
import { Cluster as BaseCluster, type SourceLine } from '../cluster/cluster';
import { readClusterOptions } from '../cluster/cluster-type';
import { type NamedValues, readCall, readNamed } from '../cluster/describe/read-arguments';
import { UsageError } from '../cluster/describe/usage-error';
import type { ClusterOptions } from '../cluster/options';
import type { Simulation } from '../cluster/simulation';
import { withGates } from '../kinds/feature-gates';
import type { ServeOptions, Serving } from '../serve/serve';
import type { Action, ActionContext, ActionMethod } from './action';
import { callSite, fromCallSite } from './call-site';
import { withNearestName } from './nearest-name';
import { actions } from './table';

type ActionTable = typeof actions;

/** Methods of users' own actions: augment it in TypeScript to give them types. */
// biome-ignore lint/suspicious/noEmptyInterface: users add to it by declaration merging
export interface CustomActions {}

export type ActionMethods = {
  readonly [T in ActionTable[number] as T['name']]: ActionMethod<T>;
};

class ActingCluster extends BaseCluster {
  /**
   * Serves the Kubernetes API of this cluster, so that kubectl and other clients can talk to it.
   * @param options port: any free one unless given; speed: virtual seconds in a real one, 1 unless given, 0 to stop.
   */
  async serve(options: ServeOptions = {}): Promise<Serving> {
    const { serve } = await import('../serve/serve');
    return serve(this, options);
  }
}

const registered = new Map<string, Action>();

/** A cluster with every action as a method. */
export type Cluster = ActingCluster & ActionMethods & CustomActions;

/**
 * Starts a cluster: a number of nodes or a list, a seed, a start time, latencies, what programs do. Errors: UsageError.
 */
export function cluster(options: ClusterOptions = {}): Cluster {
  return new ActingCluster(readClusterOptions(options)) as Cluster;
}

/** Words of YAML specs, and properties of clusters. */
const TAKEN = ['expect', 'until', 'do', 'refused', 'as', 'simulation', 'options', 'namespace'];

/** Makes an action a method of every cluster. Errors: UsageError when the name is taken. */
export function registerAction(action: Action): void {
  const known = registered.get(action.name);
  if (known === action) return;
  if (known || action.name in ActingCluster.prototype || TAKEN.includes(action.name)) {
    throw new UsageError(`there is an action or property "${action.name}" already`);
  }
  if (!/^[a-z]\w*$/.test(action.name)) {
    throw new UsageError(`an action's name is one word, as setImage: got "${action.name}"`);
  }
  registered.set(action.name, action);
  const method = function (this: BaseCluster, ...inputs: unknown[]) {
    try {
      const { featureGates, store } = this.simulation;
      const values = withGates(featureGates, () => readCall(action, inputs, store.registry));
      return runAction(this, action, values, callSite(method));
    } catch (error) {
      throw fromCallSite(error, method);
    }
  };
  Object.defineProperty(ActingCluster.prototype, action.name, { value: method });
}

/** The action of this name; undefined when there is none. */
export function actionNamed(name: string): Action | undefined {
  return registered.get(name);
}

export function actionNames(): readonly string[] {
  return [...registered.keys()];
}

/** Runs an action from a YAML step: values by name. */
export function runNamed(on: BaseCluster, action: Action, input: unknown, source: SourceLine): unknown {
  const { featureGates, store } = on.simulation;
  const values = withGates(featureGates, () => readNamed(action, input, store.registry));
  return runAction(on, action, values, source);
}

type Running = Pick<ActionContext, 'cause' | 'source' | 'folder'>;

/** What is being done to a simulation: actions that another one calls are parts of it. */
const running = new WeakMap<Simulation, Running>();

function runAction(on: BaseCluster, action: Action, given: NamedValues, source: SourceLine | undefined): unknown {
  const values = inNamespace(on, action, given);
  const run = (part: Running) => {
    try {
      return action.run({ cluster: on, client: on.client(part.cause), ...part }, values as never);
    } catch (error) {
      throw withNearestName(on, error, values.namespace as string | undefined);
    }
  };
  const outer = running.get(on.simulation);
  if (outer) return run(outer);
  const folder = source ? dirname(source.file) : '.';
  if (action.passive) return run({ cause: 0, source, folder });
  return on.act(action.name, targetText(action, values), source, (_client, cause) => {
    const part: Running = { cause, source, folder };
    running.set(on.simulation, part);
    try {
      return run(part);
    } finally {
      running.delete(on.simulation);
    }
  });
}

/** `cluster.in('shop')` stands for the option namespace. */
function inNamespace(on: BaseCluster, action: Action, values: NamedValues): NamedValues {
  if (on.namespace === 'default' || values.namespace !== undefined) return values;
  const takesOne = action.options.some(({ name }) => name === 'namespace');
  return takesOne ? { ...values, namespace: on.namespace } : values;
}

/** What the trace shows an action is done to: its arguments as the user wrote them. */
function targetText(action: Action, values: NamedValues): string {
  const texts = action.args.map((argument) => valueText(values[argument.name]));
  return texts.filter((text) => text !== '').join(' ');
}

function valueText(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map(valueText).filter(Boolean).join(' ');
  if (typeof value !== 'object' || value === null) return '';
  if ('text' in value) return String(value.text);
  const { kind, metadata } = value as { kind?: unknown; metadata?: { name?: unknown } };
  return kind && metadata?.name ? `${String(kind).toLowerCase()}/${metadata.name}` : '';
}

for (const action of actions) registerAction(action as unknown as Action);
