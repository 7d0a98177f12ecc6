// What a check costs, each case in a process of its own and counted from the process's start: everything with all
// campaigns on online-boutique, and the rules that only read on very many manifests.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { check } from '../../src/checks/check';
import { CheckContext } from '../../src/checks/context';
import { ManifestSet } from '../../src/checks/manifest-set';
import type { Rule } from '../../src/checks/rule';
import { rules } from '../../src/checks/table';
import type { ClusterOptions } from '../../src/cluster/options';
import { loadManifests } from '../../src/manifests/load';
import { writeManifests } from './serving';

export interface CheckFigures {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly findings: number;
}

const BOUTIQUE = resolve('../shared/real/online-boutique');
const ALL = 'online-boutique, all campaigns, 6 nodes';
const STATIC = '50,000 resources, only read';

export const CHECK_CASES = [ALL, STATIC] as const;
export const PROMISED: Readonly<Record<string, string>> = { [ALL]: '3 s' };

const SIX = {
  nodes: Array.from({ length: 6 }, (_, index) => ({
    name: `node-${index + 1}`,
    zone: ['a', 'b', 'c'][index % 3] as string,
  })),
};

export function measureCheck(name: string): CheckFigures | { readonly skipped: string } {
  if (name === ALL) {
    return existsSync(BOUTIQUE) ? figures(BOUTIQUE, SIX, rules) : { skipped: `skipped: ${BOUTIQUE} is not there` };
  }
  const folder = mkdtempSync(join(tmpdir(), 'wavetank-bench-'));
  try {
    writeManifests(folder);
    const [before, cpuBefore] = [performance.now(), process.cpuUsage()];
    const { wallMs, cpuMs, findings } = figures(
      folder,
      {},
      rules.filter(({ reads }) => reads === 'manifests'),
    );
    return { wallMs: wallMs - before, cpuMs: cpuMs - (cpuBefore.user + cpuBefore.system) / 1000, findings };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function figures(path: string, options: ClusterOptions, asked: readonly Rule[]): CheckFigures {
  const found = check(new CheckContext(new ManifestSet(loadManifests(path)), [], options), asked);
  const { user, system } = process.cpuUsage();
  return { wallMs: performance.now(), cpuMs: (user + system) / 1000, findings: found.length };
}
