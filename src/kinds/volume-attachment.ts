// VolumeAttachment: what the API server does with one of its own. Its spec does not change.
// upstream: pkg/registry/storage/volumeattachment/strategy.go, pkg/apis/storage/validation ValidateVolumeAttachment

import { equalData } from './equal-data';
import type {
  VolumeAttachment,
  VolumeAttachmentSource,
  VolumeAttachmentStatus,
  VolumeError,
} from './generated/types.gen';
import { keepAllButStatus, keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { checkVolumeSpec } from './persistent-volume-spec-rules';
import { checkCsiDriverName } from './pod-spec/check-volumes';
import { internalValue } from './pod-spec/internal-value';
import { sourceDefaults } from './pod-spec/volume-defaults';
import { stringMapBytes } from './storage-parameters';
import {
  addInvalid,
  type Errors,
  FIELD_IMMUTABLE,
  forbidden,
  invalid,
  required,
  tooLong,
} from './validation/field-error';
import { dns1123Subdomain, inclusiveRange } from './validation/names';
import { byteLength, checkObjectMeta } from './validation/object-meta';
import { changeField } from './with-defaults';

const MAX_METADATA_BYTES = 256 * 1024;
const MAX_MESSAGE_BYTES = 1024;
const MAX_INT32 = 2_147_483_647;

export const volumeAttachment = defineKind<VolumeAttachment>({
  returnsDeleted: true,
  updateNeedsResourceVersion: true,
  defaults: (object) =>
    changeField(object, 'spec', (spec) =>
      changeField(spec, 'source', (source) => changeField(source, 'inlineVolumeSpec', sourceDefaults)),
    ),
  prepareCreate: (object) => withStatus(object, { attached: false }),
  prepareUpdate: keepStatus,
  prepareStatusUpdate: keepAllButStatus,
  validate: checkAttachment,
  validateUpdate: checkUpdate,
  validateStatusUpdate: checkUpdate,
});

function checkUpdate(next: VolumeAttachment, stored: VolumeAttachment): Errors {
  const errors = checkAttachment(next);
  if (!equalData(next.spec, stored.spec)) {
    errors.push(invalid('spec', internalValue('VolumeAttachmentSpec', next.spec), FIELD_IMMUTABLE));
  }
  return errors;
}

function checkAttachment(object: VolumeAttachment): Errors {
  const errors: Errors = [];
  const { attacher, source, nodeName = '' } = object.spec;
  checkObjectMeta(errors, object);
  checkCsiDriverName(errors, 'spec.attacher', attacher);
  checkSource(errors, 'spec.source', source ?? {});
  addInvalid(errors, 'spec.nodeName', nodeName, dns1123Subdomain(nodeName));
  checkStatus(errors, object.status);
  const name = source?.persistentVolumeName;
  if (name !== undefined) addInvalid(errors, 'spec.source.persistentVolumeName', name, dns1123Subdomain(name));
  return errors;
}

function checkSource(errors: Errors, path: string, source: VolumeAttachmentSource): void {
  const { inlineVolumeSpec, persistentVolumeName } = source;
  const why = 'must specify exactly one of inlineVolumeSpec and persistentVolumeName';
  if (inlineVolumeSpec && persistentVolumeName !== undefined) errors.push(forbidden(path, why));
  else if (persistentVolumeName === '') {
    errors.push(required(`${path}.persistentVolumeName`, 'must specify non empty persistentVolumeName'));
  } else if (inlineVolumeSpec) checkVolumeSpec(errors, `${path}.inlineVolumeSpec`, inlineVolumeSpec, true);
  else if (persistentVolumeName === undefined) errors.push(required(path, why));
}

function checkStatus(errors: Errors, status: VolumeAttachmentStatus | undefined): void {
  if (stringMapBytes(status?.attachmentMetadata ?? {}) > MAX_METADATA_BYTES) {
    errors.push(tooLong('status.attachmentMetadata', MAX_METADATA_BYTES));
  }
  checkError(errors, 'status.attachError', status?.attachError);
  checkError(errors, 'status.detachError', status?.detachError);
}

function checkError(errors: Errors, path: string, error: VolumeError | undefined): void {
  if (!error) return;
  // Upstream names the limit of another field.
  if (byteLength(error.message ?? '') > MAX_MESSAGE_BYTES) errors.push(tooLong(`${path}.message`, MAX_METADATA_BYTES));
  if (error.errorCode !== undefined && error.errorCode < 0) {
    errors.push(invalid(`${path}.errorCode`, error.errorCode, inclusiveRange(0, MAX_INT32)));
  }
}
