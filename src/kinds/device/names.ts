// Rules for the names by which devices are known: pools, attributes and capacities, shares.
// upstream: pkg/apis/resource/validation validatePoolName, validateQualifiedName, validateFullyQualifiedName,
// validateUID

import { checkCsiDriverName } from '../pod-spec/check-volumes';
import { addInvalid, type Errors, goQuote, invalid, required, tooLong } from '../validation/field-error';
import { dns1123Label, dns1123Subdomain, regexText } from '../validation/names';

const MAX_POOL = 253;
const MAX_ID = 32;
/** Of an attribute's name: domain, slash, id. */
export const MAX_QUALIFIED = 63 + 1 + MAX_ID;

const ID_PATTERN = '[A-Za-z_][A-Za-z0-9_]*';
const ID = new RegExp(`^${ID_PATTERN}$`);
const ID_TEXT = regexText(
  "a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters " +
    "or '_'",
  ID_PATTERN,
  'my_name',
  'MY_NAME',
  'MyName',
);

/** Drivers are named as those of volumes are. */
export const checkDriverName = checkCsiDriverName;

export function checkLabelName(errors: Errors, path: string, name: string | undefined): void {
  addInvalid(errors, path, name ?? '', dns1123Label(name ?? ''));
}

export function checkPoolName(errors: Errors, path: string, name: string | undefined): void {
  if (!name) return void errors.push(required(path));
  if (name.length > MAX_POOL) errors.push(tooLong(path, MAX_POOL));
  for (const part of name.split('/')) addInvalid(errors, path, part, dns1123Subdomain(part));
}

export function checkQualifiedName(errors: Errors, path: string, name: string): void {
  const [domain = '', id, ...more] = name.split('/');
  if (id === undefined) return void checkIdentifier(errors, path, domain);
  if (more.length > 0) return;
  if (domain === '') errors.push(invalid(path, '', 'the domain must not be empty'));
  else checkDriverName(errors, path, domain);
  if (id === '') errors.push(invalid(path, '', 'the name must not be empty'));
  else checkIdentifier(errors, path, id);
}

export function checkFullyQualifiedName(errors: Errors, path: string, name: string): void {
  checkQualifiedName(errors, path, name);
  if (name.includes('/')) return;
  errors.push(invalid(path, name, 'a fully qualified name must be a domain and a name separated by a slash'));
}

function checkIdentifier(errors: Errors, path: string, id: string): void {
  if (id.length > MAX_ID) errors.push(tooLong(path, MAX_ID));
  if (!ID.test(id)) errors.push(invalid(path, id, ID_TEXT));
}

const UID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const NORMALIZED =
  'uid must be in RFC 4122 normalized form, `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx` with lowercase hexadecimal ' +
  'characters';

export function checkUid(errors: Errors, path: string, uid: string): void {
  const fault = uidFault(uid);
  if (fault) errors.push(invalid(path, uid, `error validating uid: ${fault}`));
  else if (uid.length !== 36 || uid !== uid.toLowerCase()) errors.push(invalid(path, uid, NORMALIZED));
}

/** upstream: google/uuid Validate */
function uidFault(uid: string): string | undefined {
  const format = (text: string) => (UID.test(text) ? undefined : 'invalid UUID format');
  if (uid.length === 36) return format(uid);
  if (uid.length === 32) return /^[0-9a-f]+$/i.test(uid) ? undefined : 'invalid UUID format';
  if (uid.length === 45) {
    const prefix = uid.slice(0, 9);
    return prefix.toLowerCase() === 'urn:uuid:' ? format(uid.slice(9)) : `invalid urn prefix: ${goQuote(prefix)}`;
  }
  if (uid.length !== 38) return `invalid UUID length: ${uid.length}`;
  if (!uid.startsWith('{') || !uid.endsWith('}')) return 'invalid bracketed UUID format';
  return format(uid.slice(1, -1));
}
