// Warnings about volumes that put two files on one path, or a file where another's folder has to be.
// upstream: pkg/api/pod/warnings.go warningsForOverlappingVirtualPaths

import type { Volume, VolumeProjection } from './generated/types.gen';
import { goQuote } from './validation/field-error';

interface Target {
  readonly path: string;
  /** Where it comes from; empty where the volume has one source only. */
  readonly source: string;
}

type Items = readonly { readonly path: string }[] | undefined;

export function pathWarnings(volume: Volume): readonly string[] {
  const { name, configMap, secret, downwardAPI, projected } = volume;
  const warnings: string[] = [];
  const warn = (description: string, items: Items) => {
    if (!items) return;
    for (const text of overlaps(targets(items, ''))) warnings.push(overlapping(name, description, text));
  };
  warn(`ConfigMap ${goQuote(configMap?.name ?? '')}`, configMap?.items);
  warn(`Secret ${goQuote(secret?.secretName ?? '')}`, secret?.items);
  warn('DownwardAPI', downwardAPI?.items);
  const all: Target[] = [];
  for (const source of projected?.sources ?? []) {
    if (Object.keys(source).length === 0) {
      warnings.push(`volume ${goQuote(name)} (Projected) has no sources provided`);
      continue;
    }
    for (const target of projectedTargets(source)) {
      for (const text of collisions(all, target)) warnings.push(overlapping(name, 'Projected', text));
      all.push(target);
    }
  }
  return warnings;
}

const overlapping = (name: string, description: string, text: string) =>
  `volume ${goQuote(name)} (${description}): overlapping paths: ${text}`;

const targets = (items: NonNullable<Items>, source: string): readonly Target[] =>
  items.map(({ path }) => ({ path: path.replace(/\/+$/, ''), source }));

function projectedTargets({
  configMap,
  secret,
  downwardAPI,
  serviceAccountToken,
}: VolumeProjection): readonly Target[] {
  if (configMap?.items) return targets(configMap.items, `ConfigMap ${goQuote(configMap.name ?? '')}`);
  if (secret?.items) return targets(secret.items, `Secret ${goQuote(secret.name ?? '')}`);
  if (downwardAPI?.items) return targets(downwardAPI.items, 'DownwardAPI');
  return serviceAccountToken ? targets([serviceAccountToken], 'ServiceAccountToken') : [];
}

function overlaps(list: readonly Target[]): readonly string[] {
  return list.flatMap((target, index) => collisions(list.slice(0, index), target));
}

function collisions(earlier: readonly Target[], target: Target): readonly string[] {
  if (target.path === '') return [];
  return earlier
    .filter(
      ({ path }) =>
        path !== '' && (`${path}/`.startsWith(`${target.path}/`) || `${target.path}/`.startsWith(`${path}/`)),
    )
    .map((other) => `${targetText(target)} with ${targetText(other)}`);
}

const targetText = ({ path, source }: Target) => (source === '' ? goQuote(path) : `${goQuote(path)} (${source})`);
