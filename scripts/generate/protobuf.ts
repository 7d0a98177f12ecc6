// Writes `protobuf.gen.ts`: field numbers of every message that a request may carry, one short text a message, split
// when it is first used. The names are those of the JSON form: what protobuf calls otherwise, or wraps where JSON does
// not, is found by comparing with the OpenAPI schema.
import type { Facts, ProtobufField } from './facts';
import { parts } from './names';
import { printKey, printText } from './print';
import { openApiName, protobufName, referredIn } from './protobuf-names';

const HEADER = `// Field numbers of every Kubernetes 1.36 message that a request may carry: \`NUMBER NAME TYPE\`, the type with \`[]\` behind it
// for a list and \`{}\` for a map with string keys; \`~\` for the name of a member that JSON does not wrap.
// Written by \`npm run generate\`; edits would be lost.
`;

export function writeProtobuf(facts: Facts, names: ReadonlyMap<string, string>): string {
  const shortName = (message: string) => names.get(openApiName(message)) ?? parts(message).word;
  const texts = new Map<string, string>();
  const add = (message: string): void => {
    const name = shortName(message);
    const fields = facts.messages[message];
    if (texts.has(name) || fields === undefined) return;
    texts.set(name, '');
    const words = fields.map((field) => fieldText(message, field, facts, shortName));
    texts.set(name, words.join(','));
    for (const [, , type] of fields) add(referredIn(type));
  };
  for (const name of Object.keys(facts.schemas)) add(protobufName(name));
  const lines = [...texts].map(([name, text]) => {
    const line = `  ${printKey(name)}: ${printText(text)},\n`;
    return line.length <= 121 ? line : `  ${printKey(name)}:\n    ${printText(text)},\n`;
  });
  return `${HEADER}\nexport const messageTexts: Readonly<Record<string, string>> = {\n${lines.join('')}};\n`;
}

function fieldText(
  message: string,
  [number, name, type, repeated]: ProtobufField,
  facts: Facts,
  shortName: (message: string) => string,
): string {
  const typeText = type.includes('.') ? shortName(referredIn(type)) : (/^map<string,(.*)>$/.exec(type)?.[1] ?? type);
  const suffix = type.startsWith('map<') ? '{}' : repeated === 'repeated' ? '[]' : '';
  return `${number} ${jsonName(message, name, type, facts)} ${typeText}${suffix}`;
}

/** The name in JSON; `~` when JSON has the member's own fields in its place. */
function jsonName(message: string, name: string, type: string, facts: Facts): string {
  const properties = Object.keys(facts.schemas[openApiName(message)]?.properties ?? {});
  if (properties.length === 0 || properties.includes(name)) return name;
  const plain = (word: string) => word.replace(/[-$]/g, '').toLowerCase();
  const same = properties.find((property) => plain(property) === plain(name));
  if (same !== undefined) return same;
  if (facts.messages[referredIn(type)]) return '~';
  throw new Error(`${message}.${name} has no counterpart in JSON`);
}
