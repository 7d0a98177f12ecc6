// The dependency extractor for this project's own specs.
const fromSource = require('./from-source.cjs');

const { exports: extractor, digest } = fromSource('src/specfile/dependencies.ts');

module.exports = { extract: extractor.extract, getCacheKey: () => digest };
