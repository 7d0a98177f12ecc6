// A cluster's storage, described: the provisioners that are simulated.

import type { StorageOptions } from '../controllers/persistent-volume/storage-options';
import { qualifiedName } from '../kinds/validation/names';
import type { ArgumentType } from './describe/argument';
import { integer, listOf, record, refined, text } from './describe/types';

const provisioner = refined(text('a provisioner such as ebs.csi.aws.com'), (name) => qualifiedName(name)[0]);

const fields = {
  provisioners: listOf(provisioner, 0),
  provisionMs: integer(0, 'milliseconds, a whole number from 0'),
} satisfies Record<keyof StorageOptions, ArgumentType<unknown, unknown>>;

export const storageType = record(fields) satisfies ArgumentType<unknown, Partial<StorageOptions>>;
