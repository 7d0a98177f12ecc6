import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { referencePages } from '../../scripts/docs/reference';

test.each([...referencePages()])('%s says what the tables say (npm run docs)', (path, text) => {
  expect(readFileSync(resolve(__dirname, '../..', path), 'utf8')).toBe(text);
});
