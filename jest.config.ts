/** @jest-config-loader esbuild-register */
// The specs of this project, in TypeScript and YAML, run from the source: `wavetank` and its sub-paths mean src/ here.
import type { Config } from 'jest';
import { hooks, library } from './scripts/entries.json';

const { index, ...subPaths } = library;

const config: Config = {
  testMatch: ['<rootDir>/specs/**/*.spec.ts'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node', 'yaml', 'yml'],
  moduleNameMapper: {
    '^wavetank$': `<rootDir>/${index}`,
    ...Object.fromEntries(
      Object.entries({ ...subPaths, ...hooks }).map(([name, path]) => [`^wavetank/${name}$`, `<rootDir>/${path}`]),
    ),
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/scripts/package-test/'],
  transform: {
    '\\.ts$': '<rootDir>/scripts/jest/ts-transform.cjs',
  },
  coverageProvider: 'v8',
};

export default config;
