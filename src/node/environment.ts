// A container's environment: everything of its maps and secrets first, then its variables in order, references
// expanded; the services' variables stand behind all of it. What is missing is told in the kubelet's words.
// upstream: pkg/kubelet/kubelet_pods.go makeEnvironmentVariables

import type { Reader } from '../api/actor';
import { decodeBase64, utf8Text } from '../kinds/base64';
import type {
  ConfigMap,
  Container,
  EnvFromSource,
  EnvVar,
  FileKeySelector,
  Secret,
} from '../kinds/generated/types.gen';
import { fieldText, type PodFacts, resourceText } from './downward';
import { envFileValue } from './env-file';
import { expand, type Variables } from './expansion';

export type Sources = Pick<Reader, 'get'>;

export interface Problem {
  readonly error: string;
}

const NONE: Variables = new Map();

/**
 * The declared variables, services' ones left out but for those that values refer to.
 * A missing ConfigMap, Secret or key that is not optional is a problem.
 */
export function declaredVariables(
  reader: Sources,
  facts: PodFacts,
  container: Container,
  services: () => Variables,
): Variables | Problem {
  if (!container.env?.length && !container.envFrom?.length) return NONE;
  const variables = new Map<string, string>();
  const namespace = facts.pod.metadata.namespace ?? '';
  for (const source of container.envFrom ?? []) {
    const problem = addAll(reader, namespace, source, variables);
    if (problem) return problem;
  }
  for (const variable of container.env ?? []) {
    const value = resolve(reader, facts, container, variable, variables, services);
    if (typeof value === 'object') return value;
    if (value !== undefined) variables.set(variable.name, value);
  }
  return variables;
}

/** The whole environment that the process sees. */
export function wholeEnvironment(declared: Variables, services: Variables): Map<string, string> {
  return new Map([...services, ...declared]);
}

function addAll(
  reader: Sources,
  namespace: string,
  { configMapRef, secretRef, prefix = '' }: EnvFromSource,
  variables: Map<string, string>,
): Problem | undefined {
  const kind = configMapRef ? 'ConfigMap' : 'Secret';
  const reference = configMapRef ?? secretRef;
  if (!reference) return undefined;
  const data = dataOf(reader, kind, namespace, reference.name ?? '');
  if (!data) return reference.optional ? undefined : notFound(kind, reference.name ?? '');
  for (const key of Object.keys(data).sort()) variables.set(prefix + key, data[key] as string);
  return undefined;
}

/** undefined for an optional variable whose source is missing. */
function resolve(
  reader: Sources,
  facts: PodFacts,
  container: Container,
  { value, valueFrom }: EnvVar,
  declared: Variables,
  services: () => Variables,
): string | Problem | undefined {
  if (value) return value.includes('$(') ? expand(value, declared, services()) : expand(value);
  if (!valueFrom) return '';
  if (valueFrom.fieldRef) return fieldText(facts, valueFrom.fieldRef.fieldPath);
  if (valueFrom.resourceFieldRef) return resourceText(facts, container, valueFrom.resourceFieldRef);
  if (valueFrom.fileKeyRef) return fromFile(facts, valueFrom.fileKeyRef);
  const kind = valueFrom.configMapKeyRef ? 'ConfigMap' : 'Secret';
  const reference = valueFrom.configMapKeyRef ?? valueFrom.secretKeyRef;
  if (!reference) return '';
  const namespace = facts.pod.metadata.namespace ?? '';
  const { name = '', key, optional } = reference;
  const data = dataOf(reader, kind, namespace, name);
  if (!data) return optional ? undefined : notFound(kind, name);
  const found = data[key];
  if (found !== undefined) return found;
  return optional ? undefined : { error: `couldn't find key ${key} in ${kind} ${namespace}/${name}` };
}

/** A variable of a file in one of the pod's volumes. */
function fromFile(facts: PodFacts, { volumeName, path, key, optional }: FileKeySelector): string | Problem | undefined {
  const text = facts.volumeFile?.(volumeName, path);
  const found = text === undefined ? undefined : envFileValue(text, key);
  if (found === undefined) return { error: "couldn't parse env file" };
  if (found !== '') return found;
  if (optional) return undefined;
  const volume = `/var/lib/kubelet/pods/${facts.pod.metadata.uid}/volumes/kubernetes.io~empty-dir/${volumeName}`;
  return {
    error: `environment variable key ${JSON.stringify(key)} not found in file ${JSON.stringify(`${volume}/${path}`)}`,
  };
}

function notFound(kind: 'ConfigMap' | 'Secret', name: string): Problem {
  return { error: `${kind.toLowerCase()} ${JSON.stringify(name)} not found` };
}

function dataOf(
  reader: Sources,
  kind: 'ConfigMap' | 'Secret',
  namespace: string,
  name: string,
): Readonly<Record<string, string>> | undefined {
  if (kind === 'ConfigMap') {
    const map = reader.get('ConfigMap', namespace, name);
    return map && (map.data ?? {});
  }
  const secret = reader.get('Secret', namespace, name);
  return secret && secretTexts(secret);
}

const texts = new WeakMap<Secret, Readonly<Record<string, string>>>();

/** A Secret's data as text. */
export function secretTexts(secret: Secret): Readonly<Record<string, string>> {
  let known = texts.get(secret);
  if (!known) {
    const data = secret.data ?? {};
    known = Object.fromEntries(Object.keys(data).map((key) => [key, utf8Text(decodeBase64(data[key] as string))]));
    texts.set(secret, known);
  }
  return known;
}

/** A ConfigMap's data as text, binary data too. */
export function configMapTexts(map: ConfigMap): Readonly<Record<string, string>> {
  const binary = map.binaryData ?? {};
  if (Object.keys(binary).length === 0) return map.data ?? {};
  const decoded = Object.keys(binary).map((key) => [key, utf8Text(decodeBase64(binary[key] as string))] as const);
  return { ...map.data, ...Object.fromEntries(decoded) };
}
