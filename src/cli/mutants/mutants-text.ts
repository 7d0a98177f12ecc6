// What a suite of specs notices, for people: by file and line what could go without a spec failing.

import type { Palette } from '../../report/palette';
import type { Judged } from './mutants';

const PLURALS = { object: 'objects', relation: 'relations', field: 'fields' } as const;

/** @param verb what was asked about an edit: `needed by an expectation`, `noticed` */
export function mutantsText(judged: readonly Judged[], verb: string, { bold, dim, expected, actual }: Palette): string {
  const asked = judged.filter(({ outcome }) => outcome !== 'refused');
  const unnoticed = asked.filter(({ outcome }) => outcome === 'unnoticed');
  const lines: string[] = [];
  let file = '';
  let object = '';
  for (const { manifest, edit, place } of unnoticed) {
    if (place.file !== file) lines.push(...(file === '' ? [] : ['']), bold(place.file));
    const name = `${manifest.kind} ${manifest.metadata.name}`;
    if (name !== object || place.file !== file) lines.push(`  ${name}`);
    file = place.file;
    object = name;
    lines.push(`  ${String(place.line).padStart(5)}  ${edit.of === 'object' ? actual(edit.what) : edit.what}`);
  }
  if (lines.length > 0) lines.push('');
  const of = (kind: keyof typeof PLURALS) => {
    const all = asked.filter(({ edit }) => edit.of === kind);
    const seen = all.filter(({ outcome }) => outcome === 'noticed').length;
    return all.length === 0 ? [] : [`${seen} of ${all.length} ${PLURALS[kind]}`];
  };
  const counts = [...of('object'), ...of('relation'), ...of('field')].join(', ');
  const paint = unnoticed.length === 0 ? expected : bold;
  lines.push(paint(`${verb}: ${counts}`));
  const refused = judged.length - asked.length;
  if (refused > 0) lines.push(dim(`${refused} more edits are refused by the API server, whatever the specs say`));
  return `${lines.join('\n')}\n`;
}
