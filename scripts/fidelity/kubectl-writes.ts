// What the kubectl commands of the kept scenarios write, done through the API as kubectl does it: for runs that may not
// depend on an installed kubectl, or that are forked.
import { parseAllDocuments } from 'yaml';
import { ApiError } from '../../src/api/api-error';
import { createFromBody, patchFromBody, rowOfBody } from '../../src/api/request';
import { rollbackPatch } from '../../src/controllers/deployment/rollback';
import type { KubeObject } from '../../src/kinds/kind';
import type { ScenarioRun } from './scenario';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

interface Output {
  readonly code?: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

/** Does what the command changes; answers nothing for commands that only print. */
export function runKubectlWrites(run: ScenarioRun, command: string, stdin: string | undefined): Output {
  const words = command.split(/\s+/);
  try {
    if (words[0] === 'apply' && words[1] === '-f') applyText(run, stdin ?? '');
    if (words[0] === 'rollout' && words[1] === 'undo') undo(run, words);
  } catch (error) {
    // What the server refuses, kubectl prints.
    if (!(error instanceof ApiError)) throw error;
  }
  return {};
}

function undo(run: ScenarioRun, words: readonly string[]): void {
  const [kind, name] = (words[2] as string).includes('/') ? (words[2] as string).split('/') : [words[2], words[3]];
  const revision = Number(words.find((word) => word.startsWith('--to-revision='))?.split('=')[1] ?? 0);
  const { row, namespace } = run.pick({ kind: kind as string, name: name as string });
  const patch = rollbackPatch(run.cluster.reader, namespace as string, name as string, revision);
  const request = { row, namespace, name: name as string, type: 'json' as const, patch };
  patchFromBody(run.cluster.simulation.server, run.caller('rollout undo'), request);
}

function applyText(run: ScenarioRun, text: string): void {
  const parsed = parseAllDocuments(text, { uniqueKeys: false });
  if (parsed.some((document) => document.errors.length > 0)) return;
  for (const document of parsed) {
    const body = document.toJS() as KubeObject;
    if (!body.metadata?.name) return;
    const row = rowOfBody(run.cluster.simulation.server.kinds, body);
    const namespace = row.namespaced ? (body.metadata.namespace ?? 'default') : undefined;
    const annotated = withLastApplied(body, namespace);
    const { server } = run.cluster.simulation;
    if (run.cluster.get(row.key, namespace, body.metadata.name) === undefined) {
      createFromBody(server, run.caller('apply'), annotated);
    } else {
      const request = { row, namespace, name: body.metadata.name, type: 'strategic' as const, patch: annotated };
      patchFromBody(server, run.caller('apply'), request);
    }
  }
}

function withLastApplied(body: KubeObject, namespace: string | undefined): unknown {
  const metadata = { annotations: {}, ...body.metadata, ...(namespace ? { namespace } : {}) };
  const text = `${JSON.stringify(sorted({ ...body, metadata }))}\n`;
  return { ...body, metadata: { ...metadata, annotations: { ...metadata.annotations, [LAST_APPLIED]: text } } };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const map = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.keys(map)
      .sort()
      .map((key) => [key, sorted(map[key])]),
  );
}
