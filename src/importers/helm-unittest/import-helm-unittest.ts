// Suites of helm-unittest as specs: one file for each suite; each test loads what helm renders with its values, written
// beside the spec.

import { dirname, join, resolve } from 'node:path';
import { isPlainMap } from '../../cluster/describe/types';
import { type Data, type Document, readTextDocuments, shownFrom } from '../documents';
import { action, type DraftSpec, type DraftTest, gap, type Line } from '../draft';
import { identityOf } from '../identity';
import type { ImportContext } from '../import-context';
import { Known } from '../known';
import { listOf, mapOf } from '../kuttl/cases';
import { fileName, specPath } from '../paths';
import { assertedLines } from './asserted';
import { type Rendered, renderChart } from './helm';
import { inTemplates, type RenderedDocument } from './scope';
import { findSuites, type Suite } from './suites';

export function importHelmUnittest(cx: ImportContext, path: string): readonly DraftSpec[] {
  const { suites, unread } = findSuites(cx.root, path);
  const lost = unread.map(({ file, line }) => ({
    path: specPath(cx.root, cx.out, dirname(file), shownFrom(cx.root, file)),
    source: shownFrom(cx.root, file),
    cluster: { nodes: 1 },
    before: [],
    tests: [{ name: shownFrom(cx.root, file), lines: [line] }],
  }));
  return [...suites.map((suite) => importSuite(cx, suite)), ...lost];
}

function importSuite(cx: ImportContext, suite: Suite): DraftSpec {
  const { file, document, name } = suite;
  const path = specPath(cx.root, cx.out, dirname(file), name);
  const files = new Map<string, string>();
  const skip = mapOf(document.value.skip);
  const skipped = typeof skip.reason === 'string' ? skip.reason : undefined;
  const tests = listOf(document.value.tests).flatMap((test, index) => {
    if (!isPlainMap(test)) return [];
    return [importTest(cx, suite, { test, index, path, files, skipped })];
  });
  return {
    path,
    name,
    source: shownFrom(cx.root, file),
    cluster: { nodes: 1 },
    before: [],
    tests,
    files: Object.fromEntries(files),
  };
}

interface TestPlace {
  readonly test: Data;
  readonly index: number;
  /** Of the spec. */
  readonly path: string;
  readonly files: Map<string, string>;
  readonly skipped: string | undefined;
}

function importTest(cx: ImportContext, suite: Suite, place: TestPlace): DraftTest {
  const { test, index, path, files } = place;
  const { value: said } = suite.document;
  const at = suite.document.at(['tests', index]);
  const name = typeof test.it === 'string' ? test.it : `test ${index + 1}`;
  const own = mapOf(test.skip).reason;
  const skipped = typeof own === 'string' ? own : place.skipped;
  const lines: Line[] = settingsLines(suite.document, test, index);
  const asked = release(said, test);
  const rendered = renderChart({
    chart: suite.chart,
    ...asked,
    values: [...listOf(said.values), ...listOf(test.values)].map((file) => resolve(dirname(suite.file), String(file))),
    set: { ...mapOf(said.set), ...mapOf(test.set) },
    options: optionsOf(said, test),
    metadata: { ...mapOf(said.chart), ...mapOf(test.chart) },
    isAsked: (template) => isInScope(said, template),
  });
  if ('error' in rendered) {
    return { name, skipped, lines: [...lines, ...listOf(test.asserts).map((_, each) => failed(rendered, each))] };
  }
  const documents = documentsOf(cx, suite, rendered);
  const known = new Known();
  for (const { value } of documents) if (value.kind === 'CustomResourceDefinition') known.define(value);
  const served = documents.filter(({ value }) => identityOf(known, value, asked.namespace));
  lines.push(...namespaceLines(served, asked.namespace));
  if (served.length > 0) {
    const file = keptFile(files, path, name, textOf(served));
    lines.push(action({ load: { manifests: file, namespace: asked.namespace } }));
  }
  lines.push(...assertedLines({ known, documents, test, document: suite.document, index, ...asked }));
  return { name, skipped, lines };

  function failed({ error }: { error: string }, each: number): Line {
    const entry = mapOf(listOf(test.asserts)[each]);
    const isWanted = 'failedTemplate' in entry;
    const category = isWanted ? 'a template that has to fail' : 'a chart that helm does not render';
    return gap('assertion', category, isWanted ? JSON.stringify(entry) : error, at);
  }
}

/** A release's name and namespace; helm-unittest's own ones are none that an object could have. */
function release(suite: Data, test: Data): { readonly release: string; readonly namespace: string } {
  const said = { ...mapOf(suite.release), ...mapOf(test.release) };
  const text = (value: unknown, otherwise: string) => (typeof value === 'string' && value !== '' ? value : otherwise);
  return { release: text(said.name, 'release-name'), namespace: text(said.namespace, 'namespace') };
}

function optionsOf(suite: Data, test: Data): readonly string[] {
  const capabilities = { ...mapOf(suite.capabilities), ...mapOf(test.capabilities) };
  const { majorVersion, minorVersion, apiVersions } = capabilities;
  const isUpgrade = mapOf(test.release).upgrade ?? mapOf(suite.release).upgrade;
  return [
    ...(majorVersion === undefined && minorVersion === undefined
      ? []
      : ['--kube-version', `v${String(majorVersion ?? 1)}.${String(minorVersion ?? 36)}.0`]),
    ...listOf(apiVersions).flatMap((version) => ['--api-versions', String(version)]),
    ...(isUpgrade === true ? ['--is-upgrade'] : []),
    ...(suite.includeCrds === true ? ['--include-crds'] : []),
  ];
}

/** What a rendering here cannot be given. */
function settingsLines(document: Document, test: Data, index: number): Line[] {
  const { value } = document;
  const lines: Line[] = [];
  for (const [key, category] of [
    ['kubernetesProvider', 'objects that a template looks up'],
    ['postRenderer', 'a post-renderer'],
  ] as const) {
    if (value[key] === undefined && test[key] === undefined) continue;
    const at = test[key] === undefined ? document.at([key]) : document.at(['tests', index, key]);
    lines.push(gap('action', category, key, at));
  }
  return lines;
}

function isInScope(suite: Data, template: string): boolean {
  const left = listOf(suite.excludeTemplates).map(String);
  if (left.length > 0 && inTemplates(template, left)) return false;
  return inTemplates(template, listOf(suite.templates).map(String));
}

function documentsOf(
  { root }: ImportContext,
  { document, file }: Suite,
  { templates }: Extract<Rendered, { templates: unknown }>,
): readonly RenderedDocument[] {
  return templates
    .filter(({ template }) => isInScope(document.value, template))
    .filter(({ template }) => /\.(ya?ml|tpl)$/.test(template))
    .flatMap(({ template, text }) =>
      readTextDocuments(root, join(dirname(file), template), text).map(({ value }, index) => ({
        template,
        index,
        value,
      })),
    );
}

function namespaceLines(documents: readonly RenderedDocument[], namespace: string): readonly Line[] {
  const made = documents
    .filter(({ value }) => value.kind === 'Namespace')
    .map(({ value }) => mapOf(value.metadata).name);
  const wanted = [namespace, ...documents.map(({ value }) => mapOf(value.metadata).namespace)];
  const missing = [...new Set(wanted)].filter(
    (name): name is string =>
      typeof name === 'string' && name !== '' && !BUILT_IN.includes(name) && !made.includes(name),
  );
  const objects = missing.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
  if (objects.length === 0) return [];
  return [action({ create: { manifests: objects.length === 1 ? objects[0] : objects } }, 0), action('settle', 0)];
}

const BUILT_IN = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/** Each document as JSON, which is YAML: what helm printed, and no more to get wrong. */
const textOf = (documents: readonly RenderedDocument[]) =>
  documents.map(({ template, value }) => `---\n# Source: ${template}\n${JSON.stringify(value, null, 2)}\n`).join('');

/** The file for a test, or that of an earlier one which rendered the same; as the spec names it. */
function keptFile(files: Map<string, string>, spec: string, test: string, text: string): string {
  const folder = spec.replace(/\.spec\.yaml$/, '.rendered');
  const inside = (name: string) => name.slice(dirname(spec) === '.' ? 0 : dirname(spec).length + 1);
  for (const [name, known] of files) if (known === text) return inside(name);
  const wanted = `${folder}/${fileName(test).slice(0, 60)}`;
  let name = `${wanted}.yaml`;
  for (let count = 2; files.has(name); count++) name = `${wanted}-${count}.yaml`;
  files.set(name, text);
  return inside(name);
}
