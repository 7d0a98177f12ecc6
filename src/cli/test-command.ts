// `wavetank test`: jest underneath, TypeScript and YAML specs, without any configuration of the user's. Every option that
// jest knows may be given.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { preset } from '../jest/preset-config';
import { EXIT, WrongUse } from './usage';

const CONFIGS = ['jest.config.ts', 'jest.config.js', 'jest.config.cjs', 'jest.config.mjs', 'jest.config.json'];

/** Exit code 0 when all passed, 1 when a test failed, 2 when there is nothing to run. */
export function testCommand(words: readonly string[]): Promise<number> {
  for (const path of words.filter((word) => !word.startsWith('-') && /[/\\]|\.(ts|js|yaml|yml)$/.test(word))) {
    if (!existsSync(path) && !/[*?{]/.test(path)) throw new WrongUse(`there is no file or folder ${path}`);
  }
  const jest = jestPath();
  const ownConfig = CONFIGS.some((name) => existsSync(name)) || words.some((word) => /^(--config|-c)(=|$)/.test(word));
  const config = ownConfig ? [] : ['--config', JSON.stringify({ ...preset(), rootDir: resolve('.') })];
  const args = [jest, ...config, '--passWithNoTests=false', ...words];
  const child = spawn(process.execPath, args, { stdio: 'inherit', env: { ...process.env, NODE_NO_WARNINGS: '1' } });
  return new Promise((done) => {
    child.on('close', (code) => done(code === 0 ? EXIT.passed : EXIT.failed));
  });
}

/** The user's jest, or the one beside this package. */
function jestPath(): string {
  for (const from of [join(resolve('.'), 'package.json'), __filename]) {
    try {
      return createRequire(from).resolve('jest/bin/jest');
    } catch {
      // Looked for in the next place.
    }
  }
  throw new WrongUse('jest is not installed: npm install --save-dev jest');
}
