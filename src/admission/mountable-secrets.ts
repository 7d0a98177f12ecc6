// A ServiceAccount may say that its pods use no Secrets but those that it lists.
// upstream: plugin/pkg/admission/serviceaccount/admission.go limitSecretReferences

import type { Container, Pod, PodSpec, ServiceAccount } from '../kinds/generated/types.gen';

const ANNOTATION = 'kubernetes.io/enforce-mountable-secrets';
/** Go's strconv.ParseBool. */
const TRUE: readonly string[] = ['1', 't', 'T', 'TRUE', 'true', 'True'];

export const limitsSecrets = ({ metadata }: ServiceAccount): boolean =>
  TRUE.includes(metadata.annotations?.[ANNOTATION] ?? '');

/** Why the account's pod may not refer to a Secret as it does; undefined when it may. */
export function secretRefusal({ spec }: Pod, account: ServiceAccount): string | undefined {
  const listed = new Set(account.secrets?.map(({ name }) => name));
  const not = `is not allowed because service account ${account.metadata.name} does not reference that`;
  for (const { secret } of spec.volumes ?? []) {
    const name = secret?.secretName;
    if (secret && !listed.has(name)) return `volume with secret.secretName="${name}" ${not} secret`;
  }
  const used = [...usesOf('init container', spec.initContainers), ...usesOf('container', spec.containers)];
  const wrong = used.find(({ secret }) => !listed.has(secret));
  if (wrong) return `${wrong.where} referencing secret.secretName="${wrong.secret}" ${not} secret`;
  return pullRefusal(spec, account, not);
}

/** The same for the containers that are added to a running pod. */
export function ephemeralSecretRefusal({ spec }: Pod, account: ServiceAccount): string | undefined {
  const listed = new Set(account.secrets?.map(({ name }) => name));
  const containers = spec.ephemeralContainers as readonly Container[] | undefined;
  const wrong = usesOf('ephemeral container', containers).find(({ secret }) => !listed.has(secret));
  if (!wrong) return undefined;
  const why = `because service account ${account.metadata.name} does not reference that secret`;
  return `${wrong.where} referencing secret.secretName="${wrong.secret}" is not allowed ${why}`;
}

function usesOf(what: string, containers: readonly Container[] = []) {
  return containers.flatMap(({ name, env = [], envFrom = [] }) => [
    ...env.flatMap((one) => {
      const secret = one.valueFrom?.secretKeyRef?.name;
      return secret === undefined ? [] : [{ where: `${what} ${name} with envVar ${one.name}`, secret }];
    }),
    ...envFrom.flatMap(({ secretRef }) =>
      secretRef?.name === undefined ? [] : [{ where: `${what} ${name} with envFrom`, secret: secretRef.name }],
    ),
  ]);
}

function pullRefusal(spec: PodSpec, account: ServiceAccount, not: string): string | undefined {
  const listed = new Set(account.imagePullSecrets?.map(({ name }) => name));
  const at = spec.imagePullSecrets?.findIndex(({ name }) => !listed.has(name)) ?? -1;
  if (at < 0) return undefined;
  return `imagePullSecrets[${at}].name="${spec.imagePullSecrets?.[at]?.name}" ${not} imagePullSecret`;
}
