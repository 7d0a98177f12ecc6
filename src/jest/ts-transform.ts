// The jest transform for TypeScript: esbuild strips the types of one file, without checking them.
// It keeps a source map, so that stack traces and code frames show the file as its author wrote it.
import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import { transformSync, version } from 'esbuild';

/** What jest tells a transform about the run; only the part that changes the output. */
export interface TransformOptions {
  /** True when jest will load the result as an ES module. */
  readonly supportsStaticESM: boolean;
}

/** Coverage comes from v8 and needs no instrumented code. */
export const canInstrument = false;

/**
 * Turns one TypeScript or JSX file into JavaScript for Node 20, as CommonJS or as an ES module.
 * A syntax error throws with file, line and column.
 */
export function process(source: string, filename: string, options: TransformOptions): { code: string; map: string } {
  const { code, map } = transformSync(source, {
    loader: loaderOf(filename),
    format: options.supportsStaticESM ? 'esm' : 'cjs',
    target: 'node20',
    sourcemap: 'external',
    sourcefile: filename,
    tsconfigRaw: { compilerOptions: { alwaysStrict: true } }, // as a module is; or a write to a frozen object goes unseen
  });
  return { code, map };
}

/** The key under which jest keeps a result: everything that the result depends on. */
export function getCacheKey(source: string, filename: string, options: TransformOptions): string {
  const parts = ['wavetank-ts-2', version, filename, String(options.supportsStaticESM), source];
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);
}

function loaderOf(filename: string): 'ts' | 'tsx' | 'jsx' {
  const extension = extname(filename);
  if (extension === '.tsx') return 'tsx';
  return extension === '.jsx' ? 'jsx' : 'ts';
}
