// `authorizer.group('apps').resource('deployments').namespace('prod').check('update').allowed()`: who may do what is
// asked of an interface that the caller gives. upstream: apiserver pkg/cel/library/authz.go

import { dns1123Label, dns1123Subdomain } from '../../kinds/validation/names';
import type { Library } from '../functions';
import { CelError, CelOpaque } from '../value';

export interface AccessQuestion {
  readonly verb: string;
  /** A non-resource path; the fields below are empty then. */
  readonly path: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
  readonly fieldSelector: string;
  readonly labelSelector: string;
}

export interface AccessDecision {
  readonly allowed: boolean;
  readonly reason: string;
  readonly error?: string;
}

export interface Authorizer {
  readonly check: (question: AccessQuestion) => AccessDecision;
  /** The same for a service account. */
  readonly asServiceAccount: (namespace: string, name: string) => Authorizer;
}

const PREFIX = 'kubernetes.authorization.';
const EVERYTHING: AccessQuestion = {
  verb: '',
  path: '',
  group: '',
  resource: '',
  subresource: '',
  namespace: '',
  name: '',
  fieldSelector: '',
  labelSelector: '',
};

abstract class Opaque extends CelOpaque {
  equals(other: CelOpaque): boolean {
    return other === this;
  }
}

export class CelAuthorizer extends Opaque {
  readonly typeName = `${PREFIX}Authorizer`;
  readonly authorizer: Authorizer;
  constructor(authorizer: Authorizer) {
    super();
    this.authorizer = authorizer;
  }
}

/** What is about to be asked; `typeName` says how far the question has come. */
class Check extends Opaque {
  readonly typeName: string;
  readonly authorizer: Authorizer;
  readonly question: AccessQuestion;
  constructor(typeName: string, authorizer: Authorizer, question: AccessQuestion) {
    super();
    this.typeName = PREFIX + typeName;
    this.authorizer = authorizer;
    this.question = question;
  }
}

class Decision extends Opaque {
  readonly typeName = `${PREFIX}Decision`;
  readonly decision: AccessDecision;
  constructor(decision: AccessDecision) {
    super();
    this.decision = decision;
  }
}

/** The variable `authorizer.requestResource`: a check of what the request itself is about. */
export function requestResourceCheck(authorizer: Authorizer, about: Partial<AccessQuestion>): CelOpaque {
  return new Check('ResourceCheck', authorizer, { ...EVERYTHING, ...about });
}

const R = `${PREFIX}ResourceCheck`;
const A = `${PREFIX}Authorizer`;
const D = `${PREFIX}Decision`;
const G = `${PREFIX}GroupCheck`;
const P = `${PREFIX}PathCheck`;

function isEmpty(text: string): boolean {
  return text.trim() === '';
}

const narrow = (field: keyof AccessQuestion): Library[string] => [
  [
    `${R}.(string) -> ${R}`,
    ({ authorizer, question }: Check, text: string) =>
      new Check('ResourceCheck', authorizer, { ...question, [field]: text }),
  ],
];

function serviceAccount({ authorizer }: CelAuthorizer, namespace: string, name: string): CelAuthorizer {
  if (dns1123Subdomain(name).length > 0) throw new CelError('Invalid service account name');
  if (dns1123Label(namespace).length > 0) throw new CelError('Invalid service account namespace');
  return new CelAuthorizer(authorizer.asServiceAccount(namespace, name));
}

const check = ({ authorizer, question }: Check, verb: string) => new Decision(authorizer.check({ ...question, verb }));

export const authorizationLibrary: Library = {
  path: [
    [
      `${A}.(string) -> ${P}`,
      ({ authorizer }: CelAuthorizer, path: string) => {
        if (isEmpty(path)) throw new CelError('path must not be empty');
        return new Check('PathCheck', authorizer, { ...EVERYTHING, path });
      },
    ],
  ],
  group: [
    [
      `${A}.(string) -> ${G}`,
      ({ authorizer }: CelAuthorizer, group: string) => new Check('GroupCheck', authorizer, { ...EVERYTHING, group }),
    ],
  ],
  serviceAccount: [[`${A}.(string, string) -> ${A}`, serviceAccount]],
  resource: [
    [
      `${G}.(string) -> ${R}`,
      ({ authorizer, question }: Check, resource: string) => {
        if (isEmpty(resource)) throw new CelError('resource must not be empty');
        return new Check('ResourceCheck', authorizer, { ...question, resource });
      },
    ],
  ],
  subresource: narrow('subresource'),
  namespace: narrow('namespace'),
  name: narrow('name'),
  fieldSelector: narrow('fieldSelector'),
  labelSelector: narrow('labelSelector'),
  check: [
    [`${P}.(string) -> ${D}`, check],
    [`${R}.(string) -> ${D}`, check],
  ],
  errored: [[`${D}.() -> bool`, ({ decision }: Decision) => decision.error !== undefined]],
  error: [[`${D}.() -> string`, ({ decision }: Decision) => decision.error ?? '']],
  allowed: [[`${D}.() -> bool`, ({ decision }: Decision) => decision.allowed]],
  reason: [[`${D}.() -> string`, ({ decision }: Decision) => decision.reason]],
};

/** Only where a patch is made. upstream: apiserver pkg/cel/library/jsonpatch.go */
export const jsonPatchLibrary: Library = {
  'jsonpatch.escapeKey': [['(string) -> string', (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')]],
};
