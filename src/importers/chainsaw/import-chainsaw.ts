// Chainsaw's tests as specs: one file for each Test, one cluster and one namespace for it.

import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { isPlainMap } from '../../cluster/describe/types';
import { type Data, type Document, filesBelow, isFolder, readFileDocuments, shownFrom } from '../documents';
import { action, type DraftSpec, gap, type Line } from '../draft';
import type { ImportContext } from '../import-context';
import { Known } from '../known';
import { listOf, mapOf } from '../kuttl/cases';
import { namespaceName } from '../namespace';
import { specPath } from '../paths';
import { type Bindings, told, UNTOLD, withBindings } from './bindings';
import { timeoutsOf } from './operation-context';
import { stepLines } from './step';

export function importChainsaw(cx: ImportContext, path: string): readonly DraftSpec[] {
  const configuration = configurationOf(cx);
  return testFiles(path).flatMap((file) =>
    readFileDocuments(cx.root, file)
      .filter(({ value }) => isTest(value))
      .map((document) => importTest(cx, file, document, configuration)),
  );
}

const isTest = ({ apiVersion, kind }: Data) => String(apiVersion).startsWith('chainsaw.kyverno.io/') && kind === 'Test';

function testFiles(path: string): readonly string[] {
  if (!isFolder(path)) return [path];
  return filesBelow(path).filter((file) => /^chainsaw-test\.ya?ml$/.test(basename(file)));
}

/** What `.chainsaw.yaml` in the folder says. */
function configurationOf({ root }: ImportContext): Data {
  const file = ['.chainsaw.yaml', '.chainsaw.yml'].map((name) => resolve(root.folder, name)).find(existsSync);
  return mapOf(file === undefined ? undefined : readFileDocuments(root, file)[0]?.value.spec);
}

function importTest(cx: ImportContext, file: string, document: Document, configuration: Data): DraftSpec {
  const spec = mapOf(document.value.spec);
  const metadata = mapOf(document.value.metadata);
  const name = typeof metadata.name === 'string' ? metadata.name : basename(dirname(file));
  const path = specPath(cx.root, cx.out, dirname(file), name);
  const timeouts = timeoutsOf(timeoutsOf({}, configuration.timeouts), spec.timeouts);
  const { namespace, object, lines } = namespaceOf(spec, name, document);
  const scenarios = listOf(spec.scenarios).map(mapOf);
  const tests = (scenarios.length > 0 ? scenarios : [{}]).map((scenario: Data, index) => {
    const known = new Known();
    const made = madeNamespace(known, object);
    const base: Bindings = new Map<string, unknown>([
      ['namespace', namespace],
      ['test', { metadata: { ...metadata, name } }],
    ]);
    const bindings = withBindings(withBindings(base, spec.bindings, spec.compiler), scenario.bindings);
    const own = stepLines({ cx, known, namespace, folder: dirname(file), spec: path, timeouts }, document, bindings);
    const label = typeof scenario.name === 'string' ? scenario.name : `scenario ${index + 1}`;
    return {
      name: scenarios.length > 0 ? `${name}, ${label}` : name,
      lines: [...made, ...lines, ...own],
      skipped: spec.skip === true ? 'the suite skips it' : undefined,
    };
  });
  return { path, source: shownFrom(cx.root, file), cluster: { nodes: 1 }, before: [], tests };
}

function madeNamespace(known: Known, object: Data | undefined): readonly Line[] {
  if (!object) return [];
  known.made(object, '');
  // Pods are refused until the namespace has its service account.
  return [action({ create: { manifests: object } }, 0), action('settle', 0)];
}

/** upstream: pkg/runner/namespace.go: a given one is made when it is not there. */
function namespaceOf(spec: Data, name: string, document: Document) {
  const nested = mapOf(spec.namespace);
  const given = typeof spec.namespace === 'string' ? spec.namespace : nested.name;
  const template = spec.namespaceTemplate ?? nested.template;
  const namespace = typeof given === 'string' && given !== '' ? given : namespaceName('chainsaw', name);
  const plain = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };
  if (template === undefined) return { namespace, object: isBuiltIn(namespace) ? undefined : plain, lines: [] };
  const value = told(template, new Map([['namespace', namespace]]));
  if (value === UNTOLD || !isPlainMap(value)) {
    const at = document.at(['spec', 'namespaceTemplate']);
    return {
      namespace,
      object: plain,
      lines: [gap('setup', 'a namespace of expressions', JSON.stringify(template), at)],
    };
  }
  const metadata: Data = { name: namespace, ...mapOf(value.metadata) };
  return { namespace: String(metadata.name), object: { ...plain, ...value, metadata }, lines: [] };
}

const isBuiltIn = (namespace: string) =>
  ['default', 'kube-system', 'kube-public', 'kube-node-lease'].includes(namespace);
