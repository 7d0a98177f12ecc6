// IngressClass: what the API server does with one of its own.
// upstream: pkg/apis/networking/v1 SetDefaults_IngressClass, pkg/registry/networking/ingressclass/strategy.go

import type { IngressClass, IngressClassParametersReference } from './generated/types.gen';
import { checkResource } from './ingress-rules';
import { defineKind } from './kind';
import { addInvalid, type Errors, forbidden, notSupported, required, tooLong } from './validation/field-error';
import { checkImmutable } from './validation/immutable';
import { dns1123Label, domainPrefixedPath } from './validation/names';
import { checkObjectMeta } from './validation/object-meta';
import { changeField, withAbsent } from './with-defaults';

export const ingressClass = defineKind<IngressClass>({
  hasGeneration: true,
  defaults: (object) =>
    changeField(object, 'spec', (spec) =>
      changeField(spec, 'parameters', (parameters) => withAbsent(parameters, { scope: 'Cluster' })),
    ),
  validate: (object) => {
    const errors: Errors = [];
    checkClass(errors, object);
    return errors;
  },
  validateUpdate: (next, stored) => {
    const errors: Errors = [];
    checkImmutable(errors, 'spec.controller', next.spec?.controller ?? '', stored.spec?.controller ?? '');
    checkClass(errors, next);
    return errors;
  },
});

const MAX_CONTROLLER = 250;

/** upstream: pkg/apis/networking/validation ValidateIngressClass */
function checkClass(errors: Errors, object: IngressClass): void {
  const { controller = '', parameters } = object.spec ?? {};
  checkObjectMeta(errors, object);
  if (controller.length > MAX_CONTROLLER) errors.push(tooLong('spec.controller', MAX_CONTROLLER));
  domainPrefixedPath(errors, 'spec.controller', controller);
  if (parameters) checkParameters(errors, 'spec.parameters', parameters);
}

const SCOPES = ['Cluster', 'Namespace'];

function checkParameters(errors: Errors, path: string, parameters: IngressClassParametersReference): void {
  const { scope, namespace } = parameters;
  checkResource(errors, path, parameters);
  if (scope === undefined) return void errors.push(required(`${path}.scope`));
  if (!SCOPES.includes(scope)) errors.push(notSupported(`${path}.scope`, scope, SCOPES));
  else if (scope === 'Namespace') {
    if (namespace === undefined) errors.push(required(`${path}.namespace`, "`parameters.scope` is set to 'Namespace'"));
    else addInvalid(errors, `${path}.namespace`, namespace, dns1123Label(namespace));
  }
  if (scope === 'Cluster' && namespace !== undefined) {
    errors.push(forbidden(`${path}.namespace`, "`parameters.scope` is set to 'Cluster'"));
  }
}
