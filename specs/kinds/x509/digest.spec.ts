// Digests beside those of the platform.

import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { digest } from '../../../src/kinds/x509/digest';

test.each(['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] as const)('%s', (name) => {
  for (const length of [0, 1, 55, 56, 63, 64, 111, 112, 127, 128, 1000]) {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 7) & 255);
    const platform = createHash(name.replace('-', '')).update(bytes).digest('hex');
    expect(Buffer.from(digest(name, bytes)).toString('hex')).toBe(platform);
  }
});
