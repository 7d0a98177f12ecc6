// What names resolve to: of a look-up that was made, and of a Service as its clients see it.

import { type Argument, argument } from '../cluster/describe/argument';
import { text } from '../cluster/describe/types';
import { readSource } from '../cluster/request-source';
import type { NameLookup } from '../cluster/results';
import type { Service } from '../kinds/generated/types.gen';
import { type DnsAnswer, recordText } from '../network/dns-records';
import { DEFAULT_NETWORK } from '../network/options';
import type { Resolution } from '../network/resolve';
import { defineMatcher, type MatcherContext } from './matcher';
import { onFork } from './on-fork';
import { addressesArgument, readTargets, resolvesTo, type Targets, withoutDot } from './resolve-targets';
import { verdict } from './verdict';
import { partOfText, withWords } from './words';

export const fromOption: Argument<'from', string, string> = argument(
  'from',
  text('a client: pod/NAME, node/NAME, namespace/NAME or outside'),
  "who asks; a client in the subject's namespace unless given",
);

export const toResolveTo = defineMatcher({
  name: 'toResolveTo',
  summary: "The Service's name resolves to these addresses, or to the name that it is an alias of.",
  kinds: ['Service'],
  presentOnly: true,
  args: [addressesArgument],
  options: [fromOption],
  example: {
    ts: "expect(shop.service('frontend')).toResolveTo('service/frontend')",
    yaml: '- expect: { service/frontend: { toResolveTo: service/frontend } }',
  },
  check: (cx, service, { addresses, from }) => {
    const { namespace = '', name } = service.metadata;
    const wanted = readTargets(addresses, cx.reader, namespace);
    const resolution = lookUp(cx, { name: `${name}.${namespace}`, from: readSource(from, namespace) }) as Resolution;
    const found: Targets = { addresses: resolution.addresses, names: aliasesOf(cx, service) };
    const expected = `resolve to ${addresses.join(', ')}`;
    return verdict(resolvesTo(wanted, found), expected, () => resolutionText(resolution, found.names), {
      evidence: () => [...askedLines(resolution), ...wantedLines(wanted)],
    });
  },
});

export const toHaveResolvedTo = defineMatcher({
  name: 'toHaveResolvedTo',
  summary: 'The name was resolved to these addresses; of a look-up by record type, the records have this data.',
  subject: 'lookup',
  args: [addressesArgument],
  example: {
    ts: "expect(shop.resolve('frontend')).toHaveResolvedTo('service/frontend')",
    yaml: '- resolve: { name: frontend, as: address }\n- expect: { address: { toHaveResolvedTo: service/frontend } }',
  },
  check: ({ reader, cluster }, { answer }, { addresses }) => {
    const wanted = readTargets(addresses, reader, cluster.namespace);
    const expected = `have resolved to ${addresses.join(', ')}`;
    const evidence = () => ('rcode' in answer ? wantedLines(wanted) : [...askedLines(answer), ...wantedLines(wanted)]);
    return verdict(resolvesTo(wanted, foundIn(answer)), expected, () => answerText(answer), { evidence });
  },
});

export const toBeUnresolved = defineMatcher({
  name: 'toBeUnresolved',
  summary: "The name was not found; the error is in the resolver's words or a part of them.",
  subject: 'lookup',
  options: [argument('error', partOfText("the resolver's words"), 'why')],
  example: {
    ts: "expect(shop.resolve('nobody')).toBeUnresolved({ error: 'no such host' })",
    yaml: '- resolve: { name: nobody, as: answer }\n- expect: { answer: { toBeUnresolved: { error: no such host } } }',
  },
  check: (_cx, { answer }: NameLookup, { error }) => {
    const words = 'rcode' in answer ? (answer.answer.length === 0 ? answer.rcode : undefined) : answer.error;
    const pass = words !== undefined && (error?.matches(words) ?? true);
    return verdict(
      pass,
      () => `be unresolved${withWords({ error })}`,
      () => answerText(answer),
    );
  },
});

function lookUp({ cluster }: MatcherContext, input: unknown): unknown {
  return onFork(cluster, 'lookUp', input);
}

/** The CNAME of an ExternalName Service. */
function aliasesOf(cx: MatcherContext, { metadata, spec }: Service): readonly string[] {
  if (spec?.type !== 'ExternalName') return [];
  const { clusterDomain } = { ...DEFAULT_NETWORK, ...cx.cluster.options.network };
  const name = `${metadata.name}.${metadata.namespace}.svc.${clusterDomain}.`;
  return foundIn(lookUp(cx, { name, type: 'CNAME' }) as DnsAnswer).names;
}

function foundIn(answer: DnsAnswer | Resolution): Targets {
  if (!('rcode' in answer)) return { addresses: answer.addresses, names: [] };
  const isAddress = (type: string) => type === 'A' || type === 'AAAA';
  return {
    addresses: answer.answer.filter(({ type }) => isAddress(type)).map(({ data }) => data),
    names: answer.answer.filter(({ type }) => !isAddress(type)).map(({ data }) => withoutDot(data)),
  };
}

function answerText(answer: DnsAnswer | Resolution): string {
  if (!('rcode' in answer)) return resolutionText(answer, []);
  return answer.answer.length > 0 ? answer.answer.map(recordText).join('\n') : `no records (${answer.rcode})`;
}

function resolutionText({ addresses, error }: Resolution, aliases: readonly string[]): string {
  const alias = aliases.length > 0 ? `alias of ${aliases.join(', ')}; ` : '';
  return alias + (addresses.length > 0 ? [...addresses].sort().join(', ') : (error ?? 'no addresses'));
}

function askedLines({ server, asked }: Resolution): readonly string[] {
  if (server === '') return [];
  return [
    `asked ${server}:`,
    ...asked.map(({ name, rcode, addresses }) => `  ${name} ${addresses.join(', ') || rcode}`),
  ];
}

const wantedLines = ({ addresses }: Targets): readonly string[] =>
  addresses.length > 0 ? [`expected addresses: ${addresses.join(', ')}`] : [];
