// Image names: their full form, what is wrong with a bad one, and what a registry answers.

import { describe, expect, test } from '@jest/globals';
import { failureText } from '../../src/node/image-pull';
import { type ImageReference, imageIdOf, imageSizeOf, parseImage } from '../../src/node/image-reference';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('an image name', () => {
  const good = [
    { image: 'nginx', full: 'docker.io/library/nginx:latest' },
    { image: 'nginx:1.10', full: 'docker.io/library/nginx:1.10' },
    { image: 'tmkube/init', full: 'docker.io/tmkube/init:latest' },
    { image: 'docker.io/nginx', full: 'docker.io/library/nginx:latest' },
    { image: 'registry.k8s.io/redis:e2e', full: 'registry.k8s.io/redis:e2e' },
    { image: 'localhost/a:1', full: 'localhost/a:1' },
    { image: 'host:5000/a/b:1', full: 'host:5000/a/b:1' },
    { image: `nginx@${DIGEST}`, full: `docker.io/library/nginx@${DIGEST}` },
    { image: `nginx:1@${DIGEST}`, full: `docker.io/library/nginx:1@${DIGEST}` },
  ];
  test.each(good)('$image is $full', ({ image, full }) => {
    expect(parseImage(image)).toMatchObject({ full });
  });

  const bad = [
    { image: 'Bad//Image:::', error: 'invalid reference format: repository name (/Image) must be lowercase' },
    { image: 'my/Image', error: 'invalid reference format: repository name (my/Image) must be lowercase' },
    { image: 'nginx:', error: 'invalid reference format' },
    { image: 'nginx: latest', error: 'invalid reference format' },
    { image: 'a//b', error: 'invalid reference format' },
    { image: 'nginx@sha256:abc', error: 'invalid reference format' },
    {
      image: 'b'.repeat(64),
      error: `invalid repository name (${'b'.repeat(64)}), cannot specify 64-byte hexadecimal strings`,
    },
  ];
  test.each(bad)('$image is refused', ({ image, error }) => {
    expect(parseImage(image)).toEqual({ error });
  });

  test('always has the same id and size', () => {
    const reference = parseImage('nginx:1') as ImageReference;
    expect(imageIdOf(reference)).toMatch(/^docker\.io\/library\/nginx@sha256:[0-9a-f]{64}$/);
    expect(imageIdOf(reference)).toBe(imageIdOf(parseImage('docker.io/library/nginx:1') as ImageReference));
    expect(imageSizeOf(reference)).toBeGreaterThan(1_000_000);
    expect(imageIdOf(parseImage(`nginx@${DIGEST}`) as ImageReference)).toBe(`docker.io/library/nginx@${DIGEST}`);
  });
});

describe('a registry’s refusal', () => {
  const rows = [
    { failure: 'notFound', ends: 'docker.io/library/x:1: not found' },
    { failure: 'denied', ends: 'server message: insufficient_scope: authorization failed' },
    {
      failure: 'unreachable',
      ends: 'Head "https://registry-1.docker.io/v2/library/x/manifests/1": dial tcp: i/o timeout',
    },
  ] as const;
  test.each(rows)('$failure', ({ failure, ends }) => {
    const text = failureText(failure, parseImage('x:1') as ImageReference);
    const start = 'desc = failed to pull and unpack image "docker.io/library/x:1": failed to resolve reference ';
    expect(text).toContain(`${start}"docker.io/library/x:1": `);
    expect(text.endsWith(ends)).toBe(true);
  });
});
