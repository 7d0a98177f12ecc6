// ConfigMaps and Secrets that changed while the pods that read them stay: what runs goes on with the old values.

import type { ConfigMap } from '../../kinds/generated/types.gen';
import type { KubeObject } from '../../kinds/kind';
import type { Manifest } from '../../manifests/check-object';
import { someOf } from '../../report/value-text';
import { referenceText } from '../finding';
import { referenceOf } from '../manifest-set';
import { changedFields, pathText, placeIn } from './changed-fields';
import type { Effect } from './effect';
import { type Observed, storedFor } from './observed';
import { type Reference, referencesOf, type Use } from './references';
import { hasRolled, workloadChanges } from './workloads';

const READ: Readonly<Record<Use, string>> = {
  environment: 'reads it into its environment when it starts',
  'one file': 'mounts it by subPath, which never follows',
  files: 'mounts it: the files follow within a minute or two, the program must read them again',
  name: 'names it',
};

export function keptConfiguration(observed: Observed): readonly Effect[] {
  return observed.next.objects.flatMap((manifest): readonly Effect[] => {
    if (manifest.kind !== 'ConfigMap' && manifest.kind !== 'Secret') return [];
    const [before, after] = [storedFor(observed.before, manifest), storedFor(observed.after, manifest)];
    const changed = before && after ? changedFields(contentOf(before), contentOf(after)) : [];
    const [first] = changed;
    const readers = first ? staleReaders(observed, manifest) : [];
    if (!first || readers.length === 0) return [];
    const stays = readers.some(({ use }) => use === 'environment' || use === 'one file');
    return [
      {
        effect: 'configuration-kept',
        severity: stays ? 'warning' : 'note',
        object: referenceOf(manifest),
        message: `${someOf(changed.map(({ path }) => pathText(path)))} changed, and no pod is restarted for it`,
        details: readers.map(({ from, use }) => `${referenceText(referenceOf(from))} ${READ[use]}`),
        field: pathText(first.path),
        place: placeIn(manifest, first.path),
      },
    ];
  });
}

function contentOf(object: KubeObject) {
  const { data = {}, binaryData = {} } = object as ConfigMap;
  return { ...(object.kind === 'Secret' ? {} : { binaryData }), data };
}

/** Workloads that read it, ran before, and have not exchanged their pods; each once, by its most lasting use. */
function staleReaders(observed: Observed, manifest: Manifest): readonly Reference[] {
  const wanted = referenceText(referenceOf(manifest));
  const found = new Map<string, Reference>();
  for (const reference of referencesOf(observed.next)) {
    if (referenceText(reference.to) !== wanted) continue;
    const change = workloadChanges(observed).find(({ manifest: of }) => of === reference.from);
    if (!change || hasRolled(change)) continue;
    const key = referenceText(change.object);
    const known = found.get(key);
    if (!known || (known.use === 'files' && reference.use !== 'files')) found.set(key, reference);
  }
  return [...found.values()];
}
