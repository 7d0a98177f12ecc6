// Every answer that a real CoreDNS gave, against ours after the same manifests went through the whole control plane.

import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { compareDns } from '../../scripts/fidelity/dns';
import { fixtures } from '../support/root';

const comparisons = compareDns(join(fixtures, 'fidelity/dns'));

describe('a real CoreDNS answered', () => {
  test.each(
    comparisons.map((comparison) => ({ ...comparison, title: `${comparison.row.type} ${comparison.row.name}` })),
  )('$title', ({ real, simulated }) => {
    expect(simulated).toEqual(real);
  });
});
