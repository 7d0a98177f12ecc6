// `wavetank check --list-rules` and `--explain RULE`.

import { ownRules } from '../checks/own-rules';
import { pageOf } from '../checks/reporters/words';
import type { Rule } from '../checks/rule';
import { rules } from '../checks/table';
import { alignedText } from '../report/aligned-text';
import { known } from './check-words';

const every = [...rules, ...ownRules];

export function listRules(): string {
  const rows = every.map(({ id, severity, profile, title }) => [id, severity, profile, title]);
  return `${alignedText([['RULE', 'SEVERITY', 'PROFILE', 'ASKS THAT'], ...rows])}\n`;
}

const SEEN = {
  manifests: 'read from the manifests',
  started: 'seen in the simulation',
  campaigns: 'seen in campaigns on the simulation',
} as const;

/** Errors: WrongUse with the nearest name. */
export function explainRule(name: string): string {
  known(
    '--explain',
    name,
    every.map(({ id }) => id),
  );
  const rule = every.find(({ id }) => id === name) as Rule;
  const { id, title, severity, profile, reads, remedy, others = {}, yieldsTo = [], settings = [] } = rule;
  const elsewhere = Object.entries(others).map(([tool, names]) => `${tool} ${names.join(', ')}`);
  const lines = [
    `${id}: ${title}`,
    '',
    `severity: ${severity}`,
    `profile: ${profile}`,
    `how: ${SEEN[reads]}`,
    `to mend: ${remedy}`,
    ...(elsewhere.length > 0 ? [`elsewhere: ${elsewhere.join('; ')}`] : []),
    ...(yieldsTo.length > 0 ? [`silent where one of these speaks: ${yieldsTo.join(', ')}`] : []),
    ...settings.map(
      (each) =>
        `setting ${each.name} (${each.type.typeText}), ${JSON.stringify(each.standard)} unless set: ${each.summary}`,
    ),
    `more: ${pageOf(id)}`,
  ];
  return `${lines.join('\n')}\n`;
}
