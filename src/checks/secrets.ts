// What looks like a secret: by the name it stands under, or by its own shape. A tool that cries at every TOKEN_TTL is
// switched off, so what is surely none is left out. Values are never told.

import { listOf } from '../cluster/describe/types';
import { pattern } from './pattern';
import { setting } from './setting';

const NAMES: readonly RegExp[] = [
  /passw(or)?d|passphrase|(^|_)pass$/i,
  /(secret|token|bearer|credential)($|[^a-z])/i,
  /(api|access|private|secret|signing|encryption|account|storage)[._-]?key/i,
  /azure\w*key$|oci_cli_key_content/i,
];

/** Names that speak of a secret and hold none. */
const EXCEPT: readonly RegExp[] = [
  /(file|path|dir|name|ref|id|url|uri|endpoint|host|port|user|type|kind|header|prefix|version)$/i,
  /(ttl|expiry|expires?|expiration|expires_?in|timeout|interval|duration|age|lifetime|rotation|renewal)$/i,
  /(length|size|limit|count|min|max|policy|issuer|audience|alg|algorithm|enabled|disabled|required|optional|mode)$/i,
  /(provider|store|backend|manager|service|source|format|encoding|encoder|hasher|strategy|scope|claim|role)$/i,
  /(field|label|regex|pattern|cookie|param|parameter|region|namespace|group)$/i,
  /^(no|allow|use|enable|disable|require|has|is|skip|min|max|show|hide)[._-]/i,
  /\.(ya?ml|json|toml|ini|conf|cfg|config|properties|xml|sh|sql|txt|md|html?|js|py|crt|pem|pub|tmpl|tpl)$/i,
  /public[._-]?key/i,
];

const VALUES: readonly RegExp[] = [
  /-BEGIN [A-Z ]*PRIVATE KEY-/,
  /\b(AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36}/,
  /\bgithub_pat_[A-Za-z0-9_]{22}/,
  /\bglpat-[A-Za-z0-9_-]{20}/,
  /\bxox[abprs]-[A-Za-z0-9-]{10}/,
  /\bAIza[0-9A-Za-z_-]{35}/,
  /\bsk_live_[0-9A-Za-z]{16}/,
  /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/,
  /:\/\/[^\s/:@]+:[^\s/:@$<{%]+@/,
];

export const secretSettings = [
  setting('names', listOf(pattern('i'), 0), [], 'further names under which secrets stand, in either case'),
  setting('values', listOf(pattern(), 0), [], 'further shapes of secrets'),
  setting('except', listOf(pattern('i'), 0), [], 'names that hold no secret, whatever stands there, in either case'),
] as const;

interface Patterns {
  readonly names: readonly RegExp[];
  readonly except: readonly RegExp[];
  readonly values: readonly RegExp[];
}

/** What tells that it is a secret: `by its name`, `by its shape`; undefined when nothing does. */
export function secretSign(name: string, value: string, { names, except, values }: Patterns): string | undefined {
  const isAmong = (text: string, known: readonly RegExp[]) => known.some((one) => one.test(text));
  if (isAmong(name, except)) return undefined;
  if (isAmong(value, VALUES) || isAmong(value, values)) return 'by its shape';
  const isNamed = isAmong(name, names) || (isAmong(name, NAMES) && !isAmong(name, EXCEPT));
  return isNamed && !isHarmless(name, value) ? 'by its name' : undefined;
}

/** A switch, a reference to another variable, something to be filled in later, a path, an address. */
const HARMLESS = [
  /^$/,
  /^(true|false|yes|no|on|off|none|null|nil|enabled|disabled|required|optional|never|always)$/i,
  /^\$\([^)]*\)$|^\$\{[^}]*\}$|^\$[A-Z_][A-Z0-9_]*$|^\{\{.*\}\}$|^<.*>$|^%[A-Z_]+%$/,
  /^\.{0,2}\/[^\s]*$/,
  /^[a-z][a-z0-9+.-]*:\/\/\S*$/i,
  /^(arn|vault|ref\+\w+|sops|secretref|ssm|awssm|gcpsm|azurekv|op):\S+$/i,
  /^ENC\[/,
  /\n/,
];

function isHarmless(name: string, value: string): boolean {
  const text = value.trim();
  // A number is a limit or a span of time, unless it is somebody's password.
  if (/^[0-9.]+(ms|s|m|h|d)?$/.test(text)) return !/passw/i.test(name);
  return HARMLESS.some((known) => known.test(text));
}
