// Texts of two runs made comparable: what no run can reproduce (uids, versions, times, random suffixes, hashes,
// allocated addresses and ports) becomes a placeholder. What the scenario itself spells out stays.
import type { KubeObject } from '../../src/kinds/kind';

const ADDRESS = /\b(?:\d{1,3}\.){3}\d{1,3}\b/g;
const NODE_PORT = /\b3[0-2]\d{3}\b/g;
const HASH_LABELS = ['pod-template-hash', 'controller-revision-hash'];

type Replacement = readonly [RegExp, string];

/** Before names are replaced. */
const FIRST: readonly Replacement[] = [
  [/kube-api-access-[a-z0-9]{5}/g, 'kube-api-access-*'],
  [/(resourceVersion\W{1,6})\d+/g, '$1RV'],
  [/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)? [+-]\d{4}( UTC)?/g, 'TIME'],
  [/\S*\/(LIVE|MERGED)-\d+/g, '$1'],
  [/\(x\d+ over /g, '(xN over '],
  [/in [\d.]+m?s \([\d.]+m?s including waiting\)\. Image size: \d+ bytes/g, 'in DURATION'],
  [/(took|after|in|for) [\d.]+(ms|µs|s)\b/g, '$1 DURATION'],
];

/** After the names and hashes that are known to be random: what looks like them. */
const LATER: readonly Replacement[] = [
  [/-[456789bcdf]{8,10}(?![a-z0-9])/g, '-HASH'],
  [/-[bcdfghjklmnpqrstvwxz2456789]{5}(?![a-z0-9])/g, '-*'],
  [/-2[89]\d{6}\b/g, '-MINUTE'],
  [/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g, 'TIME'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g, 'TIME'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UID'],
];
const IMAGE_IDS: Replacement = [/(sha256:|fake:\/\/|containerd:\/\/|docker:\/\/)[0-9a-zA-Z_./:*-]+/g, 'ID'];

/** What one side's objects and the scenario's text say about which words are random. */
export class Placeholders {
  /** Whether node names are compared as they are. */
  exactNodes: boolean;
  readonly #addresses: ReadonlySet<string>;
  readonly #nodePorts: ReadonlySet<string>;
  readonly #nodes: readonly RegExp[];
  readonly #generated = new Map<string, string>();
  readonly #hashes = new Set<string>();
  readonly #known = { exact: new Map<string, string>(), blurred: new Map<string, string>() };

  constructor(scenario: string, exactNodes: boolean, objects: readonly KubeObject[]) {
    this.exactNodes = exactNodes;
    this.#addresses = new Set(scenario.match(ADDRESS) ?? []);
    this.#nodePorts = new Set(scenario.match(NODE_PORT) ?? []);
    const nodes = objects.filter(({ kind }) => kind === 'Node').map(({ metadata }) => metadata.name);
    nodes.sort((a, b) => b.length - a.length);
    this.#nodes = nodes.map((name) => new RegExp(`(?<![\\w-])${name.replace(/\W/g, '\\$&')}(?![\\w-])`, 'g'));
    for (const object of objects) this.#learn(object);
  }

  #learn({ kind, metadata }: KubeObject): void {
    for (const label of HASH_LABELS) {
      const hash = metadata.labels?.[label];
      if (hash !== undefined) this.#hashes.add(lastPart(hash));
    }
    if (metadata.generateName && kind !== 'Event') this.#generated.set(metadata.name, `${metadata.generateName}*`);
    if (kind === 'ControllerRevision') this.#hashes.add(lastPart(metadata.name));
  }

  /** The text with placeholders. */
  text(value: string): string {
    const known = this.exactNodes ? this.#known.exact : this.#known.blurred;
    let replaced = known.get(value);
    if (replaced === undefined) {
      replaced = this.#replace(value);
      known.set(value, replaced);
    }
    return replaced;
  }

  /** A number that may be an allocated node port. */
  number(value: number): number | string {
    const isPort = Number.isInteger(value) && value >= 30_000 && value <= 32_767;
    return isPort && !this.#nodePorts.has(String(value)) ? 'NODEPORT' : value;
  }

  #replace(value: string): string {
    let text = value;
    for (const [pattern, placeholder] of FIRST) text = text.replace(pattern, placeholder);
    for (const [name, prefix] of this.#generated) text = text.replaceAll(name, prefix);
    for (const hash of this.#hashes) if (hash !== '') text = text.replaceAll(hash, 'HASH');
    for (const [pattern, placeholder] of LATER) text = text.replace(pattern, placeholder);
    text = text.replace(ADDRESS, (address) => (this.#addresses.has(address) ? address : 'IP'));
    text = text.replace(NODE_PORT, (port) => (this.#nodePorts.has(port) ? port : 'NODEPORT'));
    text = text.replace(...IMAGE_IDS);
    if (!this.exactNodes) for (const node of this.#nodes) text = text.replace(node, 'NODE');
    return text;
  }
}

const lastPart = (name: string) => name.slice(name.lastIndexOf('-') + 1);
