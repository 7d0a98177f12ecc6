// How many endpoints a Service has.

import { argument } from '../cluster/describe/argument';
import { flag } from '../cluster/describe/types';
import type { Service } from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';
import { selectorText } from '../kinds/labels';
import { labelsText } from '../report/candidates';
import { counted } from '../report/value-text';
import { countOptions, countTest } from './counts';
import { defineMatcher, type MatcherContext } from './matcher';
import { podLines, podsBehind } from './related-pods';
import { endpointsOf, endpointText, slicesOf } from './service-endpoints';
import { verdict } from './verdict';

const SHOWN = 8;

export const toHaveEndpoints = defineMatcher({
  name: 'toHaveEndpoints',
  summary: 'The Service has ready endpoints, at least one or so many.',
  kinds: ['Service'],
  options: [...countOptions, argument('ready', flag(), 'false counts the endpoints that are not ready instead')],
  example: {
    ts: "expect(shop.service('frontend')).toHaveEndpoints({ exactly: 3 })",
    yaml: '- expect: { service/frontend: { toHaveEndpoints: { exactly: 3 } } }',
  },
  check: (cx, service, { ready = true, ...counts }) => {
    const test = countTest(counts);
    const slices = slicesOf(cx.reader, service);
    const endpoints = endpointsOf(slices);
    const readyOnes = endpoints.filter((endpoint) => endpoint.ready).length;
    const count = ready ? readyOnes : endpoints.length - readyOnes;
    const noun = ready ? 'ready endpoints' : 'endpoints that are not ready';
    const actual = () => `${counted(readyOnes, 'ready endpoint')}, ${endpoints.length - readyOnes} not ready`;
    return verdict(test.allows(count), `have ${test.text} ${noun}`, actual, {
      evidence: () => [...endpoints.slice(0, SHOWN).map(endpointText), ...selectedLines(cx, service)],
      related: () => podsBehind(cx.reader, service),
      changed: slices[0] as KubeObject | undefined,
    });
  },
});

/** What the selector matches; when nothing, the labels of the pods that there are. */
function selectedLines(cx: MatcherContext, service: Service): readonly string[] {
  const { selector } = service.spec ?? {};
  if (!selector) return ['the Service has no selector'];
  const text = selectorText(selector);
  const pods = podsBehind(cx.reader, service);
  if (pods.length > 0) return [`its selector ${text} matches:`, ...podLines(cx, pods).map((line) => `  ${line}`)];
  const others = cx.reader.by('Pod', 'namespace', service.metadata.namespace ?? '');
  const shown = others.slice(0, SHOWN).map((pod) => `  ${pod.metadata.name}  ${labelsText(pod)}`);
  return [`its selector ${text} matches no pod${shown.length > 0 ? '; there are:' : ''}`, ...shown];
}
