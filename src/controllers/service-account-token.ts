// The tokens controller: a Secret that asks for the token of a ServiceAccount gets it, and goes with the account.
// upstream: pkg/controller/serviceaccount/tokens_controller.go

import { type ActorContext, defineActor, watch } from '../api/actor';
import { encodeBase64 } from '../kinds/base64';
import type { Secret, ServiceAccount } from '../kinds/generated/types.gen';
import { splitKey } from '../kinds/kind';
import { Table } from '../sim/table';
import { Lane } from '../sim/work-queue';
import { ROOT_CA } from './root-ca-publisher';
import { retryLater } from './shared/backoff';
import { isNotFound, refusalOf } from './shared/refusal';

const TYPE = 'kubernetes.io/service-account-token';
const ACCOUNT_NAME = 'kubernetes.io/service-account.name';
const ACCOUNT_UID = 'kubernetes.io/service-account.uid';

interface Memory {
  readonly failures: Table<number>;
}

type Context = ActorContext<Memory>;

const isToken = ({ type }: Secret): boolean => type === TYPE;

export const serviceAccountTokenController = defineActor<Memory>({
  name: 'tokens-controller',
  component: 'kube-controller-manager',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: {
    create: () => ({ failures: new Table() }),
    fork: ({ failures }) => ({ failures: failures.fork() }),
  },
  watches: [
    watch('Secret', ({ type, key, object }, cx) => {
      if (!isToken(object)) return undefined;
      return type === 'DELETED' ? holdersOf(cx as Context, object) : key;
    }),
    watch('ServiceAccount', ({ type, object }, cx) => {
      if (type !== 'DELETED') return undefined;
      const { namespace, name } = object.metadata;
      const tokens = cx.list('Secret', namespace).filter(isToken);
      return tokens
        .filter((secret) => accountOf(secret).name === name)
        .map(({ metadata }) => `${namespace}/${metadata.name}`);
    }),
  ],
  reconcile,
});

const accountOf = ({ metadata: { annotations } }: Secret) => ({
  name: annotations?.[ACCOUNT_NAME] ?? '',
  uid: annotations?.[ACCOUNT_UID] ?? '',
});

/** The account that lists a Secret that is gone, if it does. */
function holdersOf(cx: Context, secret: Secret): string | undefined {
  const { namespace, name } = secret.metadata;
  const account = cx.get('ServiceAccount', namespace, accountOf(secret).name);
  return account?.secrets?.some((one) => one.name === name) ? `${namespace}/${name}` : undefined;
}

function reconcile(cx: Context, key: string): void {
  const { namespace = '', name } = splitKey(key);
  const secret = cx.get('Secret', namespace, name);
  const refused = refusalOf(() => {
    if (!secret) forget(cx, namespace, name);
    else if (isToken(secret)) provide(cx, secret);
  });
  if (refused === undefined || isNotFound(refused)) cx.state.failures.delete(key);
  else retryLater(cx, cx.state.failures, key);
}

/** Accounts do not list a Secret that is gone. */
function forget(cx: Context, namespace: string, name: string): void {
  for (const account of cx.list('ServiceAccount', namespace)) {
    const secrets = account.secrets?.filter((one) => one.name !== name);
    if (secrets && secrets.length !== account.secrets?.length) cx.update({ ...account, secrets });
  }
}

function provide(cx: Context, secret: Secret): void {
  const { namespace = '', name, uid } = secret.metadata;
  const wanted = accountOf(secret);
  const account = cx.get('ServiceAccount', namespace, wanted.name);
  if (!account || (wanted.uid !== '' && wanted.uid !== account.metadata.uid)) {
    cx.delete('Secret', namespace, name, uid === undefined ? {} : { preconditions: { uid } });
    return;
  }
  const next = withToken(secret, account);
  if (next !== secret) cx.update(next);
}

/** The Secret with the account's token and what is needed to use it; the same object when it has all of that. */
export function withToken(secret: Secret, account: ServiceAccount): Secret {
  const { metadata, data = {} } = secret;
  const ca = encodeBase64(ROOT_CA);
  if (data['ca.crt'] === ca && data.namespace && data.token) return secret;
  const given = {
    'ca.crt': ca,
    namespace: data.namespace || encodeBase64(metadata.namespace ?? ''),
    token: data.token || encodeBase64(tokenText(secret, account)),
  };
  const annotations = {
    ...metadata.annotations,
    [ACCOUNT_NAME]: account.metadata.name,
    [ACCOUNT_UID]: account.metadata.uid ?? '',
  };
  return { ...secret, metadata: { ...metadata, annotations }, data: { ...data, ...given } };
}

/** Shaped as the real one; nothing can be signed here. */
function tokenText({ metadata }: Secret, account: ServiceAccount): string {
  const { namespace, name, uid } = account.metadata;
  const claim = 'kubernetes.io/serviceaccount';
  const claims = {
    iss: claim,
    [`${claim}/namespace`]: namespace,
    [`${claim}/secret.name`]: metadata.name,
    [`${claim}/service-account.name`]: name,
    [`${claim}/service-account.uid`]: uid,
    sub: `system:serviceaccount:${namespace}:${name}`,
  };
  const parts = [JSON.stringify({ alg: 'RS256', kid: 'wavetank' }), JSON.stringify(claims), 'unsigned'];
  return parts.map(base64Url).join('.');
}

const base64Url = (text: string): string =>
  encodeBase64(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
