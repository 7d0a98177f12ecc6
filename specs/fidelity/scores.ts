// The ratchet: what each kept scenario reaches, in scores.json. A run may do better, never worse.
// `UPDATE=1 npx jest specs/fidelity` writes down what it reaches now.
import type { Figure, Score } from '../../scripts/fidelity/compare';
import { committedText } from '../support/committed';

export const SCORES = 'specs/fidelity/scores.json';

export const figures = ['objects', 'events', 'answers', 'placements'] as const;
type FigureName = (typeof figures)[number];

/** Scenario to figure to `matched/union`. */
export type Scores = Readonly<Record<string, Readonly<Record<FigureName, string>>>>;

/** What the project promises of every kept scenario, in per cent. */
export const PROMISED: Readonly<Record<FigureName, number>> = {
  objects: 95,
  events: 90,
  answers: 100,
  placements: 100,
};

export function keptScores(): Scores {
  return JSON.parse(committedText(SCORES) || '{}') as Scores;
}

export function scoresText(scores: ReadonlyMap<string, Score>): string {
  const lines = [...scores].map(([name, score]) => {
    const texts = figures.map((figure) => `"${figure}": "${score[figure].matched}/${score[figure].union}"`);
    return `  "${name}": { ${texts.join(', ')} }`;
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** Of `3/4` or a figure; 100 where there is nothing to match. */
export function percent(figure: string | Figure): number {
  const [matched, union] =
    typeof figure === 'string' ? (figure.split('/').map(Number) as [number, number]) : [figure.matched, figure.union];
  return union === 0 ? 100 : (100 * matched) / union;
}

/** The table of docs/fidelity.md. */
export function scoresTable(scores: Scores): string {
  const cell = (text: string) => (text.endsWith('/0') ? '–' : `${shown(percent(text))} % (${text})`);
  const rows = Object.entries(scores).map(([name, score]) => {
    return `| ${name} | ${figures.map((figure) => cell(score[figure])).join(' | ')} |`;
  });
  const head = ['| scenario | objects | events | answers | placements |', '|---|---|---|---|---|'];
  return `${[...head, ...rows].join('\n')}\n`;
}

/** One decimal, never rounded up to 100. */
const shown = (value: number) => (Math.floor(value * 10) / 10).toFixed(1);
