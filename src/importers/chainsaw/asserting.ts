// assert and error.
// upstream: pkg/engine/operations/{assert,error}

import { isPlainMap } from '../../cluster/describe/types';
import type { Data } from '../documents';
import { assertion, gap, type Line } from '../draft';
import { foreignKind } from '../foreign-kind';
import { type Identity, identityOf, isSelectable, namedSubject, selection } from '../identity';
import { type Asked, expectMap, expectNoObject, expectObject, type NoEqual } from '../object-match';
import { readTree, type Tree } from './assertion-tree';
import { limitOf, type Operation, type OperationContext } from './operation-context';
import { resourcesOf } from './resources';

export function assertLines(cx: OperationContext, operation: Operation): readonly Line[] {
  const { verb, value, at } = operation;
  const resources = resourcesOf(cx, operation);
  if (typeof resources === 'string')
    return [gap('assertion', 'an assertion that is no file of the suite', resources, at)];
  const limit = limitOf(cx, verb === 'error' ? 'error' : 'assert', value);
  const asked: Asked[] = [];
  const lost: Line[] = [];
  let counts = 0;
  for (const document of resources.documents) {
    const found = oneResource(cx, operation, document.value);
    if (found.asked.length > 0) counts++;
    asked.push(...found.asked);
    for (const { category, text } of found.lost) lost.push(gap('assertion', category, text, document.at()));
  }
  if (asked.length === 0) return lost;
  return [assertion({ until: { expect: expectMap(asked), limit } }, counts), ...lost];
}

interface Found {
  readonly asked: readonly Asked[];
  readonly lost: readonly NoEqual[];
}

function oneResource(cx: OperationContext, { verb, bindings }: Operation, resource: Data): Found {
  const tree = readTree(resource, bindings, cx.compiler !== 'cel');
  const { part } = tree;
  if (typeof part.kind !== 'string') {
    const lost =
      tree.lost.length > 0 ? tree.lost : [{ category: 'an assertion on no object', text: JSON.stringify(resource) }];
    return { asked: [], lost };
  }
  const identity = identityOf(cx.known, part, cx.namespace);
  if (!identity) {
    return {
      asked: [],
      lost: [{ category: foreignKind(part.apiVersion, part.kind), text: `${String(part.apiVersion)} ${part.kind}` }],
    };
  }
  // A name or a label that cannot be told: it would be asked of other objects.
  const meta = isPlainMap(resource.metadata) ? resource.metadata : {};
  if ('name' in meta && identity.name === undefined) return { asked: [], lost: tree.lost };
  return verb === 'error' ? absent(cx, identity, tree) : present(identity, tree);
}

function present(identity: Identity, tree: Tree): Found {
  const { matchers } = tree;
  const custom = identity.kind.isCustom;
  const [own, foreign] = [
    matchers.filter((each) => !custom || !isStatus(each)),
    matchers.filter((each) => custom && isStatus(each)),
  ];
  const lost = [...tree.lost, ...foreign.map(statusLost)];
  const isWhole = Object.keys(identity.part).length > 0 || own.length === 0;
  const hasLost = lost.length > 0 && own.length === 0 && onlyLabels(identity);
  const plain = isWhole && !hasLost ? expectObject(identity) : { asked: [], lost: [] };
  if (own.length === 0) return { asked: plain.asked, lost: [...lost, ...plain.lost] };
  if (identity.name !== undefined) {
    const asked = own.map((matcher) => ({ subject: namedSubject(identity), matcher }));
    return { asked: [...plain.asked, ...asked], lost: [...lost, ...plain.lost] };
  }
  // Two conditions on any of a selection would be met by two objects.
  const isOnly = plain.asked.length === 0 || onlyLabels(identity);
  if (own.length === 1 && isOnly && isSelectable(identity)) {
    return { asked: [{ subject: `any ${selection(identity)}`, matcher: own[0] }], lost };
  }
  const text = JSON.stringify(own);
  return {
    asked: plain.asked,
    lost: [...lost, ...plain.lost, { category: 'two conditions on any of a selection', text }],
  };
}

/** Nothing is said of it but its name, or the labels that it is found by. */
function onlyLabels({ part, name }: Identity): boolean {
  const { metadata, ...rest } = part;
  const meta = Object.keys(isPlainMap(metadata) ? metadata : {});
  return Object.keys(rest).length === 0 && meta.every((key) => name === undefined && key === 'labels');
}

const isStatus = (matcher: unknown) => /"(path|toHaveField)":"status\b/.test(JSON.stringify(matcher));

const statusLost = (matcher: unknown): NoEqual => ({
  category: 'the status of a custom resource: its controller does not run',
  text: JSON.stringify(matcher),
});

/** An error passes when no object is there that fits all of it. */
function absent(cx: OperationContext, identity: Identity, { part, matchers, lost }: Tree): Found {
  if (lost.length > 0) return { asked: [], lost };
  const wasMade = cx.known.wasMade(part, cx.namespace);
  if (matchers.length === 0) return expectNoObject(identity, wasMade);
  const text = JSON.stringify(matchers);
  if (matchers.length > 1 || !onlyLabels(identity) || !isSelectable(identity)) {
    return { asked: [], lost: [{ category: 'an error with several conditions', text }] };
  }
  if (identity.kind.isCustom && isStatus(matchers[0])) return { asked: [], lost: [statusLost(matchers[0])] };
  const [matcher] = matchers as readonly [Data];
  if ('not' in matcher) return { asked: [], lost: [{ category: 'an error with several conditions', text }] };
  return { asked: [{ subject: `none ${selection(identity)}`, matcher }], lost: [] };
}
