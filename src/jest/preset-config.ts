// What a project needs of jest for TypeScript and YAML specs; the preset hands it out, the command line uses it by
// itself.

import { join } from 'node:path';

/** A jest configuration whose transforms lie beside this bundle. */
export function preset() {
  return {
    moduleFileExtensions: ['ts', 'tsx', 'mts', 'cts', 'js', 'mjs', 'cjs', 'jsx', 'json', 'node', 'yaml', 'yml'],
    // '[cm]?' is not optional in jest's glob dialect.
    testMatch: ['**/?(*.)+(spec|test).?([mc])[jt]s?(x)', '**/*.spec.y?(a)ml'],
    transform: {
      '\\.spec\\.ya?ml$': join(__dirname, 'yaml-transform.cjs'),
      '\\.[cm]?tsx?$': join(__dirname, 'ts-transform.cjs'),
    },
    dependencyExtractor: join(__dirname, 'dependencies.cjs'),
  };
}
