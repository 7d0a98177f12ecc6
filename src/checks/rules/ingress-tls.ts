// Without TLS everybody on the way reads and changes what is sent.

import { listOf, text } from '../../cluster/describe/types';
import type { Ingress } from '../../kinds/generated/types.gen';
import type { Violation } from '../finding';
import { referenceOf } from '../manifest-set';
import { defineRule } from '../rule';
import { setting } from '../setting';
import { withoutNulls } from '../without-nulls';

/** Annotations by which controllers of clouds are told of a certificate that they keep themselves. */
const ELSEWHERE: readonly string[] = [
  'alb.ingress.kubernetes.io/certificate-arn',
  'appgw.ingress.kubernetes.io/appgw-ssl-certificate',
  'ingress.gcp.kubernetes.io/pre-shared-cert',
  'networking.gke.io/managed-certificates',
  'traefik.ingress.kubernetes.io/router.tls',
];

export const ingressTls = defineRule({
  id: 'ingress-tls',
  title: 'every Ingress serves its hosts by TLS',
  severity: 'warning',
  profile: 'recommended',
  others: { polaris: ['tlsSettingsMissing'] },
  remedy: 'Add the hosts to spec.tls with the Secret of their certificate.',
  reads: 'manifests',
  settings: [
    setting(
      'elsewhere',
      listOf(text('the name of an annotation'), 0),
      ELSEWHERE,
      'annotations that name a certificate for the whole Ingress',
    ),
  ],
  *check({ manifests }, { elsewhere }) {
    for (const written of manifests.ofKind('Ingress')) {
      const ingress = withoutNulls(written);
      if (!elsewhere.some((name) => ingress.metadata.annotations?.[name])) yield* bareHosts(ingress);
    }
  },
});

function* bareHosts(ingress: Ingress): Iterable<Violation> {
  const object = referenceOf(ingress);
  const { tls = [], rules = [] } = ingress.spec ?? {};
  if (tls.length === 0) {
    yield { object, path: ['spec', 'tls'], message: 'serves plain HTTP only' };
    return;
  }
  // A certificate without hosts is for all of them.
  if (tls.some(({ hosts }) => (hosts ?? []).length === 0)) return;
  const covered = tls.flatMap(({ hosts }) => hosts ?? []);
  for (const [index, { host }] of rules.entries()) {
    if (!host || covered.some((known) => known === host || isUnder(host, known))) continue;
    yield {
      object,
      path: ['spec', 'rules', index, 'host'],
      message: `serves ${host} by plain HTTP only: no tls names it`,
    };
  }
}

/** A wildcard stands for one label. */
const isUnder = (host: string, wildcard: string) =>
  wildcard.startsWith('*.') && host.slice(host.indexOf('.')) === wildcard.slice(1);
