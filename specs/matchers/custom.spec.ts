// A matcher of a user's own: defined, registered, used in TypeScript with its types and in YAML by its name.
import { describe, expect, test } from '@jest/globals';
import { argument, cluster, defineMatcher, types } from 'wavetank';
import 'wavetank/jest-globals';
import { matcherNames, registerMatcher } from '../../src/matchers/registry';
import { runSpec } from '../specfile/harness';

const toRunImage = defineMatcher({
  name: 'toRunImage',
  summary: 'Every container of the pod runs this image.',
  kinds: ['Pod'],
  args: [argument('image', types.text('an image such as nginx:1.27'), 'the image')],
  example: {
    ts: "expect(shop.pods({ labels: 'app=frontend' })).toRunImage('shop/frontend:v1')",
    yaml: '- expect: { pods app=frontend: { toRunImage: shop/frontend:v1 } }',
  },
  check: (_cx, pod, { image }) => {
    const images = pod.spec.containers.map((container) => container.image ?? '');
    return {
      pass: images.every((each) => each === image),
      expected: () => `run ${image}`,
      actual: () => `it runs ${images.join(', ')}`,
      path: 'spec.containers',
    };
  },
});

registerMatcher(toRunImage);

declare module 'wavetank' {
  interface CustomMatchers<R, T> {
    toRunImage(image: string, options?: { readonly always?: true }): R;
  }
}

const shop = cluster({ nodes: 2 });
shop.load('../../fixtures/shop');
shop.settle();
const frontends = shop.pods({ labels: 'app=frontend' });

describe('in TypeScript', () => {
  test('is a method of expect', () => {
    expect(frontends).toRunImage('shop/frontend:v1');
    expect(frontends).not.toRunImage('shop/frontend:v2');
    expect({ pod: shop.pod('none'), frontends }).toMatchObject({ frontends: expect.toRunImage('shop/frontend:v1') });
    // @ts-expect-error its argument has a type
    expect(() => expect(frontends).toRunImage(1)).toThrow('image: expected an image such as nginx:1.27, got 1');
  });

  test('has the options about the past, quantifiers and the failure text of all others', () => {
    shop.setImage('deployment/frontend', 'shop/frontend:v2');
    shop.advance('60s');
    expect(() => expect(frontends).toRunImage('shop/frontend:v1', { always: true })).toThrow(
      /in every state since setImage deployment\/frontend shop\/frontend:v2.*it runs shop\/frontend:v2.*custom\.spec\.ts:\d+/s,
    );
  });

  test('refuses a subject of another kind', () => {
    expect(() => expect(shop.deployment('frontend')).toRunImage('x')).toThrow('toRunImage is for pod subjects');
  });
});

describe('in YAML', () => {
  const spec = (expectation: string) =>
    `load: shop\nuse: ./to-run-image.ts\ntests:\n  - name: x\n    steps:\n      - settle\n      - expect: ${expectation}\n`;
  // What jest's require does with the module that `use` names.
  const load = () => registerMatcher(toRunImage);
  const messageOf = (expectation: string) => runSpec(spec(expectation), load)[0]?.error?.message;

  test('is found by its name, after those of the table', () => {
    expect(matcherNames().at(-1)).toBe('toRunImage');
  });

  test.each([
    '{ pods app=frontend: { toRunImage: shop/frontend:v1 } }',
    '{ pods app=frontend: { toRunImage: { image: shop/frontend:v1, eventually: true } } }',
    '{ pods app=frontend: { not: { toRunImage: shop/frontend:v2 } } }',
  ])('%s', (expectation) => {
    expect(messageOf(expectation)).toBeUndefined();
  });

  test.each([
    { expectation: '{ pods app=frontend: { toRunImage: v2 } }', message: 'it runs shop/frontend:v1' },
    { expectation: '{ pods app=frontend: { toRunImage: { imag: v2 } } }', message: 'imag' },
    { expectation: '{ pods app=frontend: { toRunImag: v2 } }', message: 'toRunImage' },
  ])('fails $expectation', ({ expectation, message }) => {
    expect(() => {
      throw new Error(messageOf(expectation));
    }).toThrow(message);
  });
});

describe('a name', () => {
  const other = { ...toRunImage };

  test('can be registered again by the same matcher only', () => {
    expect(() => registerMatcher(toRunImage)).not.toThrow();
    expect(() => registerMatcher(other)).toThrow('there is a matcher "toRunImage" already');
    expect(() => registerMatcher({ ...other, name: 'toExist' })).toThrow('there is a matcher "toExist" already');
  });

  test('begins with "to"', () => {
    expect(() => registerMatcher({ ...other, name: 'runsImage' })).toThrow('begins with "to"');
  });
});
