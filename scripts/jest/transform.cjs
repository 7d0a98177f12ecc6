// A jest transform from a source file whose results are kept only as long as that source stays the same.
const { createHash } = require('node:crypto');
const fromSource = require('./from-source.cjs');

module.exports = function transform(path) {
  const { exports, digest } = fromSource(path);
  const getCacheKey = (...details) => {
    const key = exports.getCacheKey(...details);
    return createHash('sha256').update(`${digest}\0${key}`).digest('hex').slice(0, 32);
  };
  return { ...exports, getCacheKey };
};
