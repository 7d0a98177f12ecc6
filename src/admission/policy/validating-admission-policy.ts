// ValidatingAdmissionPolicy: requests are judged by stored policies' expressions.
// upstream: apiserver pkg/admission/plugin/policy/validating/dispatcher.go

import { type AdmissionContext, type AdmissionRequest, defineAdmission } from '../../api/admission';
import { ApiError } from '../../api/api-error';
import type { ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding } from '../../kinds/generated/types.gen';
import { refused } from '../request';
import { bindingsOf } from './bindings';
import { type Hook, hooksOf } from './hooks';
import { isExempt, matchingRow } from './match';
import { ConfigurationError, paramKindFault, paramsOf } from './params';
import { type Denial, denialsOf } from './validator';

type ValidatingHook = Hook<ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding>;

const CODES: Readonly<Record<string, number>> = { Forbidden: 403, Unauthorized: 401, RequestEntityTooLarge: 413 };
const INVALID = 422;

export const validatingAdmissionPolicies = defineAdmission({
  name: 'ValidatingAdmissionPolicy',
  handles: ({ row }) => !isExempt(row),
  seesBodies: true,
  validate: (request, cx) => {
    const hooks = hooksOf('ValidatingAdmissionPolicy', cx);
    if (hooks.length === 0) return;
    const denied = hooks.flatMap((hook) => deniedBy(hook, request, cx));
    if (denied[0]) throw refusal(request, denied[0]);
  },
});

interface Denied extends Denial {
  readonly who: string;
}

function deniedBy({ policy, bindings }: ValidatingHook, request: AdmissionRequest, cx: AdmissionContext): Denied[] {
  const row = matchingRow(request, policy.spec.matchConstraints ?? {}, cx);
  if (!row) return [];
  const fault = paramKindFault(policy.spec.paramKind, cx);
  if (fault !== undefined) {
    const isIgnored = policy.spec.failurePolicy === 'Ignore';
    return isIgnored ? [] : [{ who: `ValidatingAdmissionPolicy '${policy.metadata.name}'`, message: fault }];
  }
  return bindings.flatMap((binding) => {
    const { matchResources, paramRef, validationActions } = binding.spec;
    if (matchResources && !matchingRow(request, matchResources, cx)) return [];
    const names = `ValidatingAdmissionPolicy '${policy.metadata.name}' with binding '${binding.metadata.name}'`;
    const denials = run(policy, () =>
      paramsOf(request, policy.spec.paramKind, paramRef, cx).flatMap((params) =>
        denialsOf(policy, bindingsOf(request, row, params, cx)),
      ),
    );
    if (!Array.isArray(denials)) return [{ who: names, message: denials.message }];
    if (validationActions.includes('Warn')) {
      for (const { message } of denials) cx.warn(`Validation failed for ${names}: ${message}`);
    }
    return validationActions.includes('Deny') ? denials.map((denial) => ({ ...denial, who: names })) : [];
  });
}

/** What a binding comes to; a binding that cannot be used refuses everything, or nothing when failures are ignored. */
function run(policy: ValidatingAdmissionPolicy, work: () => Denial[]): Denial[] | ConfigurationError {
  try {
    return work();
  } catch (fault) {
    if (!(fault instanceof ConfigurationError)) throw fault;
    if (policy.spec.failurePolicy === 'Ignore') return [];
    return new ConfigurationError(`failed to configure binding: ${fault.message}`);
  }
}

/** Worded as a refusal, with the code of its reason. */
function refusal(request: AdmissionRequest, { who, message, reason = 'Invalid' }: Denied): ApiError {
  const text = `${who} denied request: ${message}`;
  const { message: words, details } = refused(request, text, [{ message: text }]);
  return new ApiError(CODES[reason] ?? INVALID, reason, words, details);
}
