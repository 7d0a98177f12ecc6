// Rules for names, keys and label values. Each answers the list of what is wrong, empty when the text is fine.
// upstream: apimachinery/pkg/util/validation and pkg/api/validate/content

import { addInvalid, type Errors, invalid, required } from './field-error';

export type NameRule = (text: string) => readonly string[];

const FINE: readonly string[] = Object.freeze([]);

export const MUST_BE_NON_EMPTY = 'must be non-empty';

export const maxLength = (length: number) => `must be no more than ${length} characters`;
const maxBytes = (length: number) => `must be no more than ${length} bytes`;
export const inclusiveRange = (low: number, high: number) => `must be between ${low} and ${high}, inclusive`;

/** A rule's text with its examples and its regular expression. */
export function regexText(text: string, pattern: string, ...examples: readonly string[]): string {
  if (examples.length === 0) return `${text} (regex used for validation is '${pattern}')`;
  const list = examples.map((example) => `'${example}', `).join(' or ');
  return `${text} (e.g. ${list}regex used for validation is '${pattern}')`;
}

const whole = (pattern: string, flags = '') => new RegExp(`^(?:${pattern})$`, flags);

const LABEL_PATTERN = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const LABEL = whole(LABEL_PATTERN);
const LABEL_TEXT = regexText(
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with " +
    'an alphanumeric character',
  LABEL_PATTERN,
  'my-name',
  '123-abc',
);

const SUBDOMAIN_PATTERN = `${LABEL_PATTERN}(\\.${LABEL_PATTERN})*`;
const SUBDOMAIN = whole(SUBDOMAIN_PATTERN);
const SUBDOMAIN_TEXT = regexText(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and " +
    'end with an alphanumeric character',
  SUBDOMAIN_PATTERN,
  'example.com',
);

/** At most 63 characters, no dots. */
export function dns1123Label(text: string): readonly string[] {
  if (text.length <= 63 && LABEL.test(text)) return FINE;
  const problems: string[] = text.length > 63 ? [maxLength(63)] : [];
  if (!LABEL.test(text)) problems.push(SUBDOMAIN.test(text) ? 'must not contain dots' : LABEL_TEXT);
  return problems;
}

/** As `dns1123Subdomain`, in the words of declarative validation. upstream: validate.LongName */
export function longName(text: string): readonly string[] {
  return dns1123Subdomain(text).map((problem) => (problem === maxLength(253) ? maxBytes(253) : problem));
}

/** At most 253 characters. */
export function dns1123Subdomain(text: string): readonly string[] {
  return check(text, 253, SUBDOMAIN, SUBDOMAIN_TEXT);
}

const UNDERSCORE_LABEL = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const UNDERSCORE_PATTERN = `${UNDERSCORE_LABEL}(\\.${UNDERSCORE_LABEL})*`;
const UNDERSCORE = whole(UNDERSCORE_PATTERN);
const UNDERSCORE_TEXT = regexText(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start " +
    'and end with an alphanumeric character',
  UNDERSCORE_PATTERN,
  'example.com',
);

export function dns1123SubdomainWithUnderscore(text: string): readonly string[] {
  return check(text, 253, UNDERSCORE, UNDERSCORE_TEXT);
}

const DNS1035_PATTERN = '[a-z]([-a-z0-9]*[a-z0-9])?';
const DNS1035 = whole(DNS1035_PATTERN);
const DNS1035_TEXT = regexText(
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and " +
    'end with an alphanumeric character',
  DNS1035_PATTERN,
  'my-name',
  'abc-123',
);

export function dns1035Label(text: string): readonly string[] {
  return check(text, 63, DNS1035, DNS1035_TEXT);
}

const WILDCARD_PATTERN = `\\*\\.${SUBDOMAIN_PATTERN}`;
const WILDCARD = whole(WILDCARD_PATTERN);
const WILDCARD_TEXT = regexText(
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower " +
    "case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
  WILDCARD_PATTERN,
  '*.example.com',
);

export function wildcardDns1123Subdomain(text: string): readonly string[] {
  return check(text, 253, WILDCARD, WILDCARD_TEXT);
}

function check(text: string, length: number, pattern: RegExp, explanation: string): readonly string[] {
  const fits = pattern.test(text);
  if (fits && text.length <= length) return FINE;
  const problems: string[] = text.length > length ? [maxLength(length)] : [];
  if (!fits) problems.push(explanation);
  return problems;
}

const KEY_PATTERN = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const KEY = whole(KEY_PATTERN);
const KEY_TEXT = regexText(
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  KEY_PATTERN,
  'MyName',
  'my.name',
  '123-abc',
);

/** A label or annotation key: `name` or `prefix/name`. */
export function qualifiedName(text: string): readonly string[] {
  const parts = text.split('/');
  if (parts.length > 2) {
    return [`a valid label key ${KEY_TEXT} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const problems: string[] = [];
  const name = parts.at(-1) as string;
  if (parts.length === 2) problems.push(...prefixProblems(parts[0] as string));
  if (name === '') problems.push(`name part ${MUST_BE_NON_EMPTY}`);
  else if (name.length > 63) problems.push(`name part ${maxBytes(63)}`);
  if (!KEY.test(name)) problems.push(`name part ${KEY_TEXT}`);
  return problems;
}

function prefixProblems(prefix: string): readonly string[] {
  if (prefix === '') return [`prefix part ${MUST_BE_NON_EMPTY}`];
  const problems: string[] = prefix.length > 253 ? [`prefix part ${maxBytes(253)}`] : [];
  if (!SUBDOMAIN.test(prefix)) problems.push(`prefix part ${SUBDOMAIN_TEXT}`);
  return problems;
}

const VALUE_PATTERN = `(${KEY_PATTERN})?`;
const VALUE = whole(VALUE_PATTERN);
const VALUE_TEXT = regexText(
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end " +
    'with an alphanumeric character',
  VALUE_PATTERN,
  'MyValue',
  'my_value',
  '12345',
);

export function labelValue(text: string): readonly string[] {
  const fits = VALUE.test(text);
  if (fits && text.length <= 63) return FINE;
  const problems: string[] = text.length > 63 ? [maxBytes(63)] : [];
  if (!fits) problems.push(VALUE_TEXT);
  return problems;
}

const CONFIG_KEY_PATTERN = '[-._a-zA-Z0-9]+';
const CONFIG_KEY = whole(CONFIG_KEY_PATTERN);
const CONFIG_KEY_TEXT = regexText(
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
  CONFIG_KEY_PATTERN,
  'key.name',
  'KEY_NAME',
  'key-name',
);

/** A key of a ConfigMap or Secret. */
export function configMapKey(text: string): readonly string[] {
  const problems = check(text, 253, CONFIG_KEY, CONFIG_KEY_TEXT);
  const dots = dotsProblem(text);
  return dots ? [...problems, dots] : problems;
}

function dotsProblem(text: string): string | undefined {
  if (text === '.') return "must not be '.'";
  if (text === '..') return "must not be '..'";
  return text.startsWith('..') ? "must not start with '..'" : undefined;
}

const PRINTABLE = /^[\u0020-\u003c\u003e-\u007e]*$/;

/** A variable's name: any printable ASCII but `=`. upstream: IsRelaxedEnvVarName */
export function envVarName(text: string): readonly string[] {
  if (text === '') return [`environment variable name ${MUST_BE_NON_EMPTY}`];
  if (PRINTABLE.test(text)) return FINE;
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

/** The name of a container's port. upstream: IsValidPortName */
export function portName(text: string): readonly string[] {
  const problems: string[] = [];
  if (text.length > 15) problems.push(maxLength(15));
  if (!/^[-a-z0-9]+$/.test(text)) {
    problems.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  }
  if (!/[a-z]/.test(text)) problems.push('must contain at least one letter (a-z)');
  if (text.includes('--')) problems.push('must not contain consecutive hyphens');
  if (text.startsWith('-') || text.endsWith('-')) problems.push('must not begin or end with a hyphen');
  return problems;
}

export function portNumber(port: number): readonly string[] {
  return port >= 1 && port <= 65535 ? FINE : [inclusiveRange(1, 65535)];
}

const PERCENT_TEXT = regexText(
  "a valid percent string must be a numeric string followed by an ending '%'",
  '[0-9]+%',
  '1%',
  '93%',
);

export function percent(text: string): readonly string[] {
  return /^[0-9]+%$/.test(text) ? FINE : [PERCENT_TEXT];
}

const HEADER_TEXT = regexText(
  "a valid HTTP header must consist of alphanumeric characters or '-'",
  '[-A-Za-z0-9]+',
  'X-Header-Name',
);

export function httpHeaderName(text: string): readonly string[] {
  return /^[-A-Za-z0-9]+$/.test(text) ? FINE : [HEADER_TEXT];
}

/** What a name must not have where it becomes part of an address. upstream: apimachinery/pkg/api/validation/path */
export function pathSegmentName(text: string): readonly string[] {
  if (text === '.' || text === '..') return [`may not be '${text}'`];
  return ['/', '%'].filter((char) => text.includes(char)).map((char) => `may not contain '${char}'`);
}

const HTTP_PATH = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";

/** `example.com/controller`. upstream: IsDomainPrefixedPath */
export function domainPrefixedPath(errors: Errors, field: string, text: string): void {
  if (text === '') return void errors.push(required(field));
  const slash = text.indexOf('/');
  const [host, path] = slash < 0 ? ['', ''] : [text.slice(0, slash), text.slice(slash + 1)];
  if (host === '' || path === '') {
    errors.push(invalid(field, text, 'must be a domain-prefixed path (such as "acme.io/foo")'));
    return;
  }
  addInvalid(errors, field, host, dns1123Subdomain(host));
  if (!whole(HTTP_PATH).test(path)) errors.push(invalid(field, path, regexText('Invalid path', HTTP_PATH)));
}

/** `www.example.com`, or with a dot at its end. upstream: IsFullyQualifiedDomainName */
export function fullyQualifiedDomain(errors: Errors, field: string, text: string): void {
  if (text === '') return void errors.push(required(field));
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  const labels = name.split('.');
  const problems = dns1123Subdomain(name);
  if (problems.length > 0) errors.push(invalid(field, name, problems.join(',')));
  else if (labels.length < 2) {
    errors.push(invalid(field, name, 'should be a domain with at least two segments separated by dots'));
  } else {
    const bad = labels.find((label) => dns1123Label(label).length > 0);
    if (bad !== undefined) errors.push(invalid(field, bad, dns1123Label(bad).join(',')));
  }
}

/** `hook.example.com`: three parts at least. upstream: IsFullyQualifiedName */
export function fullyQualifiedName(errors: Errors, field: string, text: string): void {
  if (!text) return void errors.push(required(field));
  const problems = dns1123Subdomain(text);
  if (problems.length > 0) errors.push(invalid(field, text, problems.join(',')));
  else if (text.split('.').length < 3) {
    errors.push(invalid(field, text, 'should be a domain with at least three segments separated by dots'));
  }
}
