// Which drawing each type of row has. What is worked out for a row is kept: the past does not change.

import { type Band, type Canvas, drawChanges, drawSegments, drawStack, drawSteps, drawTicks, type Steps } from './bars';
import type { Machine } from './machines';
import { allocatableAt } from './machines';
import type { Past } from './past';
import { drawStream } from './requests';
import type { Row } from './rows';
import { type Segment, segmentsOf } from './segments';
import { type Counts, countsOf, type Workload } from './workloads';

/** A span of a newer template's pod. */
const newer = (segment: Segment): Segment =>
  segment.state === 'ready' ? { ...segment, state: 'ready, newer' } : segment;

const CONDITION_STATES: Readonly<Record<string, string>> = { True: 'ready', False: 'not ready', Unknown: 'unknown' };

export class RowPainter {
  readonly #past: Past;
  readonly #machines: ReadonlyMap<number, Machine>;
  readonly #segments = new Map<number, readonly Segment[]>();
  readonly #counts = new Map<Workload, Counts>();
  readonly #wanted = new Map<number, Steps>();

  constructor(past: Past, machines: ReadonlyMap<number, Machine>) {
    this.#past = past;
    this.#machines = machines;
  }

  draw(canvas: Canvas, row: Row, band: Band): void {
    const inner = { top: band.top + 3, height: band.height - 6 };
    if (row.type === 'workload') this.#workload(canvas, row.workload, { top: band.top + 4, height: band.height - 8 });
    else if (row.type === 'stream') this.#stream(canvas, row.stream, band);
    else if (row.type === 'service') this.#service(canvas, row.service, inner);
    else if (row.type === 'condition') {
      const segments = row.lane.segments.map((each) => ({ ...each, state: CONDITION_STATES[each.state] ?? 'unknown' }));
      drawSegments(canvas, { top: band.top + 5, height: 6 }, segments);
    } else if (row.type === 'object') this.#object(canvas, row, band, inner);
  }

  #object(canvas: Canvas, { object, isNewer }: Row & { type: 'object' }, band: Band, inner: Band): void {
    const machine = this.#machines.get(object);
    if (machine) {
      this.#fill(canvas, machine, inner);
      const segments = this.segments(object);
      const isReady = ({ state }: Segment) => state === 'ready';
      drawSegments(canvas, { top: band.top + band.height - 5, height: 2 }, segments.filter(isReady));
      drawSegments(
        canvas,
        inner,
        segments.filter((segment) => !isReady(segment)),
      );
    } else if (this.#past.kind(object) === 'Pod') {
      const segments = this.segments(object);
      drawSegments(canvas, inner, isNewer ? segments.map(newer) : segments);
    } else drawChanges(canvas, inner, this.#past, object);
    drawTicks(canvas, band, this.#past, object);
  }

  segments(object: number): readonly Segment[] {
    let segments = this.#segments.get(object);
    if (!segments) {
      segments = segmentsOf(this.#past, object);
      this.#segments.set(object, segments);
    }
    return segments;
  }

  #workload(canvas: Canvas, workload: Workload, band: Band): void {
    let counts = this.#counts.get(workload);
    if (!counts) {
      counts = countsOf(this.#past, workload);
      this.#counts.set(workload, counts);
    }
    const wanted = this.#replicas(workload.object);
    const most = Math.max(counts.most, wanted.most);
    drawStack(canvas, band, { ...counts, most });
    drawSteps(canvas, band, { ...wanted, most }, { stroke: canvas.palette.ink });
    drawTicks(canvas, { top: band.top, height: band.height + 4 }, this.#past, workload.object);
  }

  /** How many replicas were asked for, over time. */
  #replicas(object: number): Steps {
    let steps = this.#wanted.get(object);
    if (!steps) {
      const { values } = this.#past;
      const changes = this.#past
        .changes(object)
        .filter((change) => values.at(this.#past.valueOf(change), 'spec', 'replicas') >= 0);
      const numbers = changes.map((change) =>
        this.#past.isRemoval(change) ? 0 : Number(values.textAt(this.#past.valueOf(change), 'spec', 'replicas')),
      );
      steps = {
        atMs: changes.map((change) => this.#past.time(change)),
        values: numbers,
        most: Math.max(0, ...numbers),
      };
      this.#wanted.set(object, steps);
    }
    return steps;
  }

  #service(canvas: Canvas, service: number, band: Band): void {
    const points = this.#past.data.services[service];
    if (!points) return;
    const { atMs, ready, total } = points;
    const most = total.reduce((a, b) => Math.max(a, b), 1);
    drawSteps(canvas, band, { atMs, values: total, most }, { fill: canvas.palette.fill('not ready') });
    drawSteps(
      canvas,
      band,
      { atMs, values: ready, most },
      { fill: canvas.palette.fill('ready'), stroke: canvas.palette.colour('ready') },
    );
    // No endpoint ready: requests go nowhere.
    const gaps = ready.flatMap((count, index): Segment[] =>
      count > 0
        ? []
        : [
            {
              fromMs: atMs[index] as number,
              toMs: atMs[index + 1] ?? this.#past.data.endMs,
              state: 'failed',
              change: -1,
            },
          ],
    );
    drawSegments(canvas, { top: band.top + band.height - 4, height: 4 }, gaps);
  }

  #fill(canvas: Canvas, machine: Machine, band: Band): void {
    const { atMs, fills } = machine;
    const [cpu] = allocatableAt(this.#past, machine.object, atMs.at(-1) ?? 0);
    const usesCpu = cpu > 0 && fills.some(({ cpuMilli }) => cpuMilli > 0);
    const values = fills.map(({ cpuMilli, pods }) => (usesCpu ? cpuMilli : pods));
    const most = usesCpu ? cpu : values.reduce((a, b) => Math.max(a, b), 1);
    drawSteps(canvas, band, { atMs, values, most }, { fill: canvas.palette.colour('fill') });
  }

  #stream(canvas: Canvas, stream: number, { top, height }: Band): void {
    const data = this.#past.data.streams[stream];
    if (data) drawStream(canvas, { top: top + 9, height: height - 14 }, data);
  }
}
