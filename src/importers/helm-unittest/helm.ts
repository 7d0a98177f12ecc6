// Renders a chart through the user's helm, as a test asks for it.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { type Data, isFolder, SuiteError } from '../documents';

export interface Rendering {
  readonly chart: string;
  readonly release: string;
  readonly namespace: string;
  /** Absolute paths. */
  readonly values: readonly string[];
  /** By path as in `--set`. */
  readonly set: Data;
  readonly options: readonly string[];
  /** Goes over what Chart.yaml says: version, appVersion. */
  readonly metadata: Data;
  /** Whether a template is rendered at all; the others are not even read. */
  readonly isAsked: (template: string) => boolean;
}

export interface RenderedTemplate {
  /** From the chart's folder: `templates/web.yaml`. */
  readonly template: string;
  readonly text: string;
}

export type Rendered = { readonly templates: readonly RenderedTemplate[] } | { readonly error: string };

/** Errors: SuiteError when there is no helm. */
export function renderChart(asked: Rendering): Rendered {
  const copy = copiedChart(asked);
  try {
    const set = Object.entries(asked.set).flatMap(([path, value]) => [
      '--set-json',
      `${path}=${JSON.stringify(value)}`,
    ]);
    const words = [
      'template',
      asked.release,
      copy,
      '--namespace',
      asked.namespace,
      ...asked.values.flatMap((file) => ['--values', file]),
      ...set,
      ...asked.options,
    ];
    const { status, stdout, stderr, error } = spawnSync('helm', words, {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      timeout: 60_000,
    });
    if (error) throw noHelm(error);
    return status === 0 ? { templates: templatesIn(stdout) } : { error: stderr.trim() };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function noHelm(error: NodeJS.ErrnoException): SuiteError {
  const why = error.code === 'ENOENT' ? 'it is not on the PATH' : error.message;
  return new SuiteError(`charts are rendered by helm, and ${why}: https://helm.sh/docs/intro/install`);
}

/** A copy of the chart with the templates that are asked for, which says another version of itself if that is asked. */
function copiedChart({ chart, metadata, isAsked }: Rendering): string {
  const copy = mkdtempSync(join(tmpdir(), 'wavetank-chart-'));
  const filter = (path: string) => {
    const template = relative(chart, path).split(sep).join('/');
    const isTemplate = /(^|\/)templates\/.*[^/]$/.test(template) && !/(^|\/)_[^/]*$/.test(template);
    return !isTemplate || isFolder(path) || isAsked(template);
  };
  cpSync(chart, copy, { recursive: true, filter });
  if (Object.keys(metadata).length === 0) return copy;
  const file = join(copy, 'Chart.yaml');
  const kept = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => !Object.keys(metadata).some((key) => line.startsWith(`${key}:`)));
  const said = Object.entries(metadata).map(([key, value]) => `${key}: ${JSON.stringify(String(value))}`);
  writeFileSync(file, [...said, ...kept].join('\n'));
  return copy;
}

/** What helm printed, by the template that it says each document came from. */
function templatesIn(text: string): readonly RenderedTemplate[] {
  const byTemplate = new Map<string, string>();
  for (const part of text.split(/^---[ \t]*(?:#.*)?\n/m)) {
    const match = /^# Source: [^/\n]+\/(.+)\n/m.exec(part);
    const template = match?.[1];
    if (!match || template === undefined) continue;
    const body = part.slice(match.index + match[0].length);
    if (body.trim() === '') continue;
    byTemplate.set(template, `${byTemplate.get(template) ?? ''}---\n# Source: ${template}\n${body.trimEnd()}\n`);
  }
  return [...byTemplate].map(([template, body]) => ({ template, text: body }));
}
