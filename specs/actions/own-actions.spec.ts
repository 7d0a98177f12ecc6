// Actions of the user's own, and the user's line that every action remembers.

import { describe, expect, test } from '@jest/globals';
import { argument, cluster, defineAction, extend, types } from 'wavetank';

const rename = defineAction({
  name: 'relabel',
  summary: 'Sets a label on a node and cordons it.',
  args: [argument('node', types.text('a node'), 'the node')],
  options: [argument('colour', types.oneOf('red', 'green'), 'the label')],
  example: { ts: "shop.relabel('node-1')", yaml: 'relabel: node-1' },
  run: ({ cluster: shop }, { node, colour = 'red' }) => {
    shop.setLabel(`node/${node}`, 'colour', colour);
    shop.cordon(node);
    return shop.node(node);
  },
});
extend({ actions: [rename] });

declare module 'wavetank' {
  interface CustomActions {
    relabel(
      node: string,
      options?: { readonly colour?: 'red' | 'green' },
    ): ReturnType<ReturnType<typeof cluster>['node']>;
  }
}

test('a name that is nearly right is told, the message stays the server’s', () => {
  const shop = cluster({ nodes: 1 });
  let refused: Error | undefined;
  try {
    shop.setLabel('node/nod-1', 'a', 'b');
  } catch (error) {
    refused = error as Error;
  }
  expect(refused?.message).toBe('nodes "nod-1" not found');
  expect(refused?.stack).toContain('nodes "nod-1" not found (did you mean node-1?)');
});

describe('an own action', () => {
  test('is a method of every cluster, and of forks', () => {
    const shop = cluster({ nodes: 1 });
    const copy = shop.fork();
    expect(copy.relabel('node-1', { colour: 'green' }).object?.metadata.labels).toMatchObject({ colour: 'green' });
    expect(shop.node('node-1').object?.metadata.labels).not.toHaveProperty('colour');
  });

  test('checks its arguments as all others do', () => {
    const shop = cluster({ nodes: 1 });
    // @ts-expect-error no such colour
    expect(() => shop.relabel('node-1', { colour: 'gren' })).toThrow(
      'relabel: colour: expected one of red, green, got "gren" (did you mean green?)',
    );
  });

  test('is one action: what it calls is part of it', () => {
    const shop = cluster({ nodes: 1 });
    const before = shop.mark();
    shop.relabel('node-1');
    expect(shop.lastAction).toEqual(before);
    const { steps } = shop.why('node/node-1', 'spec.unschedulable');
    expect(steps.at(-1)).toMatchObject({
      actor: 'user',
      verb: 'relabel',
      target: 'node-1',
      source: { file: __filename },
    });
  });

  test('that fails leaves the next one an action of its own', () => {
    const shop = cluster({ nodes: 1 });
    expect(() => shop.relabel('node-9')).toThrow('not found');
    shop.cordon('node-1');
    expect(shop.why('node/node-1', 'spec.unschedulable').steps.at(-1)?.verb).toBe('cordon');
  });
});

describe('a name', () => {
  const named = (name: string) => ({ actions: [{ ...rename, name }] });

  test.each([
    { name: 'an action has', word: 'scale' },
    { name: 'an own action has', word: 'relabel' },
    { name: 'a method of clusters has', word: 'fork' },
    { name: 'a property of clusters has', word: 'simulation' },
    { name: 'a word of YAML specs has', word: 'until' },
  ])('that $name is taken', ({ word }) => {
    expect(() => extend(named(word))).toThrow(`there is an action or property "${word}" already`);
  });

  test.each(['set image', 'Release', '2nd', ''])('"%s" is none', (word) => {
    expect(() => extend(named(word))).toThrow("an action's name is one word");
  });

  test('may be registered again by the same action', () => {
    expect(() => extend({ actions: [rename] })).not.toThrow();
  });
});

describe("the user's line", () => {
  const sourceOf = (act: (shop: ReturnType<typeof cluster>) => void) => {
    const shop = cluster({ nodes: 1 });
    act(shop);
    return shop.why('node/node-1', 'spec.unschedulable').steps.at(-1)?.source;
  };
  /** The line of this file that says so. */
  const lineOf = (error: Error) => Number(/own-actions\.spec\.ts:(\d+)/.exec(error.stack ?? '')?.[1]);

  test('is where the action is called', () => {
    let line = 0;
    const source = sourceOf((shop) => {
      line = lineOf(new Error());
      shop.cordon('node-1');
    });
    expect(source).toMatchObject({ file: __filename, line: line + 1 });
  });

  test("is the innermost of the user's own functions", () => {
    let line = 0;
    const cordonAll = (shop: ReturnType<typeof cluster>) => {
      line = lineOf(new Error());
      for (const { metadata } of shop.list('Node')) shop.in('default').cordon(metadata.name);
    };
    expect(sourceOf(cordonAll)).toMatchObject({ file: __filename, line: line + 1 });
  });

  test('is where the stack of an error begins', () => {
    const shop = cluster({ nodes: 1 });
    let error: Error | undefined;
    let line = 0;
    try {
      line = lineOf(new Error());
      shop.load('nowhere.yaml');
    } catch (thrown) {
      error = thrown as Error;
    }
    expect(error?.stack).toMatch(/^ManifestError: the path "nowhere.yaml" does not exist\n/);
    expect(/^ +at .*$/m.exec(error?.stack ?? '')?.[0]).toContain(`own-actions.spec.ts:${line + 1}:`);
  });

  test('is none of code that was made from a text: the line that runs it', () => {
    const source = sourceOf((shop) => new Function('shop', "shop.cordon('node-1')")(shop));
    expect(source).toMatchObject({ file: __filename });
  });
});
