// Rules for the keys of ConfigMaps and Secrets that a volume picks, with the files they become.
// upstream: pkg/apis/core/validation validateKeyToPath

import type { KeyToPath } from '../generated/types.gen';
import { type Errors, required } from '../validation/field-error';
import { checkFileMode, checkLocalPath } from '../validation/paths';

export function checkKeys(errors: Errors, at: string, items: readonly KeyToPath[] | undefined): void {
  items?.forEach(({ key, path = '', mode }, index) => {
    const item = `${at}[${index}]`;
    if (!key) errors.push(required(`${item}.key`));
    if (!path) errors.push(required(`${item}.path`));
    checkLocalPath(errors, `${item}.path`, path);
    checkFileMode(errors, `${item}.mode`, mode);
  });
}
