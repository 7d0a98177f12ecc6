// StatefulSet: what the API server does with one of its own.
// upstream: pkg/apis/apps/v1 SetDefaults_StatefulSet, pkg/registry/apps/statefulset/strategy.go

import { equalData } from './equal-data';
import { isEnabled } from './feature-gates';
import type {
  IntOrString,
  PersistentVolumeClaim,
  PodTemplateSpec,
  StatefulSet,
  StatefulSetSpec,
  Volume,
} from './generated/types.gen';
import { goStruct } from './go-json';
import { keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { checkClaimSpec } from './pod-spec/check-claim';
import { checkTemplate, checkTemplateMetadata, templateMatcher } from './pod-spec/check-template';
import { podTemplateDefaults } from './pod-spec/defaults';
import { claimSpecDefaults } from './pod-spec/volume-defaults';
import {
  addInvalid,
  checkNonNegative,
  type Errors,
  forbidden,
  invalid,
  notSupported,
  required,
} from './validation/field-error';
import { checkAtMost100Percent, checkIntOrPercent, isZero } from './validation/int-or-percent';
import { dns1123Label } from './validation/names';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';
import { checkWorkloadSelector } from './validation/workload-selector';
import { claimWarnings, isRespecified, templateWarnings } from './warnings';
import { changeField, changeItems, withAbsent, withDefaults, withField, withoutField } from './with-defaults';
import { checkStatefulSetStatus } from './workload-status';

export const statefulSet = defineKind<StatefulSet>({
  hasGeneration: true,
  defaults: (object) => changeField(object, 'spec', specDefaults),
  prepareCreate: (object) => withStatus(object, { replicas: 0, availableReplicas: 0 }),
  prepareUpdate: keepStatus,
  validate: (object) => {
    const errors: Errors = [];
    checkObjectMeta(errors, object, dns1123Label);
    checkSpec(errors, object.spec, true);
    return errors;
  },
  validateUpdate: (next, stored) => {
    const errors: Errors = [];
    checkObjectMetaUpdate(errors, next);
    checkChangedSpec(errors, next.spec, stored.spec);
    if (!equalData(fixedPart(next.spec), fixedPart(stored.spec))) errors.push(forbidden('spec', FIXED));
    return errors;
  },
  validateStatusUpdate: checkStatefulSetStatus,
  warnings: (object, stored) => {
    const { template, volumeClaimTemplates = [], revisionHistoryLimit = 0 } = object.spec;
    return [
      ...(isRespecified(object, stored) ? templateWarnings('spec.template', template) : []),
      ...volumeClaimTemplates.flatMap((claim, index) => {
        const path = `spec.volumeClaimTemplates[${index}]`;
        return claimWarnings(stored ? `${path}.Spec` : path, claim.spec);
      }),
      ...(revisionHistoryLimit < 0 ? [KEEPS_ALL] : []),
    ];
  },
});

function specDefaults(spec: StatefulSetSpec): StatefulSetSpec {
  let next = withDefaults(spec, {
    podManagementPolicy: 'OrderedReady',
    replicas: 1,
    revisionHistoryLimit: 10,
    serviceName: '',
    persistentVolumeClaimRetentionPolicy: {},
  });
  next = changeField(next, 'persistentVolumeClaimRetentionPolicy', (policy) =>
    withDefaults(policy, { whenDeleted: 'Retain', whenScaled: 'Retain' }),
  );
  next = strategyDefaults(next);
  next = changeItems(next, 'volumeClaimTemplates', claimTemplateDefaults);
  return changeField(next, 'template', podTemplateDefaults);
}

/** A strategy without a type gets both its type and its rolling update; maxUnavailable is behind a gate. */
function strategyDefaults(spec: StatefulSetSpec): StatefulSetSpec {
  const { updateStrategy } = spec;
  const complete = updateStrategy?.type
    ? spec
    : {
        ...spec,
        updateStrategy: { type: 'RollingUpdate' as const, rollingUpdate: updateStrategy?.rollingUpdate ?? {} },
      };
  return changeField(complete, 'updateStrategy', (strategy) =>
    changeField(strategy, 'rollingUpdate', (rolling) => {
      const hasLimit = isEnabled('MaxUnavailableStatefulSet');
      const known = hasLimit ? rolling : withoutField(rolling, 'maxUnavailable');
      if (strategy.type !== 'RollingUpdate') return known;
      return withAbsent(withDefaults(known, { partition: 0 }), hasLimit ? { maxUnavailable: 1 } : {});
    }),
  );
}

function claimTemplateDefaults(claim: PersistentVolumeClaim): PersistentVolumeClaim {
  // The internal type has no kind of its own: what is written is always the real one.
  const named = withField(withField(claim, 'apiVersion', 'v1'), 'kind', 'PersistentVolumeClaim');
  const next = withDefaults(named, { status: {} });
  return changeField(changeField(next, 'spec', claimSpecDefaults), 'status', (status) =>
    withDefaults(status, { phase: 'Pending' }),
  );
}

const KEEPS_ALL =
  'spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended';
const FIXED =
  "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', " +
  "'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

function fixedPart(spec: StatefulSetSpec): object {
  const {
    replicas,
    ordinals,
    template,
    updateStrategy,
    revisionHistoryLimit,
    persistentVolumeClaimRetentionPolicy,
    minReadySeconds,
    ...fixed
  } = spec;
  return fixed;
}

/** A template that breaks the rules may do so where the stored one did. upstream: ValidateStatefulSetUpdate */
function checkChangedSpec(errors: Errors, spec: StatefulSetSpec, stored: StatefulSetSpec): void {
  const found: Errors = [];
  checkSpec(found, spec, false);
  if (found.length > 0) {
    const before: Errors = [];
    checkSpec(before, stored, false);
    if (before.length > 0) {
      found.length = 0;
      checkSpec(found, spec, false, true);
    }
  }
  errors.push(...found);
}

/** upstream: pkg/apis/apps/validation ValidateStatefulSetSpec */
function checkSpec(errors: Errors, spec: StatefulSetSpec, isNew: boolean, skipsTemplate = false): void {
  const { podManagementPolicy, selector, template } = spec;
  if (!podManagementPolicy) errors.push(required('spec.podManagementPolicy'));
  else if (podManagementPolicy !== 'OrderedReady' && podManagementPolicy !== 'Parallel') {
    errors.push(invalid('spec.podManagementPolicy', podManagementPolicy, "must be 'OrderedReady' or 'Parallel'"));
  }
  checkStrategy(errors, 'spec.updateStrategy', spec.updateStrategy ?? {});
  for (const field of ['whenDeleted', 'whenScaled'] as const) {
    const policy = spec.persistentVolumeClaimRetentionPolicy?.[field] ?? 'Retain';
    if (policy === 'Retain' || policy === 'Delete') continue;
    errors.push(notSupported(`spec.persistentVolumeClaimRetentionPolicy.${field}`, policy, ['Retain', 'Delete']));
  }
  if (isNew) {
    spec.volumeClaimTemplates?.forEach((claim, index) => {
      checkClaimSpec(errors, `spec.volumeClaimTemplates[${index}].spec`, claim.spec ?? {});
    });
  }
  checkNonNegative(errors, 'spec.replicas', spec.replicas);
  checkNonNegative(errors, 'spec.minReadySeconds', spec.minReadySeconds);
  checkNonNegative(errors, 'spec.ordinals.start', spec.ordinals?.start);
  if (isNew && spec.serviceName)
    addInvalid(errors, 'spec.serviceName', spec.serviceName, dns1123Label(spec.serviceName));
  if (checkWorkloadSelector(errors, selector, 'statefulset', '')) {
    const { labels } = template.metadata ?? {};
    if (!templateMatcher(selector)(labels)) {
      const why = '`selector` does not match template `labels`';
      errors.push(invalid('spec.template.metadata.labels', labels ?? null, why));
    }
    if (!skipsTemplate) checkTemplate(errors, 'spec.template', templateOfPods(spec));
    checkTemplateMetadata(errors, 'spec.template', template);
  }
  const { restartPolicy, activeDeadlineSeconds } = template.spec;
  if (restartPolicy !== 'Always') {
    errors.push(notSupported('spec.template.spec.restartPolicy', restartPolicy ?? '', ['Always']));
  }
  if (activeDeadlineSeconds !== undefined) {
    const why = 'activeDeadlineSeconds in StatefulSet is not Supported';
    errors.push(forbidden('spec.template.spec.activeDeadlineSeconds', why));
  }
}

/** The template as its pods will have it: with the claims' volumes, without a hostname of its own. */
function templateOfPods({ template, volumeClaimTemplates = [] }: StatefulSetSpec): PodTemplateSpec {
  const { hostname, subdomain, volumes = [], ...rest } = template.spec;
  if (!hostname && !subdomain && volumeClaimTemplates.length === 0) return template;
  const claims = new Map<string, Volume>(
    volumeClaimTemplates.map(({ metadata: { name = '' } = {} as { name?: string } }) => [
      name,
      { name, persistentVolumeClaim: { claimName: name } },
    ]),
  );
  const others = volumes.filter(({ name }) => !claims.has(name));
  return { ...template, spec: { ...rest, volumes: [...claims.values(), ...others] } };
}

type Strategy = NonNullable<StatefulSetSpec['updateStrategy']>;

function checkStrategy(errors: Errors, path: string, { type, rollingUpdate }: Strategy): void {
  const rolling = rollingUpdate
    ? goStruct({ Partition: rollingUpdate.partition ?? 0, MaxUnavailable: rollingUpdate.maxUnavailable ?? null })
    : null;
  if (!type) errors.push(required(path));
  else if (type === 'OnDelete') {
    if (rolling)
      errors.push(invalid(`${path}.rollingUpdate`, rolling, "only allowed for updateStrategy 'RollingUpdate'"));
  } else if (type === 'RollingUpdate') {
    checkNonNegative(errors, `${path}.rollingUpdate.partition`, rollingUpdate?.partition);
    checkMaxUnavailable(errors, `${path}.rollingUpdate.maxUnavailable`, rollingUpdate?.maxUnavailable);
  } else {
    const value = goStruct({ Type: type, RollingUpdate: rolling });
    errors.push(invalid(path, value, "must be 'RollingUpdate' or 'OnDelete'"));
  }
}

function checkMaxUnavailable(errors: Errors, path: string, limit: IntOrString | undefined): void {
  if (limit === undefined) return;
  checkIntOrPercent(errors, path, limit);
  if (isZero(limit)) errors.push(invalid(path, limit, 'cannot be 0'));
  checkAtMost100Percent(errors, path, limit);
}
