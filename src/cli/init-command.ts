// `wavetank init`: a starter spec beside the user's manifests. What it expects has been tried before it is written, so
// that it passes when it is run. Never overwrites.

import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { actionNamed, type Cluster, cluster, runNamed } from '../actions/acting-cluster';
import type { Action } from '../actions/action';
import type { Deployment } from '../kinds/generated/types.gen';
import { MANIFEST_EXTENSIONS } from '../manifests/files';
import { EXIT, WrongUse } from './usage';

const FILE = 'manifests.spec.yaml';
const SCHEMA = 'node_modules/wavetank/schema/spec.schema.json';
const LOST = 'node-2';
/** Long enough for the pods of a lost node to be replaced: 40 s until it is noticed, 5 min of toleration. */
const LOST_MS = 420_000;

export function initCommand(words: readonly string[]): number {
  const [folder = '.', ...more] = words;
  if (more.length > 0 || folder.startsWith('-')) throw new WrongUse(`init takes one folder, got ${words.join(' ')}`);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new WrongUse(`there is no folder ${folder}`);
  const target = join(folder, FILE);
  if (existsSync(target)) throw new WrongUse(`${target} is there already; it was not touched`);
  const manifests = manifestsIn(folder);
  if (manifests.length === 0)
    throw new WrongUse(`there is no manifest (${MANIFEST_EXTENSIONS.join(', ')}) in ${folder}`);
  const shop = cluster({ nodes: 3 });
  const paths = manifests.map((name) => join(folder, name));
  runNamed(shop, actionNamed('load') as Action, { manifests: paths }, { file: 'wavetank init', line: 1 });
  shop.settle();
  const schema = relative(folder, join(installFolder(resolve(folder)), SCHEMA));
  writeFileSync(target, starter(schema, manifests, shop), { flag: 'wx' });
  process.stdout.write(`wrote ${relative('.', target)}\nrun it with: npx wavetank test ${relative('.', target)}\n`);
  return EXIT.passed;
}

function manifestsIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.spec\.ya?ml$/.test(entry.name) && !/^(package|tsconfig)/.test(entry.name))
    .map(({ name }) => name)
    .filter((name) => MANIFEST_EXTENSIONS.some((extension) => name.endsWith(extension)))
    .sort();
}

/** The folder whose node_modules has the package, seen from here; the working folder when there is none yet. */
function installFolder(folder: string): string {
  if (existsSync(join(folder, SCHEMA))) return folder;
  return dirname(folder) === folder ? resolve('.') : installFolder(dirname(folder));
}

function starter(schema: string, manifests: readonly string[], shop: Cluster): string {
  const deployments = shop.list('Deployment').map((deployment) => ({ deployment, words: wordsFor(deployment) }));
  const lines = [
    `# yaml-language-server: $schema=${schema.startsWith('.') ? schema : `./${schema}`}`,
    'cluster: { nodes: 3 }',
    manifests.length === 1 ? `load: ${manifests[0]}` : `load:\n${manifests.map((name) => `  - ${name}`).join('\n')}`,
    'tests:',
    '  - name: everything comes up',
    '    steps:',
    '      - settle',
    '      - expect:',
    ...deployments.map(({ deployment, words }) =>
      isAvailable(deployment)
        ? `          ${words}: toBeAvailable`
        : `          ${words}: { not: toBeAvailable } # in the simulation: wavetank run tells why`,
    ),
    ...(deployments.length === 0 ? ['          atLeast 3 nodes: toBeReady'] : []),
    ...lostNode(shop),
  ];
  return `${lines.join('\n')}\n`;
}

/** `deployment/web`, `deployment/web in shop` */
function wordsFor({ kind, metadata: { name, namespace } }: { kind: string; metadata: Deployment['metadata'] }): string {
  const place = namespace === undefined || namespace === 'default' ? '' : ` in ${namespace}`;
  return `${kind.toLowerCase()}/${name}${place}`;
}

function isAvailable({ status }: Deployment): boolean {
  return status?.conditions?.some(({ type, status: state }) => type === 'Available' && state === 'True') ?? false;
}

/** The first Deployment that a Service leads to, if it comes through the loss of a node. */
function lostNode(shop: Cluster): readonly string[] {
  const found = shop.list('Deployment').flatMap((deployment) => {
    const labels = deployment.spec.template.metadata?.labels ?? {};
    const service = shop.list('Service', deployment.metadata.namespace).find(({ spec }) => {
      const selector = Object.entries(spec?.selector ?? {});
      return selector.length > 0 && selector.every(([key, value]) => labels[key] === value);
    });
    return service && isAvailable(deployment) ? [{ deployment, service }] : [];
  })[0];
  if (!found) return [];
  const { deployment, service } = found;
  const copy = shop.fork();
  copy.failNode(LOST);
  copy.advanceMs(LOST_MS);
  const { name, namespace } = deployment.metadata;
  const after = copy.get('Deployment', namespace, name);
  if (!after || !isAvailable(after) || !copy.endpoints(service.metadata.name, namespace).some(({ ready }) => ready))
    return [];
  return [
    `  - name: ${name} survives a lost node`,
    '    steps:',
    '      - settle',
    `      - failNode: ${LOST}`,
    '      - advance: 7m',
    '      - expect:',
    `          ${wordsFor(deployment)}: toBeAvailable`,
    `          ${wordsFor({ kind: 'Service', metadata: service.metadata })}: { toHaveEndpoints: { atLeast: 1 } }`,
  ];
}
