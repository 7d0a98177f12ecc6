// Runs a YAML spec file inside jest: opens a cluster for each test, does its steps, checks its expectations. A failure's stack
// names the line in the YAML file.

import { dirname, resolve } from 'node:path';
import { interpolate, interpolateText } from './interpolate';
import { located } from './located';
import { readSpec, type SpecDocument, type SpecTest } from './spec-document';
import { SpecRun } from './spec-run';
import { checkWords } from './words-check';

/** Opens a spec file; `load` is jest's require, for the modules that the file uses. Errors say where in the file they are. */
export function openSuite(file: string, text: string, load: (path: string) => unknown): Suite {
  try {
    const spec = readSpec(file, text);
    for (const [index, path] of spec.use.entries()) useModule(spec, path, index, load);
    checkWords(spec);
    return new Suite(spec);
  } catch (error) {
    throw located(error);
  }
}
