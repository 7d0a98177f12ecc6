// kuttl suites as specs: one file for each test case, one cluster for it, a namespace as kuttl makes one.

import { relative } from 'node:path';
import { type Document, filesBelow, isFolder, readFileDocuments, type SuiteRoot, shownFrom } from '../documents';
import { action, type DraftSpec, gap, type Line } from '../draft';
import type { ImportContext } from '../import-context';
import { Known } from '../known';
import { namespaceName } from '../namespace';
import { specPath } from '../paths';
import { findSuites, type KuttlCase, type KuttlSuite, listOf, settingsPaths } from './cases';
import { commandLines } from './commands';
import { kuttlStep } from './step';

export function importKuttl(cx: ImportContext, path: string): readonly DraftSpec[] {
  return findSuites(cx.root, path).flatMap((suite) => suite.cases.map((one) => importCase(cx, suite, one)));
}

const DEFAULT_SECONDS = 30;

function importCase(cx: ImportContext, suite: KuttlSuite, one: KuttlCase): DraftSpec {
  const { root } = cx;
  const { settings } = suite;
  const path = specPath(root, cx.out, one.folder, one.name);
  const known = new Known();
  const given = typeof settings.namespace === 'string' && settings.namespace !== '' ? settings.namespace : undefined;
  const namespace = given ?? namespaceName('kuttl', one.name);
  const timeout = typeof settings.timeout === 'number' && settings.timeout > 0 ? settings.timeout : DEFAULT_SECONDS;
  const step = { cx, known, namespace, folder: one.folder, spec: path, timeout };
  const before = [...namespaceLines(namespace, known), ...suiteLines(cx, suite, known, path)];
  const commands = listOf(settings.commands).flatMap((_, index) =>
    commandLines({ ...step, folder: suite.folder }, suite.document as Document, ['commands', index], 'action'),
  );
  const lines = one.steps.flatMap((files) => kuttlStep(step, files));
  return {
    path,
    source: shownFrom(root, one.folder) || one.name,
    cluster: { nodes: nodesOf(root, suite) },
    before: [...before, ...commands],
    tests: [{ name: one.name, lines }],
  };
}

function namespaceLines(namespace: string, known: Known): readonly Line[] {
  if (namespace === 'default') return [];
  const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };
  known.made(object, '');
  // Pods are refused until the namespace has its service account.
  return [action({ create: { manifests: object } }, 0), action('settle', 0)];
}

/** What the suite brings in before its tests, and what of its settings has no equal. */
function suiteLines(cx: ImportContext, suite: KuttlSuite, known: Known, spec: string): readonly Line[] {
  const { document, settings } = suite;
  if (!document) return [];
  const lines: Line[] = [];
  const lost = (key: string, category: string) => {
    if (settings[key] === true) lines.push(gap('setup', category, `${key}: true`, document.at([key])));
  };
  lost('startControlPlane', 'a cluster without nodes and controllers');
  for (const path of settingsPaths(suite)) {
    const files = isFolder(path) ? filesBelow(path).filter((file) => /\.ya?ml$/.test(file)) : [path];
    const objects = files.flatMap((file) => readFileDocuments(cx.root, file));
    for (const { value } of objects) known.made(value, 'default');
    const manifests = files.map((file) => cx.manifestPath(spec, file));
    if (objects.length > 0) lines.push(action({ load: manifests.length === 1 ? manifests[0] : { manifests } }, 0));
  }
  return lines;
}

/** As many as the nodes of kind's cluster that take pods: its workers, or the control plane where there are none. */
function nodesOf(root: SuiteRoot, { settings, folder }: KuttlSuite): number {
  const file = typeof settings.kindConfig === 'string' ? `${folder}/${settings.kindConfig}` : undefined;
  if (file === undefined || relative(root.folder, file).startsWith('..')) return 1;
  const nodes = readFileDocuments(root, file).flatMap(({ value }) => listOf(value.nodes));
  return nodes.filter((node) => (node as { role?: unknown } | null)?.role === 'worker').length || 1;
}
