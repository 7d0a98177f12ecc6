// MutatingAdmissionPolicy: stored policies change objects. After a change all plugins run once more, and with them the
// policies that ask for it.
// upstream: apiserver pkg/admission/plugin/policy/mutating/dispatcher.go

import { type AdmissionContext, type AdmissionRequest, defineAdmission } from '../../api/admission';
import { ApiError } from '../../api/api-error';
import { equalData } from '../../kinds/equal-data';
import { isEnabled } from '../../kinds/feature-gates';
import type { MutatingAdmissionPolicy, MutatingAdmissionPolicyBinding } from '../../kinds/generated/types.gen';
import { type KindRow, type KubeObject, objectKey } from '../../kinds/kind';
import { type Reinvocation, Reinvocations } from '../reinvocation';
import { refused } from '../request';
import { shownRow, subjectOf } from '../subject';
import { bindingsOf } from './bindings';
import { conditionsHold } from './conditions';
import { type Hook, hooksOf } from './hooks';
import { isExempt, matchingRow } from './match';
import { compiledMutations, MutationError, mutated } from './mutator';
import { ConfigurationError, paramKindFault, paramsOf } from './params';

type MutatingHook = Hook<MutatingAdmissionPolicy, MutatingAdmissionPolicyBinding>;

export const mutatingAdmissionPolicies = defineAdmission({
  name: 'MutatingAdmissionPolicy',
  handles: ({ row, operation }) => isEnabled('MutatingAdmissionPolicy') && !isExempt(row) && operation !== 'DELETE',
  isReinvoking: true,
  seesBodies: true,
  mutate: (request, object, cx) => {
    const hooks = hooksOf('MutatingAdmissionPolicy', cx);
    return hooks.length === 0 ? object : new Dispatch(request, object, cx).run(hooks);
  },
});

const reinvocations = new Reinvocations();

interface Invocation {
  readonly policy: MutatingAdmissionPolicy;
  readonly row: KindRow;
  readonly params: KubeObject | undefined;
  readonly key: string;
  readonly who: string;
}

interface Failure {
  readonly message: string;
  readonly reason: string;
}

class Dispatch {
  readonly #request: AdmissionRequest;
  readonly #cx: AdmissionContext;
  readonly #reinvocation: Reinvocation;
  readonly #failures: Failure[] = [];
  #object: KubeObject;

  constructor(request: AdmissionRequest, object: KubeObject, cx: AdmissionContext) {
    this.#request = request;
    this.#object = object;
    this.#cx = cx;
    this.#reinvocation = reinvocations.of(request, object);
  }

  /** Errors: 403 for every policy that could not do its work. */
  run(hooks: readonly MutatingHook[]): KubeObject {
    const before = this.#object;
    for (const invocation of hooks.flatMap((hook) => this.#invocations(hook))) this.#invoke(invocation);
    // Even the last of them to run is run again: its own change counts once all have had their turn.
    if (!equalData(this.#object, before)) this.#reinvocation.changed();
    this.#reinvocation.end(this.#object);
    const [first] = this.#failures;
    if (!first) return this.#object;
    const causes = this.#failures.map(({ message }) => ({ message }));
    const { details } = refused(this.#request, '', causes);
    throw new ApiError(403, first.reason, first.message, details);
  }

  #invocations({ policy, bindings }: MutatingHook): readonly Invocation[] {
    const request = { ...this.#request, object: this.#object };
    const row = matchingRow(request, policy.spec.matchConstraints ?? {}, this.#cx);
    if (!row) return [];
    const unknown = paramKindFault(policy.spec.paramKind, this.#cx);
    if (unknown !== undefined) {
      this.#fail(policy, `policy ${JSON.stringify(policy.metadata.name)}`, unknown, 'Forbidden');
      return [];
    }
    return bindings.flatMap((binding) => {
      const { matchResources, paramRef } = binding.spec;
      if (matchResources && !matchingRow(request, matchResources, this.#cx)) return [];
      const [name, bound] = [policy.metadata.name, binding.metadata.name];
      const who = `policy '${name}' with binding '${bound}'`;
      try {
        return paramsOf(request, policy.spec.paramKind, paramRef, this.#cx).map((params) => {
          return { policy, row, params, key: `${name}|${bound}|${params ? objectKey(params) : ''}`, who };
        });
      } catch (fault) {
        if (!(fault instanceof ConfigurationError)) throw fault;
        this.#fail(policy, who, `failed to configure binding: ${fault.message}`, 'Forbidden');
        return [];
      }
    });
  }

  #fail({ spec }: MutatingAdmissionPolicy, who: string, why: string, reason: string): void {
    if (spec.failurePolicy !== 'Ignore') {
      this.#failures.push({ message: `${who} denied request: ${why}`, reason });
    }
  }

  #bindings({ row, params }: Invocation) {
    return bindingsOf({ ...this.#request, object: this.#object }, row, params, this.#cx);
  }

  #invoke(invocation: Invocation): void {
    const { policy, row, key, who } = invocation;
    const { conditions, mutations, variables } = compiledMutations(policy);
    const { failurePolicy, reinvocationPolicy } = policy.spec;
    if (conditions.length > 0) {
      const applies = conditionsHold(conditions, this.#bindings(invocation), variables, failurePolicy);
      if (applies === false) return;
      if (applies !== true) return void this.#fail(policy, who, applies.error, 'Invalid');
    }
    if (!this.#reinvocation.runs(key)) return;
    const before = this.#object;
    for (const mutation of mutations) {
      try {
        const { object, back } = subjectOf({ ...this.#request, object: this.#object }, row);
        if (!object) continue;
        const next = mutated(shownRow(this.#request, row), object, mutation, this.#bindings(invocation), variables);
        if (next !== object) this.#object = back(next);
      } catch (fault) {
        if (!(fault instanceof MutationError)) throw fault;
        this.#fail(policy, who, fault.message, 'Invalid');
      }
    }
    if (this.#object !== before && !equalData(this.#object, before)) this.#reinvocation.changed();
    if (reinvocationPolicy === 'IfNeeded') this.#reinvocation.invoked(key);
  }
}
