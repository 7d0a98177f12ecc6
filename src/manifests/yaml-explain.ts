// Says plainly what kubectl's YAML library means by its words, and points at the place that has to be mended.

import type { GoYamlFault } from './go-yaml-cursor';

const EXPLAINED: Readonly<Record<string, string>> = {
  'did not find expected key': 'this does not fit into the mapping around it: look at the indentation',
  "did not find expected '-' indicator": 'this does not fit into the list around it: look at the indentation',
  "did not find expected ',' or ']'": 'a "," or a "]" is missing before this',
  "did not find expected ',' or '}'": 'a "," or a "}" is missing before this',
  'did not find expected node content': 'a value is missing here',
  'did not find expected <document start>': 'a document must begin with --- after a % line',
  'mapping values are not allowed in this context':
    'a ":" makes a mapping, which cannot begin here: quote the value or start a new line',
  'block sequence entries are not allowed in this context':
    'a list cannot begin here: put its "-" on a line of its own',
  'mapping keys are not allowed in this context': 'a "?" makes a mapping, which cannot begin here',
  'found unexpected document indicator': 'the quoted text is not closed before the document ends',
  'found unknown escape character': 'YAML knows no such escape; in single quotes a backslash is a backslash',
  'found a tab character that violates indentation': 'a tab cannot indent: use spaces',
  'found a tab character where an indentation space is expected': 'a tab cannot indent: use spaces',
  'control characters are not allowed': 'a control character stands here',
};

/** What their context says better than the place they come to light at. */
const EXPLAINED_AT_CONTEXT: Readonly<Record<string, string>> = {
  "could not find expected ':'": 'this has no ":" after it, as a key must',
  'found unexpected end of stream': 'the quote that opens here is never closed',
};

export interface Explained {
  readonly message: string;
  readonly offset: number;
}

export function explainYamlFault(fault: GoYamlFault, text: string): Explained {
  const { problem, mark, context } = fault;
  const atContext = EXPLAINED_AT_CONTEXT[problem];
  if (atContext !== undefined) return { message: atContext, offset: context.offset };
  if (problem === 'found character that cannot start any token') {
    const char = text.charAt(mark.offset);
    const message = char === '\t' ? 'a tab cannot indent: use spaces' : `a value cannot begin with "${char}": quote it`;
    return { message, offset: mark.offset };
  }
  return { message: EXPLAINED[problem] ?? problem, offset: mark.offset };
}
