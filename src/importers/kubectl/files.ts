// kubectl commands that bring files in or take away what they hold, and the ones that make a simple object by words.

import { isPlainMap } from '../../cluster/describe/types';
import type { Data } from '../documents';
import { action, assertion, type Line } from '../draft';
import { foreignKind } from '../foreign-kind';
import { identityOf, namedSubject, namespaceOption, targetOf } from '../identity';
import type { NoEqual } from '../object-match';
import { type CommandContext, type KubectlCommand, type ManifestFile, noEqual, unknownFlag } from './command-words';

type Result = readonly Line[] | NoEqual;

const FLAGS = ['filename', 'server-side', 'force-conflicts', 'ignore-not-found', 'wait', 'timeout', 'from-literal'];

export function translateFiles(cx: CommandContext, command: KubectlCommand): Result {
  const unknown = unknownFlag(command, FLAGS);
  if (unknown) return noEqual(`kubectl ${command.verb}`, `--${unknown}`);
  const paths = command.flags.get('filename');
  if (!paths)
    return command.verb === 'create' ? createByWords(cx, command) : noEqual(`kubectl ${command.verb}`, 'without -f');
  if (command.words.length > 0) return noEqual(`kubectl ${command.verb}`, command.words.join(' '));
  const files: ManifestFile[] = [];
  for (const path of paths.flatMap((each) => each.split(','))) {
    const file = cx.manifest(path);
    if (!file) return noEqual('a manifest that is no file of the suite', path);
    files.push(file);
  }
  const objects = files.flatMap((file) => file.objects);
  for (const object of objects) if (object.kind === 'CustomResourceDefinition') cx.known.define(object);
  const foreign = objects.find((object) => !identityOf(cx.known, object, cx.namespace));
  if (foreign)
    return noEqual(
      foreignKind(foreign.apiVersion, foreign.kind),
      `${String(foreign.apiVersion)} ${String(foreign.kind)}`,
    );
  if (command.verb === 'delete') return objects.flatMap((object) => deletion(cx, object));
  return [bringIn(cx, command, files)];
}

function bringIn(cx: CommandContext, command: KubectlCommand, files: readonly ManifestFile[]): Line {
  const objects = files.flatMap((file) => file.objects);
  for (const object of objects) cx.known.made(object, cx.namespace);
  const paths = files.map(({ path }) => path);
  const manifests = paths.length === 1 ? (paths[0] as string) : paths;
  const options = {
    ...namespaceOption(cx.namespace),
    ...(command.flags.has('server-side') ? { serverSide: true } : {}),
    ...(command.flags.has('force-conflicts') ? { force: true } : {}),
  };
  const verb = command.verb === 'create' ? 'create' : 'apply';
  const isBare = Object.keys(options).length === 0 && typeof manifests === 'string';
  return action({ [verb]: isBare ? manifests : { manifests, ...options } });
}

function deletion(cx: CommandContext, object: Data): readonly Line[] {
  const identity = identityOf(cx.known, object, cx.namespace);
  if (identity?.name === undefined) return [];
  cx.known.gone(object, cx.namespace);
  const target = targetOf(identity);
  const options = namespaceOption(identity.namespace);
  return [
    action({ delete: Object.keys(options).length === 0 ? target : { target, ...options } }),
    assertion({ until: { expect: { [namedSubject(identity)]: { not: 'toExist' } } } }, 0),
  ];
}

/** Namespaces, service accounts, and ConfigMaps and Secrets of literals. */
function createByWords(cx: CommandContext, command: KubectlCommand): Result {
  const object = objectOf(command);
  if (!object) return noEqual('kubectl create', command.words.join(' '));
  cx.known.made(object, cx.namespace);
  const options = object.kind === 'Namespace' ? {} : namespaceOption(cx.namespace);
  return [action({ create: { manifests: object, ...options } })];
}

function objectOf(command: KubectlCommand): Data | undefined {
  const { words } = command;
  const literals = command.flags.get('from-literal') ?? [];
  const [kind = '', name, more] = words;
  if (/^(namespace|ns)$/.test(kind) && name && !more)
    return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
  if (/^(serviceaccount|sa)$/.test(kind) && name && !more) {
    return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } };
  }
  const data = Object.fromEntries(
    literals.map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]),
  );
  const part = literals.length > 0 ? data : undefined;
  if (/^(configmap|cm)$/.test(kind) && name && !more) {
    return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, ...(part ? { data: part } : {}) };
  }
  if (kind === 'secret' && name === 'generic' && more && isPlainMap(data)) {
    return {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: more },
      type: 'Opaque',
      ...(part ? { stringData: part } : {}),
    };
  }
  return undefined;
}
