// apply, create, patch and update.
// upstream: pkg/engine/operations/{apply,create,patch,update}

import { isPlainMap } from '../../cluster/describe/types';
import type { Data, Document } from '../documents';
import { action, assertion, gap, type Line } from '../draft';
import { foreignKind } from '../foreign-kind';
import { type Identity, identityOf, namespaceOption } from '../identity';
import { listOf, mapOf } from '../kuttl/cases';
import { merged, replaced } from '../merged';
import { type Bindings, hasExpression, told, UNTOLD } from './bindings';
import type { Operation, OperationContext } from './operation-context';
import { resourcesOf } from './resources';

export function bringLines(cx: OperationContext, operation: Operation): readonly Line[] {
  const { verb, value, at, bindings } = operation;
  const lose = (category: string, text: string) => [gap('action', category, text, at)];
  const resources = resourcesOf(cx, operation);
  if (typeof resources === 'string') return lose('a manifest that is no file of the suite', resources);
  if (value.dryRun === true) return lose('a dry run', verb);
  const isTold = cx.isTemplate && value.template !== false;
  const objects: { readonly object: Data; readonly document: Document; readonly isPlain: boolean }[] = [];
  for (const document of resources.documents) {
    const isPlain = !isTold || !hasExpression(document.value);
    if (!isPlain && cx.compiler === 'cel') return lose('an expression of CEL', JSON.stringify(document.value));
    const object = isPlain ? document.value : told(document.value, bindings);
    if (object === UNTOLD) return lose('a value known only when it runs', JSON.stringify(document.value));
    objects.push({ object: object as Data, document, isPlain });
  }
  for (const { object } of objects) if (object.kind === 'CustomResourceDefinition') cx.known.define(object);
  const foreign = objects.find(({ object }) => !identityOf(cx.known, object, cx.namespace));
  if (foreign) {
    const { apiVersion, kind } = foreign.object;
    return [
      gap('action', foreignKind(apiVersion, kind), `${String(apiVersion)} ${String(kind)}`, foreign.document.at()),
    ];
  }
  const refusals = objects.map(({ object }) => expectedRefusal(object, value, bindings));
  if (refusals.includes(UNTOLD)) return lose('an expectation of an operation', JSON.stringify(value.expect));
  const isNew = objects.every(({ object }) => !cx.known.isThere(object, cx.namespace));
  const isFile = resources.file !== undefined && objects.every(({ isPlain }) => isPlain);
  if (isFile && isNew && (verb === 'apply' || verb === 'create') && refusals.every((each) => each === undefined)) {
    for (const { object } of objects) cx.known.made(object, cx.namespace);
    const manifests = cx.cx.manifestPath(cx.spec, resources.file as string);
    return objects.length === 0 ? [] : [load(manifests, cx.namespace, objects.length)];
  }
  return objects.map(({ object }, index) => one(cx, operation, object, refusals[index]));
}

const load = (manifests: unknown, namespace: string, counts = 1) =>
  action({ load: { manifests, ...namespaceOption(namespace) } }, counts);

function one(cx: OperationContext, operation: Operation, object: Data, refused: unknown): Line {
  const { verb, value } = operation;
  const { known, namespace } = cx;
  const identity = identityOf(known, object, namespace) as Identity;
  const made = known.object(object, namespace);
  const isNew = verb === 'create' || (verb === 'apply' && made === undefined);
  const subresource = typeof value.subresource === 'string' ? value.subresource : undefined;
  const line = isNew
    ? load(object, namespace)
    : verb === 'update'
      ? replaced(identity, made ?? {})
      : merged(identity, subresource);
  if (refused === undefined) {
    if (isNew) known.made(object, namespace);
    return line;
  }
  return assertion({ ...(line as { readonly step: Data }).step, refused });
}

/** How the object is to be refused; undefined when it is not, UNTOLD when that has no equal. */
function expectedRefusal(object: Data, value: Data, bindings: Bindings): unknown {
  for (const entry of listOf(value.expect).map(mapOf)) {
    const match = entry.match === undefined ? {} : told(entry.match, bindings);
    if (match === UNTOLD || !isPlainMap(match)) return UNTOLD;
    if (!includes(object, match)) continue;
    return refusalIn(mapOf(entry.check));
  }
  return undefined;
}

/** `($error != null): true`, `($error == null): true`, and what the error says. */
export function refusalIn(check: Data): unknown {
  let refused: unknown;
  let message: string | undefined;
  for (const [key, value] of Object.entries(check)) {
    const text = key.replaceAll(/\s+/g, '');
    if ((text === '($error!=null)' && value === true) || (text === '($error==null)' && value === false)) refused = true;
    else if (text === '($error)' && typeof value === 'string') {
      refused = true;
      message = value;
    } else if ((text === '($error==null)' && value === true) || (text === '($error)' && value === null)) continue;
    else if (text === '($error!=null)' && value === false) continue;
    else {
      const contains = /^\(\s*contains\(\$(?:stderr|error),\s*'([^']+)'\)\s*\)$/.exec(key);
      if (!contains || value !== true) return UNTOLD;
      refused = true;
      message = contains[1];
    }
  }
  return message === undefined ? refused : { message };
}

function includes(object: unknown, part: unknown): boolean {
  if (!isPlainMap(part)) return object === part;
  return isPlainMap(object) && Object.keys(part).every((key) => includes(object[key], part[key]));
}
