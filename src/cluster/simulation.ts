// One simulated control plane: the store and its API server, the actors with their private state, the queue of pending
// work, the clock and the trace. Runs records in order; nothing here knows a kind or a component by name.

import { type Actor, type ActorContext, CUSTOM_KINDS, type Watch } from '../api/actor';
import type { AdmissionPlugin } from '../api/admission';
import type { Caller } from '../api/caller';
import type { Change } from '../api/change';
import { EventRecorder } from '../api/event-recorder';
import { initialObjects } from '../api/initial-objects';
import type { Programs } from '../api/programs';
import { type Allocate, ApiServer, type Clock } from '../api/server';
import { Store } from '../api/store';
import type { Timings } from '../api/timings';
import { servedKinds } from '../custom/served-kinds';
import { DEFAULT_GATES, enforce, type FeatureGates } from '../kinds/feature-gates';
import { broken, invariant } from '../sim/invariant';
import { RandomStreams } from '../sim/random';
import { Table } from '../sim/table';
import { Trace } from '../sim/trace';
import { WorkQueue, type WorkRecord } from '../sim/work-queue';
import { AdmissionReader, StoreClient } from './client';
import { LivelockGuard } from './livelock';

// biome-ignore lint/suspicious/noExplicitAny: actors of different private state share one table
export type AnyActor = Actor<any>;

export interface SimulationParts {
  readonly seed: number;
  readonly startMs: number;
  readonly timings: Timings;
  readonly actors: readonly AnyActor[];
  readonly admission: readonly AdmissionPlugin[];
  /** Makes the allocator of addresses and ports for a store. */
  readonly allocator: (store: Store, random: RandomStreams) => Allocate;
  /** What programs answer, from the state of the actors. */
  readonly programs: (simulation: Simulation) => Programs;
  /** Runs records that are ready at one instant in a seeded order instead of first come, first served. */
  readonly shuffleSeed?: number | undefined;
  /** The defaults unless given. */
  readonly featureGates?: FeatureGates;
  /** Versions of APIs that are served besides. */
  readonly runtimeConfig?: readonly string[];
}

interface State {
  readonly clock: Clock;
  readonly store: Store;
  readonly queue: WorkQueue;
  readonly trace: Trace;
  readonly random: RandomStreams;
  readonly recorders: ReadonlyMap<string, EventRecorder>;
  readonly memories: ReadonlyMap<string, unknown>;
  /** Trace ids that actors remember by name. */
  readonly causes: Table<number>;
}

interface Subscription {
  readonly context: RunningContext;
  readonly watch: Watch<unknown>;
  readonly lagMs: number;
}

export class Simulation {
  readonly parts: SimulationParts;
  readonly server: ApiServer;
  readonly #state: State;
  readonly #contexts = new Map<string, RunningContext>();
  readonly #subscriptions = new Map<string, Subscription[]>();
  readonly #livelock = new LivelockGuard();
  #delivering = 0;

  constructor(parts: SimulationParts, state: State = freshState(parts)) {
    this.parts = parts;
    this.#state = state;
    const { store, clock, trace, random } = state;
    const programs = lazily(() => parts.programs(this));
    this.server = new ApiServer({
      store,
      clock,
      trace,
      random,
      admission: parts.admission,
      reader: new AdmissionReader(store, clock, parts.timings, random, programs),
      allocate: parts.allocator(store, random),
      featureGates: this.featureGates,
    });
    for (const actor of parts.actors) this.#addActor(actor, programs);
    store.onChange = (change) => this.#deliver(change);
  }

  get featureGates(): FeatureGates {
    return this.parts.featureGates ?? DEFAULT_GATES;
  }

  get nowMs(): number {
    return this.#state.clock.nowMs;
  }

  get store(): Store {
    return this.#state.store;
  }

  get trace(): Trace {
    return this.#state.trace;
  }

  get queue(): WorkQueue {
    return this.#state.queue;
  }

  get random(): RandomStreams {
    return this.#state.random;
  }

  /** Trace id of the change that is being told to watchers; 0 while none is. */
  get delivering(): number {
    return this.#delivering;
  }

  get causes(): Table<number> {
    return this.#state.causes;
  }

  /** Lets every actor set its first timers; once, for a fresh simulation. */
  start(): void {
    for (const actor of this.parts.actors)
      this.#context(actor.name).run('start', 0, () => actor.start?.(this.context(actor.name)));
  }

  /** An actor's context, for commands and queries from outside a reconcile. */
  context(name: string): ActorContext<unknown> {
    return this.#context(name);
  }

  /** An actor's private state. */
  memory(name: string): unknown {
    return this.#state.memories.get(name);
  }

  /** Runs an actor's command as the user's action with this trace id. */
  command(name: string, command: string, args: unknown, cause: number): unknown {
    const context = this.#context(name);
    const run = context.actor.commands?.[command];
    invariant(run, `actor ${name} has no command "${command}"`);
    return context.run(command, cause, () => run(context, args as never));
  }

  /** A client whose writes are caused by this trace row. */
  client(caller: Omit<Caller, 'cause'>, cause: number): StoreClient {
    const recorder = this.#state.recorders.get('user') as EventRecorder;
    return new StoreClient(this.server, { ...caller, cause: () => cause }, recorder, caller.component);
  }

  /** Runs the next record if it is due until then; false when there is none. */
  step(untilMs: number): boolean {
    const { queue, clock } = this.#state;
    const record = queue.take(untilMs, this.parts.shuffleSeed === undefined ? undefined : this.#pick);
    if (record === undefined) return false;
    if (record.atMs < clock.nowMs) broken(`time would go back from ${clock.nowMs} to ${record.atMs}`);
    clock.nowMs = record.atMs;
    this.#livelock.count(record, this.#state.trace);
    this.#run(record);
    return true;
  }

  /** Moves the clock when nothing is left to run before. */
  moveTo(atMs: number): void {
    invariant(atMs >= this.nowMs, `time would go back from ${this.nowMs} to ${atMs}`);
    this.#state.clock.nowMs = atMs;
  }

  /** An independent copy of everything: same past, its own future. */
  fork(): Simulation {
    const { clock, store, queue, trace, random, recorders, memories, causes } = this.#state;
    const copies = new Map<string, unknown>();
    for (const actor of this.parts.actors) {
      const memory = memories.get(actor.name);
      copies.set(actor.name, actor.memory ? actor.memory.fork(memory) : undefined);
    }
    return new Simulation(this.parts, {
      clock: { nowMs: clock.nowMs },
      store: store.fork(),
      queue: queue.fork(),
      trace: trace.fork(),
      random: random.fork(),
      recorders: new Map([...recorders].map(([name, recorder]) => [name, recorder.fork()] as const)),
      memories: copies,
      causes: causes.fork(),
    });
  }

  #addActor(actor: AnyActor, programs: Programs): void {
    const recorder = this.#state.recorders.get(actor.name) as EventRecorder;
    const memory = this.#state.memories.get(actor.name);
    const context = new RunningContext(this, actor, memory, recorder, programs);
    this.#contexts.set(actor.name, context);
    for (const watch of actor.watches) {
      const lagMs = (watch.lagMs ?? actor.lagMs)(this.parts.timings);
      const subscriptions = this.#subscriptions.get(watch.kind) ?? [];
      subscriptions.push({ context, watch: watch as Watch<unknown>, lagMs });
      this.#subscriptions.set(watch.kind, subscriptions);
    }
  }

  #context(name: string): RunningContext {
    return this.#contexts.get(name) ?? broken(`no actor "${name}"`);
  }

  #deliver(change: Change): void {
    const subscriptions = this.#subscriptions.get(change.kind) ?? this.#customSubscriptions(change.kind);
    if (!subscriptions) return;
    this.#delivering = change.trace;
    for (const { context, watch, lagMs } of subscriptions) {
      const keys = watch.keys(change as Change<never>, context);
      if (keys === undefined) continue;
      const delayMs = watch.delayMs ? lagMs + watch.delayMs(change as Change<never>, context) : lagMs;
      const { actor } = context;
      if (typeof keys === 'string') this.#enqueue(actor, keys, delayMs, change.trace);
      else if (keys.length > 0) for (const key of keys) this.#enqueue(actor, key, delayMs, change.trace);
    }
    this.#delivering = 0;
  }

  #customSubscriptions(kind: string): Subscription[] | undefined {
    return servedKinds.byKey(kind) ? undefined : this.#subscriptions.get(CUSTOM_KINDS);
  }

  #enqueue(actor: AnyActor, key: string, delayMs: number, cause: number): void {
    const atMs = this.nowMs + delayMs;
    this.#state.queue.add({ actor: actor.name, key, atMs, lane: actor.lane, cause, background: false });
  }

  #run(record: WorkRecord): void {
    const context = this.#context(record.actor);
    context.run(record.key, record.cause, () => context.actor.reconcile(context, record.key));
  }

  readonly #pick = (count: number): number =>
    this.parts.shuffleSeed === undefined ? 0 : this.random.below(count, 'shuffle', String(this.parts.shuffleSeed));
}

/** What an actor is handed: a client in its name whose writes are caused by the present run. */
class RunningContext extends StoreClient implements ActorContext<unknown> {
  readonly actor: AnyActor;
  readonly state: unknown;
  readonly random: RandomStreams;
  readonly programs: Programs;
  readonly #simulation: Simulation;
  readonly #run: { key: string; cause: number; row: number };

  constructor(simulation: Simulation, actor: AnyActor, state: unknown, recorder: EventRecorder, programs: Programs) {
    const run = { key: '', cause: 0, row: 0 };
    const cause = () => {
      // A run gets its row with its first effect, so that looks that change nothing leave no trace.
      if (run.row === 0) {
        const { nowMs, trace } = simulation;
        run.row = trace.add({
          cause: run.cause,
          atMs: nowMs,
          actor: actor.name,
          verb: 'run',
          key: run.key,
        });
      }
      return run.row;
    };
    const { name, component } = actor;
    super(
      simulation.server,
      { actor: name, component, manager: component, cause },
      recorder,
      actor.eventSource ?? name,
    );
    this.#simulation = simulation;
    this.#run = run;
    this.actor = actor;
    this.state = state;
    this.random = simulation.random;
    this.programs = programs;
  }

  run<T>(key: string, cause: number, work: () => T): T {
    const run = this.#run;
    const gates = enforce(this.#simulation.featureGates);
    const { key: outerKey, cause: outerCause, row: outerRow } = run;
    run.key = key;
    run.cause = cause;
    run.row = 0;
    try {
      return work();
    } finally {
      enforce(gates);
      run.key = outerKey;
      run.cause = outerCause;
      run.row = outerRow;
    }
  }

  after(delayMs: number, key: string, options?: { readonly background?: boolean }): void {
    if (!(delayMs >= 0 && delayMs < Number.POSITIVE_INFINITY)) {
      broken(`${this.actor.name} asked for work ${delayMs} ms from now`);
    }
    this.#simulation.queue.add({
      actor: this.actor.name,
      key,
      atMs: this.nowMs + Math.round(delayMs),
      lane: this.actor.lane,
      cause: this.#presentCause(),
      background: options?.background ?? false,
    });
  }

  rememberCause(name: string): void {
    this.#simulation.causes.set(name, this.#presentCause());
  }

  because<T>(name: string, work: () => T): T {
    const cause = this.#simulation.causes.get(name);
    return cause === undefined ? work() : this.run(this.#run.key, cause, work);
  }

  /**
   * What is done now is caused by the change a watch looks at, or the run, or the run's cause while it did nothing yet.
   */
  #presentCause(): number {
    const { delivering } = this.#simulation;
    if (delivering !== 0) return delivering;
    return this.#run.row === 0 ? this.#run.cause : this.#run.row;
  }
}

/** The kubelets are actors themselves, so what they answer is wired when it is first asked. */
function lazily(make: () => Programs): Programs {
  let made: Programs | undefined;
  const programs = () => {
    made ??= make();
    return made;
  };
  return {
    answer: (request) => programs().answer(request),
    isRunning: (instance) => programs().isRunning(instance),
    isNodeUp: (node) => programs().isNodeUp(node),
    reaches: (from, to) => programs().reaches?.(from, to) ?? true,
    usage: (podUid, fromMs, toMs) => programs().usage(podUid, fromMs, toMs),
  };
}

function freshState(parts: SimulationParts): State {
  const random = new RandomStreams(parts.seed);
  const names = [...parts.actors.map((actor) => actor.name), 'user'];
  const versions = parts.runtimeConfig ?? [];
  return {
    clock: { nowMs: parts.startMs },
    store: Store.serving(versions, (kind) => initialObjects(kind, random, parts.startMs, versions)),
    queue: new WorkQueue(),
    trace: new Trace(),
    random,
    recorders: new Map(names.map((name, id) => [name, new EventRecorder(id)] as const)),
    memories: new Map(parts.actors.map((actor) => [actor.name, actor.memory?.create()] as const)),
    causes: new Table(),
  };
}
