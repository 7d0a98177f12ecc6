// The tokens controller: fills Secrets that ask for the token of a ServiceAccount, and deletes them when the account is
// gone or another one. upstream: pkg/controller/serviceaccount/tokens_controller.go

import { type ActorContext, defineActor, watch } from '../api/actor';
import { encodeBase64 } from '../kinds/base64';
import type { Secret, ServiceAccount } from '../kinds/generated/types.gen';
import { splitKey } from '../kinds/kind';
import { Lane } from '../sim/work-queue';
import { ROOT_CA } from './certificates/root-certificate';
import { CONTROLLER_BACKOFF } from './shared/backoff';
import { isConflict, isNotFound, refusalOf } from './shared/refusal';
import { type Retries, retriesMemory, syncOrRetry } from './shared/syncing';

const TOKEN_TYPE = 'kubernetes.io/service-account-token';
const NAME_ANNOTATION = 'kubernetes.io/service-account.name';
const UID_ANNOTATION = 'kubernetes.io/service-account.uid';
const BACKOFF = { ...CONTROLLER_BACKOFF, tries: 10 };

type Context = ActorContext<Retries>;

export const serviceAccountTokens = defineActor<Retries>({
  name: 'serviceaccount-token-controller',
  component: 'kube-controller-manager',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: retriesMemory,
  watches: [
    watch('ServiceAccount', ({ type, key }) => (type === 'DELETED' ? `account ${key}` : undefined)),
    watch('Secret', ({ type, key, object }) => {
      const account = object.type === TOKEN_TYPE ? accountName(object) : undefined;
      if (account === undefined) return undefined;
      return type === 'DELETED' ? `gone ${key} ${account}` : `secret ${key}`;
    }),
  ],
  reconcile: (cx, key) => {
    const [task, of = '', account = ''] = key.split(' ');
    const sync = () => {
      if (task === 'account') dropTokensOf(cx, of);
      else if (task === 'gone') dropReference(cx, of, account);
      else syncToken(cx, of);
    };
    syncOrRetry(cx, cx.state, key, sync, { backoff: BACKOFF });
  },
});

/** The account that a token Secret names; without a name it is nobody's. */
const accountName = ({ metadata }: Secret) => metadata.annotations?.[NAME_ANNOTATION] || undefined;

/** Whether the account is there, and the one that the Secret's uid tells of if it tells of one. */
function accountOf(cx: Context, secret: Secret): ServiceAccount | undefined {
  const { namespace, annotations } = secret.metadata;
  const account = cx.get('ServiceAccount', namespace, accountName(secret) ?? '');
  const uid = annotations?.[UID_ANNOTATION];
  return uid && account?.metadata.uid !== uid ? undefined : account;
}

function syncToken(cx: Context, key: string): void {
  const { namespace, name } = splitKey(key);
  const secret = cx.get('Secret', namespace, name);
  if (!secret) return;
  const account = accountOf(cx, secret);
  if (!account) {
    dropToken(cx, secret);
    return;
  }
  const filled = filledSecret(secret, account);
  if (filled === secret) return;
  const refused = refusalOf(() => cx.update(filled));
  if (refused && !isConflict(refused) && !isNotFound(refused)) throw refused;
}

/** The Secret with all that it should hold; the same object when it holds it. */
export function filledSecret(secret: Secret, account: ServiceAccount): Secret {
  const { data = {}, metadata } = secret;
  const certificate = encodeBase64(ROOT_CA);
  if (data['ca.crt'] === certificate && data.namespace && data.token) return secret;
  const annotations = {
    ...metadata.annotations,
    [NAME_ANNOTATION]: account.metadata.name,
    [UID_ANNOTATION]: account.metadata.uid ?? '',
  };
  const filled = {
    ...data,
    'ca.crt': certificate,
    namespace: data.namespace || encodeBase64(metadata.namespace ?? ''),
    token: data.token || encodeBase64(legacyToken(secret, account)),
  };
  return { ...secret, data: filled, metadata: { ...metadata, annotations } };
}

/** A token of the old kind, without an end. Nobody checks its signature. upstream: pkg/serviceaccount LegacyClaims */
function legacyToken({ metadata: { name: secret } }: Secret, { metadata: { name, namespace, uid } }: ServiceAccount) {
  const claims = {
    iss: 'kubernetes/serviceaccount',
    'kubernetes.io/serviceaccount/namespace': namespace,
    'kubernetes.io/serviceaccount/secret.name': secret,
    'kubernetes.io/serviceaccount/service-account.name': name,
    'kubernetes.io/serviceaccount/service-account.uid': uid,
    sub: `system:serviceaccount:${namespace}:${name}`,
  };
  const parts = [JSON.stringify({ alg: 'RS256', kid: 'wavetank' }), JSON.stringify(claims), `${uid}/${secret}`];
  return parts.map((part) => encodeBase64(part).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '')).join('.');
}

function dropToken(cx: Context, { metadata: { name, namespace, uid } }: Secret): void {
  const preconditions = uid === undefined ? {} : { preconditions: { uid } };
  const refused = refusalOf(() => cx.delete('Secret', namespace, name, preconditions));
  if (refused && !isNotFound(refused) && !isConflict(refused)) throw refused;
}

/** An account that came back under the same name keeps none of the old one's tokens. */
function dropTokensOf(cx: Context, key: string): void {
  const { namespace, name } = splitKey(key);
  for (const secret of cx.list('Secret', namespace)) {
    if (secret.type === TOKEN_TYPE && accountName(secret) === name && !accountOf(cx, secret)) dropToken(cx, secret);
  }
}

/** The account forgets a token that was deleted. */
function dropReference(cx: Context, key: string, accountName: string): void {
  const { namespace, name } = splitKey(key);
  const account = cx.get('ServiceAccount', namespace, accountName);
  if (!account?.secrets?.some((secret) => secret.name === name) || cx.get('Secret', namespace, name)) return;
  const refused = refusalOf(() =>
    cx.update({ ...account, secrets: account.secrets?.filter((secret) => secret.name !== name) }),
  );
  if (refused && !isNotFound(refused)) throw refused;
}
