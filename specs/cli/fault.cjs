// Loaded before the command: a fault that no input leads to.
process.stdout.write = () => {
  throw new Error('the disk is gone');
};
