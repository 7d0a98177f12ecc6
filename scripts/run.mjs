// Runs one TypeScript script of this project on Node 20, which cannot strip types by itself:
// `node scripts/run.mjs scripts/demo.ts [arguments]`. The script finds its arguments from process.argv[2] on;
// process.argv[1] is its bundle, which it may start again as a child process while it runs.
import { existsSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const [script, ...args] = process.argv.slice(2);
if (script === undefined || !existsSync(script)) {
  console.error(`run.mjs: no such script: ${script ?? '(none named)'}`);
  process.exit(2);
}

// The bundle lies inside the project, so that packages resolve as they do for the source.
const bundle = join(root, 'node_modules/.cache/wavetank', `${basename(script, '.ts')}-${process.pid}.cjs`);
buildSync({
  entryPoints: [resolve(script)],
  outfile: bundle,
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  sourcemap: 'inline',
  sourcesContent: false,
  logLevel: 'error',
});
process.on('exit', () => rmSync(bundle, { force: true }));
process.setSourceMapsEnabled(true);
process.argv = [process.execPath, bundle, ...args];
await import(pathToFileURL(bundle).href);
