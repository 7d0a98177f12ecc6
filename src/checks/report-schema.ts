// The JSON Schema of what `--report json` writes, for programs that read it.

import { REPORT_VERSION } from './report';
import { PROFILES } from './rule';

type Schema = Readonly<Record<string, unknown>>;

const text = { type: 'string' };
const word = { type: 'string', minLength: 1 };
const count = { type: 'integer', minimum: 0 };
const position = { type: 'integer', minimum: 1 };
const severity = { enum: ['error', 'warning', 'note'] };
const listOf = (items: Schema) => ({ type: 'array', items });

/** Keys that end in `?` may be absent. */
function map(fields: Readonly<Record<string, Schema>>): Schema {
  const entries = Object.entries(fields);
  return {
    type: 'object',
    additionalProperties: false,
    required: entries.map(([name]) => name).filter((name) => !name.endsWith('?')),
    properties: Object.fromEntries(entries.map(([name, schema]) => [name.replace(/\?$/, ''), schema])),
  };
}

const described = (description: string, schema: Schema) => ({ description, ...schema });

const place = map({
  file: described('From the root of the repository, with slashes.', word),
  line: position,
  column: position,
  length: position,
  frame: described('The lines around it, with carets.', text),
});

const reference = map({ kind: word, namespace: text, name: text });

const finding = map({
  rule: word,
  severity,
  proof: { enum: ['simulated', 'stated'] },
  'object?': reference,
  path: listOf({ type: ['string', 'integer'] }),
  message: word,
  'promised?': text,
  'happened?': text,
  'trace?': listOf(text),
  'because?': described('Objects that it may be a consequence of.', listOf(reference)),
  'affects?': described('Objects that suffer from it.', listOf(reference)),
  remedy: word,
  'place?': place,
  fingerprint: described('The same for the same fault in every run.', word),
  'suppressed?': map({ by: { enum: ['annotation', 'baseline'] }, source: word, reason: text }),
});

const run = map({
  'environment?': word,
  digest: described('Two runs with one digest find the same.', text),
  files: count,
  objects: count,
  assumed: described('What the simulation made up, as `Namespace shop`.', listOf(word)),
  notRun: listOf(map({ reason: word, rules: listOf(word) })),
  findings: listOf(finding),
  'fault?': described('What kept it from running at all.', word),
});

const rule = map({
  id: word,
  title: word,
  severity,
  profile: { enum: [...PROFILES] },
  remedy: word,
  'yieldsTo?': listOf(word),
});

export function reportSchema(): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'wavetank check report',
    ...map({
      version: described('Goes up when a reader would have to change.', { const: REPORT_VERSION }),
      wavetank: described('The version that wrote it.', word),
      'command?': described('`test` where the rules are tests, and objects counts them.', { const: 'test' }),
      failOn: { enum: ['error', 'warning'] },
      'shard?': map({ index: position, count: position }),
      rules: listOf(rule),
      runs: described('One, or one for each environment.', { ...listOf(run), minItems: 1 }),
    }),
  };
}
