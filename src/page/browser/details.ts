// The pane of details: one object at the slider's instant, with the causes of whatever is pointed at in it; a stream of
// requests; or, when nothing is chosen, what happened last.

import { type StateLine, stateLines } from './blame';
import { byId, type Child, h } from './dom';
import { allocatableAt, fillAt, type Machine, podsAt } from './machines';
import { overview } from './overview';
import { eventList, pane, section, streamPane } from './panes';
import type { Past } from './past';
import { conditionRefs } from './segments';
import type { View } from './view';
import { whyList } from './why';
import { cpuText, instantText, memoryText } from './words';

export class Details {
  readonly #past: Past;
  readonly #view: View;
  readonly #machines: ReadonlyMap<number, Machine>;
  readonly #element = byId('details');
  readonly #body = byId('details-body');
  /** What is shown: nothing is made anew while it stays the same. */
  #shown = '';

  constructor(past: Past, view: View, machines: ReadonlyMap<number, Machine>) {
    this.#past = past;
    this.#view = view;
    this.#machines = machines;
    view.onChange(() => this.show());
  }

  show(): void {
    const { subject, atMs } = this.#view.state;
    const key = this.#keyOf();
    this.#element.classList.toggle('is-chosen', subject.type !== 'none');
    if (key === this.#shown) return;
    const isSame = key.split(' ')[0] === this.#shown.split(' ')[0];
    this.#shown = key;
    const top = this.#element.scrollTop;
    const hadFocus = this.#body.contains(document.activeElement);
    const focused = (document.activeElement as HTMLElement | null)?.dataset.path;
    if (subject.type === 'none') this.#body.replaceChildren(...overview(this.#past, atMs, this.#go));
    else if (subject.type === 'stream') {
      const stream = this.#past.data.streams[subject.stream];
      if (stream) this.#body.replaceChildren(...pane(stream.name, '', '', streamPane(stream, atMs)));
    } else this.#body.replaceChildren(...this.#object(subject.object, subject.path, atMs));
    this.#element.scrollTop = isSame ? top : 0;
    // What had the focus is gone: whoever goes on by keyboard goes on here.
    if (hadFocus) this.#element.focus({ preventScroll: true });
    if (focused !== undefined) {
      this.#body.querySelector<HTMLElement>(`[data-path="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    }
  }

  /** The same as long as the pane would be: its first word is the subject. */
  #keyOf(): string {
    const { subject, atMs } = this.#view.state;
    if (subject.type !== 'object') return `${subject.type}-${subject.type === 'stream' ? subject.stream : ''} ${atMs}`;
    const { object, path } = subject;
    const events = this.#eventsBy(object, atMs).length;
    // What it has to do with others is shown too, and changes without it.
    const isRelated =
      this.#machines.has(object) || this.#past.children(object).length > 0 || this.#past.kind(object) === 'Service';
    const changing = isRelated ? atMs : `${this.#past.versionsBy(object, atMs)} ${events}`;
    return `object-${object} ${changing} ${path.join('/')}`;
  }

  #eventsBy(object: number, atMs: number): number[] {
    return this.#past.events(object).filter((event) => (this.#past.data.events.atMs[event] as number) <= atMs);
  }

  #object(object: number, path: readonly string[], atMs: number): Child[] {
    const past = this.#past;
    const version = past.changes(object)[past.versionsBy(object, atMs) - 1] ?? -1;
    const source = past.values.text(past.data.objects.source[object]);
    const state = past.stateOf(version);
    const title = `${past.kind(object)} ${past.fullName(object)}`;
    if (version < 0) {
      const first = past.changes(object)[0] as number;
      return pane(title, 'absent', source, [
        h('p', { class: 'quiet' }, `Not there yet: it is made at ${instantText(past.time(first))}.`),
        section('Why it is made', whyList(past, past.data.changes.step[first] as number, this.#go)),
      ]);
    }
    const lines = past.isRemoval(version) ? [] : stateLines(past, object, version);
    const line = lines.find((each) => path.length > 0 && each.path.join('/') === path.join('/'));
    return pane(title, state, source, [
      this.#why(object, version, line),
      ...this.#owners(object),
      ...this.#conditions(object, version),
      ...this.#node(object, atMs),
      ...this.#pods(object, atMs),
      ...eventList(past, this.#eventsBy(object, atMs)),
      ...(lines.length > 0
        ? [section(`State, revision ${past.data.changes.revision[version]}`, this.#state(lines, line, version))]
        : []),
    ]);
  }

  #why(object: number, version: number, line: StateLine | undefined): HTMLElement {
    const past = this.#past;
    const change = line?.change ?? version;
    const what = past.isRemoval(change) ? 'removed' : past.what(change);
    const asked = line
      ? [h('code', {}, `.${line.path.join('.')}`), ` is ${line.value || 'so'} since ${instantText(past.time(change))}`]
      : [`last change at ${instantText(past.time(change))}`, ...(what ? [`: ${what}`] : [])];
    return section(
      'Why',
      h('p', { class: 'quiet' }, ...asked),
      whyList(past, past.data.changes.step[change] as number, this.#go),
      ...(line ? [this.#back(object)] : []),
    );
  }

  #back(object: number): HTMLElement {
    const onclick = () => this.#view.set({ subject: { type: 'object', object, path: [] } });
    return h('button', { type: 'button', class: 'link', onclick }, 'why the last change');
  }

  #owners(object: number): HTMLElement[] {
    const chain: number[] = [];
    for (let owner = this.#past.owner(object); owner >= 0; owner = this.#past.owner(owner)) chain.push(owner);
    if (chain.length === 0) return [];
    return [section('Owned by', h('ul', { class: 'links' }, ...chain.map((owner) => h('li', {}, this.#link(owner)))))];
  }

  #link(object: number, words = ''): HTMLElement {
    const label = `${this.#past.kind(object)} ${this.#past.fullName(object)}`;
    const onclick = () => this.#go(this.#view.state.atMs, object);
    return h('button', { type: 'button', class: 'link', onclick }, label + (words && `, ${words}`));
  }

  #conditions(object: number, version: number): HTMLElement[] {
    const { values } = this.#past;
    const refs = conditionRefs(this.#past, version);
    if (refs.length === 0) return [];
    const rows = refs.map((ref, index) => {
      const [type, status] = [values.textAt(ref, 'type'), values.textAt(ref, 'status')];
      const since = sinceOf(this.#past, object, version, type);
      const reason = [values.textAt(ref, 'reason'), values.textAt(ref, 'message')].filter(Boolean).join(': ');
      const onclick = () =>
        this.#view.set({
          subject: { type: 'object', object, path: ['status', 'conditions', String(index), 'status'] },
        });
      return h(
        'tr',
        {},
        h(
          'th',
          { scope: 'row' },
          h('button', { type: 'button', class: 'link', onclick }, type),
          ...(reason ? [h('div', { class: 'reason' }, reason)] : []),
        ),
        h('td', { class: 'status', 'data-status': status }, status),
        h('td', {}, instantText(since)),
      );
    });
    const head = h('tr', {}, ...['Condition', 'Status', 'Since'].map((name) => h('th', { scope: 'col' }, name)));
    return [section('Conditions', h('table', {}, h('thead', {}, head), h('tbody', {}, ...rows)))];
  }

  #node(object: number, atMs: number): HTMLElement[] {
    const machine = this.#machines.get(object);
    if (!machine) return [];
    const fill = fillAt(machine, atMs);
    const [cpu, memory, pods] = allocatableAt(this.#past, object, atMs);
    const items = podsAt(this.#past, machine, atMs).map((pod) => {
      const state = this.#past.stateOf(this.#past.changeAt(pod, atMs));
      return h('li', {}, h('span', { class: 'glyph', 'data-state': state }), this.#link(pod, state));
    });
    const words = [
      `CPU ${cpuText(fill.cpuMilli)} of ${cpuText(cpu)}`,
      `memory ${memoryText(fill.memoryBytes)} of ${memoryText(memory)}`,
      `pods ${fill.pods} of ${pods}`,
    ];
    return [section('Requested', h('p', {}, words.join(', ')), h('ul', { class: 'links' }, ...items))];
  }

  /** What stands behind a Service, and the pods and others that an object controls. */
  #pods(object: number, atMs: number): HTMLElement[] {
    const past = this.#past;
    const lists: HTMLElement[] = [];
    const service = past.data.services.find((each) => each.object === object);
    if (service)
      lists.push(section('Endpoints', h('ul', { class: 'links' }, ...this.#endpoints(service.slices, atMs))));
    const children = past.children(object).filter((child) => past.changeAt(child, atMs) >= 0);
    if (children.length > 0 && past.kind(object) !== 'Service') {
      const items = children.slice(0, 100).map((child) => {
        const state = past.stateOf(past.changeAt(child, atMs));
        const glyph = state === 'present' ? [] : [h('span', { class: 'glyph', 'data-state': state })];
        return h('li', {}, ...glyph, this.#link(child, state === 'present' ? '' : state));
      });
      lists.push(section(`Controls (${children.length})`, h('ul', { class: 'links' }, ...items)));
    }
    return lists;
  }

  #endpoints(slices: readonly number[], atMs: number): HTMLElement[] {
    const { values } = this.#past;
    const items: HTMLElement[] = [];
    for (const slice of slices) {
      for (const [, endpoint] of values.entries(values.at(this.#past.valueAt(slice, atMs), 'endpoints'))) {
        const address = values.textAt(endpoint, 'addresses', '0');
        const words = ['ready', 'serving', 'terminating']
          .filter((name) => values.textAt(endpoint, 'conditions', name) === 'true')
          .join(', ');
        const [namespace, name] = ['namespace', 'name'].map((key) => values.textAt(endpoint, 'targetRef', key));
        const pod = this.#past.named(`Pod ${namespace}/${name}`);
        items.push(
          h('li', {}, h('code', {}, address), ` ${words || 'not ready'} `, ...(pod < 0 ? [] : [this.#link(pod)])),
        );
      }
    }
    return items.length > 0 ? items : [h('li', { class: 'quiet' }, 'none')];
  }

  #state(lines: readonly StateLine[], chosen: StateLine | undefined, version: number): HTMLElement {
    const { subject } = this.#view.state;
    const object = subject.type === 'object' ? subject.object : -1;
    const rows = lines.map((line) => {
      const text = `${'  '.repeat(line.depth - (line.dash ? 1 : 0))}${line.dash ? '- ' : ''}`;
      const at = instantText(this.#past.time(line.change));
      return h(
        'button',
        {
          type: 'button',
          class: `line${line.change === version ? ' is-new' : ''}`,
          tabindex: -1,
          'data-path': line.path.join('/'),
          'aria-pressed': line === chosen ? 'true' : 'false',
          'aria-label': `${line.path.join('.')} ${line.value}, since ${at}`,
        },
        h('span', { class: 'since' }, at),
        h(
          'span',
          { class: 'yaml' },
          text,
          h('span', { class: 'key' }, line.key && `${line.key}:`),
          line.value && `${line.key && ' '}${line.value}`,
        ),
      );
    });
    const first = rows.find((row) => row.getAttribute('aria-pressed') === 'true') ?? rows[0];
    first?.setAttribute('tabindex', '0');
    const choose = (event: Event) => {
      const line = (event.target as HTMLElement).closest<HTMLElement>('[data-path]')?.dataset.path;
      if (line !== undefined) this.#view.set({ subject: { type: 'object', object, path: line.split('/') } });
    };
    return h(
      'div',
      { class: 'state', role: 'group', 'aria-label': 'State, line by line', onclick: choose, onkeydown: walk },
      ...rows,
    );
  }

  readonly #go = (atMs: number, object: number): void => {
    if (object >= 0) this.#view.set({ subject: { type: 'object', object, path: [] } });
    this.#view.goTo(atMs);
  };
}

/** When a condition got the status that it has. */
function sinceOf(past: Past, object: number, version: number, type: string): number {
  const { values } = past;
  const statusIn = (change: number) => {
    const found = conditionRefs(past, change).find((ref) => values.textAt(ref, 'type') === type);
    return found === undefined || past.isRemoval(change) ? '' : values.textAt(found, 'status');
  };
  const changes = past.changes(object);
  let at = changes.indexOf(version);
  const status = statusIn(version);
  while (at > 0 && statusIn(changes[at - 1] as number) === status) at--;
  return past.time(changes[at] as number);
}

/** Up and down walk the lines of a state. */
function walk(event: Event): void {
  const { key, target } = event as KeyboardEvent;
  const line = target as HTMLElement;
  const next = key === 'ArrowDown' ? line.nextElementSibling : key === 'ArrowUp' ? line.previousElementSibling : null;
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  event.stopPropagation();
  line.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}
