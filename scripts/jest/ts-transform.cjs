// The TypeScript transform for this project's own specs.
const transform = require('./transform.cjs');

module.exports = transform('src/jest/ts-transform.ts');
