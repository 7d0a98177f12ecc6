// The transform of YAML spec files for this project's own specs.
const transform = require('./transform.cjs');

module.exports = transform('src/specfile/transform.ts');
