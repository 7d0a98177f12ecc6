// A project of CommonJS modules needs the preset alone.
module.exports = { preset: 'wavetank' };
