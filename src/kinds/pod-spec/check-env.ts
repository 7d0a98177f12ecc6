// Rules for a container's environment.
// upstream: pkg/apis/core/validation ValidateEnv, ValidateEnvFrom

import { isEnabled } from '../feature-gates';
import type {
  EnvFromSource,
  EnvVar,
  EnvVarSource,
  FileKeySelector,
  ObjectFieldSelector,
  ResourceFieldSelector,
} from '../generated/types.gen';
import { parseQuantity } from '../quantity';
import { addInvalid, type Errors, invalid, notSupported, required } from '../validation/field-error';
import { configMapKey, dns1123Label, dns1123Subdomain, envVarName, qualifiedName } from '../validation/names';
import { asPrefix } from '../validation/object-meta';
import { checkNoBacksteps } from '../validation/paths';

export function checkEnv(errors: Errors, path: string, variables: readonly EnvVar[] | undefined): void {
  variables?.forEach((variable, index) => {
    const at = `${path}[${index}]`;
    if (!variable.name) errors.push(required(`${at}.name`));
    else addInvalid(errors, `${at}.name`, variable.name, envVarName(variable.name));
    if (variable.valueFrom) checkSource(errors, `${at}.valueFrom`, variable.valueFrom, variable.value);
  });
}

const ENV_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

const NO_SOURCE =
  'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`';
const NO_SOURCE_BUT_FILES = 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`';
const TWO_SOURCES = 'may not have more than one field specified at a time';

function checkSource(errors: Errors, path: string, source: EnvVarSource, value: string | undefined): void {
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef } = source;
  if (fieldRef) checkFieldRef(errors, `${path}.fieldRef`, fieldRef, ENV_FIELDS);
  if (resourceFieldRef) checkResourceFieldRef(errors, `${path}.resourceFieldRef`, resourceFieldRef, false);
  if (configMapKeyRef) checkKeyRef(errors, `${path}.configMapKeyRef`, configMapKeyRef);
  if (secretKeyRef) checkKeyRef(errors, `${path}.secretKeyRef`, secretKeyRef);
  if (fileKeyRef) checkFileKeyRef(errors, `${path}.fileKeyRef`, fileKeyRef);
  const sources = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef].filter(Boolean).length;
  if (sources === 0) errors.push(invalid(path, '', isEnabled('EnvFiles') ? NO_SOURCE : NO_SOURCE_BUT_FILES));
  else if (value) errors.push(invalid(path, '', 'may not be specified when `value` is not empty'));
  else if (sources > 1) errors.push(invalid(path, '', TWO_SOURCES));
}

function checkKeyRef(
  errors: Errors,
  path: string,
  ref: { readonly name?: string | undefined; readonly key: string },
): void {
  const { name = '', key } = ref;
  addInvalid(errors, `${path}.name`, name, dns1123Subdomain(name));
  if (!key) errors.push(required(`${path}.key`));
  else addInvalid(errors, `${path}.key`, key, configMapKey(key));
}

function checkFileKeyRef(errors: Errors, at: string, { key, volumeName, path }: FileKeySelector): void {
  if (!key) errors.push(required(`${at}.key`));
  else addInvalid(errors, `${at}.key`, key, envVarName(key));
  if (!volumeName) errors.push(required(`${at}.volumeName`));
  else addInvalid(errors, `${at}.volumeName`, volumeName, dns1123Label(volumeName));
  if (!path) errors.push(required(`${at}.path`));
  else checkNoBacksteps(errors, `${at}.path`, path);
}

/** Field paths a pod can be asked for; others are not even known. upstream: ConvertDownwardAPIFieldLabel */
const KNOWN_FIELDS = new Set([
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.serviceAccountName',
  'spec.schedulerName',
  'status.phase',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]);

const SUBSCRIPT = /^(.*)\['(.*)'\]$/;

/** A reference to one of the pod's own fields; `allowed` are those without a subscript. */
export function checkFieldRef(
  errors: Errors,
  path: string,
  { apiVersion, fieldPath }: ObjectFieldSelector,
  allowed: readonly string[],
): void {
  if (!apiVersion) return void errors.push(required(`${path}.apiVersion`));
  if (!fieldPath) return void errors.push(required(`${path}.fieldPath`));
  const [, base, subscript = ''] = SUBSCRIPT.exec(fieldPath) ?? [];
  const problem = fieldProblem(apiVersion, fieldPath, base);
  if (problem) {
    errors.push(invalid(`${path}.fieldPath`, fieldPath, `error converting fieldPath: ${problem}`));
  } else if (base !== undefined) {
    const key = base === 'metadata.annotations' ? subscript.toLowerCase() : subscript;
    addInvalid(errors, path, key, qualifiedName(key));
  } else {
    const name = fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath;
    if (!allowed.includes(name)) errors.push(notSupported(`${path}.fieldPath`, name, allowed));
  }
}

function fieldProblem(apiVersion: string, fieldPath: string, base: string | undefined): string | undefined {
  if (apiVersion !== 'v1') return `unsupported pod version: ${apiVersion}`;
  if (base !== undefined) {
    if (base === 'metadata.annotations' || base === 'metadata.labels') return undefined;
    return `field label does not support subscript: ${fieldPath}`;
  }
  return KNOWN_FIELDS.has(fieldPath) || fieldPath === 'spec.host'
    ? undefined
    : `field label not supported: ${fieldPath}`;
}

const CONTAINER_FIELDS = ['limits', 'requests'].flatMap((side) =>
  ['cpu', 'ephemeral-storage', 'memory'].map((name) => `${side}.${name}`),
);
const BYTE_DIVISORS = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

/** A reference to a container's request or limit; in a volume it names the container. */
export function checkResourceFieldRef(
  errors: Errors,
  path: string,
  { containerName, resource, divisor }: ResourceFieldSelector,
  inVolume: boolean,
): void {
  const isKnown = CONTAINER_FIELDS.includes(resource) || /^(requests|limits)\.hugepages-/.test(resource ?? '');
  if (inVolume && !containerName) errors.push(required(`${path}.containerName`));
  else if (!resource) errors.push(required(`${path}.resource`));
  else if (!isKnown) errors.push(notSupported(`${path}.resource`, resource, CONTAINER_FIELDS));
  const amount = divisor === undefined ? undefined : parseQuantity(divisor);
  if (!amount || amount.nano === 0n || !isKnown) return;
  const what = resource.slice(resource.indexOf('.') + 1);
  if (what === 'cpu') {
    if (amount.text === '1' || amount.text === '1m') return;
    const why = "only divisor's values 1m and 1 are supported with the cpu resource";
    errors.push(invalid(`${path}.divisor`, resource, why));
  } else if (!BYTE_DIVISORS.includes(amount.text)) {
    const name =
      what === 'ephemeral-storage' ? 'local ephemeral storage' : what.startsWith('hugepages-') ? 'hugepages' : what;
    const why = `only divisor's values ${BYTE_DIVISORS.join(', ')} are supported with the ${name} resource`;
    errors.push(invalid(`${path}.divisor`, resource, why));
  }
}

export function checkEnvFrom(errors: Errors, path: string, sources: readonly EnvFromSource[] | undefined): void {
  sources?.forEach(({ prefix, configMapRef, secretRef }, index) => {
    const at = `${path}[${index}]`;
    if (prefix) addInvalid(errors, `${at}.prefix`, prefix, envVarName(prefix));
    if (configMapRef) checkNameRef(errors, `${at}.configMapRef.name`, configMapRef.name);
    if (secretRef) checkNameRef(errors, `${at}.secretRef.name`, secretRef.name);
    if (!configMapRef && !secretRef) {
      errors.push(invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`'));
    } else if (configMapRef && secretRef) errors.push(invalid(path, '', TWO_SOURCES));
  });
}

function checkNameRef(errors: Errors, path: string, name: string | undefined): void {
  if (!name) errors.push(required(path));
  else addInvalid(errors, path, name, asPrefix(dns1123Subdomain)(name));
}
