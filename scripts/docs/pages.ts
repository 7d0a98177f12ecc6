// The pages of actions and matchers, from their tables: signature, arguments, an example in both languages.

import { actions } from '../../src/actions/table';
import type { Arguments } from '../../src/cluster/describe/argument';
import { signature } from '../../src/cluster/describe/read-arguments';
import { historyOptions } from '../../src/matchers/history-options';
import { type AnyMatcher, hasHistory, type SubjectType } from '../../src/matchers/matcher';
import { matchers } from '../../src/matchers/table';

/** Path of each page to its text. */
export function pages(): Readonly<Record<string, string>> {
  return { 'docs/actions.md': actionsPage(), 'docs/matchers.md': matchersPage() };
}

const WRITTEN = 'This page is written by `npm run docs` from';

function actionsPage(): string {
  const sections = actions.map((action) => {
    const { name, summary, args, options, example } = action;
    const yaml = example.yaml.startsWith('-') ? example.yaml : `- ${example.yaml}`;
    return section(name, summary, `shop.${signature(action)}`, argumentRows(args, options), example.ts, yaml);
  });
  return [
    '# Actions',
    '',
    'What can be done to a cluster, in TypeScript as methods of it, in YAML as steps. Arguments stand by place and options in a',
    'bag behind them; in YAML all have names, and an only argument may stand alone. `as: name` names what a step gives back,',
    '`refused:` expects the API server to refuse it (see [writing specs](writing-specs.md)).',
    '',
    `${WRITTEN} \`src/actions/table.ts\`; a spec runs every example.`,
    '',
    contents(actions),
    ...sections,
  ].join('\n');
}

/** What stands in `expect(...)`, by the type of subject. */
const SUBJECTS: Readonly<Record<SubjectType, string>> = {
  object: 'any object, or a selection',
  traffic: 'what `traffic` gave',
  response: 'what `request` gave',
  lookup: 'what `resolve` gave',
  refusal: 'a function, or the step itself in YAML',
};

function matchersPage(): string {
  const sections = (matchers as unknown as readonly AnyMatcher[]).map((matcher) => {
    const { name, summary, args, options, example } = matcher;
    const about = `For ${subjectOf(matcher)}. ${pastOf(matcher)}`.trim();
    const call = `expect(…).${signature({ name, args, options })}`;
    return section(name, `${summary}\n\n${about}`, call, argumentRows(args, options), example.ts, example.yaml);
  });
  return [
    '# Matchers',
    '',
    'What can be asked, in TypeScript of `expect(…)`, in YAML after the name of a subject in `expect:`. Each has `.not`. Of a',
    'selection all objects are asked, unless a quantifier says how many (see [writing specs](writing-specs.md)).',
    '',
    `${WRITTEN} \`src/matchers/table.ts\`; a spec runs every example.`,
    '',
    '## The past',
    '',
    'Matchers that ask about the past, too, take these options beside their own. The span begins with the last action.',
    '',
    ...argumentRows([], historyOptions),
    '',
    '## All',
    '',
    contents(matchers),
    ...sections,
  ].join('\n');
}

function subjectOf({ subject, kinds }: AnyMatcher): string {
  if (!kinds) return SUBJECTS[subject];
  return kinds.length > 1 ? `${kinds.slice(0, -1).join(', ')} and ${kinds.at(-1)}` : String(kinds[0]);
}

const pastOf = (matcher: AnyMatcher) => (hasHistory(matcher) ? 'Can ask about [the past](#the-past).' : '');

function contents(rows: readonly { readonly name: string }[]): string {
  return rows.map(({ name }) => `[${name}](#${name.toLowerCase()})`).join(' · ');
}

function section(
  name: string,
  summary: string,
  call: string,
  rows: readonly string[],
  ts: string,
  yaml: string,
): string {
  const parts = [`\n## ${name}`, summary, `\`${call}\``, rows.join('\n'), fenced('ts', ts), fenced('yaml', yaml)];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`.trimEnd();
}

const fenced = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\``;

function argumentRows(args: Arguments, options: Arguments): readonly string[] {
  const rows = [
    ...args.map((argument) => row(argument, '')),
    ...options.map((option) => row(option, '?')),
  ];
  return rows.length === 0 ? [] : ['| | type | |', '|---|---|---|', ...rows];
}

const LONGEST_TYPE = 70;

/** A long type is told in words. */
function row({ name, type, summary }: Arguments[number], sign: string): string {
  const text = type.typeText.length > LONGEST_TYPE ? type.expected : `\`${type.typeText}\``;
  return `| \`${name}${sign}\` | ${text.replaceAll('|', '\\|')} | ${summary.replaceAll('|', '\\|')} |`;
}
