// What is deprecated is served until a release in which it is not.

import type { Manifest } from '../../manifests/check-object';
import type { CheckContext } from '../context';
import { referenceOf } from '../manifest-set';
import { defineRule } from '../rule';

/** Built-in kinds that 1.36 serves and warns of. */
const BUILT_IN: Readonly<Record<string, string>> = {
  'v1/Endpoints': 'v1 Endpoints is deprecated since 1.33: EndpointSlice of discovery.k8s.io/v1 takes its place',
};

export const deprecatedApi = defineRule({
  id: 'deprecated-api',
  title: 'no object is of a deprecated version',
  severity: 'warning',
  profile: 'recommended',
  others: { 'kube-score': ['stable-version'] },
  remedy: 'Use the kind or the version that takes its place.',
  reads: 'manifests',
  *check(cx) {
    const deprecated = new Map([...Object.entries(BUILT_IN), ...customVersions(cx)]);
    for (const object of cx.manifests.objects) {
      const message = deprecated.get(`${object.apiVersion}/${object.kind}`);
      if (message) yield { object: referenceOf(object), path: ['apiVersion'], message };
    }
  },
});

interface Definition {
  readonly spec?: {
    readonly group?: string;
    readonly names?: { readonly kind?: string };
    readonly versions?: readonly {
      readonly name?: string;
      readonly deprecated?: boolean;
      readonly deprecationWarning?: string;
    }[];
  };
}

/** Versions that a CustomResourceDefinition marks so. */
function customVersions({ manifests, base }: CheckContext): readonly (readonly [string, string])[] {
  const isDefinition = ({ kind }: Manifest) => kind === 'CustomResourceDefinition';
  return [...base, ...manifests.objects].filter(isDefinition).flatMap((object) => {
    const { group, names, versions } = (object as Definition).spec ?? {};
    return (versions ?? [])
      .filter(({ deprecated }) => deprecated)
      .map(({ name, deprecationWarning }) => {
        const version = `${group}/${name}`;
        return [`${version}/${names?.kind}`, deprecationWarning ?? `${version} ${names?.kind} is deprecated`] as const;
      });
  });
}
