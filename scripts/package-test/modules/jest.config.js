// A project of ES modules tells jest that its TypeScript is one, too, and runs node with --experimental-vm-modules.
export default { preset: 'wavetank', extensionsToTreatAsEsm: ['.ts'] };
