// A ServiceMonitor that matches no Service, or a port that none of them has, watches nothing.

import type { LabelSelector, Service } from '../../kinds/generated/types.gen';
import { compileSelector, selectorText } from '../../kinds/labels';
import type { Manifest } from '../../manifests/check-object';
import type { CheckContext } from '../context';
import type { Violation } from '../finding';
import { isKnownNamespace } from '../made-elsewhere';
import { referenceOf } from '../manifest-set';
import { defineRule } from '../rule';

interface Monitor {
  readonly selector?: LabelSelector;
  readonly namespaceSelector?: { readonly any?: boolean; readonly matchNames?: readonly string[] };
  readonly endpoints?: readonly { readonly port?: string }[];
}

export const serviceMonitorSelects = defineRule({
  id: 'service-monitor-selects',
  title: 'every ServiceMonitor matches a Service and ports that it has',
  severity: 'warning',
  profile: 'recommended',
  others: { 'kube-linter': ['dangling-servicemonitor'] },
  remedy: 'Make the selector equal to labels of the Service itself, not of its pods, and name one of its ports.',
  reads: 'started',
  yieldsTo: ['accepted'],
  *check(cx) {
    for (const object of cx.manifests.objects) {
      const isMonitor = object.kind === 'ServiceMonitor' && object.apiVersion.startsWith('monitoring.coreos.com/');
      if (isMonitor) yield* problemsOf(cx, object);
    }
  },
});

function* problemsOf(cx: CheckContext, manifest: Manifest): Generator<Violation> {
  const object = referenceOf(manifest);
  const { selector = {}, namespaceSelector, endpoints } = (manifest.spec ?? {}) as Monitor;
  const places = namespaceSelector?.any ? [undefined] : (namespaceSelector?.matchNames ?? [object.namespace]);
  const { cluster } = cx.started;
  if (places.some((place) => place !== undefined && !isKnownNamespace(cx, place))) return;
  const matches = compileSelector(selector);
  const services = places
    .flatMap((place) => cluster.list('Service', place))
    .filter(({ metadata }) => matches(metadata.labels));
  if (services.length === 0) {
    const where = namespaceSelector?.any ? 'any namespace' : `namespace ${places.join(', ')}`;
    const message = `no Service in ${where} has ${selectorText(selector) || 'any labels'}`;
    yield { object, path: ['spec', 'selector'], message };
    return;
  }
  const named = new Set(services.flatMap(portNames));
  for (const [index, { port }] of (Array.isArray(endpoints) ? endpoints : []).entries()) {
    if (port === undefined || named.has(port)) continue;
    const names = services.map(({ metadata }) => metadata.name).join(', ');
    const has = [...named].join(', ') || 'no named port';
    yield {
      object,
      path: ['spec', 'endpoints', index, 'port'],
      message: `Service ${names} has no port named "${port}": it has ${has}`,
    };
  }
}

const portNames = ({ spec }: Service) => (spec?.ports ?? []).flatMap(({ name }) => name ?? []);
