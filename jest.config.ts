/** @jest-config-loader esbuild-register */
// The specs of this project, in TypeScript and YAML, run from the source: `wavetank` and its sub-paths mean src/ here.
import type { Config } from 'jest';
import { library } from './scripts/entries.json';

const { index, ...subPaths } = library;

const config: Config = {
  testMatch: ['<rootDir>/{specs,fixtures/specs}/**/*.spec.{ts,yaml,yml}'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node', 'yaml', 'yml'],
  moduleNameMapper: {
    '^wavetank$': `<rootDir>/${index}`,
    ...Object.fromEntries(Object.entries(subPaths).map(([name, path]) => [`^wavetank/${name}$`, `<rootDir>/${path}`])),
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/scripts/package-test/'],
  transform: {
    '\\.ts$': '<rootDir>/scripts/jest/ts-transform.cjs',
    '\\.spec\\.ya?ml$': '<rootDir>/scripts/jest/yaml-transform.cjs',
  },
  dependencyExtractor: '<rootDir>/scripts/jest/dependencies.cjs',
  testTimeout: 30_000,
  coverageProvider: 'v8',
};

export default config;
