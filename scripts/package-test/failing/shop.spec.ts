// A spec that fails, for the exit code of the command.
import { expect, test } from '@jest/globals';
import { cluster } from 'wavetank';

test('a cluster is nothing', () => {
  expect(cluster({ nodes: 1 })).toBeUndefined();
});
