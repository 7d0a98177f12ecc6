// `wavetank init`: a starter spec beside the user's manifests, which runs as it is. Never overwrites.

import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { cluster } from '../actions/acting-cluster';
import type { KubeObject } from '../kinds/kind';
import { EXIT, WrongUse } from './usage';

const FILE = 'manifests.spec.yaml';
const MANIFEST = /\.(ya?ml|json)$/;

export function initCommand(words: readonly string[]): number {
  const [folder = '.', ...more] = words;
  if (more.length > 0 || folder.startsWith('-')) throw new WrongUse(`init takes one folder, got ${words.join(' ')}`);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new WrongUse(`there is no folder ${folder}`);
  const target = join(folder, FILE);
  if (existsSync(target)) throw new WrongUse(`${target} is there already; it was not touched`);
  const manifests = readdirSync(folder).filter((name) => MANIFEST.test(name) && !/\.spec\.ya?ml$/.test(name));
  if (manifests.length === 0) throw new WrongUse(`there are no manifests (*.yaml, *.json) in ${folder}`);
  const shop = cluster({ nodes: 3 });
  shop.load(manifests.map((name) => join(folder, name)));
  shop.settle();
  writeFileSync(target, starter(manifests, workloads(shop)), { flag: 'wx' });
  process.stdout.write(`wrote ${relative('.', target)}\nrun it with: npx wavetank test ${relative('.', target)}\n`);
  return EXIT.passed;
}

type Shop = ReturnType<typeof cluster>;

/** Deployments with the Service that selects their pods, if one does. */
function workloads(shop: Shop): { readonly deployment: string; readonly service: string | undefined }[] {
  return shop.list('Deployment', 'default').map(({ metadata, spec }) => {
    const labels = spec.template.metadata?.labels ?? {};
    const service = shop.list('Service', 'default').find((each) => {
      const selector = each.spec?.selector;
      return selector && Object.keys(selector).every((key) => labels[key] === selector[key]);
    });
    return { deployment: metadata.name, service: (service as KubeObject | undefined)?.metadata.name };
  });
}

function starter(manifests: readonly string[], found: ReturnType<typeof workloads>): string {
  const load = manifests.length === 1 ? manifests[0] : `\n${manifests.map((name) => `  - ${name}`).join('\n')}`;
  const lines = [
    '# yaml-language-server: $schema=./node_modules/wavetank/schema/spec.schema.json',
    'cluster: { nodes: 3 }',
    `load: ${load}`,
    'tests:',
    '  - name: everything comes up',
    '    steps:',
    '      - settle',
    '      - expect:',
    ...(found.length > 0
      ? found.map(({ deployment }) => `          deployment/${deployment}: toBeAvailable`)
      : ['          all pods: toBeReady']),
  ];
  const [first] = found.filter(({ service }) => service !== undefined);
  if (first) {
    lines.push(
      `  - name: ${first.deployment} survives a lost node`,
      '    steps:',
      '      - settle',
      '      - failNode: node-2',
      '      - advance: 7m',
      '      - expect:',
      `          deployment/${first.deployment}: toBeAvailable`,
      `          service/${first.service}: { toHaveEndpoints: { atLeast: 1 } }`,
    );
  }
  return `${lines.join('\n')}\n`;
}
