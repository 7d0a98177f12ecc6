// The files that a path, folder or glob on the command line names.

import { expandPath, FileFault } from '../manifests/files';
import { WrongUse } from './usage';

/** Errors: WrongUse when there are none. */
export function filesOf(path: string): readonly string[] {
  try {
    return expandPath(path, process.cwd());
  } catch (fault) {
    if (fault instanceof FileFault) throw new WrongUse(fault.message);
    throw fault;
  }
}
