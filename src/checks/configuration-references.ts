// ConfigMaps and Secrets that a pod cannot start without: its environment and its volumes name them.

import type { ConfigMapProjection, KeyToPath, Volume } from '../kinds/generated/types.gen';
import type { FieldPath } from '../manifests/source';
import { containersOf } from './containers';
import type { DescribedPod } from './manifest-set';

export interface ConfigurationReference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** Keys that must be in it. */
  readonly keys: readonly string[];
  readonly path: FieldPath;
  /** `container "web" sets LEVEL from it` */
  readonly use: string;
}

/** Those that are not marked as optional. */
export function configurationReferences(pod: DescribedPod): readonly ConfigurationReference[] {
  return [...environmentReferences(pod), ...volumeReferences(pod)];
}

interface Selector {
  readonly name?: string | undefined;
  readonly key?: string | undefined;
  readonly optional?: boolean | undefined;
}

function* environmentReferences(pod: DescribedPod): Generator<ConfigurationReference> {
  for (const { container, path } of containersOf(pod)) {
    for (const [index, { configMapRef, secretRef }] of (container.envFrom ?? []).entries()) {
      const use = `container "${container.name}" takes its environment from it`;
      const at = [...path, 'envFrom', index];
      yield* reference('ConfigMap', configMapRef, [...at, 'configMapRef', 'name'], use);
      yield* reference('Secret', secretRef, [...at, 'secretRef', 'name'], use);
    }
    for (const [index, { name, valueFrom }] of (container.env ?? []).entries()) {
      const use = `container "${container.name}" sets ${name} from it`;
      const at = [...path, 'env', index, 'valueFrom'];
      yield* reference('ConfigMap', valueFrom?.configMapKeyRef, [...at, 'configMapKeyRef', 'name'], use);
      yield* reference('Secret', valueFrom?.secretKeyRef, [...at, 'secretKeyRef', 'name'], use);
    }
  }
}

function* reference(
  kind: ConfigurationReference['kind'],
  selector: Selector | undefined,
  path: FieldPath,
  use: string,
): Generator<ConfigurationReference> {
  const { name, key, optional } = selector ?? {};
  if (name && !optional) yield { kind, name, keys: key ? [key] : [], path, use };
}

function* volumeReferences({ spec, path }: DescribedPod): Generator<ConfigurationReference> {
  for (const [index, volume] of (spec.volumes ?? []).entries()) {
    const use = `volume "${volume.name}" shows it`;
    const at = [...path, 'volumes', index];
    for (const { kind, source, name, steps } of sourcesOf(volume)) {
      if (!name || source.optional) continue;
      yield { kind, name, keys: keysOf(source.items), path: [...at, ...steps], use };
    }
  }
}

interface Source {
  readonly kind: ConfigurationReference['kind'];
  readonly source: Pick<ConfigMapProjection, 'items' | 'optional'>;
  readonly name: string | undefined;
  readonly steps: FieldPath;
}

function sourcesOf({ configMap, secret, projected }: Volume): readonly Source[] {
  const found: Source[] = [];
  if (configMap)
    found.push({ kind: 'ConfigMap', source: configMap, name: configMap.name, steps: ['configMap', 'name'] });
  if (secret) found.push({ kind: 'Secret', source: secret, name: secret.secretName, steps: ['secret', 'secretName'] });
  for (const [index, part] of (projected?.sources ?? []).entries()) {
    const steps = ['projected', 'sources', index];
    const { configMap: map, secret: hidden } = part;
    if (map) found.push({ kind: 'ConfigMap', source: map, name: map.name, steps: [...steps, 'configMap', 'name'] });
    if (hidden) found.push({ kind: 'Secret', source: hidden, name: hidden.name, steps: [...steps, 'secret', 'name'] });
  }
  return found;
}

const keysOf = (items: readonly KeyToPath[] | undefined) => (items ?? []).map(({ key }) => key);
