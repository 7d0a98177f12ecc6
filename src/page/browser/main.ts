// The page's beginning: reads the data, puts the parts together, and lets hands and keys move what they show.

import { Details } from './details';
import { byId, h } from './dom';
import { type Command, listenToKeys } from './keys';
import { drawLegend } from './legend';
import { machinesOf } from './machines';
import { momentsOf, neighbour } from './moments';
import { NodeTiles } from './node-tiles';
import { Past } from './past';
import { placeOf, readPlace } from './place';
import { readData } from './read-data';
import { RowPainter } from './row-paint';
import { rowState } from './row-state';
import { type Row, Rows } from './rows';
import { squeezedScale, trueScale, WHOLE, zoomed } from './scale';
import { Search } from './search';
import { startTheme, turnTheme } from './theme';
import { Timeline } from './timeline';
import { View } from './view';
import { countText } from './words';

const past = new Past(await readData(byId('data').textContent ?? ''));
const machines = machinesOf(past);
const moments = momentsOf(past);
const scales = { squeezed: squeezedScale(moments, past.data.endMs), plain: trueScale(past.data.endMs) };
const rows = new Rows(past, [...machines.keys()]);
const searchTexts = new Map<number, string>();

const view = new View({
  ...readPlace(past, location.hash),
  query: '',
  scale: scales.squeezed,
  isSqueezed: true,
  window: WHOLE,
  rows: rows.visible(undefined),
});

const timeline = new Timeline(past, view, new RowPainter(past, machines), {
  choose: chooseRow,
  turn: (row) => {
    rows.turn(row.key);
    view.set({ rows: rows.visible(search()) });
  },
  state: (row) => rowState(past, row, view.state.atMs),
  isChosen: (row) => {
    const { subject } = view.state;
    if (row.type === 'stream') return subject.type === 'stream' && subject.stream === row.stream;
    return row.type !== 'condition' && row.object >= 0 && subject.type === 'object' && subject.object === row.object;
  },
});
const tiles = new NodeTiles(past, view, [...machines.values()], chooseObject);
const details = new Details(past, view, machines);

function chooseRow(row: Row): void {
  if (row.type === 'stream') view.set({ subject: { type: 'stream', stream: row.stream } });
  else if (row.type === 'condition') {
    view.set({ subject: { type: 'object', object: row.object, path: conditionPath(row.object, row.lane.type) } });
  } else if (row.object >= 0) chooseObject(row.object);
}

function chooseObject(object: number): void {
  view.set({ subject: { type: 'object', object, path: [] } });
}

function conditionPath(object: number, type: string): string[] {
  const { values } = past;
  const list = values.at(past.valueAt(object, view.state.atMs), 'status', 'conditions');
  const index = values.entries(list).findIndex(([, ref]) => values.textAt(ref, 'type') === type);
  return index < 0 ? [] : ['status', 'conditions', String(index), 'status'];
}

function search(): Search | undefined {
  const { query } = view.state;
  return query.trim() === '' ? undefined : new Search(past, query, searchTexts);
}

function step(direction: 1 | -1): void {
  const { subject, atMs } = view.state;
  const own = subject.type === 'object' ? past.changes(subject.object).map((change) => past.time(change)) : moments;
  view.goTo(neighbour(own, atMs, direction));
}

function zoom(factor: number): void {
  const { window, scale, atMs } = view.state;
  const place = scale.place(atMs);
  const isSeen = place >= window.from && place <= window.to;
  view.set({ window: zoomed(window, factor, isSeen ? place : (window.from + window.to) / 2) });
}

function squeeze(): void {
  const isSqueezed = !view.state.isSqueezed;
  view.set({ isSqueezed, scale: isSqueezed ? scales.squeezed : scales.plain, window: WHOLE });
  byId('squeeze').setAttribute('aria-pressed', String(isSqueezed));
}

function leave(): void {
  const help = byId<HTMLDialogElement>('help');
  const field = byId<HTMLInputElement>('search');
  if (help.open) help.close();
  else if (document.activeElement === field && field.value !== '') {
    field.value = '';
    find('');
  } else if (view.state.subject.type !== 'none') {
    view.set({ subject: { type: 'none' } });
    timeline.tree.focus();
  } else if (document.activeElement === field) timeline.tree.focus();
}

function find(query: string): void {
  view.set({ query });
  const found = rows.visible(search());
  view.set({ rows: found });
  const count = found.filter(({ type }) => type !== 'section' && type !== 'condition').length;
  byId('matches').textContent = query.trim() === '' ? '' : countText(count, 'match', 'matches');
}

function theme(): void {
  turnTheme();
  redraw();
}

function redraw(): void {
  drawLegend();
  timeline.redraw();
  tiles.redraw();
}

const commands: readonly Command[] = [
  {
    keys: ['/'],
    words: 'search: names, kinds, labels, nodes, images, what happened',
    run: () => byId('search').focus(),
  },
  { keys: ['['], words: 'the change before, of what is chosen or of anything', run: () => step(-1) },
  { keys: [']'], words: 'the change after', run: () => step(1) },
  { keys: ['+', '='], words: 'less time, wider', run: () => zoom(1 / 2) },
  { keys: ['-'], words: 'more time, narrower', run: () => zoom(2) },
  { keys: ['0'], words: 'all of the time', run: () => view.set({ window: WHOLE }) },
  { keys: ['q'], words: 'squeeze quiet time, or show it as long as it is', run: squeeze },
  { keys: ['t'], words: 'light or dark', run: theme },
  { keys: ['d'], words: 'to the details', run: () => byId('details').focus() },
  { keys: ['?'], words: 'this help', run: () => byId<HTMLDialogElement>('help').showModal() },
  { keys: ['Escape'], words: 'leave: the help, the search, what is chosen', run: leave },
];

function wire(): void {
  const press = (id: string, run: () => void) => byId(id).addEventListener('click', run);
  press('previous', () => step(-1));
  press('next', () => step(1));
  press('narrower', () => zoom(1 / 2));
  press('wider', () => zoom(2));
  press('whole', () => view.set({ window: WHOLE }));
  press('squeeze', squeeze);
  press('theme', theme);
  press('ask', () => byId<HTMLDialogElement>('help').showModal());
  press('close-help', () => byId<HTMLDialogElement>('help').close());
  press('close-details', leave);
  const field = byId<HTMLInputElement>('search');
  field.addEventListener('input', () => find(field.value));
  field.addEventListener('keydown', ({ key }) => {
    if (key === 'Enter' || key === 'ArrowDown') timeline.tree.focus();
  });
  byId('slider').addEventListener('keydown', slide);
  byId('keys').append(
    ...commands.flatMap(({ keys, words }) => [h('dt', {}, h('kbd', {}, keys[0] ?? '')), h('dd', {}, words)]),
  );
  listenToKeys(commands);
}

/** Left and right go from change to change; a browser's own steps would hit none. */
function slide(event: KeyboardEvent): void {
  const { atMs } = view.state;
  const moves: Readonly<Record<string, () => number>> = {
    ArrowLeft: () => neighbour(moments, atMs, -1),
    ArrowRight: () => neighbour(moments, atMs, 1),
    Home: () => 0,
    End: () => past.data.endMs,
  };
  const move = moves[event.key];
  if (!move) return;
  event.preventDefault();
  view.goTo(move());
}

let remembering = 0;
view.onChange((now, before) => {
  if (now.subject !== before.subject && now.subject.type === 'object') {
    timeline.tree.reveal(`workload ${now.subject.object}`);
    timeline.tree.reveal(`object ${now.subject.object}`);
  }
  if (now.atMs === before.atMs && now.subject === before.subject) return;
  clearTimeout(remembering);
  // Browsers refuse an address that changes with every frame.
  remembering = window.setTimeout(() => history.replaceState(null, '', placeOf(past, view.state)), 250);
});
window.addEventListener('hashchange', () => view.set(readPlace(past, location.hash)));
const watched = new ResizeObserver(() => redraw());
for (const id of ['lanes', 'node-scroller']) watched.observe(byId(id));
startTheme(redraw);
wire();
const { subject } = view.state;
if (subject.type === 'object') {
  rows.reveal(subject.object);
  view.set({ rows: rows.visible(undefined) });
}
redraw();
details.show();
document.body.dataset.ready = 'true';
performance.mark('wavetank-ready');
