// A jest transform from a file of src, loaded when the first spec needs it. Its results are kept only as long as that
// file and all that it imports stay the same.
const { createHash } = require('node:crypto');
const fromSource = require('./from-source.cjs');

module.exports = function transform(path) {
  let loaded;
  const source = () => {
    loaded ??= fromSource(path);
    return loaded;
  };
  return {
    canInstrument: false,
    process: (...details) => source().exports.process(...details),
    getCacheKey(...details) {
      const { exports, digest } = source();
      const key = `${digest}\0${exports.getCacheKey(...details)}`;
      return createHash('sha256').update(key).digest('hex').slice(0, 32);
    },
  };
};
