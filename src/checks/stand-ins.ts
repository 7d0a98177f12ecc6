// What stands in the cluster for things that manifests lean on and somebody else brings: StorageClasses of the
// cluster's owner, and Secrets that operators make from objects among the manifests, or programs that are told to.

import {
  DEFAULT_STORAGE,
  SIMULATED_PROVISIONER,
  type StorageOptions,
} from '../controllers/persistent-volume/storage-options';
import type { StatefulSet } from '../kinds/generated/types.gen';
import type { Manifest } from '../manifests/check-object';
import { configurationReferences } from './configuration-references';
import { containersOf } from './containers';
import { type DescribedPod, type ManifestSet, referenceOf } from './manifest-set';

export interface StandIns {
  readonly storageClasses: readonly Manifest[];
  /** They may stand in namespaces that the manifests bring. */
  readonly secrets: readonly Manifest[];
  /** With every provisioner that a StorageClass names, unless the user said which there are. */
  readonly storage: Partial<StorageOptions>;
}

export function standIns(set: ManifestSet, base: readonly Manifest[], storage: Partial<StorageOptions> = {}): StandIns {
  const classes = [...base, ...set.objects].filter(({ kind }) => kind === 'StorageClass');
  const named = classes.map((object) => (object as unknown as { provisioner?: string }).provisioner ?? '');
  const provisioners = [
    ...new Set([...DEFAULT_STORAGE.provisioners, ...named.filter((name) => !STATIC.includes(name))]),
  ];
  return {
    storageClasses: classes.length > 0 ? [] : storageClasses(set),
    secrets: secrets(set, base),
    storage: { provisioners, ...storage },
  };
}

const STATIC = ['', 'kubernetes.io/no-provisioner'];

const IS_DEFAULT = { 'storageclass.kubernetes.io/is-default-class': 'true' };

/** A default one, and those that claims name: only where nobody brought any. */
function storageClasses(set: ManifestSet): readonly Manifest[] {
  const claims = [...set.ofKind('PersistentVolumeClaim'), ...set.ofKind('StatefulSet').flatMap(templatesOf)];
  if (claims.length === 0) return [];
  const volumes = set.ofKind('PersistentVolume').flatMap(({ spec }) => spec?.storageClassName ?? []);
  const names = claims.flatMap(({ spec }) => spec?.storageClassName || []).filter((name) => !volumes.includes(name));
  const wanted = [...new Set(names)].filter((name) => name !== 'standard').sort();
  return [storageClass('standard', IS_DEFAULT), ...wanted.map((name) => storageClass(name))];
}

const templatesOf = ({ spec }: StatefulSet) => spec?.volumeClaimTemplates ?? [];

const storageClass = (name: string, annotations: Readonly<Record<string, string>> = {}): Manifest => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name, annotations } as Manifest['metadata'],
  provisioner: SIMULATED_PROVISIONER,
  volumeBindingMode: 'WaitForFirstConsumer',
});

interface SecretMaker {
  readonly secretName?: string;
  readonly target?: { readonly name?: string };
  readonly template?: { readonly metadata?: { readonly name?: string } };
}

/** The name of the Secret that an operator makes from an object, by the object's group and kind. */
const MAKERS: Readonly<Record<string, (name: string, spec: SecretMaker) => string | undefined>> = {
  'bitnami.com/SealedSecret': (name, { template }) => template?.metadata?.name ?? name,
  'external-secrets.io/ExternalSecret': (name, { target }) => target?.name ?? name,
  'cert-manager.io/Certificate': (_, { secretName }) => secretName,
};

function secrets(set: ManifestSet, base: readonly Manifest[]): readonly Manifest[] {
  const made = [...base, ...set.objects].flatMap((object) => {
    const maker = MAKERS[`${object.apiVersion.split('/')[0]}/${object.kind}`];
    const { name, namespace } = referenceOf(object);
    const secret = maker?.(name, (object.spec ?? {}) as SecretMaker);
    return secret ? [{ namespace, name: secret }] : [];
  });
  made.push(...namedToPrograms(set));
  const there = new Set([...base, ...set.objects].filter(({ kind }) => kind === 'Secret').map(keyOf));
  const missing = new Map(made.map((secret) => [`${secret.namespace}/${secret.name}`, secret]));
  for (const key of there) missing.delete(key);
  return [...missing.values()].map(({ namespace, name }) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace, name },
    stringData: Object.fromEntries(keysAsked(set, namespace, name).map((key) => [key, 'made by its operator'])),
  }));
}

/** Secrets that pods need and a container is told by name, as `--secret-name=webhook-tls`: it makes them. */
function namedToPrograms(set: ManifestSet): readonly { readonly namespace: string; readonly name: string }[] {
  const told = new Set(set.pods.flatMap(wordsOf));
  return set.pods.flatMap((pod) => {
    const { namespace } = pod.reference;
    const wanted = configurationReferences(pod).filter(
      ({ kind, name }) => kind === 'Secret' && told.has(`${namespace}/${name}`),
    );
    return wanted.map(({ name }) => ({ namespace, name }));
  });
}

/** The values of a pod's flags, with its namespace before them. */
function wordsOf(pod: DescribedPod): readonly string[] {
  const words = containersOf(pod).flatMap(({ container }) => [...(container.command ?? []), ...(container.args ?? [])]);
  const flags = words.filter((word) => word.startsWith('-') && word.includes('='));
  return flags.map((flag) => `${pod.reference.namespace}/${flag.slice(flag.indexOf('=') + 1)}`);
}

function keyOf(object: Manifest): string {
  const { namespace, name } = referenceOf(object);
  return `${namespace}/${name}`;
}

function keysAsked(set: ManifestSet, namespace: string, secret: string): readonly string[] {
  const references = set.pods
    .filter(({ reference }) => reference.namespace === namespace)
    .flatMap(configurationReferences);
  return references.filter(({ kind, name }) => kind === 'Secret' && name === secret).flatMap(({ keys }) => keys);
}
