// Watches over HTTP: streams of lines that are told of each change when it is made.
import { get as httpGet, type IncomingMessage } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { configMap, Served } from './served';

let served: Served;
const open: Watching[] = [];
beforeAll(async () => {
  served = await Served.start();
});
afterEach(() => {
  for (const watching of open.splice(0)) watching.stop();
});
afterAll(() => served.close());

const MAPS = '/api/v1/namespaces/default/configmaps';

class Watching {
  readonly #reply: IncomingMessage;
  readonly #lines: string[] = [];
  #wake: () => void = () => {};
  ended = false;

  static start(path: string, headers: Record<string, string> = {}): Promise<Watching> {
    return new Promise((resolve) => {
      httpGet(`${served.serving.url}${path}`, { headers }, (reply) => resolve(new Watching(reply)));
    });
  }

  constructor(reply: IncomingMessage) {
    this.#reply = reply;
    let rest = '';
    reply.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() as string;
      this.#lines.push(...lines);
      this.#wake();
    });
    reply.on('close', () => {
      this.ended = true;
      this.#wake();
    });
    open.push(this);
  }

  // biome-ignore lint/suspicious/noExplicitAny: events are looked into freely
  async next(): Promise<any> {
    while (this.#lines.length === 0) {
      if (this.ended) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return JSON.parse(this.#lines.shift() as string);
  }

  stop(): void {
    this.#reply.destroy();
  }
}

const nameAndType = ({ type, object }: { type: string; object: { metadata: { name?: string } } }) =>
  `${type} ${object.metadata.name ?? ''}`.trim();

test('begins with what stands, marks the end of that, and goes on', async () => {
  await served.post(MAPS, configMap('first', {}, { labels: { of: 'begins' } }));
  const watching = await Watching.start(`${MAPS}?watch=true&labelSelector=of%3Dbegins&allowWatchBookmarks=true`);
  expect(nameAndType(await watching.next())).toBe('ADDED first');
  const mark = await watching.next();
  expect(mark).toMatchObject({
    type: 'BOOKMARK',
    object: { kind: 'ConfigMap', metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } } },
  });
  expect(mark.object.metadata).not.toHaveProperty('managedFields');
  await served.post(MAPS, configMap('second', {}, { labels: { of: 'begins' } }));
  await served.patch(`${MAPS}/second`, 'application/merge-patch+json', { data: { a: 'c' } });
  await served.patch(`${MAPS}/second`, 'application/merge-patch+json', { metadata: { labels: { of: 'other' } } });
  await served.delete(`${MAPS}/first`);
  const events = [await watching.next(), await watching.next(), await watching.next(), await watching.next()];
  expect(events.map(nameAndType)).toEqual(['ADDED second', 'MODIFIED second', 'DELETED second', 'DELETED first']);
});

test('from a version on, without a gap', async () => {
  const { body } = await served.get(MAPS);
  await served.post(MAPS, configMap('after'));
  const watching = await Watching.start(`${MAPS}?watch=1&resourceVersion=${body.metadata.resourceVersion}`);
  expect(nameAndType(await watching.next())).toBe('ADDED after');
});

test('one object by its name', async () => {
  await served.post(MAPS, configMap('mine'));
  const watching = await Watching.start('/api/v1/watch/namespaces/default/configmaps/mine');
  expect(nameAndType(await watching.next())).toBe('ADDED mine');
  await served.post(MAPS, configMap('other-one'));
  await served.delete(`${MAPS}/mine`);
  expect(nameAndType(await watching.next())).toBe('DELETED mine');
});

test('a table has its columns once', async () => {
  await served.post(MAPS, configMap('t1', {}, { labels: { of: 'table' } }));
  const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
  const watching = await Watching.start(`${MAPS}?watch=true&labelSelector=of%3Dtable`, { accept });
  const first = await watching.next();
  expect(first.object.columnDefinitions.length).toBeGreaterThan(1);
  await served.post(MAPS, configMap('t2', {}, { labels: { of: 'table' } }));
  const second = await watching.next();
  expect(second.object).toMatchObject({ kind: 'Table', columnDefinitions: [], rows: [{ cells: ['t2', 0, '0s'] }] });
});

test('what the clock brings is told, and the end of a watch too', async () => {
  const watching = await Watching.start('/api/v1/namespaces/default/pods?watch=true&timeoutSeconds=30');
  await served.post('/api/v1/namespaces/default/pods', {
    metadata: { name: 'runs' },
    spec: { containers: [{ name: 'c', image: 'web:1' }] },
  });
  expect(nameAndType(await watching.next())).toBe('ADDED runs');
  await served.ask('POST', '/wavetank/advance?for=20s', {});
  let event = await watching.next();
  while (event.object.status.phase !== 'Running') event = await watching.next();
  await served.ask('POST', '/wavetank/advance?for=20s', {});
  while (event !== undefined) event = await watching.next();
  expect(watching.ended).toBe(true);
});

test('a version that is not reached is an event, a refusal comes at once', async () => {
  const asked = 'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&resourceVersion=999999';
  const watching = await Watching.start(`${MAPS}?watch=true&${asked}`);
  expect(await watching.next()).toMatchObject({ type: 'ERROR' });
  const { status, body } = await served.get(`${MAPS}?watch=true&resourceVersion=x`);
  expect({ status, message: body.message }).toEqual({
    status: 500,
    message: expect.stringContaining('strconv.ParseUint: parsing "x": invalid syntax'),
  });
});
