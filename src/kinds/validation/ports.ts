// Rules for ports that are a number or the name of a container's port.
// upstream: pkg/apis/core/validation ValidatePortNumOrName

import type { IntOrString } from '../generated/types.gen';
import { addInvalid, type Errors } from './field-error';
import { portName, portNumber } from './names';

export const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

export function checkPort(errors: Errors, path: string, port: IntOrString): void {
  addInvalid(errors, path, port, typeof port === 'number' ? portNumber(port) : portName(port));
}
