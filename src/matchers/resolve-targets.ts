// What a name is to resolve to: addresses, other names, or objects whose address counts.

import type { Reader } from '../api/actor';
import { argument } from '../cluster/describe/argument';
import { listOf, text } from '../cluster/describe/types';
import { UsageError } from '../cluster/describe/usage-error';
import { parseAddress } from '../network/address';

/** The addresses argument of the matchers about names. */
export const addressesArgument = argument(
  'addresses',
  listOf(text('an address, pod/NAME or service/NAME for theirs, or a name that it is an alias of')),
  'all of them, in any order',
);

export interface Targets {
  readonly addresses: readonly string[];
  /** Names that the name is to be an alias of, without the last dot. */
  readonly names: readonly string[];
}

/** Errors: UsageError for an object that is not there or has no address. */
export function readTargets(said: readonly string[], reader: Reader, namespace: string): Targets {
  const addresses: string[] = [];
  const names: string[] = [];
  for (const each of said) {
    const address = parseAddress(each)?.text ?? addressOf(each, reader, namespace);
    if (address === undefined) names.push(withoutDot(each));
    else addresses.push(address);
  }
  return { addresses, names };
}

function addressOf(said: string, reader: Reader, namespace: string): string | undefined {
  const [kind, name = '', ...rest] = said.split('/');
  if (name === '' || rest.length > 0) return undefined;
  const isPod = kind === 'pod' || kind === 'pods';
  if (!isPod && kind !== 'service' && kind !== 'services' && kind !== 'svc') {
    throw new UsageError(`expected an address, pod/NAME, service/NAME or a name, got "${said}"`);
  }
  const pod = isPod ? reader.get('Pod', namespace, name) : undefined;
  const service = isPod ? undefined : reader.get('Service', namespace, name);
  if (!pod && !service) throw new UsageError(`there is no ${said} in namespace ${namespace}`);
  const address = pod ? pod.status?.podIP : service?.spec?.clusterIP;
  if (!address || address === 'None') throw new UsageError(`${said} has no address of its own`);
  return address;
}

export const withoutDot = (name: string) => name.replace(/\.$/, '').toLowerCase();

/** Whether all wanted were found, and no others. */
export function resolvesTo(wanted: Targets, found: Targets): boolean {
  if (!sameSet(wanted.names, found.names) && wanted.names.length > 0) return false;
  return wanted.names.length > 0 && wanted.addresses.length === 0 ? true : sameSet(wanted.addresses, found.addresses);
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [new Set(a), new Set(b)];
  return left.size === right.size && [...left].every((each) => right.has(each));
}
