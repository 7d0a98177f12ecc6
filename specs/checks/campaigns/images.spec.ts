// The images that campaigns roll out, and what is known of their programs.

import { expect, test } from '@jest/globals';
import { withCampaignImages, withTag } from '../../../src/checks/campaigns/images';
import { matchingRule } from '../../../src/node/program-rules';

test.each([
  { image: 'nginx', tagged: 'nginx:v2' },
  { image: 'nginx:1.29', tagged: 'nginx:v2' },
  { image: 'registry.example:5000/shop/web', tagged: 'registry.example:5000/shop/web:v2' },
  { image: 'registry.example:5000/shop/web:1.2', tagged: 'registry.example:5000/shop/web:v2' },
  { image: 'shop/web@sha256:0123', tagged: 'shop/web:v2' },
  { image: 'shop/web:1.2@sha256:0123', tagged: 'shop/web:v2' },
])('$image with another tag', ({ image, tagged }) => {
  expect(withTag(image, 'v2')).toBe(tagged);
});

const { programs = [] } = withCampaignImages({
  programs: [
    { image: 'shop/web:v1', readyAfterMs: 1 },
    { image: 'shop/*', readyAfterMs: 2 },
    { image: 'redis', readyAfterMs: 3 },
  ],
});

test.each([
  { image: 'shop/web:v1', program: { readyAfterMs: 1 } },
  { image: 'shop/cart:v1', program: { readyAfterMs: 2 } },
  { image: 'redis:wavetank-next', program: { readyAfterMs: 3 } },
  { image: 'shop/web:wavetank-missing', program: { missing: 'notFound' } },
  { image: 'redis:wavetank-crashes', program: { exits: { code: 1, afterMs: 1_000 } } },
  { image: 'quay.io/a/b/c:wavetank-missing', program: { missing: 'notFound' } },
])('$image runs what is known of it', ({ image, program }) => {
  expect(matchingRule(programs, image, `docker.io/${image}`, 'web')).toMatchObject(program);
});

test('the tag of a rule holds for the good one before what is said of all', () => {
  expect(matchingRule(programs, 'shop/web:wavetank-next', 'shop/web:wavetank-next', 'web')).toMatchObject({
    readyAfterMs: 1,
  });
});

test.each([
  { options: {}, lagMs: 500 },
  { options: { timings: { proxyLagMs: 20 } }, lagMs: 20 },
])('proxies are late unless told otherwise: $options', ({ options, lagMs }) => {
  expect(withCampaignImages(options).timings?.proxyLagMs).toBe(lagMs);
});
