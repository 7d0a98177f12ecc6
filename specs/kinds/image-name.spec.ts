// The tag of an image decides its default pull policy.

import { expect, test } from '@jest/globals';
import { defaultPullPolicy, imageTag } from '../../src/kinds/pod-spec/image-name';

const DIGEST = `sha256:${'a'.repeat(64)}`;

test.each([
  { image: 'nginx', tag: 'latest', policy: 'Always' },
  { image: 'nginx:latest', tag: 'latest', policy: 'Always' },
  { image: 'nginx:1.27', tag: '1.27', policy: 'IfNotPresent' },
  { image: 'registry:5000/nginx', tag: 'latest', policy: 'Always' },
  { image: 'registry:5000/team/nginx:v1', tag: 'v1', policy: 'IfNotPresent' },
  { image: 'localhost/x', tag: 'latest', policy: 'Always' },
  { image: `nginx@${DIGEST}`, tag: '', policy: 'IfNotPresent' },
  { image: `nginx:1@${DIGEST}`, tag: '1', policy: 'IfNotPresent' },
  { image: 'Nginx', tag: '', policy: 'IfNotPresent' },
  { image: 'a b', tag: '', policy: 'IfNotPresent' },
  { image: 'x'.repeat(247), tag: 'latest', policy: 'Always' },
  { image: 'x'.repeat(248), tag: '', policy: 'IfNotPresent' },
  { image: `localhost/${'x'.repeat(256)}`, tag: '', policy: 'IfNotPresent' },
  { image: '', tag: '', policy: 'IfNotPresent' },
])('$image', ({ image, tag, policy }) => {
  expect([imageTag(image), defaultPullPolicy(image)]).toEqual([tag, policy]);
});
