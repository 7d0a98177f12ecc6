// PriorityLevelConfiguration: what the API server does with one of its own.
// upstream: pkg/registry/flowcontrol/prioritylevelconfiguration/strategy.go, pkg/apis/flowcontrol/validation

import { checkFlowStatus } from './flow-status';
import type {
  LimitedPriorityLevelConfiguration,
  LimitResponse,
  PriorityLevelConfiguration,
  PriorityLevelConfigurationSpec,
  QueuingConfiguration,
} from './generated/types.gen';
import { keepSpec, keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { type Errors, forbidden, invalid, notSupported, required } from './validation/field-error';
import { checkObjectMeta } from './validation/object-meta';
import { changeField, withAbsent, withField } from './with-defaults';

const EXEMPT = 'exempt';
const ROUND_TRIP = 'flowcontrol.k8s.io/v1beta3-preserve-zero-concurrency-shares';
const MAX_QUEUES = 10_000_000;
const MAX_HASH_BITS = 60;

export const priorityLevelConfiguration = defineKind<PriorityLevelConfiguration>({
  hasGeneration: true,
  defaults: (object) => changeField(object, 'spec', specDefaults),
  prepareCreate: (object) => withStatus(object, {}),
  prepareUpdate: keepStatus,
  prepareStatusUpdate: (next, stored) => keepSpec(withField(next, 'metadata', stored.metadata), stored),
  validateStatusUpdate: checkFlowStatus,
  validate: checkLevel,
  validateUpdate: checkLevel,
});

function specDefaults(spec: PriorityLevelConfigurationSpec): PriorityLevelConfigurationSpec {
  const next = changeField(spec, 'exempt', (exempt) =>
    withAbsent(exempt, { nominalConcurrencyShares: 0, lendablePercent: 0 }),
  );
  return changeField(next, 'limited', (limited) =>
    changeField(
      withAbsent(limited, { nominalConcurrencyShares: 30, lendablePercent: 0 }),
      'limitResponse',
      (response) => changeField(response, 'queuing', queuingDefaults),
    ),
  );
}

/** Zero counts as absent. */
function queuingDefaults(queuing: QueuingConfiguration): QueuingConfiguration {
  const { handSize, queues, queueLengthLimit } = queuing;
  if (handSize && queues && queueLengthLimit) return queuing;
  return { ...queuing, handSize: handSize || 8, queues: queues || 64, queueLengthLimit: queueLengthLimit || 50 };
}

function checkLevel(object: PriorityLevelConfiguration): Errors {
  const errors: Errors = [];
  const { name, annotations } = object.metadata;
  checkObjectMeta(errors, object);
  if (annotations?.[ROUND_TRIP] !== undefined) {
    errors.push(forbidden('metadata.annotations', `annotation '${ROUND_TRIP}' is forbidden`));
  }
  checkSpec(errors, 'spec', name, object.spec ?? ({} as PriorityLevelConfigurationSpec));
  return errors;
}

function checkSpec(errors: Errors, path: string, name: string, spec: PriorityLevelConfigurationSpec): void {
  const { type = '', limited, exempt } = spec;
  if ((name === EXEMPT) !== (type === 'Exempt')) {
    errors.push(invalid(`${path}.type`, type, "must be 'Exempt' if and only if `name` is 'exempt'"));
  }
  if (type === 'Exempt') {
    if (limited) errors.push(forbidden(`${path}.limited`, 'must be nil if the type is not Limited'));
    checkShares(errors, `${path}.exempt`, exempt?.nominalConcurrencyShares);
    checkLendable(errors, `${path}.exempt`, exempt?.lendablePercent);
  } else if (type === 'Limited') {
    if (exempt) errors.push(forbidden(`${path}.exempt`, 'must be nil if the type is Limited'));
    if (limited) checkLimited(errors, `${path}.limited`, limited);
    else errors.push(required(`${path}.limited`, 'must not be empty when type is Limited'));
  } else errors.push(notSupported(`${path}.type`, type, ['Exempt', 'Limited']));
}

function checkShares(errors: Errors, path: string, shares = 0): void {
  if (shares >= 0) return;
  errors.push(invalid(`${path}.nominalConcurrencyShares`, shares, 'must be a non-negative integer'));
}

function checkLendable(errors: Errors, path: string, percent = 0): void {
  if (percent >= 0 && percent <= 100) return;
  errors.push(invalid(`${path}.lendablePercent`, percent, 'must be between 0 and 100, inclusive'));
}

function checkLimited(errors: Errors, path: string, limited: LimitedPriorityLevelConfiguration): void {
  const { nominalConcurrencyShares, limitResponse, lendablePercent, borrowingLimitPercent: borrowed } = limited;
  checkShares(errors, path, nominalConcurrencyShares);
  checkResponse(errors, `${path}.limitResponse`, limitResponse ?? ({} as LimitResponse));
  checkLendable(errors, path, lendablePercent);
  if (borrowed !== undefined && borrowed < 0) {
    errors.push(invalid(`${path}.borrowingLimitPercent`, borrowed, 'if specified, must be a non-negative integer'));
  }
}

function checkResponse(errors: Errors, path: string, { type, queuing }: LimitResponse): void {
  const at = `${path}.queuing`;
  if (type === 'Reject') {
    if (queuing) errors.push(forbidden(at, 'must be nil if limited.limitResponse.type is not Limited'));
  } else if (type === 'Queue') {
    if (queuing) checkQueuing(errors, at, queuing);
    else errors.push(required(at, 'must not be empty if limited.limitResponse.type is Limited'));
  } else errors.push(notSupported(`${path}.type`, type ?? '', ['Queue', 'Reject']));
}

function checkQueuing(errors: Errors, path: string, queuing: QueuingConfiguration): void {
  const { queueLengthLimit = 0, queues = 0, handSize = 0 } = queuing;
  const positive = 'must be positive';
  if (queueLengthLimit <= 0) errors.push(invalid(`${path}.queueLengthLimit`, queueLengthLimit, positive));
  if (queues <= 0) errors.push(invalid(`${path}.queues`, queues, positive));
  else if (queues > MAX_QUEUES) {
    errors.push(invalid(`${path}.queues`, queues, `must not be greater than ${MAX_QUEUES}`));
  }
  const refuse = (why: string) => errors.push(invalid(`${path}.handSize`, handSize, why));
  if (handSize <= 0) refuse(positive);
  else if (handSize > queues) refuse(`should not be greater than queues (${queues})`);
  else if (entropyBits(queues, handSize) > MAX_HASH_BITS) {
    const what = `required entropy bits of deckSize ${queues} and handSize ${handSize}`;
    refuse(`${what} should not be greater than ${MAX_HASH_BITS}`);
  }
}

/** upstream: apiserver/pkg/util/shufflesharding RequiredEntropyBits */
const entropyBits = (deckSize: number, handSize: number) => Math.ceil(Math.log2(deckSize) * handSize);
