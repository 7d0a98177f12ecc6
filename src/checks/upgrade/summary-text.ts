// The report of an upgrade for a person: the verdict, what is dangerous first, and how the Services fared.

import { alignedText } from '../../report/aligned-text';
import type { Palette } from '../../report/palette';
import { counted } from '../../report/value-text';
import { goDuration } from '../../sim/duration';
import { referenceText } from '../finding';
import type { AppliedCounts } from './applied';
import type { Effect } from './effect';
import type { DiffReport, ServiceRow } from './report';

const MOST_DETAILS = 5;
const LONGEST = 400;

export function summaryText(report: DiffReport, palette: Palette): string {
  const parts = [headText(report, palette), ...grouped(report.effects).map((group) => groupText(group, palette))];
  if (report.services.length > 0) parts.push(servicesText(report.services, palette));
  return `${parts.join('\n\n')}\n`;
}

function headText(report: DiffReport, { expected, actual, bold, dim }: Palette): string {
  const { verdict, old, new: next, counts, changedAt, watchedMs, settled } = report;
  const word = verdict === 'safe' ? expected('SAFE') : actual('NOT SAFE');
  const said = [
    counts.error > 0 ? counted(counts.error, 'error') : '',
    counts.warning > 0 ? counted(counts.warning, 'warning') : '',
    counts.note > 0 ? counted(counts.note, 'note') : '',
  ].filter(Boolean);
  const sum = said.length === 0 ? 'nothing happens' : said.join(', ');
  return [
    `${bold(word)}  ${old} to ${next}: ${sum}`,
    dim(objectsText(report.objects)),
    dim(`+0s is ${changedAt}; watched for ${goDuration(watchedMs)}`),
    ...(settled.before ? [] : ['The old set did not settle within an hour: it was judged as it was then.']),
    ...(settled.after ? [] : ['Something still changes at the end: more may come of it (--for watches longer).']),
  ].join('\n');
}

function objectsText({ created, changed, unchanged, refused, orphaned }: AppliedCounts): string {
  const parts = [`${created} created`, `${changed} changed`, `${unchanged} unchanged`];
  if (refused > 0) parts.push(`${refused} refused`);
  if (orphaned > 0) parts.push(`${orphaned} in the old set only`);
  return `objects: ${parts.join(', ')}`;
}

/** Effects of which only the object differs stand together. */
function grouped(effects: readonly Effect[]): readonly (readonly Effect[])[] {
  const groups: Effect[][] = [];
  for (const effect of effects) {
    const last = groups.at(-1)?.[0];
    const isBare = effect.details.length === 0 && effect.atMs === undefined;
    const isSame =
      last?.effect === effect.effect && last.severity === effect.severity && last.message === effect.message;
    if (isBare && isSame && last.details.length === 0 && last.atMs === undefined) groups.at(-1)?.push(effect);
    else groups.push([effect]);
  }
  return groups;
}

function groupText(group: readonly Effect[], palette: Palette): string {
  const [first] = group as readonly [Effect];
  if (group.length === 1) return effectText(first, palette);
  const objects = group.map((effect) => `    ${referenceText(effect.object)}${whereText(effect, palette)}`);
  const head = `${severityText(first, palette)} ${first.effect}  ${palette.bold(counted(group.length, 'object'))}`;
  return [head, `  ${first.message}`, ...objects].join('\n');
}

function severityText({ severity }: Effect, { actual, bold, dim }: Palette): string {
  return severity === 'error' ? actual(severity) : severity === 'warning' ? bold(severity) : dim(severity);
}

const whereText = ({ place }: Effect, { dim }: Palette) => (place ? `  ${dim(`${place.file}:${place.line}`)}` : '');

function effectText(effect: Effect, palette: Palette): string {
  const { effect: name, object, message, details } = effect;
  const shown = details.slice(0, MOST_DETAILS);
  if (details.length > MOST_DETAILS) shown.push(`and ${details.length - MOST_DETAILS} more`);
  const text = cut(message);
  return [
    `${severityText(effect, palette)} ${name}  ${palette.bold(referenceText(object))}${whereText(effect, palette)}`,
    `  ${[text, timeText(effect)].filter(Boolean).join(', ')}`,
    ...shown.map((line) => `    ${cut(line)}`),
  ].join('\n');
}

/** The server prints whole objects into some of its messages: JSON holds them uncut. */
const cut = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text);

/** `+0.42s to +3.1s` */
function timeText({ atMs, untilMs }: Effect): string {
  if (atMs === undefined) return '';
  const start = `+${goDuration(atMs)}`;
  return untilMs === undefined || untilMs === atMs ? `at ${start}` : `${start} to +${goDuration(untilMs)}`;
}

function servicesText(services: readonly ServiceRow[], { bold }: Palette): string {
  const rows = services.map(({ object: { namespace, name }, endpoints, requests }) => {
    const { before, lowest, lowestAtMs, after } = endpoints;
    const low = lowestAtMs === null ? String(lowest) : `${lowest} at +${goDuration(lowestAtMs)}`;
    const sent = requests ? [String(requests.sent), String(requests.lost)] : ['not watched', ''];
    return [`${namespace}/${name}`, String(before), low, String(after), ...sent];
  });
  const [head = '', ...lines] = alignedText([
    ['SERVICE', 'ENDPOINTS', 'LOWEST', 'AFTER', 'SENT', 'LOST'],
    ...rows,
  ]).split('\n');
  return [bold(head), ...lines].join('\n');
}
