// The reference pages, written from the tables of actions, matchers and checks: what is described once is told once.
import { actions } from '../../src/actions/table';
import { ownRules } from '../../src/checks/own-rules';
import { PROFILES, type Rule } from '../../src/checks/rule';
import { rules } from '../../src/checks/table';
import type { Arguments } from '../../src/cluster/describe/argument';
import { historyOptions } from '../../src/matchers/history-options';
import { matchers } from '../../src/matchers/table';

interface Row {
  readonly name: string;
  readonly summary: string;
  readonly args: Arguments;
  readonly options: Arguments;
  readonly example: { readonly ts: string; readonly yaml: string };
}

const MADE = '<!-- Written by `npm run docs` from the tables; edits would be lost. -->';

/** Pages by their path. */
export function referencePages(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/actions.md', actionsPage()],
    ['docs/matchers.md', matchersPage()],
    ['docs/checks.md', checksPage()],
  ]);
}

function actionsPage(): string {
  const intro = [
    '# Actions',
    MADE,
    '',
    'What a user can do to a cluster. In TypeScript each is a method of the cluster: arguments by place, then the options. In a',
    'YAML spec each is a step: the only argument by itself, or a map with the names of arguments and options. Relative paths',
    'start from the spec file. An action that the API server refuses throws its refusal: see `toBeRefused` and `refused:`.',
    "With `shop.as('alice')`, or `user: alice` beside the step, [a user](writing-specs.md#users) does it.",
  ];
  return [
    ...intro,
    '',
    index(actions),
    '',
    ...(actions as readonly Row[]).flatMap((row) => section(row, row.options)),
    '',
  ].join('\n');
}

function matchersPage(): string {
  const intro = [
    '# Matchers',
    MADE,
    '',
    "What can be asserted, with jest's `expect` and in YAML. Each has its `.not` (in YAML `not:`). A selection is asked object by",
    'object under its quantifier: all of it unless `any`, `none`, `exactly`, `atLeast` or `atMost` says otherwise.',
    '',
    'Matchers about objects take these options besides their own, to ask about the past:',
    '',
    ...historyOptions.map(({ name, type, summary }) => `- \`${name}\` (\`${type.typeText}\`): ${summary}`),
  ];
  const rows = matchers.flatMap((matcher) => {
    const kinds = (matcher as { kinds?: readonly string[] }).kinds;
    const about = matcher.subject === 'object' ? (kinds ? kinds.join(', ') : 'any object') : matcher.subject;
    return section(matcher as unknown as Row, matcher.options, `For: ${about}.`);
  });
  return [...intro, '', index(matchers), '', ...rows, ''].join('\n');
}

const SEEN = { manifests: 'reads', started: 'starts', campaigns: 'campaigns' } as const;

function checksPage(): string {
  const intro = [
    '# Rules of wavetank check',
    MADE,
    '',
    'What [wavetank check](check.md) asks of manifests. How it knows: **reads** what is written, **starts** everything in the',
    'simulation and looks at what came of it, or runs **campaigns** on forks of that. The last column has the names of the same',
    'concern in kube-score, kube-linter and polaris, whose annotations are understood.',
  ];
  const profiles = PROFILES.flatMap((profile) => {
    const own = rules.filter((rule) => rule.profile === profile);
    return own.length === 0 ? [] : ['', `## ${capital(profile)}`, '', ...ruleTable(own)];
  });
  const told = ownRules.flatMap(({ id, title, severity, remedy }) => [
    '',
    `### ${id}`,
    '',
    `${capital(title)}. Severity ${severity}. ${remedy}`,
  ]);
  const words = [
    '',
    '## Of its own accord',
    '',
    'What a check says without a rule that runs; a severity or `off` can be set for each.',
  ];
  return [...intro, ...profiles, ...words, ...told, ''].join('\n');
}

function ruleTable(own: readonly Rule[]): readonly string[] {
  const rows = own.map(({ id, title, severity, reads, others = {} }) => {
    const names = Object.values(others).flat();
    const elsewhere = names.map((name) => `\`${name}\``).join(', ');
    return `| [${id}](checks/${id}.md) | ${title} | ${severity} | ${SEEN[reads]} | ${elsewhere} |`;
  });
  return ['| rule | asks that | severity | how | elsewhere |', '|---|---|---|---|---|', ...rows];
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function index(rows: readonly { readonly name: string }[]): string {
  return rows.map(({ name }) => `[${name}](#${name.toLowerCase()})`).join(' · ');
}

function section(row: Row, options: Arguments, about?: string): string[] {
  const parts = [
    ...row.args.map(({ name, type }) => `${name}: ${type.typeText}`),
    ...(options.length > 0 ? ['options?'] : []),
  ];
  return [
    `## ${row.name}`,
    '',
    `\`${row.name}(${parts.join(', ')})\``,
    '',
    about === undefined ? row.summary : `${row.summary} ${about}`,
    '',
    ...[...row.args, ...options].map(({ name, type, summary }) => `- \`${name}\` (\`${type.typeText}\`): ${summary}`),
    ...(row.args.length + options.length > 0 ? [''] : []),
    '```ts',
    row.example.ts,
    '```',
    '```yaml',
    ...stepLines(row.example.yaml),
    '```',
    '',
  ];
}

/** An example as a step of a list. */
function stepLines(yaml: string): string[] {
  const lines = yaml.split('\n');
  return yaml.startsWith('- ') ? lines : lines.map((line, number) => (number === 0 ? `- ${line}` : `  ${line}`));
}
