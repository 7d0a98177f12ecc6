// Tokens of service accounts: POST serviceaccounts/NAME/token gives one out, and whoever carries it is that account.
// upstream: pkg/registry/core/serviceaccount/storage/token.go, pkg/serviceaccount/claims.go

import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { badRequest, conflict, invalid } from '../api/api-error';
import { serviceAccountUser, type UserInfo, userNamed } from '../api/authorization/user';
import { decodeBody } from '../api/request';
import { isEnabled } from '../kinds/feature-gates';
import type { KubeObject } from '../kinds/kind';
import { rfc3339 } from '../sim/time';
import { readBody } from './body';
import { type Answer, objectAnswer } from './exchange';
import { writeQuery } from './options';
import type { ResourceRequest } from './resource-request';
import type { ServedCluster } from './served-cluster';

const ISSUER = 'https://kubernetes.default.svc.cluster.local';
const API_VERSION = 'authentication.k8s.io/v1';
const DEFAULT_SECONDS = 3600;
const [LEAST_SECONDS, MOST_SECONDS] = [600, 2 ** 32];
const REQUEST = {
  group: 'authentication.k8s.io',
  version: 'v1',
  kind: 'TokenRequest',
  plural: 'tokenrequests',
  schema: 'TokenRequest',
};

interface Claims {
  readonly exp: number;
  readonly sub: string;
  readonly jti: string;
  readonly 'kubernetes.io': { readonly namespace: string; readonly serviceaccount: { name: string; uid: string } };
}

/** Signs tokens and reads those that it has signed. */
export class ServiceAccountTokens {
  readonly #key = randomBytes(32);

  sign(claims: object): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
    return `${text}.${this.#mac(text).toString('base64url')}`;
  }

  /** Undefined for what was not signed here. */
  read(token: string): Claims | undefined {
    const [head, body, mac] = token.split('.');
    const given = Buffer.from(mac ?? '', 'base64url');
    const wanted = this.#mac(`${head}.${body}`);
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
    return JSON.parse(Buffer.from(body ?? '', 'base64url').toString('utf8')) as Claims;
  }

  #mac(text: string): Buffer {
    return createHmac('sha256', this.#key).update(text).digest();
  }
}

/** The account whose token it is; undefined when it is none, has expired, or its account has gone. */
export function tokenUser(served: ServedCluster, signer: ServiceAccountTokens, token: string): UserInfo | undefined {
  const claims = signer.read(token);
  if (!claims || claims.exp * 1000 <= served.nowMs) return undefined;
  const { namespace, serviceaccount } = claims['kubernetes.io'];
  const { name, uid } = serviceaccount;
  if (served.cluster.get('ServiceAccount', namespace, name)?.metadata.uid !== uid) return undefined;
  const extra = { 'authentication.kubernetes.io/credential-id': [`JTI=${claims.jti}`] };
  return userNamed(serviceAccountUser(namespace, name), { uid, extra });
}

export function createToken(served: ServedCluster, { request, row, path }: ResourceRequest): Answer {
  const { fieldManager, fieldValidation } = writeQuery(request, 'CreateOptions');
  const account = served.server.get(row, path.namespace, path.name as string);
  const warnings: string[] = [];
  const { value } = readBody(request, REQUEST);
  const given = decodeBody({ ...row, ...REQUEST }, value, { fieldValidation }, warnings) as TokenRequest;
  const { namespace = '', name, uid } = account.metadata;
  checkSeconds(given.spec?.expirationSeconds ?? DEFAULT_SECONDS);
  const target = { operation: 'CREATE', row, subresource: 'token' } as const;
  const body = {
    ...given,
    apiVersion: API_VERSION,
    kind: REQUEST.kind,
    metadata: { ...given.metadata, name, namespace },
  };
  const caller = served.caller(request, fieldManager);
  const asked = served.server.admitBody(caller, target, { namespace, name }, REQUEST, body) as TokenRequest;
  const { boundObjectRef } = asked.spec ?? {};
  const audiences = asked.spec?.audiences ?? [];
  const seconds = asked.spec?.expirationSeconds ?? DEFAULT_SECONDS;
  const issued = Math.floor(served.nowMs / 1000);
  checkUid(asked.metadata?.uid, name, uid as string, warnings);
  const aud = audiences.length > 0 ? audiences : [ISSUER];
  const claims = {
    aud,
    exp: issued + seconds,
    iat: issued,
    iss: ISSUER,
    jti: randomUUID(),
    'kubernetes.io': {
      namespace,
      ...(boundObjectRef ? boundTo(served, namespace, boundObjectRef) : {}),
      serviceaccount: { name, uid },
    },
    nbf: issued,
    sub: serviceAccountUser(namespace, name),
  };
  const status = { token: served.tokens.sign(claims), expirationTimestamp: rfc3339((issued + seconds) * 1000) };
  const metadata = { name, namespace, creationTimestamp: rfc3339(served.nowMs) };
  const spec = { ...asked.spec, audiences: aud, expirationSeconds: seconds };
  const object = { kind: REQUEST.kind, apiVersion: API_VERSION, metadata, spec, status };
  return objectAnswer(object, 201, warnings);
}

/** Errors: 409 for the uid of another account; without the gate only a warning. */
function checkUid(asked: string | undefined, name: string, uid: string, warnings: string[]): void {
  if (!asked || asked === uid) return;
  const why = `the UID in the token request (${asked}) does not match the UID of the service account (${uid})`;
  if (isEnabled('TokenRequestServiceAccountUIDValidation')) {
    const resource = { group: REQUEST.group, plural: REQUEST.kind, kind: REQUEST.kind };
    throw conflict(resource, name, why);
  }
  const later =
    'but TokenRequestServiceAccountUIDValidation is not enabled. In the future, this will return a conflict error';
  warnings.push(`${why} ${later}`);
}

interface BoundObject {
  readonly kind?: string;
  readonly name?: string;
  readonly uid?: string;
}

interface TokenRequest extends KubeObject {
  readonly spec?: {
    readonly audiences?: readonly string[] | null;
    readonly expirationSeconds?: number | null;
    readonly boundObjectRef?: BoundObject | null;
  };
}

function checkSeconds(seconds: number): void {
  const refuse = (why: string) => {
    const message = `Invalid value: ${seconds}: ${why}`;
    throw invalid(REQUEST, '', [{ type: 'FieldValueInvalid', field: 'spec.expirationSeconds', message }]);
  };
  if (seconds < LEAST_SECONDS) refuse('may not specify a duration less than 10 minutes');
  if (seconds > MOST_SECONDS) refuse('may not specify a duration larger than 2^32 seconds');
}

function boundTo(served: ServedCluster, namespace: string, { kind = '', name = '', uid }: BoundObject): object {
  const row = served.kinds.find((each) => each.kind === kind && ['Pod', 'Secret', 'Node'].includes(each.key));
  if (!row) throw badRequest(`cannot bind token for serviceaccount to object of type ${kind}`);
  const object = served.server.get(row, row.namespaced ? namespace : undefined, name);
  const real = object.metadata.uid;
  if (uid && uid !== real) {
    const texts = `the UID in the bound object reference (${uid}) does not match the UID in record`;
    throw badRequest(`${texts}. The object might have been deleted and then recreated`);
  }
  return { [kind.toLowerCase()]: { name, uid: real } };
}
