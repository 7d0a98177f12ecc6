// The reporters table: one row for each form that a report can take.

import { json } from './json';
import { people } from './people';
import type { Reporter } from './reporter';

export const reporters: readonly Reporter[] = [people, json];

export const reporterNamed = (name: string) => reporters.find((reporter) => reporter.name === name);
