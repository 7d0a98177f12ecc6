// Every action's examples run, in both languages, and do the same.

import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { actionNamed, type Cluster, cluster, runNamed } from '../../src/actions/acting-cluster';
import { actions } from '../../src/actions/table';

/** What must have happened before an example makes sense. */
const BEFORE: Readonly<Record<string, (shop: Cluster) => void>> = {
  rolloutUndo: (shop) => {
    shop.setImage('deployment/frontend', 'shop/frontend:v2');
    shop.settle();
  },
  rolloutResume: (shop) => shop.rolloutPause('deployment/frontend'),
  removeAnnotation: (shop) => shop.setAnnotation('deployment/frontend', 'kubernetes.io/change-cause', 'v1'),
  uncordon: (shop) => shop.cordon('node-2'),
  untaint: (shop) => shop.taint('node-2', 'dedicated=gpu:NoSchedule'),
  recoverNode: (shop) => shop.failNode('node-2'),
  stopTraffic: (shop) => void shop.traffic('http://frontend', { name: 'visitors' }),
  unblockImage: (shop) => shop.blockImage('shop/frontend:v2'),
};

function shopFor(action: string): Cluster {
  const shop = cluster({ nodes: 3 });
  // Examples that load find their own manifests; the others find them loaded.
  if (action !== 'load') shop.load('../../fixtures/shop');
  shop.load('../../fixtures/examples/web-0.yaml');
  shop.settle();
  BEFORE[action]?.(shop);
  return shop;
}

/** The folder that the examples call ../manifests. */
const here = (text: string) => text.replaceAll('../manifests', resolve(__dirname, '../../fixtures/shop'));

describe.each(actions.map((action) => ({ name: action.name, action })))('$name', ({ name, action }) => {
  const run = (text: string) => new Function('shop', `return ${here(text)};`);

  test('summary is a sentence', () => {
    expect(action.summary).toMatch(/^[A-Z].*\.$/);
  });

  test('the examples run and do the same', () => {
    const inTypeScript = shopFor(name);
    const before = inTypeScript.simulation.trace.length;
    run(action.example.ts)(inTypeScript);
    inTypeScript.settle();

    const inYaml = shopFor(name);
    const step = parse(here(action.example.yaml)) as string | Record<string, unknown>;
    const [verb, input] = typeof step === 'string' ? [step, undefined] : (Object.entries(step)[0] as [string, unknown]);
    expect(verb).toBe(name);
    const { as, ...values } = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>;
    const found = actionNamed(verb);
    expect(found).toBeDefined();
    if (found) runNamed(inYaml, found, as === undefined ? input : values, { file: __filename, line: 1 });
    inYaml.settle();

    expect(actions.find((each) => each.name === name)?.passive || inTypeScript.simulation.trace.length > before).toBe(
      true,
    );
    expect(stateOf(inYaml)).toEqual(stateOf(inTypeScript));
  });
});

function stateOf(shop: Cluster): unknown {
  const kinds = shop.simulation.store.kinds().filter((kind) => kind !== 'Event' && kind !== 'Lease');
  return Object.fromEntries(kinds.map((kind) => [kind, shop.list(kind)]));
}
