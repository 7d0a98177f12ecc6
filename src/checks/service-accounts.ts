// The service account that a pod runs as, and whether it has any use for its token.

import type { RoleBinding, ServiceAccount } from '../kinds/generated/types.gen';
import type { CheckContext } from './context';
import { type DescribedPod, referenceOf } from './manifest-set';

export const accountName = ({ spec }: DescribedPod): string =>
  spec.serviceAccountName || spec.serviceAccount || 'default';

/** The account as the manifests or the base have it. */
export function accountOf({ manifests, base }: CheckContext, pod: DescribedPod): ServiceAccount | undefined {
  const name = accountName(pod);
  const { namespace } = pod.reference;
  const isIt = (object: object) => {
    const reference = referenceOf(object);
    return reference.kind === 'ServiceAccount' && reference.name === name && reference.namespace === namespace;
  };
  const own = manifests.named({ kind: 'ServiceAccount', namespace, name });
  return (own ?? base.find(isIt)) as ServiceAccount | undefined;
}

/** What the pod says holds, then what its account says; else there is a token. */
export const mountsToken = (cx: CheckContext, pod: DescribedPod): boolean =>
  pod.spec.automountServiceAccountToken ?? accountOf(cx, pod)?.automountServiceAccountToken ?? true;

const bound = new WeakMap<CheckContext, ReadonlySet<string>>();

/** Whether the manifests or the base give rights to the pod's account itself. */
export function hasRights(cx: CheckContext, pod: DescribedPod): boolean {
  let accounts = bound.get(cx);
  if (!accounts) {
    accounts = boundAccounts(cx);
    bound.set(cx, accounts);
  }
  return accounts.has(`${pod.reference.namespace}/${accountName(pod)}`);
}

function boundAccounts({ manifests, base }: CheckContext): ReadonlySet<string> {
  const isBinding = ({ kind }: { readonly kind: string }) => kind === 'RoleBinding' || kind === 'ClusterRoleBinding';
  const bindings = [...base, ...manifests.objects].filter(isBinding) as unknown as readonly RoleBinding[];
  return new Set(
    bindings.flatMap((binding) =>
      (binding.subjects ?? [])
        .filter(({ kind }) => kind === 'ServiceAccount')
        .map(({ name, namespace }) => `${namespace || referenceOf(binding).namespace}/${name}`),
    ),
  );
}
