// StatefulSet: what the API server does with one of its own.
// upstream: pkg/apis/apps/v1 SetDefaults_StatefulSet, pkg/registry/apps/statefulset/strategy.go

import type { PersistentVolumeClaim, StatefulSet, StatefulSetSpec } from './generated/types.gen';
import { keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { podTemplateDefaults } from './pod-spec/defaults';
import { claimSpecDefaults } from './pod-spec/volume-defaults';
import { changeField, changeItems, withDefaults, withoutField } from './with-defaults';

export const statefulSet = defineKind<StatefulSet>({
  hasGeneration: true,
  defaults: (object) => changeField(object, 'spec', specDefaults),
  prepareCreate: (object) => withStatus(object, { replicas: 0, availableReplicas: 0 }),
  prepareUpdate: keepStatus,
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

/** A strategy without a type gets both its type and its rolling update; maxUnavailable is behind a gate that is off. */
function strategyDefaults(spec: StatefulSetSpec): StatefulSetSpec {
  const { updateStrategy } = spec;
  const complete = updateStrategy?.type
    ? spec
    : {
        ...spec,
        updateStrategy: { type: 'RollingUpdate' as const, rollingUpdate: updateStrategy?.rollingUpdate ?? {} },
      };
  if (complete.updateStrategy?.type !== 'RollingUpdate') return complete;
  return changeField(complete, 'updateStrategy', (strategy) =>
    changeField(strategy, 'rollingUpdate', (rolling) =>
      withDefaults(withoutField(rolling, 'maxUnavailable'), { partition: 0 }),
    ),
  );
}

function claimTemplateDefaults(claim: PersistentVolumeClaim): PersistentVolumeClaim {
  const next = withDefaults(claim, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', status: {} });
  return changeField(changeField(next, 'spec', claimSpecDefaults), 'status', (status) =>
    withDefaults(status, { phase: 'Pending' }),
  );
}
