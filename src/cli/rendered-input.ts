// Helm charts and Kustomize overlays: rendered by helm, and by kubectl or kustomize, where they are present. A rendered
// object's place names the template or resource that it came from, as far as the tool tells, and the line of the
// rendered text.

import { posix } from 'node:path';
import { type TextInput, textInput } from '../manifests/source';
import { commandText, InputError, type ToolEnd, textOf, tryTool } from './tool';

/** Stands behind the name of a file whose rendered text is meant: lines are those of what the tool printed. */
export const RENDERED = ' (rendered)';

export interface HelmWords {
  /** Files of values, later ones win. */
  readonly values: readonly string[];
  /** `name=value`, as helm's --set. */
  readonly sets: readonly string[];
  /** The release; `release-name` unless given, as helm itself calls it. */
  readonly release: string | undefined;
  readonly namespace: string | undefined;
}

/** A folder to render, and what it is called in messages and places. */
export interface RenderedFolder {
  readonly folder: string;
  readonly shown: string;
  /** A folder for temporary files that it lies in, for messages; undefined for a folder of the user. */
  readonly root?: string | undefined;
}

/** Errors: InputError without helm, or with its words when it fails. */
export function renderChart(chart: RenderedFolder, words: HelmWords): TextInput {
  const args = ['template', ...(words.release === undefined ? [] : [words.release]), chart.folder];
  args.push('--include-crds', '--no-hooks');
  for (const file of words.values) args.push('--values', file);
  for (const set of words.sets) args.push('--set', set);
  if (words.namespace !== undefined) args.push('--namespace', words.namespace);
  const end = tryTool('helm', args);
  if (!end) {
    throw new InputError(
      `${chart.shown} is a Helm chart, and there is no helm on the PATH: install it (https://helm.sh/docs/intro/install), ` +
        `or render it elsewhere and pipe it: helm template ${chart.shown} | wavetank … -`,
    );
  }
  const text = told(end, chart, commandText('helm', ['template', chart.shown]));
  const nameAt = (document: string) => {
    const [, source] = /^# Source: [^/\n]+\/(.+)$/m.exec(document) ?? [];
    return (source === undefined ? chart.shown : inFolder(chart.shown, source)) + RENDERED;
  };
  return textInput({ name: chart.shown + RENDERED, text, nameAt }, words.namespace);
}

/** Errors: InputError without kubectl and kustomize, or with the tool's words when it fails. */
export function renderOverlay(overlay: RenderedFolder): TextInput {
  const end = tryTool('kubectl', ['kustomize', overlay.folder]) ?? tryTool('kustomize', ['build', overlay.folder]);
  if (!end) {
    throw new InputError(
      `${overlay.shown} is a Kustomize overlay, and there is neither kubectl nor kustomize on the PATH: install one ` +
        `(https://kubernetes.io/docs/tasks/tools), or render it elsewhere and pipe it: ` +
        `kubectl kustomize ${overlay.shown} | wavetank … -`,
    );
  }
  const text = told(end, overlay, `kustomize of ${overlay.shown}`);
  const nameAt = (document: string) => {
    const [, origin = ''] = /^ {4}config\.kubernetes\.io\/origin: \|\n((?: {6}.*\n?)+)/m.exec(document) ?? [];
    const [, path] = /^ *path: (.+)$/m.exec(origin) ?? [];
    const isNear = path !== undefined && !/^ *repo: /m.test(origin);
    return (isNear ? inFolder(overlay.shown, path) : overlay.shown) + RENDERED;
  };
  return textInput({ name: overlay.shown + RENDERED, text, nameAt });
}

/** `main:deploy/prod` and `../base/web.yaml` make `main:deploy/base/web.yaml`. */
function inFolder(shown: string, path: string): string {
  const [, revision = '', folder = ''] = /^([^:]*:)?(.*)$/s.exec(shown) ?? [];
  return revision + posix.join(folder, path);
}

function told({ ok, stdout, stderr }: ToolEnd, { root, shown }: RenderedFolder, what: string): string {
  const said = root === undefined ? stderr : stderr.replaceAll(`${root}/`, `${shown.split(':')[0]}:`);
  if (!ok) throw new InputError(`${what} failed:\n${said}`);
  if (said !== '') process.stderr.write(`${said}\n`);
  return textOf(what, stdout);
}
