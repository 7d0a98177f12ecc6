// The reporters table: one row for each form that a report can take.

import { github } from './github';
import { json } from './json';
import { junit } from './junit';
import { markdown } from './markdown';
import { people } from './people';
import type { Reporter } from './reporter';
import { sarif } from './sarif';
import { tap } from './tap';

export const reporters: readonly Reporter[] = [people, json, junit, sarif, github, tap, markdown];

export const reporterNamed = (name: string) => reporters.find((reporter) => reporter.name === name);
