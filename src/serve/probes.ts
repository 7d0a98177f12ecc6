// What the server says of itself: its version and its health.

import { type Answer, objectAnswer, textAnswer } from './exchange';

const VERSION = {
  major: '1',
  minor: '36',
  emulationMajor: '1',
  emulationMinor: '36',
  minCompatibilityMajor: '1',
  minCompatibilityMinor: '35',
  gitVersion: 'v1.36.2',
  gitCommit: '$Format:%H$',
  gitTreeState: '',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: 'go1.26.8',
  compiler: 'gc',
  platform: 'linux/amd64',
};

/** Indented for everybody. */
export const versionAnswer = (): Answer => ({
  kind: 'text',
  status: 200,
  contentType: 'application/json',
  text: JSON.stringify(VERSION, null, 2),
});

/** The checks behind each of the three paths, in the order of the verbose answer. */
const CHECKS = ['ping', 'log', 'loopback-serving-certificate', 'etcd'];
const READY_CHECKS = ['ping', 'log', 'etcd', 'etcd-readiness', 'informer-sync'];
const HOOKS = [
  'start-apiserver-admission-initializer',
  'generic-apiserver-start-informers',
  'priority-and-fairness-config-consumer',
  'priority-and-fairness-filter',
  'storage-object-count-tracker-hook',
  'start-apiextensions-informers',
  'start-apiextensions-controllers',
  'crd-informer-synced',
  'start-system-namespaces-controller',
  'peer-endpoint-reconciler-controller',
  'start-cluster-authentication-info-controller',
  'start-kube-apiserver-identity-lease-controller',
  'start-kube-apiserver-identity-lease-garbage-collector',
  'storage-readiness',
  'start-legacy-token-tracking-controller',
  'start-service-ip-repair-controllers',
  'rbac/bootstrap-roles',
  'scheduling/bootstrap-system-priority-classes',
  'priority-and-fairness-config-producer',
  'bootstrap-controller',
  'start-kubernetes-service-cidr-controller',
  'aggregator-reload-proxy-client-cert',
  'start-kube-aggregator-informers',
  'apiservice-status-local-available-controller',
  'apiservice-status-remote-available-controller',
  'apiservice-registration-controller',
  'apiservice-discovery-controller',
  'kube-apiserver-autoregistration',
  'autoregister-completion',
  'apiservice-openapi-controller',
  'apiservice-openapiv3-controller',
].map((name) => (name === 'autoregister-completion' ? name : `poststarthook/${name}`));

/** `/healthz`, `/readyz/ping`, ...; undefined for another path. upstream: apiserver/pkg/server/healthz */
export function healthAnswer(path: string, query: URLSearchParams): Answer | undefined {
  const [, kind = '', ...rest] = path.split('/');
  if (kind !== 'healthz' && kind !== 'livez' && kind !== 'readyz') return undefined;
  const first = kind === 'readyz' ? READY_CHECKS : CHECKS;
  const checks = [...first, ...HOOKS, ...(kind === 'readyz' ? ['shutdown'] : [])];
  const name = rest.join('/');
  if (name !== '') return checks.includes(name) ? text('ok') : undefined;
  if (!query.has('verbose')) return text('ok');
  const excluded = query.getAll('exclude');
  const lines = checks.map((check) => `[+]${check} ${excluded.includes(check) ? 'excluded: ok' : 'ok'}\n`);
  return text(`${lines.join('')}${kind} check passed\n`);
}

const text = (words: string): Answer =>
  ({
    ...textAnswer(words),
    kind: 'text',
    contentType: 'text/plain; charset=utf-8',
    headers: { 'x-content-type-options': 'nosniff' },
  }) as Answer;

/** Every path that is no resource, as `/` lists them. */
export const indexAnswer = (paths: readonly string[]): Answer => objectAnswer({ paths });
