// Lets this project's own specs run through the transforms that it ships, straight from the source: bundles one
// TypeScript file in memory and loads it. Whoever changes the source also changes what jest keeps in its cache.
const { createHash } = require('node:crypto');
const Module = require('node:module');
const { dirname, join } = require('node:path');
const { buildSync } = require('esbuild');

/** The exports of a module of src, given by its path from the project's root, and a digest of its code. */
module.exports = function fromSource(path) {
  const filename = join(__dirname, '../..', path);
  const { outputFiles } = buildSync({
    entryPoints: [filename],
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    sourcesContent: false,
    write: false,
  });
  const code = outputFiles[0].text;
  const loaded = new Module(filename);
  loaded.filename = filename;
  loaded.paths = Module._nodeModulePaths(dirname(filename));
  loaded._compile(code, filename);
  return { exports: { ...loaded.exports }, digest: createHash('sha256').update(code).digest('hex') };
};
