// The ways into jest: what each entry adds to which expect, how failures and wrong use look through it, and the
// asymmetric forms.
import { describe, expect, jest, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import '../../src/jest/jest-globals-entry';
import { matchers } from '../../src/matchers/index-entry';
import { jestMatcher } from '../../src/matchers/jest-matcher';
import { matchers as table } from '../../src/matchers/table';

const shop = cluster({ nodes: 2 });
shop.load('../../fixtures/shop');
shop.settle();

const messageOf = (run: () => void): string => {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
};

describe('wavetank/jest-globals', () => {
  test('adds the matchers to the expect of @jest/globals', () => {
    expect(shop.deployment('frontend')).toBeAvailable();
    expect(shop.deployment('frontend')).not.toBeStalled();
    expect(() => shop.scale('deployment/nobody', 3)).toBeRefused({ code: 404 });
  });

  test('a failure tells its test to run again', () => {
    const message = messageOf(() => expect(shop.deployment('frontend')).toHaveReplicas({ desired: 4 }));
    expect(message).toContain('expect(deployment/frontend).toHaveReplicas({ desired: 4 })');
    expect(message).toContain(
      'npx jest specs/jest/entries.spec.ts -t "wavetank/jest-globals a failure tells its test to run again"',
    );
  });

  test('wrong use is an error of its own, with .not too, whose stack begins at the line of the spec', () => {
    const wrong = () => expect(shop.object('configmap/catalog')).not.toBeAvailable();
    expect(wrong).toThrow('toBeAvailable is for deployment');
    try {
      wrong();
    } catch (error) {
      const frames = String((error as Error).stack)
        .split('\n')
        .filter((line) => /^ +at /.test(line));
      expect(frames.filter((line) => line.includes('/src/'))).toEqual([]);
      expect(frames.find((line) => !line.includes('node_modules'))).toContain('entries.spec.ts');
    }
  });

  test('the matchers can be asked of promises', async () => {
    // The types of `resolves` are those of the promise.
    const promised = expect(Promise.resolve(shop.deployment('frontend')) as never);
    await promised.resolves.toBeAvailable();
    await promised.resolves.not.toBeStalled();
  });
});

describe('asymmetric forms', () => {
  const value = { web: shop.deployment('frontend'), count: 3 };

  test.each([
    { name: 'hold', expected: { web: expect.toBeAvailable(), count: 3 }, equal: true },
    { name: 'do not hold', expected: { web: expect.toBeStalled(), count: 3 }, equal: false },
    { name: 'hold with not', expected: { web: expect.not.toBeStalled(), count: 3 }, equal: true },
    { name: 'do not hold with not', expected: { web: expect.not.toBeAvailable(), count: 3 }, equal: false },
    {
      name: 'do not hold for another value',
      expected: { web: expect.anything(), count: expect.toBeAvailable() },
      equal: false,
    },
    { name: 'nor with not', expected: { web: expect.anything(), count: expect.not.toBeAvailable() }, equal: false },
  ])('$name', ({ expected, equal }) => {
    if (equal) expect(value).toEqual(expected);
    else expect(value).not.toEqual(expected);
  });

  test('find the fitting one of a list', () => {
    expect([1, shop.pods({ labels: 'app=cart' })]).toContainEqual(expect.toBeReady());
  });

  test('a value that differs is printed by its name, not with the cluster behind it', () => {
    const message = messageOf(() => expect(value).toEqual({ web: expect.toBeStalled(), count: 3 }));
    expect(message).toContain('deployment/frontend');
    expect(message.length).toBeLessThan(1_000);
  });
});

test('a result that differs is printed without the cluster behind it', () => {
  const answer = shop.request('http://frontend');
  expect(answer).toMatchObject({ status: 200, ok: true });
  expect(JSON.stringify(answer)).not.toContain('simulation');
  expect(messageOf(() => expect(answer).toMatchObject({ status: 201 })).length).toBeLessThan(1_000);
  expect(messageOf(() => expect(answer).toEqual({ status: 201 })).length).toBeLessThan(4_000);
});

describe('wavetank/matchers', () => {
  test('has every matcher of the table as a plain function', () => {
    expect(Object.keys(matchers)).toEqual(table.map(({ name }) => name));
    const { pass, message } = matchers.toBeAvailable.call({ isNot: true, promise: '' }, shop.deployment('frontend'));
    expect(pass).toBe(true);
    expect(message()).toMatch(
      /^expect\(deployment\/frontend\)\.not\.toBeAvailable\(\)\n\nExpected: not to be available\n/,
    );
  });
});

describe('wavetank/jest', () => {
  const load = (global: unknown) =>
    jest.isolateModules(() => {
      const before = (globalThis as { expect?: unknown }).expect;
      (globalThis as { expect?: unknown }).expect = global;
      try {
        require('../../src/jest/globals-entry');
      } finally {
        (globalThis as { expect?: unknown }).expect = before;
      }
    });

  test('adds the matchers to the global expect', () => {
    const extend = jest.fn();
    load({ extend });
    expect(Object.keys(extend.mock.calls[0]?.[0] as object)).toEqual(table.map(({ name }) => name));
  });

  test('says what to do where there is none', () => {
    expect(() => load(undefined)).toThrow("name it in jest's setupFilesAfterEnv, or import wavetank/jest-globals");
  });
});

test('colours are those of the expect that asks', () => {
  const paint = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
  const utils = {
    EXPECTED_COLOR: paint('e'),
    RECEIVED_COLOR: paint('r'),
    DIM_COLOR: paint('d'),
    BOLD_WEIGHT: paint('b'),
  };
  const toExist = table[0];
  const { message } = jestMatcher(toExist).call({ promise: '', utils }, shop.pod('none'));
  expect(message()).toContain('<d>expect(</d><r>pod/none</r><d>).</d>toExist<d>(</d><e></e><d>)</d>');
  expect(message()).toContain('Expected: <e>to exist</e>\nActual:   <r>it does not exist</r>');
});
